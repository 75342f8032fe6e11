"""What PreviewTests ask a preview with. The port is the first argument."""

import http.client
import json
import os
import pathlib
import sys
import time

port = int(sys.argv[1])


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.bytes = response.status, response.headers, response.read()

    @property
    def text(self):
        return self.bytes.decode("utf-8", "replace")


def raw(path, host="", method="GET"):
    """One request as it is; `host` None sends no such header."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    if host is not None:
        connection.putheader("Host", host)
    connection.endheaders()
    try:
        return Answer(connection.getresponse())
    finally:
        connection.close()


def get(path, host=f"127.0.0.1:{port}", method="GET"):
    return raw(path, host, method)


def state(after=""):
    """The state of the preview, as soon as it is another than `after`."""
    for _ in range(4):
        answer = get(f"/events?after={after}")
        if answer.status == 200:
            return json.loads(answer.text)
        assert answer.status == 204, answer.status
    raise AssertionError("nothing new came")


def news(after, is_wanted):
    """The first state after `after` that is wanted. A machine under load may show the preview a save half done: what it
    makes of that goes by."""
    end = time.monotonic() + 180
    found = after
    while not is_wanted(found):
        assert time.monotonic() < end, found
        found = state(found["id"])
    return found


def has_problem(word):
    """Whether a problem of a state shows this in its lines."""
    return lambda found: any(word in problem["excerpt"] for problem in found["problems"])


def wait_for(condition, seconds=180):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, state()
        time.sleep(0.05)


def read(name):
    return pathlib.Path(name).read_text()


def write(name, text):
    """As editors do that write into the file."""
    pathlib.Path(name).write_text(text)


def replace(name, text):
    """As editors do that put another file in its place."""
    temporary = name + ".tmp"
    pathlib.Path(temporary).write_text(text)
    os.replace(temporary, name)


def listening(number):
    """The addresses, in the kernel's hexadecimal, on which this port is listened to; None where the kernel does not say."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = open(table).read().splitlines()[1:]
        except OSError:
            if table == "/proc/net/tcp":
                return None
            continue
        for line in lines:
            fields = line.split()
            address, local = fields[1].split(":")
            if int(local, 16) == number and fields[3] == "0A":
                found.add(address)
    return found
