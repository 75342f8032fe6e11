"""How the driver talks to a peer: one JSON object a line, over standard input and output.

The peer introduces itself, {"name", "version", "modes"}, or says {"missing": why} and ends. Then it is asked
{"do": "prepare", "network", "batch", "mode"}: build, compile and warm up, answered by {"prepared": true} or {"failed": why};
and {"do": "measure", "seconds"}: take steps for that long, answered by {"images-per-second", "loss"}. Preparing something
again is free, so a peer that stays alive compiles each network once.
"""

import json
import os
import pathlib
import resource
import sys
import time


def speak(introduce):
    """Answers until the input ends. `introduce(options)` returns (introduction, prepare), and `prepare(network, batch, mode)`
    a function that takes `n` steps and returns the last loss as a number, which waits for all that was begun."""
    # Libraries print; what they print is no answer.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def answer(value):
        answers.write(json.dumps(value) + "\n")
        answers.flush()

    options = json.loads(sys.argv[1])
    try:
        introduction, prepare = introduce(options)
    except ImportError as error:
        answer({"missing": str(error)})
        return
    answer(introduction)
    prepared, steps, batch = {}, None, 0
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["do"] == "prepare":
                key = (request["network"], request["batch"], request["mode"])
                if key not in prepared:
                    prepared[key] = prepare(*key)
                steps, batch = prepared[key], request["batch"]
                steps(6)
                answer({"prepared": True})
            else:
                answer(measure(steps, batch, request["seconds"]))
        except Exception as error:  # A mode that a machine cannot do is skipped by name, whatever the reason.
            answer({"failed": f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else ''}"})


def measure(steps, batch, seconds):
    start, done = time.perf_counter(), 0
    chunk = 4
    while True:
        loss = steps(chunk)
        done += chunk
        passed = time.perf_counter() - start
        if passed >= seconds:
            break
        # Looking at the loss makes some libraries wait, so it is done ten times in all.
        chunk = max(1, int(done / passed * seconds / 10))
        chunk = min(chunk, max(1, int(done / passed * (seconds - passed)) + 1))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"images-per-second": done * batch / passed, "loss": loss, "peak-kilobytes": peak}


def load(directory):
    """Training images as standardized floats [image][row][column] and labels, from the files that the driver wrote."""
    import numpy

    folder = pathlib.Path(directory)
    info = json.loads((folder / "info.json").read_text())
    pixels = numpy.fromfile(folder / "train.images", numpy.uint8).reshape(info["train"], info["side"], info["side"])
    images = (pixels.astype(numpy.float32) / 255 - info["mean"]) / info["deviation"]
    return images.astype(numpy.float32), numpy.fromfile(folder / "train.labels", numpy.uint8)
