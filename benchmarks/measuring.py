"""Our own legs: short processes of offprint-bench, their times and their peak memory."""

import json
import os
import statistics
import subprocess
import tempfile
import time


class LegFailed(Exception):
    pass


class Rounds:
    """What was measured, round by round."""

    def __init__(self):
        self.rates = {}  # leg → images/s of each round
        self.peaks = {}  # fma-16, fma-8, sgemm → FLOP/s of each round
        self.startup = []  # seconds of whole processes
        self.parts = {}  # network → name of a part → (FLOP, microseconds of each round)
        self.memory = {}  # leg or library → peak resident kilobytes

    def add(self, key, rate):
        self.rates.setdefault(key, []).append(rate)

    def median(self, key):
        return statistics.median(self.rates[key]) if key in self.rates else None

    def best(self, matches):
        """(leg, median) of the fastest leg that matches, or None."""
        keys = [key for key in self.rates if matches(key)]
        return max(((key, self.median(key)) for key in keys), key=lambda pair: pair[1], default=None)


def child_environment():
    """Libraries shall see the processor as it is, so what narrows them is taken out."""
    environment = dict(os.environ)
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "ATEN_CPU_CAPABILITY"):
        environment.pop(name, None)
    return environment


def timed(command, **how):
    """(exit status, standard output, seconds, peak resident kilobytes) of a process."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen([str(word) for word in command], stdout=output, env=child_environment(), **how)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        return process.returncode, output.read().decode(), seconds, usage.ru_maxrss


class Program:
    def __init__(self, path, networks):
        self.path, self.networks, self.data = path, networks, None

    def run(self, leg, **options):
        command = [self.path, leg]
        for name, value in options.items():
            command += ["--" + name.replace("_", "-"), str(value)]
        how = {"stderr": subprocess.DEVNULL} if leg == "startup" else {}
        status, output, seconds, kilobytes = timed(command, **how)
        if status != 0:
            raise LegFailed(f"‘{' '.join(str(word) for word in command)}’ ended with status {status}")
        return json.loads(output), seconds, kilobytes

    def call(self, leg, **options):
        return self.run(leg, networks=self.networks, **options)[0]

    def train(self, key, seconds, cores, measured):
        _, setup, network, batch, kernels = key
        options = {"networks": self.networks, "network": network, "data": self.data, "batch": batch, "seconds": seconds}
        options |= {"kernels": kernels, "runs": cores if setup == "sweep" else 1, "threads": cores if setup == "all" else 1}
        answer, _, kilobytes = self.run("train", **options)
        measured.memory[key] = max(kilobytes, measured.memory.get(key, 0))
        return answer["images-per-second"]

    def machine(self, measured, note):
        """The peaks of one core, and the start-up on real MNIST."""
        for name, value in self.run("peaks", seconds=1)[0].items():
            measured.peaks.setdefault(name, []).append(value)
        try:
            measured.startup.append(self.run("startup", networks=self.networks, network="cnn4")[1])
        except LegFailed:
            note("the start-up was not measured: it is about MNIST, which is not here (set OFFPRINT_DATA)")

    def layers(self, network, seconds, measured):
        answer = self.call("layers", network=network, data=self.data, seconds=seconds)
        parts = measured.parts.setdefault(network, {})
        for part in answer["parts"]:
            parts.setdefault(part["name"], (part["flop"], []))[1].append(part["microseconds"])
