/// The Python of an exported notebook: nothing but the standard library and what every kernel of Jupyter has.
enum JupyterCode {
  /// What the other cells use. `folder` holds `runs.csv` and the figures.
  static func setup(folder: String) -> String {
    """
    # Reads what stands beside this notebook. Nothing but Python's standard library is needed.
    import csv, html, pathlib, statistics
    from IPython.display import HTML, SVG

    FOLDER = pathlib.Path(\(PythonText.string(folder)))
    if not (FOLDER / "runs.csv").is_file():
        raise FileNotFoundError(f"{FOLDER / 'runs.csv'}: keep the folder {FOLDER} beside the notebook, and start Jupyter there")
    with open(FOLDER / "runs.csv", encoding="utf-8", newline="") as file:
        RUNS = list(csv.DictReader(file))


    def runs(configuration):
        \"\"\"Every run of a configuration, in the order of the seeds.\"\"\"
        return [run for run in RUNS if run["configuration"] == configuration]


    def values(configuration, name):
        \"\"\"A column of runs.csv for the seeds that finished: accuracy and error in percent, angles in degrees.\"\"\"
        return [float(run[name]) for run in runs(configuration) if run["status"] == "finished" and run.get(name)]


    def number(text):
        \"\"\"A printed number and its digits after the point; None for anything else.\"\"\"
        try:
            plain = text.replace("\\u2212", "-")
            return float(plain), len(plain.partition(".")[2])
        except ValueError:
            return None


    def recomputed(configuration, key, printed):
        \"\"\"What the report prints as `printed`, worked out again with as many digits; None for what runs.csv does not tell.\"\"\"
        if configuration is None or key is None or not RUNS:
            return None
        finished = sum(run["status"] == "finished" for run in runs(configuration))
        if key == "seeds":
            count = len(runs(configuration))
            return str(finished) if finished == count else f"{finished} of {count}"
        if key == "failed":
            return str(sum(run["status"] == "failed" for run in runs(configuration)))
        name, _, statistic = (key, "", "") if key in RUNS[0] else key.rpartition(".")
        shown = number(printed)
        if name not in RUNS[0] or shown is None:
            return None
        try:
            numbers = values(configuration, name)
        except ValueError:
            return None
        if statistic == "sd" and len(numbers) > 1:
            exact = statistics.stdev(numbers)
        elif statistic == "" and numbers:
            exact = statistics.fmean(numbers)
        else:
            return None
        # A tie may be rounded either way.
        if abs(exact - shown[0]) <= 0.5000001 * 10.0 ** -shown[1]:
            return printed
        return f"{exact:.{shown[1]}f}"


    def table(title, columns, rows):
        \"\"\"A table of the report, each number that runs.csv allows worked out again; what differs is shown in bold.\"\"\"
        checked = differing = 0
        body = ""
        for configuration, cells in rows:
            body += "<tr>"
            for (_, key), printed in zip(columns, cells):
                again = recomputed(configuration, key, printed)
                checked += again is not None
                if again is None or again == printed:
                    body += f"<td>{html.escape(printed)}</td>"
                else:
                    differing += 1
                    body += f"<td><b>{html.escape(again)}</b> (printed: {html.escape(printed)})</td>"
            body += "</tr>"
        head = "".join(f"<th>{html.escape(name)}</th>" for name, _ in columns)
        note = ""
        if checked:
            note = f"<p>{checked - differing} of {checked} numbers agree with runs.csv, worked out again from every run.</p>"
        return HTML(
            f"<table><caption>{html.escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"
        )


    def figure(name):
        \"\"\"A figure of the report.\"\"\"
        return SVG(filename=str(FOLDER / f"{name}.svg"))
    """
  }

  static func figure(_ anchor: String) -> String { "figure(\(PythonText.string(anchor)))" }
}
