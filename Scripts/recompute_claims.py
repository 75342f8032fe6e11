"""Claims as a reader sees them, for recompute.py: their numbers in the text, in the ledger, and in columns of tables."""
import re

from recompute_page import *

CLAIM_FACTS = {"effect", "interval", "p", "seeds", "seeds-needed", "margin", "label", "verdict"}
VERDICTS = ["reproduced", "not-reproduced", "underpowered", "not-comparable"]


def word(text):
    return plain(text).lower().replace(" ", "-")


def decimals_of(width):
    return 4 if width < 0.01 else 3 if width < 0.2 else 2 if width < 20 else 1


def ends_agree(text, ends, decimals):
    """Whether `text` is `[low, high]`, or a dash where there are no ends."""
    if not ends:
        return plain(text) == "–"
    found = re.fullmatch(r"\[([+-]?[\d.]+), ([+-]?[\d.]+)\]", plain(text))
    return bool(found) and all(agrees(t, e, decimals) for t, e in zip(found.groups(), ends))


def claim_matches(claim, key, text):
    """Whether `text` is what the claim's evidence gives under a key of the ledger or of the prose."""
    text = plain(text)
    ends = claim["interval"]
    width = ends[1] - ends[0] if ends else 1
    decimals = 3 if claim["metric"] not in PERCENTAGES and width <= 0 else decimals_of(width)
    if key == "effect":
        return agrees(text, claim["effect"], decimals)
    if key == "interval":
        return ends_agree(text, ends, decimals)
    if key == "p":
        if claim["effect"] is None or claim["seeds"] < 2:
            return text == "–"
        both = claim["pForAdjusted"], claim["pAgainstAdjusted"]
        p = {"reproduced": both[0], "not-reproduced": both[1]}.get(claim["verdict"], min(both))
        return plain(text) == "< 0.001" if p < 0.001 else agrees(text, p, 3 if p < 0.0995 else 2)
    if key == "seeds":
        own, of, needed = plain(text).partition(" of ")
        is_open = claim["verdict"] == "underpowered" and claim["seeds"] > 1 and claim["seedsNeeded"] is not None
        return own == str(claim["seeds"]) and (not of or is_open and tokens(needed) == [str(claim["seedsNeeded"])])
    if key == "seeds-needed":
        needed = claim["leastSeeds"] if claim["seeds"] < 2 else claim["seedsNeeded"]
        return text == "–" if needed is None else tokens(text) == [str(needed)]
    if key == "label":
        return straight(text) == straight(plain(claim["label"] or ""))
    if key == "margin":
        return matches_setting(text, claim["assertion"]["margin"])
    return key == "verdict" and word(text) == claim["verdict"]


def claim_count(results, path):
    """What `claims.reproduced`, `claims.FAMILY.count` or `CELL.claims.reproduced` counts; None for another path."""
    cell, mark, fact = path.rpartition(".claims.")
    claims = results.json["claims"]
    if mark:
        claims = [c for c in claims if c["group"] == cell]
    elif path.startswith("claims."):
        family, _, fact = path[len("claims."):].rpartition(".")
        claims = [c for c in claims if not family or c["family"] == family]
    else:
        return None
    if fact not in ["count"] + VERDICTS:
        return None
    return sum(fact in ("count", c["verdict"]) for c in claims)


def group_matches(results, group, index, key, text):
    """A ledger's row for all numbers of a paper's table: how many, their margins, seeds and verdicts."""
    members = [c for c in results.json["claims"] if c["group"] == group]
    if not members:
        return False
    if key is None and index == 0:
        count = len(members)
        return (": one value" if count == 1 else f": {count} values") in plain(text)
    if key is None:
        return {float(t) for t in tokens(text)} == {c["assertion"]["margin"] for c in members}
    if key == "seeds":
        counts = [c["seeds"] for c in members]
        return plain(text) == "–".join(str(n) for n in sorted({min(counts), max(counts)}))
    if key == "verdict":
        found = [part.partition(" ") for part in plain(text).split(", ")]
        counts = [(v, sum(c["verdict"] == v for c in members)) for v in VERDICTS]
        return [(word(v), n) for n, _, v in found] == [(v, str(n)) for v, n in counts if n]
    return plain(text) == "–"


class ClaimColumns:
    """The columns of one table that put a claimed number beside a configuration's, or say how well its mean is known."""

    def __init__(self, results, table):
        self.results, self.table = results, table["anchor"]
        self.configurations = [a["data-configuration"] for a, _ in table["rows"] if "data-configuration" in a]
        self.digits = {}

    def has(self, configuration, key):
        metric, _, fact = (key or "").partition(".")
        return configuration in self.results.configurations and metric in METRICS and fact in (
            "claimed", "difference", "difference.interval", "interval", "verdict")

    def claim(self, configuration, metric):
        """Of several, the table's own, else a sweep's, else a claim cell's, else another table's; of those the first."""
        def rank(claim):
            group = claim["group"]
            return 2 if group is None else 0 if group == self.table else 3 if group.startswith("tbl-") else 1
        found = [c for c in self.results.json["claims"] if c["assertion"]["kind"] == "equals"
                 and c["metric"] == metric and c["arms"][0]["reference"] == configuration]
        return min(found, key=rank, default=None)

    def ends(self, configuration, metric, is_claim):
        if is_claim:
            claim = self.claim(configuration, metric)
            return claim and claim["interval"]
        return interval(list(self.results.values(configuration, metric).values()), 0.95)

    def decimals(self, metric, is_claim):
        """The same for a whole column: as many as its middle interval deserves."""
        if (metric, is_claim) not in self.digits:
            found = [self.ends(c, metric, is_claim) for c in self.configurations]
            widths = sorted(high - low for low, high in filter(None, found) if high > low)
            self.digits[metric, is_claim] = decimals_of(widths[len(widths) // 2]) if widths else 2
        return self.digits[metric, is_claim]

    def matches(self, configuration, key, text):
        metric, _, fact = key.partition(".")
        if fact.endswith("interval"):
            is_claim = fact != "interval"
            return ends_agree(text, self.ends(configuration, metric, is_claim), self.decimals(metric, is_claim))
        claim = self.claim(configuration, metric)
        if claim is None:
            return plain(text) == "–"
        if fact == "difference":
            return agrees(text, claim["effect"], self.decimals(metric, True))
        return plain(text) == plain(claim["assertion"]["number"]) if fact == "claimed" else word(text) == claim["verdict"]
