"""What the benchmark says: the table, the layers, the ratios with their goals. Text in, text out."""

import dataclasses
import datetime
import pathlib
import platform
import statistics
import subprocess

SETUPS = {"one": "one run, one core", "all": "one run, all cores", "sweep": "one run per core"}


@dataclasses.dataclass
class Context:
    measured: object
    survey: dict
    flop: dict
    cores: int
    data: str
    kernels: list
    networks: list
    versions: dict
    companies: dict
    notes: list
    rounds: int
    minutes: float
    root: pathlib.Path


def table(header, rows, right=()):
    """A Markdown table that is aligned as plain text too; the columns in `right` are numbers."""
    lines = [header] + rows
    widths = [max(len(line[place]) for line in lines) for place in range(len(header))]

    def line(cells):
        return "| " + " | ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(cells, widths))) + " |"

    rule = "| " + " | ".join("-" * (width - 1) + ":" if place in right else "-" * width for place, width in enumerate(widths)) + " |"
    return "\n".join([line(header), rule] + [line(row) for row in rows])


def rate(value):
    return f"{value / 1000:.1f} k" if value < 100_000 else f"{value / 1000:.0f} k"


def peak(context, kernels=None):
    """FLOP/s of one core's fused multiply-adds: in eight lanes for kernels that have no wider ones."""
    medians = {name: statistics.median(values) for name, values in context.measured.peaks.items()}
    return medians["fma-8"] if kernels == "x86-64-v3" else max(medians["fma-16"], medians["fma-8"])


def text(context):
    sections = [speeds(context), modes(context), machine(context)]
    sections += [layers(context, network) for network in context.networks]
    sections += [ratios(context)]
    if context.notes:
        sections.append("## Notes\n\n" + "\n".join(f"- {note}" for note in context.notes))
    return "\n\n".join(section for section in sections if section)


def speeds(context):
    rows = []
    for network in context.networks:
        for setup in SETUPS:
            keys = [key for key in context.measured.rates if key[1:3] == (setup, network)]
            for key in sorted(keys, key=context.measured.median, reverse=True):
                values = context.measured.rates[key]
                median = statistics.median(values)
                cores = 1 if setup == "one" else context.cores
                share = "–"
                if key[0] == "Offprint":
                    share = f"{100 * median * context.flop[network] / (cores * peak(context, key[4])):.0f} %"
                memory = context.measured.memory.get(key)
                rows.append([
                    network, SETUPS[setup], key[0], key[4], str(key[3]), rate(median),
                    f"{rate(min(values))}–{rate(max(values))}", share, f"{memory / 1024:.0f} MB" if memory else "–"])
    header = ["network", "setup", "library", "mode", "batch", "images/s", "range", "of FMA peak", "peak memory"]
    first = f"## Images per second\n\nMedians of {context.rounds} interleaved rounds.\n\n"
    whole = [f"{name} {value / 1024:.0f} MB" for name, value in context.measured.memory.items() if isinstance(name, str)]
    last = f"\n\nPeak memory of the peers' processes, all modes they went through: {', '.join(whole)}." if whole else ""
    return first + table(header, rows, right=(4, 5, 6, 7, 8)) + last


def modes(context):
    """The peers' survey: where the best modes of the table come from."""
    if not context.survey:
        return ""
    rows = []
    for library, network in dict.fromkeys((key[0], key[2]) for key in context.survey):
        for batch in (64, 256):
            for mode in context.companies[library].modes:
                found = [context.survey.get((library, setup, network, batch, mode)) for setup in SETUPS]
                if any(found):
                    rows.append([network, library, mode, str(batch)] + [rate(value) if value else "–" for value in found])
    header = ["network", "library", "mode", "batch"] + list(SETUPS.values())
    return "## The peers' modes, measured once\n\nThe plain mode at batch 64 and the best of each column are in the table above.\n\n" + table(
        header, rows, right=(3, 4, 5, 6))


def machine(context):
    medians = {name: statistics.median(values) / 1e9 for name, values in context.measured.peaks.items()}
    rows = [
        ["fused multiply-adds, 16 lanes", f"{medians['fma-16']:.0f}"],
        ["fused multiply-adds, 8 lanes", f"{medians['fma-8']:.0f}"],
        ["OpenBLAS sgemm, 1024 × 1024 × 1024", f"{medians['sgemm']:.0f}"],
    ]
    out = "## Peaks of one core\n\n" + table(["what", "GFLOP/s"], rows, right=(1,))
    if context.measured.startup:
        out += f"\n\nFrom the start of the process to its first step and out, MNIST loaded and verified: {statistics.median(context.measured.startup):.2f} s."
    return out


def layers(context, network):
    parts = context.measured.parts.get(network, {})
    total = sum(statistics.median(values) for _, values in parts.values())
    rows = []
    for name, (flop, values) in parts.items():
        time = statistics.median(values)
        reached = f"{100 * flop / (time * 1e-6) / peak(context):.0f} %" if flop and time else "–"
        rows.append([name, f"{1000 * time:.0f}", f"{100 * time / total:.1f} %", f"{flop / 1e6:.3f}" if flop else "–", reached])
    flop = context.flop[network]
    rows.append([
        "whole step", f"{1000 * total:.0f}", "100 %", f"{flop / 1e6:.3f}", f"{100 * flop / (total * 1e-6) / peak(context):.0f} %"])
    header = ["part", "ns per image", "of the step", "MFLOP per image", "of FMA peak"]
    return f"## Where a step of {network} goes\n\nBatch 64, one core.\n\n" + table(header, rows, right=(1, 2, 3, 4))


def ratios(context):
    measured, rows = context.measured, []
    narrow = "x86-64-v3"

    def ours(setup, network, kernels=None):
        return measured.median(("Offprint", setup, network, 64, kernels or context.kernels[0]))

    def plain(setup, network):
        return measured.median(("PyTorch", setup, network, 64, "eager"))

    def best(network, *setups, library="PyTorch"):
        found = measured.best(lambda key: key[0] == library and key[2] == network and key[1] in setups)
        return found[1] if found else None

    def row(what, value, goal, unit="×", at_most=False):
        if value is None:
            rows.append([what, "not measured", goal_text(goal, unit, at_most), "–"])
        else:
            met = value <= goal if at_most else value >= goal
            digits = f"{value:.2f}" if unit in ("×", "s") else f"{value:.1f}"
            rows.append([what, f"{digits} {unit}", goal_text(goal, unit, at_most), "met" if met else "MISSED"])

    def goal_text(goal, unit, at_most):
        return f"{'at most' if at_most else 'at least'} {goal:g} {unit}"

    def quotient(a, b):
        return a / b if a and b else None

    if "cnn4" in context.networks:
        sweep, one, all_cores = ours("sweep", "cnn4"), ours("one", "cnn4"), ours("all", "cnn4")
        row("cnn4, sweep : PyTorch eager, one process per core, batch 64", quotient(sweep, plain("sweep", "cnn4")), 10)
        row("cnn4, sweep : PyTorch's best in any mode, setup and batch", quotient(sweep, best("cnn4", *SETUPS)), 7)
        row("cnn4, one core : PyTorch eager on one thread, batch 64", quotient(one, plain("one", "cnn4")), 9)
        row("cnn4, one core, v3 kernels : the same", quotient(ours("one", "cnn4", narrow), plain("one", "cnn4")), 4.5)
    for network, goal in (("wide", 1.8), ("lenet", 2), ("mlp", 2)):
        if network in context.networks:
            row(f"{network}, one core : PyTorch's best on one thread", quotient(ours("one", network), best(network, "one")), goal)
    if "cnn4" in context.networks:
        row("cnn4, share of FMA peak, whole step", 100 * one * context.flop["cnn4"] / peak(context), 50, "%")
        row("cnn4, one run on all cores : on one", quotient(all_cores, one), 1.5)
    row("start-up to first step", statistics.median(measured.startup) if measured.startup else None, 0.5, "s", at_most=True)
    for network in context.networks if "JAX" in context.companies else []:
        for setup, words in (("one", "one core : JAX's best on one thread"), ("sweep", "sweep : JAX's best, one process per core")):
            value = quotient(ours(setup, network), best(network, setup, library="JAX"))
            if value:
                rows.append([f"{network}, {words}", f"{value:.2f} ×", "none set", ""])
    text = "## Ratios\n\n" + table(["what", "is", "goal", ""], rows, right=(1,))
    return text + "\n\nThe goals are for two cores with AVX-512. Table 1 as a whole is timed by `make bench TABLE1=1`."


def processor():
    try:
        for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def command(*words, root=None):
    try:
        return subprocess.run(words, capture_output=True, text=True, cwd=root, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def setting(root):
    """The machine and the versions of this moment, as lines of a list."""
    release = pathlib.Path("/etc/os-release")
    names = dict(line.split("=", 1) for line in release.read_text().splitlines() if "=" in line) if release.exists() else {}
    system = names.get("PRETTY_NAME", platform.system()).strip('"')
    swift = command("swift", "--version").splitlines()
    date = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    changed = "-changed" if command("git", "status", "--porcelain", "--untracked-files=no", root=root) else ""
    commit = command("git", "rev-parse", "--short", "HEAD", root=root) or "unknown"
    return [f"date: {date}", f"commit: {commit}{changed}", f"system: {system}, {platform.machine()}"] + (
        [f"toolchain: {swift[0]}"] if swift else [])


def page(text, context):
    lines = setting(context.root)
    lines.append(f"processor: {processor()}, {context.cores} cores")
    lines.append(f"data: {context.data}; kernels: {', '.join(context.kernels)}")
    libraries = [f"{name} {version}" for name, version in context.versions.items()]
    libraries += [f"{name} {company.version}" for name, company in context.companies.items()]
    lines.append(f"libraries: {', '.join(libraries)}")
    lines.append(f"took: {context.minutes:.1f} minutes")
    head = "# Results of the benchmark\n\nWritten by `make bench`; [README.md](README.md) says how to read it.\n\n"
    return head + "\n".join(f"- {line}" for line in lines) + "\n\n" + text + "\n"
