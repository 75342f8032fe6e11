"""How long `offprint preview` needs from a save to the next page, as a browser would see it: over HTTP, until the last byte."""

import http.client
import json
import re
import shutil
import subprocess
import threading
import time


def seconds(program, notebook, store, directory, rounds):
    """One figure for each save of a copy of the notebook, whose title changes each time."""
    copy = directory / "preview" / notebook.name
    copy.parent.mkdir()
    for file in notebook.parent.iterdir():
        if file.is_file():
            shutil.copy(file, copy.parent)
    text = copy.read_text()
    preview = subprocess.Popen(
        [program, "preview", "--quiet", "--store", store, copy], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        port = int(re.search(r":(\d+)/", preview.stdout.readline()).group(1))
        state = json.loads(get(port, "/events"))
        times = []
        for turn in range(rounds):
            times.append(one(port, state, copy, re.sub(r"^title: ", f"title: {turn} ", text, count=1, flags=re.MULTILINE)))
            state = json.loads(get(port, "/events"))
        return times
    finally:
        preview.terminate()
        preview.wait()


def one(port, state, copy, text):
    done = []

    def follow():
        get(port, "/events?after=" + state["id"])
        get(port, "/")
        done.append(time.perf_counter())

    waiting = threading.Thread(target=follow)
    waiting.start()
    # The request must wait for news before there are any.
    time.sleep(0.2)
    start = time.perf_counter()
    copy.write_text(text)
    waiting.join()
    return done[0] - start


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body
