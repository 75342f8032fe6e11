"""The whole of the paper's Table 1 at one seed, through the program as anyone would run it: 40 configurations, 20 epochs each,
tests after each epoch."""

import os
import pathlib
import tempfile

import measuring
import results

NOTEBOOK = """---
title: Table 1 at one seed
data: [mnist]
seeds: 1
formats: [html]
---

```{model} cnn4
layers:
  - conv: {channels: 8, kernel: 5, stride: 2}
  - conv: {channels: 16, kernel: 3, stride: 2}
  - conv: {channels: 32, kernel: 3, stride: 2}
  - conv: {channels: 64, kernel: 3, stride: 2}
  - embedding: 64
```

```{train} arcface
model: cnn4
loss: {name: arcface, scale: 30, margin: 0.5}
optimizer: {name: adamw, rate: 0.01, schedule: one-cycle, weight-decay: 0.01}
epochs: 20
batch: 64
```

```{train} combined
base: arcface
loss: {name: combined, scale: 30, m1: 1, m2: 0.4, m3: 0.2}
```

```{sweep} arcface-margins
base: arcface
over: {loss.margin: {from: 0.40, to: 0.59, step: 0.01}}
```

```{sweep} combined-margins
base: combined
over:
  loss.m2: {from: 0.40, to: 0.44, step: 0.01}
  loss.m3: {from: 0.20, to: 0.35, step: 0.05}
```

```{table} tbl-accuracies
runs: [arcface-margins, combined-margins]
caption: Accuracy by margin.
```
"""


def report(program, output):
    with tempfile.TemporaryDirectory() as directory:
        notebook = pathlib.Path(directory) / "table1.md"
        notebook.write_text(NOTEBOOK)
        status, said, seconds, kilobytes = measuring.timed(
            [program.resolve(), "run", notebook, "--offline"], cwd=directory)
    if status != 0:
        raise measuring.LegFailed(f"‘offprint run’ ended with status {status}:\n{said}")
    megabytes = kilobytes / 1024
    rows = [
        ["wall-clock", f"{seconds:.1f} s", "at most 300 s", "met" if seconds <= 300 else "MISSED"],
        ["peak memory", f"{megabytes:.0f} MB", "under 600 MB", "met" if megabytes < 600 else "MISSED"],
    ]
    text = "# Table 1 at one seed\n\nWritten by `make bench TABLE1=1`: 40 configurations of 20 epochs on MNIST with a test after each, the report included.\n\n"
    lines = results.setting(pathlib.Path(__file__).parent) + [
        f"processor: {results.processor()}, {len(os.sched_getaffinity(0))} cores", f"load at the end: {os.getloadavg()[0]:.1f}"]
    text += "\n".join(f"- {line}" for line in lines) + "\n\n" + results.table(["what", "is", "goal", ""], rows, right=(1,)) + "\n"
    output.write_text(text)
    print(text + f"\nwritten to {output}")
