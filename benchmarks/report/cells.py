"""The cells of a Jupyter notebook that shows what experiments/cosine-losses.md shows, the way one would write it by hand:
matplotlib's 3-D scatter for the spheres, its lines, bars and images for the other figures, tables from the same runs. Each
function is the source of one cell; they are never called here."""


def preparation():
    import json
    import pathlib
    import re

    import matplotlib.pyplot as plt
    import numpy as np
    from IPython.display import Markdown

    def read_run(identifier):
        return json.loads((pathlib.Path(store) / "runs" / identifier / "run.json").read_text())

    def read_tensors(identifier):
        data = (pathlib.Path(store) / "runs" / identifier / "embeddings.safetensors").read_bytes()
        length = int.from_bytes(data[:8], "little")
        types = {"F32": np.float32, "U8": np.uint8, "I64": np.int64}
        header = json.loads(data[8 : 8 + length])
        return {
            name: np.frombuffer(data[8 + length :], types[entry["dtype"]],
                                offset=entry["data_offsets"][0], count=int(np.prod(entry["shape"]))).reshape(entry["shape"])
            for name, entry in header.items() if name != "__metadata__"
        }

    records = {name: [read_run(identifier) for identifier in identifiers] for name, identifiers in runs.items()}

    def configurations(names):
        """A sweep's name stands for all of its configurations."""
        return [known for name in names for known in records if known == name or known.startswith(name + "[")]

    def setting(name, key):
        found = re.search(rf"\b{re.escape(key)}=([^,\]]+)", name)
        return found.group(1) if found else None

    def accuracies(name):
        return np.array([100 * record["epochs"][-1]["testAccuracy"] for record in records[name]])

    def table(names):
        lines = ["| | accuracy | seeds | range |", "|:--|--:|:--|--:|"]
        for name in configurations(names):
            values = accuracies(name)
            seeds = ", ".join(f"{value:.2f}" for value in values)
            spread = values.std(ddof=1) if len(values) > 1 else 0
            lines.append(f"| {name} | {values.mean():.2f} ± {spread:.2f} | {seeds} | {values.max() - values.min():.2f} |")
        return Markdown("\n".join(lines))

    def spheres(names):
        figure = plt.figure(figsize=(10, 5))
        for place, name in enumerate(names):
            tensors = read_tensors(runs[name][0])
            points = tensors["features"]
            if points.shape[1] > 3:
                centered = points - points.mean(axis=0)
                points = centered @ np.linalg.svd(centered, full_matrices=False)[2][:3].T
            points = points / np.linalg.norm(points, axis=1, keepdims=True)
            axes = figure.add_subplot(1, len(names), place + 1, projection="3d")
            for digit in range(10):
                chosen = points[tensors["labels"] == digit]
                axes.scatter(chosen[:, 0], chosen[:, 1], chosen[:, 2], s=2, label=str(digit), depthshade=True)
            wrong = points[tensors["labels"] != tensors["predictions"]]
            axes.scatter(wrong[:, 0], wrong[:, 1], wrong[:, 2], s=8, marker="x", color="black", label="misclassified")
            axes.set_box_aspect((1, 1, 1))
            axes.set_axis_off()
            axes.set_title(f"{name}, seed {records[name][0]['spec']['seed']}")
        axes.legend(markerscale=4, loc="center left", bbox_to_anchor=(1, 0.5))
        plt.show()

    def curves(names):
        figure, axes = plt.subplots(figsize=(8, 4.5))
        for name in configurations(names):
            lines = np.array([[100 * epoch["testAccuracy"] for epoch in record["epochs"]] for record in records[name]])
            epochs = np.arange(1, lines.shape[1] + 1)
            axes.plot(epochs, lines.mean(axis=0), label=name)
            axes.fill_between(epochs, lines.min(axis=0), lines.max(axis=0), alpha=0.2)
        axes.set_xlabel("epoch")
        axes.set_ylabel("test accuracy in %")
        axes.legend()
        plt.show()

    def histogram(names):
        figure, axes = plt.subplots(figsize=(8, 4.5))
        for name in configurations(names):
            axes.hist(accuracies(name), bins=12, alpha=0.4, label=name)
        axes.set_xlabel("test accuracy in %")
        axes.set_ylabel("seeds")
        axes.legend()
        plt.show()

    def intervals(names):
        chosen = configurations(names)
        figure, axes = plt.subplots(figsize=(8, 0.2 * len(chosen) + 1))
        for place, name in enumerate(chosen):
            values = accuracies(name)
            axes.plot(values, [place] * len(values), ".", color="tab:blue", alpha=0.4)
            axes.errorbar(values.mean(), place, xerr=1.96 * values.std(ddof=1) / len(values) ** 0.5, fmt="o", color="black")
        axes.set_yticks(range(len(chosen)), chosen, fontsize=7)
        axes.set_xlabel("test accuracy in %")
        plt.show()

    def scatter(names):
        figure, axes = plt.subplots(figsize=(8, 4.5))
        for name in names:
            own = configurations([name])
            errors = [100 - accuracies(one) for one in own]
            places = np.arange(len(own))
            axes.errorbar(places, [one.mean() for one in errors], [one.std(ddof=1) for one in errors], marker="o", label=name)
            for place, values in zip(places, errors):
                axes.plot([place] * len(values), values, ".", color="gray", markersize=3)
        axes.set_ylabel("test error in %")
        axes.legend()
        plt.show()

    def heat_map(names, x, y):
        chosen = configurations(names)
        xs, ys = (sorted({setting(name, key) for name in chosen}) for key in (x, y))
        grid = np.full((len(ys), len(xs)), np.nan)
        for name in chosen:
            grid[ys.index(setting(name, y)), xs.index(setting(name, x))] = accuracies(name).mean()
        figure, axes = plt.subplots(figsize=(8, 4))
        figure.colorbar(axes.imshow(grid, origin="lower", aspect="auto"))
        for row, column in np.ndindex(*grid.shape):
            axes.text(column, row, f"{grid[row, column]:.2f}", ha="center", va="center", color="white")
        axes.set_xticks(range(len(xs)), xs)
        axes.set_yticks(range(len(ys)), ys)
        plt.show()

    def angles(names):
        figure, axes = plt.subplots(2, (len(names) + 1) // 2, figsize=(8, 6), sharex=True, sharey=True, squeeze=False)
        for place, name in enumerate(names):
            for part in ("train", "test"):
                counts = [record["geometry"][part]["targetAngles"] for record in records[name]]
                total = np.sum([np.pad(list_, (0, 181 - len(list_))) for list_ in counts], axis=0)
                axes.flat[place].plot(np.arange(181) + 0.5, 100 * total / total.sum(), label=part)
            axes.flat[place].set_title(name)
        axes.flat[0].legend()
        plt.show()
