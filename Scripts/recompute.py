#!/usr/bin/env python3
"""Works every number of a report out again from its results.json, without Offprint.

  recompute.py FOLDER

Reads index.html and, where pdftotext is, report.pdf. Every computed number must be bound (it says which runs or which
claim it is from), must be what those say, and every other numeral of the text must stand in the notebook's own words or
be a fact of results.json. Prints how many numbers were worked out, and each that differs or is not bound: exit status 1.

Statistics are done once more from their definitions (recompute_statistics.py): means, t intervals and p-values, two
one-sided tests, exact sign-flip tests, Holm's correction, seeds needed. Sign-flip p-values of more than 16 pairs were
drawn at random by Offprint; they are held to the exact p-value (or to 20,000 patterns of our own) within five standard
errors.
"""
import gzip, json, os, re, shutil, subprocess, sys
from collections import Counter

sys.dont_write_bytecode = True
from recompute_claims import *
from recompute_page import *


class Report:
    """Counts what was worked out, and says what differs."""

    def __init__(self):
        self.count, self.wrong, self.unbound = 0, 0, 0

    def check(self, what, right, reason):
        self.count += 1
        if not right:
            self.wrong += 1
            print(f"DIFFERS  {what}: {reason}")

    def lacks(self, what):
        self.unbound += 1
        print(f"UNBOUND  {what}")


class Checker:
    def __init__(self, folder):
        self.folder, self.results, self.report = folder, Results(folder), Report()

    # Values of the text

    def value(self, value):
        path, text, results = value["path"], value["text"], self.results
        what = f"index.html line {value['line']}, {path} ‘{plain(text)}’"
        if value["in_cell"]:
            return
        head, _, rest = path.partition(".")
        data = results.json["data"]["used"]
        if head == "data":
            facts = dict(name=data and data["name"], title=results.json["data"]["title"])
            if rest in ("train-count", "test-count"):
                return self.report.check(what, agrees(text, data and data[rest[:-6] + "Count"], 0), "not the data set's")
            expected = data["digest"][:12] if data and rest == "digest" else facts.get(rest) or "–"
            return self.report.check(what, plain(text) == expected, f"not {expected}")
        count = claim_count(results, path)
        if count is not None:
            return self.report.check(what, agrees(text, count, 0), f"{count}")
        claim = max((c for c in results.claims if path.startswith(c + ".") and path[len(c) + 1:] in CLAIM_FACTS),
                    key=len, default=None)
        if claim:
            return self.report.check(what, claim_matches(results.claims[claim], path[len(claim) + 1:], text),
                                     "not what the claim's evidence gives")
        match = re.fullmatch(r"([A-Za-z][\w-]*)(?:\[([^\]]*)\])?\.(.+)", path)
        if match is None or not results.of_cell(match[1]):
            return self.report.lacks(what)
        cell, inside, rest = match.groups()
        if rest == "count":
            return self.report.check(what, agrees(text, len(results.of_cell(cell)), 0), str(len(results.of_cell(cell))))
        configurations, rest = results.selected(cell, inside, rest)
        if not configurations:
            return self.report.check(what, plain(text) == "–", "no run has finished")
        named = {r["name"] for name in configurations for r in results.finished(name)}
        self.report.check(what + ", its runs", set(value["runs"]) == named, "it names other runs")
        count = results.counted(configurations, rest)
        if count is not False:
            return self.report.check(what, agrees(text, count, 0), f"{count}")
        metric, _, statistic = rest.partition(".")
        if metric not in METRICS:
            return self.report.check(what, len(configurations) == 1 and matches_setting(
                text, results.setting(configurations[0], rest)), f"{results.setting(configurations[0], rest)}")
        own, decimals = results.metric_of(configurations, metric, statistic or "mean")
        self.report.check(what, self.shows(text, own, decimals), f"{own}")

    def shows(self, text, own, decimals):
        """Whether `text` is a number, or the two ends of an interval or a range."""
        if not isinstance(own, list):
            return agrees(text, own, decimals)
        parts = [part for part in re.split(r"[\[\], ]+|–", plain(text)) if part]
        ends = own if plain(text).startswith("[") else sorted(set(own))
        return len(parts) == len(ends) and all(agrees(part, end, decimals) for part, end in zip(parts, ends))

    # Tables

    def table(self, table):
        """A row is about a configuration, a claim, or all that one `claims:` makes."""
        columns = ClaimColumns(self.results, table)
        for attributes, cells in table["rows"]:
            configuration, claim, group = (attributes.get("data-" + k) for k in ("configuration", "claim", "claims"))
            subject = configuration or claim or group
            for index, (key, cell) in enumerate(zip(table["keys"], cells) if subject else ()):
                what = f"index.html line {cell['line']}, {subject}, {key} ‘{plain(cell['text'])}’"
                if group:
                    self.report.check(what, group_matches(self.results, group, index, key, cell["text"]),
                                      "not what its claims give")
                elif claim and key is not None:
                    right = claim in self.results.claims and claim_matches(self.results.claims[claim], key, cell["text"])
                    self.report.check(what, right, "not what the claim's evidence gives")
                elif configuration and columns.has(configuration, key):
                    self.report.check(what, columns.matches(configuration, key, cell["text"]), "not what its claim gives")
                elif configuration:
                    self.cell(what, configuration, key, cell["text"])

    def cell(self, what, configuration, key, text):
        results = self.results
        if configuration not in results.configurations or key is None:
            return self.report.lacks(what)
        runs, finished = results.runs[configuration], results.finished(configuration)
        metric, _, statistic = key.partition(".")
        accuracies = list(results.values(configuration, "accuracy").values())
        if metric in METRICS and statistic in ("", "sd", "min", "max"):
            own, decimals = results.metric(configuration, metric, statistic or "mean")
            right = agrees(text, own, decimals)
        elif key == "label":
            own = results.configurations[configuration]["label"]
            right = own.startswith(plain(text)) or plain(own).startswith(plain(text))
        elif key == "seeds":
            own = f"{len(finished)}" + ("" if len(finished) == len(runs) else f" of {len(runs)}")
            right = plain(text) == own
        elif key == "failed":
            own = str(sum(r["status"] == "failed" for r in runs))
            right = plain(text) == own
        elif key in ("range", "values"):
            own = sorted(accuracies) if key == "range" else accuracies
            ends = own if key == "values" or not own else [own[0], own[-1]]
            parts = re.split(r"–|, ", plain(text)) if accuracies else []
            if key == "range" and len(parts) == 1:
                parts *= 2
            decimals = results.decimals("accuracy", accuracies, single=True)
            right = len(parts) == len(ends) and all(agrees(t, e, decimals) for t, e in zip(parts, ends)) \
                if accuracies else plain(text) == "–"
        else:
            own = results.setting(configuration, key)
            right = matches_setting(text, own)
        self.report.check(what, right, f"{own}")

    # All else on the page

    def run_rows(self, page):
        runs = {r["name"]: r for r in self.results.json["runs"]}
        for name, _ in page.runs:
            if name not in runs:
                self.report.lacks(f"index.html, run {name}")
        for table in page.tables:
            for attributes, cells in table["rows"]:
                run = runs.get(attributes.get("data-run"))
                if run is None:
                    continue
                accuracy = run["accuracy"]
                texts = [plain(cell["text"]) for cell in cells]
                own = [str(run["seed"]), None, (run["id"] or "–")[:12], (run["weightsDigest"] or "–")[:12]]
                right = texts[0] == own[0] and texts[2:] == own[2:] and (
                    texts[1] == run["status"] if accuracy is None else agrees(texts[1], accuracy, 2))
                self.report.check(f"index.html line {cells[0]['line']}, run {run['name']}", right, f"{own}, {accuracy}")

    def data_of(self, figure):
        for suffix, opener in ((".json", open), (".json.gz", gzip.open)):
            path = os.path.join(self.folder, "figures", figure + suffix)
            if os.path.exists(path):
                with opener(path, "rt", encoding="utf-8") as file:
                    data = json.load(file)
                    return list(numbers_in(data)) + bin_widths(data), set(tokens(json.dumps(data, ensure_ascii=False)))
        return [], set()

    def drawings(self, page):
        """Numbers that a figure writes beside its axes are those of its data, as a number or a part of a hundred."""
        data = {}
        for figure, text, line in page.drawn:
            known, words = data.setdefault(figure, self.data_of(figure))
            for token in tokens(text):
                unit = 10.0 ** -len(token.partition(".")[2])
                right = any(abs(abs(v) * f - float(token)) <= unit * 0.5 + EPSILON for v in known for f in (1, 100))
                # Ticks of logarithmic axes are nobody's result.
                right = right or token in self.words or token in words or re.fullmatch("[125]0*|0[.]0*[125]", token)
                self.report.check(f"index.html line {line}, {figure}, ‘{plain(text)}’", right, "no such number in its data")

    def facts(self):
        """Numerals that the page may say of itself."""
        j = self.results.json
        used, runs = j["data"]["used"], j["runs"]
        distinct = list({r["id"] or r["name"]: r for r in runs}.values())
        words = ["1 2 5 95 90 10 256", j["command"], j["notebook"]["name"], json.dumps(j["versions"]), j["title"]]
        words += [f"{used['trainCount']} {used['testCount']} {used['name']}"] if used else []
        words += [str(n) for group in [runs, distinct] for n in
                  [len(group)] + [sum(r["status"] == s for r in group) for s in ("finished", "failed", "missing")]]
        words += [str(len({r["seed"] for r in runs}))] + [str(r["seed"]) for r in runs]
        words += [json.dumps(r["failure"]) for r in runs if r["failure"]]
        words += [c["label"] + " " + json.dumps(c["settings"]) for c in j["configurations"]]
        verdicts = Counter(c["verdict"] for c in j["claims"])
        words += [str(n) for n in verdicts.values()] + [str(len(j["claims"])), str(len(j["figures"]) + len(j["tables"]))]
        words += [f"{c['seedsNeeded']} {c['leastSeeds']}" for c in j["claims"]] + [json.dumps(c["assertion"]) for c in j["claims"]]
        # How many of a paper's table lack runs.
        words += [str(n) for c in Counter(c["group"] for c in j["claims"] if c["group"]).values() for n in range(1, c + 1)]
        words += [str(n) for n in (j["profile"]["seeds"], j["profile"]["fullSeeds"], j["profile"]["fullRuns"])] if j["profile"] else []
        words += [r["text"] + " " + r["label"] for r in j["references"]]
        words += [f["note"] or "" for f in j["figures"]] + [f["alternativeText"] for f in j["figures"]]
        groups = list(self.results.runs.values())
        for claim in j["claims"]:
            names = set()
            for arm in claim["arms"]:
                cell = re.sub(r"\.(best|maximum)$", "", arm["reference"])
                names |= {arm["reference"]} if arm["reference"] in self.results.runs else set(self.results.of_cell(cell))
            groups.append([r for name in names for r in self.results.runs[name]])
        for group in groups:
            words += [str(n) for n in [len(group)] + [sum(r["status"] == s for r in group) for s in ("failed", "missing")]]
        # A notice names some configurations, and says how many more there are.
        lacking = sum(any(r["status"] == "missing" for r in group) for group in self.results.runs.values())
        words += [str(n) for n in range(lacking)]
        return set(tokens(" ".join(words)))

    def run_list(self):
        """What the list of runs on paper says of a configuration: mean, lowest and highest accuracy."""
        known = set()
        for runs in self.results.runs.values():
            own = [r["accuracy"] for r in runs if r["accuracy"] is not None]
            for value in own and own + [mean(own)]:
                known |= {f"{value + shift:.2f}" for shift in (-EPSILON, EPSILON)}
        return known

    def notes(self):
        """What captions add by themselves: seeds, epochs, and shares that the figure's data have."""
        seeds = {str(n) for r in self.results.json["runs"] for n in (r["seed"], len(r["epochs"]["testAccuracy"]))}
        counts = {str(n) for n in range(1, len(self.results.json["runs"]) + 1)}
        for figure in self.results.json["figures"]:
            known = None
            for token in tokens(figure["note"] or ""):
                if token in seeds | counts | self.words | {"90", "95"}:
                    continue
                known = self.data_of(figure["anchor"])[0] if known is None else known
                unit = 10.0 ** -len(token.partition(".")[2])
                self.report.check(f"{figure['anchor']}, ‘{figure['note']}’", any(
                    abs(abs(v) * f - float(token)) <= unit * 0.5 + EPSILON for v in known for f in (1, 100)), token)

    def loose(self, page):
        allowed = self.words | self.facts()
        for text, line in page.loose:
            for token in tokens(text):
                if token not in allowed:
                    self.report.lacks(f"index.html line {line}, {token} in ‘{plain(text)[:60]}’")

    def pdf(self, page, html):
        path = os.path.join(self.folder, "report.pdf")
        if not os.path.exists(path):
            return print("report.pdf is not there")
        if not shutil.which("pdftotext"):
            return print("report.pdf was not read: pdftotext is not installed")
        text = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True, text=True).stdout
        # A note's letter stands close to its number.
        found = Counter(tokens(re.sub(r"(\d\.\d+)([a-z]{1,2})\b", r"\1 \2", text)))
        # What the page shows of tables and prose must be on paper as often; key numbers repeat the text.
        bound = Counter()
        for value in page.values:
            if not value["in_cell"]:
                bound.update(set(tokens(value["text"])))
        for table in page.tables:
            for attributes, cells in table["rows"]:
                if {"data-configuration", "data-claim", "data-claims"} & set(attributes):
                    bound.update(t for cell in cells for t in tokens(cell["text"]))
        for token, count in bound.items():
            self.report.check(f"report.pdf, {token}", found[token] >= count, f"it stands there {found[token]} times, not {count}")
        known = set(tokens(re.sub(r"<[^>]*>", " ", text_of(html)))) | self.words | self.facts()
        # On paper the parts of a formula stand close: the digits of 1/9 are read as 19.
        for formula in re.findall(r"(?s)<math.*?</math>", html):
            known.update(tokens(re.sub(r"<[^>]*>", "", text_of(formula))))
        known |= self.run_list()
        pages = {str(n) for n in range(1, text.count("\f") + 1)}
        for token in found:
            self.report.check(f"report.pdf, {token}", token in known or token in pages, "index.html does not have it")

    def run(self):
        evidence = self.results.json["evidence"]
        self.words = set()
        if evidence:
            with gzip.open(os.path.join(self.folder, evidence["file"]), "rt", encoding="utf-8") as file:
                kept = json.load(file)
            texts = [kept["notebook"]["content"].get("text", "")] + [f["content"].get("text", "") for f in kept["files"]]
            self.words = {t for text in texts for t in tokens(text)} | {t for text in texts for t in re.findall(r"\d+(?:\.\d+)?", text)}
        check_claims(self.results, self.report)
        self.notes()
        with open(os.path.join(self.folder, "index.html"), encoding="utf-8") as file:
            html = file.read()
        page = Page(html)
        for value in page.values:
            self.value(value)
        for table in page.tables:
            self.table(table)
        self.run_rows(page)
        self.drawings(page)
        self.loose(page)
        self.pdf(page, html)
        report = self.report
        print(f"{report.count} numbers worked out, {report.wrong} differ, {report.unbound} are not bound")
        return 1 if report.wrong or report.unbound else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    try:
        sys.exit(Checker(sys.argv[1]).run())
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.exit(f"{sys.argv[1]} is not the folder of a report that can be read: {type(error).__name__}: {error}")
