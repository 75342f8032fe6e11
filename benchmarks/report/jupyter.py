"""Makes the Jupyter notebook of a report: its prose as Markdown cells, and the figures and tables of its cells by matplotlib."""

import ast
import inspect
import json
import re
import textwrap

import cells

FENCE = re.compile(r"^```\{(\w+)\} ([\w-]+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
CALLS = {
    "embedding-sphere": "spheres", "learning-curves": "curves", "histogram": "histogram", "intervals": "intervals",
    "scatter": "scatter",
}


def write(source, runs, store, path):
    """`source` is the text of Offprint's notebook, `runs` maps the names of configurations to the IDs of their runs."""
    prose = re.sub(r"\A---\n.*?^---\n", "", source, flags=re.MULTILINE | re.DOTALL)
    title = re.search(r"^title: (.*)$", source, re.MULTILINE)
    out = [markdown(f"# {title.group(1) if title else 'Report'}")]
    out.append(code(f"store = {store!r}\nruns = {json.dumps(runs)}", tags=["parameters"]))
    out.append(code(body(cells.preparation)))
    position = 0
    for fence in FENCE.finditer(prose):
        out.append(markdown(prose[position : fence.start()]))
        position = fence.end()
        out.append(cell(*fence.groups()))
    out.append(markdown(prose[position:]))
    notebook = {
        "cells": [made for made in out if made and made["source"].strip()],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    path.write_text(json.dumps(notebook))


def cell(kind, name, text):
    """What a cell of Offprint's becomes: a call for a figure or a table; a model or a training is shown as it is."""
    names = re.search(r"^runs: \[(.*)\]$", text, re.MULTILINE)
    plot = re.search(r"^plot: ([\w-]+)$", text, re.MULTILINE)
    chosen = [word.strip() for word in names.group(1).split(",")] if names else []
    if kind == "table":
        return code(f"table({chosen!r})")
    if kind == "figure":
        # What matplotlib's notebook has no counterpart for would be unfair to leave out silently.
        call = call_of(plot.group(1), text, chosen) if plot else None
        return code(call) if call else None
    return markdown(f"```yaml\n# {kind} {name}\n{text}```")


def call_of(plot, text, chosen):
    """The call that draws a figure; None for one that the Jupyter notebook does without."""
    if plot in CALLS:
        return f"{CALLS[plot]}({chosen!r})"
    if plot == "heat-map":
        axes = [re.search(rf"^{axis}: ([\w.-]+)$", text, re.MULTILINE) for axis in "xy"]
        return f"heat_map({chosen!r}, {axes[0].group(1)!r}, {axes[1].group(1)!r})" if all(axes) else None
    if plot == "small-multiples":
        each = re.search(r"^each: {name: ([\w-]+)(?:, of: (\w+))?", text, re.MULTILINE)
        if each and each.groups() == ("histogram", "angle"):
            return f"angles({chosen!r})"
        return f"{CALLS[each.group(1)]}({chosen!r})" if each and each.group(1) in CALLS else None
    return None


def skipped(source):
    """The figures that the Jupyter notebook does without."""
    found = []
    for kind, _, text in FENCE.findall(source):
        plot = re.search(r"^plot: ([\w-]+)$", text, re.MULTILINE) if kind == "figure" else None
        if plot and not call_of(plot.group(1), text, []):
            found.append(plot.group(1))
    return sorted(set(found))


def body(function):
    source = textwrap.dedent(inspect.getsource(function))
    first = ast.parse(source).body[0].body[0].lineno
    return textwrap.dedent("\n".join(source.splitlines()[first - 1 :]))


def markdown(text):
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def code(text, tags=()):
    return {
        "cell_type": "code", "metadata": {"tags": list(tags)} if tags else {}, "source": text, "outputs": [],
        "execution_count": None,
    }
