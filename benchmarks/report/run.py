#!/usr/bin/env python3
"""Times `offprint render` against papermill and nbconvert on the same figures and tables from the same stored runs, and writes
REPORT.md. benchmarks/README.md explains it; `make bench-report` builds first and calls this."""

import argparse
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import forging  # noqa: E402
import jupyter  # noqa: E402
import results  # noqa: E402
import saving  # noqa: E402

MODULES = ["papermill", "nbconvert", "ipykernel", "matplotlib", "numpy"]
GOALS = {"ratio": 4.0, "seconds": 1.5, "preview": 0.3, "html": 2.5e6, "pdf": 2.0e6}


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True, type=pathlib.Path, help="where offprint was built")
    parser.add_argument("--store", type=pathlib.Path, help="the store with the runs; else one is forged from --published")
    parser.add_argument(
        "--published", default=ROOT / "reports/cosine-losses", type=pathlib.Path,
        help="the folder of a report whose runs a store is forged with")
    parser.add_argument("--notebook", default=ROOT / "experiments/cosine-losses.md", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-peers", action="store_true", help="Offprint alone")
    parser.add_argument("--output", type=pathlib.Path, default=HERE.parent / "REPORT.md", help="what to write")
    return parser.parse_args()


SAVE = "Offprint, from a save to the preview's next page"


class Failed(Exception):
    pass


class Measured(float):
    """Seconds by the clock, with those that the processors worked: who shares a machine waits, but works no longer."""

    processor = 0.0


def worked():
    """Seconds that processors worked for this process's children so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def timed(command, **how):
    """Seconds from the start of a process to its end."""
    start, before = time.perf_counter(), worked()
    process = subprocess.run(
        [str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **how)
    seconds = Measured(time.perf_counter() - start)
    seconds.processor = worked() - before
    if process.returncode != 0:
        last = process.stderr.strip().splitlines()[-6:]
        raise Failed(f"‘{' '.join(str(word) for word in command[:4])} …’ ended with status {process.returncode}:\n" + "\n".join(last))
    return seconds


class Offprint:
    def __init__(self, program, notebook, store, directory):
        self.command = [program, "render", "--quiet", "--offline", "--store", store, notebook]
        self.directory = directory / "offprint"

    def render(self, *formats):
        """Always into a place that is not there yet, by a new process."""
        shutil.rmtree(self.directory, ignore_errors=True)
        wanted = [word for name in formats for word in ("--format", name)]
        return timed(self.command + ["--output", self.directory] + wanted)

    def size(self, name):
        return (self.directory / name).stat().st_size

    def runs(self):
        """{configuration: [IDs of its runs]}, from the report's own results."""
        found = {}
        for run in json.loads((self.directory / "results.json").read_text())["runs"]:
            found.setdefault(run["name"].rsplit("/", 1)[0], []).append(run["id"])
        return found


class Jupyter:
    """papermill runs the notebook in a new kernel, nbconvert writes it as HTML and, where it can, as PDF."""

    def __init__(self, python, directory):
        self.python, self.directory = python, directory
        self.source, self.executed = directory / "notebook.ipynb", directory / "executed.ipynb"
        settings = directory / "jupyter"
        settings.mkdir()
        self.environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONWARNINGS="ignore")
        self.environment |= {"JUPYTER_CONFIG_DIR": str(settings), "IPYTHONDIR": str(settings / "ipython")}
        # The kernel chooses how matplotlib draws.
        self.environment.pop("MPLBACKEND", None)

    def execute(self):
        return self.module("papermill", self.source, self.executed, "--no-progress-bar")

    def html(self):
        return self.module("nbconvert", "--to", "html", self.executed, "--output", "report.html")

    def pdf(self, way):
        return self.module("nbconvert", "--to", way, self.executed, "--output", "report")

    def module(self, name, *words):
        return timed([self.python, "-m", name, *words], env=self.environment, cwd=self.directory)

    def size(self, name):
        return (self.directory / name).stat().st_size

    def versions(self):
        ask = "import importlib.metadata as m, platform; print('Python', platform.python_version())\n" + "".join(
            f"print({name!r}, m.version({name!r}))\n" for name in MODULES)
        return subprocess.run([self.python, "-c", ask], capture_output=True, text=True, check=True).stdout.splitlines()

    def way_to_pdf(self, note):
        """`webpdf` with Playwright's Chromium, `pdf` with pandoc and XeLaTeX, or None, and a note."""
        if all(map(shutil.which, ("pandoc", "xelatex"))):
            return "pdf"
        check = "from playwright.sync_api import sync_playwright as p\nwith p() as q: q.chromium.launch().close()"
        if subprocess.run([self.python, "-c", check], capture_output=True).returncode == 0:
            return "webpdf"
        note("nbconvert wrote no PDF: neither pandoc with XeLaTeX nor Playwright with its Chromium is here; it is compared "
             "by its HTML alone, while Offprint's time is for HTML and PDF")
        return None


def find_python(note):
    """By the tests' rule: the first that has all modules of OFFPRINT_PYTHON, .venv and python3."""
    candidates = [os.environ.get("OFFPRINT_PYTHON"), str(ROOT / ".venv/bin/python3"), shutil.which("python3")]
    lacking = {}
    for candidate in filter(None, candidates):
        check = "import importlib.util as u; print(*[m for m in %r if u.find_spec(m) is None])" % (MODULES,)
        try:
            answer = subprocess.run([candidate, "-c", check], capture_output=True, text=True)
        except OSError:
            continue
        if answer.returncode == 0 and not answer.stdout.strip():
            return candidate
        lacking[candidate] = answer.stdout.strip()
    words = "; ".join(f"{path} lacks {names}" for path, names in lacking.items() if names)
    note(f"papermill and nbconvert were skipped: {words or 'there is no python3'} (set OFFPRINT_PYTHON)")
    return None


def main():
    arguments = options()
    notes = []

    def note(text):
        notes.append(text)
        print(f"note: {text}", flush=True)

    load = os.getloadavg()[0]
    if load > 0.5:
        note(f"the machine was not quiet: load {load:.1f} at the start; the figures are only worth so much")
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        if arguments.store is None:
            arguments.store = directory / "store"
            forging.store(arguments.published, arguments.store)
            note("the store is forged from the published report's evidence: its records are those of the report, the test "
                 "features of its spheres are made up, as many and as large")
        again = lambda: timed(  # noqa: E731
            [ours.command[0], "render", "--quiet", "--from", arguments.published, "--output", directory / "again"])
        ours = Offprint(arguments.bin / "offprint", arguments.notebook, arguments.store, directory)
        ours.render("html", "pdf")
        sizes = {f"Offprint, {what}": ours.size(what) for what in ("index.html", "report.pdf")}
        python = None if arguments.no_peers else find_python(note)
        theirs, way = None, None
        if python:
            theirs = Jupyter(python, directory)
            text = arguments.notebook.read_text()
            jupyter.write(text, ours.runs(), str(arguments.store.resolve()), theirs.source)
            for plot in jupyter.skipped(text):
                note(f"the Jupyter notebook goes without the plot ‘{plot}’, which Offprint draws")
            theirs.execute()
            theirs.html()
            way = theirs.way_to_pdf(note)
            if way:
                theirs.pdf(way)
        times = measure(ours, theirs, way, arguments.rounds, again)
        times[SAVE] = saving.seconds(
            arguments.bin / "offprint", arguments.notebook, arguments.store.resolve(), directory, 3 * arguments.rounds)
        if theirs:
            sizes["Jupyter, report.html"] = theirs.size("report.html")
            if way:
                sizes["Jupyter, report.pdf"] = theirs.size("report.pdf")
        versions = theirs.versions() if theirs else []
    text = page(times, sizes, versions, notes, arguments)
    print("\n" + text)
    arguments.output.write_text(text)
    print(f"written to {arguments.output}")


def measure(ours, theirs, way, rounds, again):
    """{leg: seconds of each round}; legs one after another, round by round."""
    legs = {
        "Offprint, HTML and PDF": lambda: ours.render("html", "pdf"), "Offprint, HTML": lambda: ours.render("html"),
        "Offprint, the published report --from its folder": again,
    }
    if theirs:
        legs |= {"papermill": theirs.execute, "nbconvert, HTML": theirs.html}
        if way:
            legs[f"nbconvert, PDF ({way})"] = lambda: theirs.pdf(way)
    times = {leg: [] for leg in legs}
    for turn in range(rounds):
        print(f"round {turn + 1} of {rounds} …", flush=True)
        for leg, run in legs.items():
            times[leg].append(run())
    return times


def page(times, sizes, versions, notes, arguments):
    medians = {leg: statistics.median(values) for leg, values in times.items()}
    whole = [added(values) for values in zip(*(values for leg, values in times.items() if not leg.startswith("Offprint")))]
    legs = times | ({"papermill and nbconvert together": whole} if whole else {})
    rows = [
        [leg, f"{statistics.median(values):.2f} s", f"{min(values):.2f}–{max(values):.2f} s", processor(values)]
        for leg, values in legs.items()
    ]
    lines = results.setting(ROOT) + [f"processor: {results.processor()}, {os.cpu_count()} cores"]
    lines += [f"notebook: {arguments.notebook.name}"] + ([f"peers: {', '.join(versions)}"] if versions else [])
    parts = [
        "# Results of the report benchmark",
        "Written by `make bench-report`; [README.md](README.md) says how to read it.",
        "\n".join(f"- {line}" for line in lines),
        f"## Seconds\n\nMedians of {arguments.rounds} interleaved rounds; every time is that of a new process, files in the system's cache. "
        "Processor time is the median of what all cores worked together.\n\n"
        + results.table(["what", "median", "range", "processor time"], rows, right=(1, 2, 3)),
        "## Sizes\n\n" + results.table(["file", "bytes"], [[name, f"{size:,}"] for name, size in sizes.items()], right=(1,)),
        "## Goals\n\n" + results.table(["what", "is", "goal", ""], goals(medians, times, whole, sizes), right=(1,)),
    ]
    if notes:
        parts.append("## Notes\n\n" + "\n".join(f"- {note}" for note in notes))
    return "\n\n".join(parts) + "\n"


def added(values):
    total = Measured(sum(values))
    total.processor = sum(value.processor for value in values)
    return total


def processor(values):
    """The median of processor times; a dash where they were not taken."""
    times = [value.processor for value in values if isinstance(value, Measured)]
    return f"{statistics.median(times):.2f} s" if times else "–"


def goals(medians, times, whole, sizes):
    mine = medians["Offprint, HTML and PDF"]
    rows = []

    def row(what, value, text, goal, is_met):
        rows.append([what, text, goal, "–" if value is None else "met" if is_met else "MISSED"])

    ratio = statistics.median(whole) / mine if whole else None
    row("papermill and nbconvert : Offprint", ratio, f"{ratio:.2f} ×" if ratio else "not measured",
        f"at least {GOALS['ratio']:g} ×", ratio and ratio >= GOALS["ratio"])
    if whole:
        work = [statistics.median(one.processor for one in values) for values in (whole, times["Offprint, HTML and PDF"])]
        row("the same by processor time", work[0] / work[1], f"{work[0] / work[1]:.2f} ×", f"at least {GOALS['ratio']:g} ×",
            work[0] / work[1] >= GOALS["ratio"])
    row("Offprint, HTML and PDF", mine, f"{mine:.2f} s", f"under {GOALS['seconds']:g} s", mine < GOALS["seconds"])
    save = medians[SAVE]
    row(SAVE, save, f"{save:.2f} s", f"under {GOALS['preview']:g} s", save < GOALS["preview"])
    for name, key in (("index.html", "html"), ("report.pdf", "pdf")):
        size = sizes[f"Offprint, {name}"]
        row(name, size, f"{size / 1e6:.2f} MB", f"at most {GOALS[key] / 1e6:g} MB", size <= GOALS[key])
    return rows


if __name__ == "__main__":
    try:
        main()
    except (Failed, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"report benchmark: {error}")
