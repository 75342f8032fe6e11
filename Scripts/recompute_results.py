"""The runs and claims of a results.json, for recompute.py: what each metric and each side of a claim is."""
import json, math, operator, os, re, sys, unicodedata
from functools import reduce

from recompute_statistics import *

ANGLES = {"w-ec": "weightToCenter", "w-inter": "betweenWeights", "intra": "withinClasses", "inter": "betweenCenters",
          "target-angle": "targetAngle"}
PERCENTAGES = {"accuracy", "error", "train-accuracy"}
METRICS = PERCENTAGES | {"train-loss"} | set(ANGLES) | {"train-" + a for a in ANGLES if a != "w-inter"}
SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
NUMBER = re.compile(r"(?<![\w.])[+-]?\d(?:[\d,]*\d)?(?:\.\d+)?(?![\w])")


def plain(text):
    """One spelling of spaces, minus signs and raised digits."""
    text = re.sub(r"10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: "10^" + m[1].translate(SUPERSCRIPT), text)
    text = re.sub(r"[\u00a0\u202f\u2009\s]+", " ", text).replace("\u00ad", "").replace("−", "-")
    return unicodedata.normalize("NFKC", text).strip()


def tokens(text):
    return [t.lstrip("+-").replace(",", "") for t in NUMBER.findall(plain(text).replace("–", " "))]


class Results:
    def __init__(self, folder):
        with open(os.path.join(folder, "results.json"), encoding="utf-8") as file:
            self.json = json.load(file)
        if (self.json["format"], self.json["version"]) != ("offprint-results", 2):
            sys.exit("recompute.py reads results.json of version 2")
        self.configurations = {c["name"]: c for c in self.json["configurations"]}
        self.runs = {name: [r for r in self.json["runs"] if r["configuration"] == name] for name in self.configurations}
        self.claims = {c["name"]: c for c in self.json["claims"]}
        used = self.json["data"]["used"]
        self.test_count = used["testCount"] if used else 1

    def of_cell(self, cell):
        return [c["name"] for c in self.json["configurations"] if c["cell"] == cell]

    def finished(self, configuration):
        return [r for r in self.runs[configuration] if r["status"] == "finished"]

    def value(self, run, metric):
        last = run["epochs"]
        if metric == "accuracy":
            return last["testAccuracy"][-1] * 100
        if metric == "error":
            return 100 - last["testAccuracy"][-1] * 100
        if metric == "train-accuracy":
            return last["trainAccuracy"] * 100
        if metric == "train-loss":
            return last["trainLoss"]
        side = "train" if metric.startswith("train-") else "test"
        angles = (run["geometry"] or {}).get(side)
        return angles and angles[ANGLES[metric.removeprefix("train-")]]

    def values(self, configuration, metric):
        found = {r["seed"]: self.value(r, metric) for r in self.finished(configuration)}
        return {seed: value for seed, value in found.items() if value is not None}

    def setting(self, configuration, path):
        value = self.configurations[configuration]["settings"]
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def extreme(self, cell, choice):
        best = None
        for name in self.of_cell(cell):
            values = self.values(name, "accuracy")
            if not values:
                continue
            # In the report's own order of sums: where two are all but equal, the last bit decides.
            average = reduce(operator.add, sorted(values.values())) / len(values)
            if best is None or (average > best[1] if choice == "best" else average < best[1]):
                best = (name, average)
        return best and best[0]

    # What a reader sees of it

    def exponent(self, value):
        return math.floor(math.log10(abs(value)) + 1e-13)

    def decimals(self, metric, values, single=False):
        """Digits after the point; None for three significant ones."""
        if metric not in PERCENTAGES:
            return None
        finest = max(1, self.exponent(max(self.test_count, 1)) - 2)
        spread = None if single else deviation(list(values))
        return finest if not spread else min(finest, max(1, 1 - self.exponent(spread)))

    def metric(self, configuration, metric, statistic="mean"):
        return self.metric_of([configuration], metric, statistic)

    def metric_of(self, configurations, metric, statistic):
        """A number and its digits; an interval's two ends, and of seeds the fewest and the most, as a list."""
        if statistic == "seeds":
            counts = [len(self.finished(name)) for name in configurations]
            return [min(counts), max(counts)], 0
        values = [value for name in configurations for value in self.values(name, metric).values()]
        if statistic in ("min", "max"):
            return ({"min": min, "max": max}[statistic](values) if values else None), self.decimals(metric, values, single=True)
        if len(configurations) != 1:
            return None, None
        function = {"mean": mean, "sd": deviation, "interval": lambda v: interval(v, 0.95)}[statistic]
        return (function(values) if values else None), self.decimals(metric, values)

    # What a reference stands for

    def selected(self, cell, inside, rest):
        """The configurations that `cell[inside].rest` is of, and what of them."""
        names, (choice, _, tail) = self.of_cell(cell), rest.partition(".")
        if inside is not None:
            wanted = [part.replace(" ", "").split("=", 1) for part in inside.split(",")]
            return [name for name in names if all(self.has(name, *pair) for pair in wanted)], rest
        if choice in ("best", "worst") and tail:
            best = self.extreme(cell, choice)
            return [best] if best else [], tail
        return names, rest

    def has(self, configuration, path, value):
        own = self.setting(configuration, path)
        own = own.get("name") if isinstance(own, dict) else own
        if own is None:  # A model, whose name is not among the settings.
            named = re.search(r"[\[,]" + re.escape(path) + r"=([^,\]]*)", configuration)
            return named is not None and named[1] == value
        if isinstance(own, bool) or isinstance(own, str):
            return value == str(own).lower() if isinstance(own, bool) else value == own
        return float(value) == own

    def counted(self, configurations, rest):
        """How many finished runs there are (`runs`), or those on one side of a bound (`below.98`); False for another `rest`."""
        if rest == "runs":
            return sum(len(self.finished(name)) for name in configurations)
        match = re.fullmatch(r"(?:([\w-]+)\.)?(below|above)\.(\d+(?:\.\d*)?)", rest)
        if not match or (match[1] or "accuracy") not in METRICS:
            return False
        values = [v for name in configurations for v in self.values(name, match[1] or "accuracy").values()]
        sign = 1 if match[2] == "above" else -1
        return sum(sign * (v - float(match[3])) > EPSILON for v in values) if values else None

    def arm(self, reference, metric):
        if reference in self.configurations:
            return self.values(reference, metric)
        sweep, _, kind = reference.rpartition(".") if reference.endswith((".best", ".maximum")) else (reference, "", "")
        columns = [self.values(name, metric) for name in self.of_cell(sweep)]
        seeds = sorted(s for s in columns[0] if all(s in c for c in columns)) if columns else []
        if kind == "maximum":
            return {s: max(c[s] for c in columns) for s in seeds}
        if kind != "best":
            return {s: mean([c[s] for c in columns]) for s in seeds}
        if len(seeds) < 2:
            return {}
        chosen = {s: max(range(len(columns)), key=lambda i: (reduce(operator.add, (columns[i][o] for o in seeds if o != s), 0.0), -i))
                  for s in seeds}
        return {s: columns[chosen[s]][s] for s in seeds}


def fewest_signs(level):
    """Pairs below which no pattern of signs is rare enough."""
    n = 1
    while 0.5 ** n > level:
        n += 1
    return n


def one_sided(claim, first, second, level):
    """What a comparison of two sides by seed says: effect, interval, both p-values, seeds, seeds needed."""
    differences = [first[s] - second[s] for s in sorted(set(first) & set(second))]
    margin = claim["assertion"]["margin"]
    if not differences:
        return dict(effect=None, interval=None, pFor=(1, 0), pAgainst=(1, 0), seeds=0, seedsNeeded=None)
    spread, effect, needed = deviation(differences), mean(differences), None
    if spread is not None:
        sizes = [pairs_needed(effect, spread, level), pairs_needed(margin - effect, spread, level)]
        sizes = [s for s in sizes if s is not None]
        needed = max(min(sizes), fewest_signs(level)) if sizes else None
    return dict(effect=effect, interval=interval(differences, 0.95), pFor=sign_flip(differences), seeds=len(differences),
                pAgainst=sign_flip([margin - d for d in differences]), seedsNeeded=needed)


def within(values, low, high, center, level):
    if len(values) < 2:
        effect = values[0] - center if values else None
        return dict(effect=effect, interval=None, pFor=(1, 0), pAgainst=(1, 0), seeds=len(values), seedsNeeded=None)
    above, below = not_above(low, values), not_above(-high, [-v for v in values])
    excess = min(mean(values) - low, high - mean(values))
    inside = excess > 0
    return dict(effect=mean(values) - center, interval=[e - center for e in interval(values, 1 - 2 * LEVEL)],
                pFor=(max(above, below), EPSILON), pAgainst=(min(1, 2 * min(1 - above, 1 - below)), EPSILON),
                seeds=len(values), seedsNeeded=pairs_needed(abs(excess), deviation(values), level if inside else level / 2,
                                                            0.9 if inside else POWER))


def evidence(claim, level):
    """The claim's evidence from the values of its sides; seeds are named for `level`, the family's share."""
    sides = [{int(s): v for s, v in arm["values"].items()} for arm in claim["arms"]]
    kind, margin = claim["assertion"]["kind"], claim["assertion"]["margin"]
    if kind == "equals":
        text = plain(claim["assertion"]["number"])
        half = 0.5 * 10 ** -len(text.partition(".")[2])
        number = float(text)
        return within([sides[0][s] for s in sorted(sides[0])], number - half - margin, number + half + margin, number, level)
    if kind == "same-as":
        both = sorted(set(sides[0]) & set(sides[1]))
        return within([sides[0][s] - sides[1][s] for s in both], -margin, margin, 0, level)
    pairs = list(zip(sides, sides[1:])) if kind in ("above", "order") else [(sides[0], other) for other in sides[1:]]
    parts = [one_sided(claim, *pair, level) for pair in pairs]
    result = dict(min(parts, key=lambda p: -math.inf if p["effect"] is None else p["effect"]))
    result["pFor"] = max(p["pFor"] for p in parts)
    tolerance = max(p["pAgainst"][1] for p in parts) * (len(parts) if len(parts) > 1 else 1)
    result["pAgainst"] = (min(holm([p["pAgainst"][0] for p in parts])), tolerance)
    result["seeds"] = min(p["seeds"] for p in parts)
    needs = [p["seedsNeeded"] for p in parts]
    result["seedsNeeded"] = None if None in needs else max(needs)
    return result


def close(first, second, tolerance=EPSILON):
    if first is None or second is None:
        return first is second
    return abs(first - second) <= tolerance + 1e-9 * abs(second)


def check_claims(results, report):
    """Every claim of results.json against its runs and its family."""
    families = {}
    for claim in results.json["claims"]:
        families.setdefault(claim["family"], []).append(claim)
    for claim in results.json["claims"]:
        for arm in claim["arms"]:
            own = results.arm(arm["reference"], claim["metric"])
            report.check(f"claim {claim['name']}, values of {arm['name']}",
                         sorted(own) == sorted(map(int, arm["values"]))
                         and all(close(own[int(s)], v) for s, v in arm["values"].items()), "they are not its runs'")
        level = LEVEL / len(families[claim["family"]])
        ours = evidence(claim, level)
        signs = claim["assertion"]["kind"] in ("above", "order", "best-of")
        ours["leastSeeds"] = fewest_signs(level) if signs else 2
        for key in ("effect", "seeds", "seedsNeeded", "leastSeeds"):
            report.check(f"claim {claim['name']}, {key}", close(claim[key], ours[key], 1e-9), f"{claim[key]}, not {ours[key]}")
        for key in ("pFor", "pAgainst"):
            report.check(f"claim {claim['name']}, {key}", close(claim[key], *ours[key]), f"{claim[key]}, not {ours[key][0]}")
        stated = claim["interval"] or [None, None]
        for end, own in zip(stated, ours["interval"] or [None, None]):
            report.check(f"claim {claim['name']}, interval", close(end, own, 1e-8), f"{end}, not {own}")
    used = results.json["data"]["used"]
    for family in families.values():
        for key in ("pFor", "pAgainst"):
            for claim, own in zip(family, holm([c[key] for c in family])):
                report.check(f"claim {claim['name']}, {key}Adjusted", close(claim[key + "Adjusted"], own),
                             f"{claim[key + 'Adjusted']}, not {own}")
        for claim in family:
            own = ("not-comparable" if not used or used["name"] != claim["data"]
                   else "reproduced" if claim["pForAdjusted"] <= LEVEL
                   else "not-reproduced" if claim["pAgainstAdjusted"] <= LEVEL else "underpowered")
            report.check(f"claim {claim['name']}, verdict", claim["verdict"] == own, f"{claim['verdict']}, not {own}")
