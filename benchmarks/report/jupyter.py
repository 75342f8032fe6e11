"""Makes the Jupyter notebook of a report: its prose as Markdown cells, and the figures and tables of its cells by matplotlib."""

import ast
import inspect
import json
import re
import textwrap

import cells

FENCE = re.compile(r"^```\{(\w+)\} ([\w-]+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
CALLS = {"embedding-sphere": "spheres", "learning-curves": "curves"}


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
        call = CALLS.get(plot.group(1)) if plot else None
        return code(f"{call}({chosen!r})") if call else None
    return markdown(f"```yaml\n# {kind} {name}\n{text}```")


def skipped(source):
    """The figures that the Jupyter notebook does without."""
    plots = [re.search(r"^plot: ([\w-]+)$", text, re.MULTILINE) for kind, _, text in FENCE.findall(source) if kind == "figure"]
    return sorted({plot.group(1) for plot in plots if plot and plot.group(1) not in CALLS})


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
