"""Other libraries, found if they are installed: processes that stay alive and are asked for one measurement at a time."""

import json
import os
import pathlib
import shutil
import subprocess

import measuring

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def python():
    """OFFPRINT_PYTHON, else this clone's .venv, else python3."""
    own = ROOT / ".venv/bin/python3"
    return os.environ.get("OFFPRINT_PYTHON") or (str(own) if own.exists() else shutil.which("python3"))


def start(data, cores, note):
    """{name: Company} of those that are installed; the others are noted by name."""
    companies = {}
    for name, script in (("PyTorch", "torch_peer.py"), ("JAX", "jax_peer.py")):
        company = Company(name, HERE / script, data, cores)
        if company.missing:
            note(f"{name} was skipped: {company.missing}")
            company.end()
        else:
            companies[name] = company
    return companies


class Peer:
    def __init__(self, script, options):
        environment = measuring.child_environment()
        # What PyTorch compiles is kept from one benchmark to the next; it compiles on one core, beside nothing else.
        environment["TORCHINDUCTOR_CACHE_DIR"] = str(ROOT / ".build/benchmark-inductor")
        environment["TORCHINDUCTOR_COMPILE_THREADS"] = "1"
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        self.process = subprocess.Popen(
            [python(), str(script), json.dumps(options)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=environment, text=True)

    def send(self, **request):
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # The answer says so.

    def answer(self):
        line = self.process.stdout.readline()
        return json.loads(line) if line else {"failed": "the process ended"}

    def end(self):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Company:
    """One library: a process on one thread for each core, and one on all."""

    def __init__(self, name, script, data, cores):
        self.name, self.cores, self.peak_kilobytes = name, cores, 0
        self.script, self.data = script, data
        self.singles = [Peer(script, {"threads": 1, "place": 0, "data": data})]
        first = self.singles[0].answer()
        self.missing = first.get("missing") or first.get("failed")
        self.version, self.modes = first.get("version"), first.get("modes", [])
        self.whole = None
        if self.missing or cores == 1:
            return
        for place in range(1, cores):
            self.singles.append(Peer(script, {"threads": 1, "place": place, "data": data}))
        self.whole = Peer(script, {"threads": cores, "data": data})
        for peer in self.singles[1:] + [self.whole]:
            peer.answer()

    @property
    def setups(self):
        return ["one"] if self.cores == 1 else ["one", "all", "sweep"]

    def measure(self, key, seconds, note):
        """Images per second of one leg; None, and a note, where this machine cannot do it."""
        _, setup, network, batch, mode = key
        peers = {"one": self.singles[:1], "all": [self.whole], "sweep": self.singles}[setup]
        # Once one process has compiled, the others find it in the cache.
        for peer in peers:
            peer.send(do="prepare", network=network, batch=batch, mode=mode)
            problem = peer.answer().get("failed")
            if problem:
                note(f"{self.name}, {mode}, was skipped for {network}: {problem[:160]}")
                return None
        for peer in peers:
            peer.send(do="measure", seconds=seconds)
        answers = [peer.answer() for peer in peers]
        problem = next((answer["failed"] for answer in answers if "failed" in answer), None)
        if problem:
            note(f"{self.name}, {mode}, was skipped for {network}: {problem[:160]}")
            return None
        self.peak_kilobytes = max(self.peak_kilobytes, sum(answer["peak-kilobytes"] for answer in answers))
        return sum(answer["images-per-second"] for answer in answers)

    def end(self):
        for peer in self.singles + ([self.whole] if self.whole else []):
            peer.end()
