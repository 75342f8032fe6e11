"""What a report's page says, for recompute.py: its computed values, tables, drawings and loose text."""
import html, html.parser, json, math, re

from recompute_results import *

VOID = {"meta", "link", "br", "img", "hr", "input", "col", "wbr"}
# Words of the page's making that hold no number of the experiment: sources of cells, formulas as the author wrote them, and
# the numbers of sections, figures, equations, citations and notes.
SKIPPED_TAGS = {"head", "script", "style", "pre", "math", "code", "nav", "sup", "button", "title", "desc"}
SKIPPED_CLASSES = {"number", "label", "reference", "citation", "anchor", "equation-number", "skip", "contents", "cell",
                   "references"}


def run_names(text):
    """The names behind "arcface/seed-1..80 softmax/seed-1..5,7"."""
    names = []
    for group in re.findall(r"\S.*?/seed-[\d.,]+(?= |$)", text):
        name, seeds = group.rsplit("/seed-", 1)
        for part in seeds.split(","):
            first, _, last = part.partition("..")
            names += [f"{name}/seed-{seed}" for seed in range(int(first), int(last or first) + 1)]
    return names


class Page(html.parser.HTMLParser):
    """The page's computed values, tables, drawings and loose text."""

    def __init__(self, text):
        super().__init__()
        self.stack, self.values, self.tables, self.drawn, self.loose, self.runs = [], [], [], [], [], []
        self.value = self.cell = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        classes = set((attributes.get("class") or "").split())
        if tag == "br":
            self.handle_data(" ")
        if tag in VOID:
            return
        self.stack.append((tag, attributes, classes))
        if tag == "table":
            anchor = next((a["id"] for t, a, _ in reversed(self.stack) if t == "figure" and "id" in a), None)
            self.tables.append({"anchor": anchor, "keys": [], "rows": []})
        elif tag == "tr" and self.tables:
            if "data-run" in attributes:
                self.runs.append((attributes["data-run"], []))
            self.tables[-1]["rows"].append((attributes, []))
        elif tag in ("th", "td") and self.tables:
            if any(t == "thead" for t, _, _ in self.stack):
                self.tables[-1]["keys"].append(attributes.get("data-key"))
            self.cell = {"text": "", "line": self.getpos()[0]}
            self.tables[-1]["rows"][-1][1].append(self.cell)
        if "value" in classes and "data-path" in attributes:
            self.value = {"path": attributes["data-path"], "runs": run_names(attributes.get("data-runs") or ""),
                          "text": "", "line": self.getpos()[0], "in_cell": self.cell is not None}
            self.values.append(self.value)

    def handle_endtag(self, tag):
        while self.stack:
            closed, _, classes = self.stack.pop()
            if "value" in classes:
                self.value = None
            if closed in ("th", "td"):
                self.cell = None
            if closed == tag:
                break

    def handle_data(self, data):
        if not data.strip():
            return
        skipped = any(tag in SKIPPED_TAGS or classes & SKIPPED_CLASSES for tag, _, classes in self.stack)
        if self.value is not None:
            self.value["text"] += data
        if self.cell is not None and not any(tag == "sup" for tag, _, _ in self.stack):
            self.cell["text"] += data
        if any(tag == "svg" for tag, _, _ in self.stack):
            if not skipped and not any(classes & {"axis", "legend", "panel"} for _, _, classes in self.stack):
                figure = next((a["id"] for t, a, _ in reversed(self.stack) if t == "figure" and "id" in a), None)
                self.drawn.append((figure, data, self.getpos()[0]))
        elif not skipped and self.value is None and self.cell is None:
            self.loose.append((data, self.getpos()[0]))


def agrees(text, value, decimals):
    """Whether `text` is `value` with that many digits after the point, or with three significant ones (None)."""
    text = plain(text).removesuffix("%").strip()
    if value is None:
        return text == "–"
    power = re.fullmatch(r"(?:([-\d.]+) [x×] )?10\^(-?\d+)", text)
    number = float(power[1] or 1) * 10.0 ** int(power[2]) if power else None
    if decimals is None:
        exponent = math.floor(math.log10(abs(value)) + 1e-13) if value else 0
        if power or not 0 <= 2 - exponent <= 9:
            number = float(text.replace(",", "")) if number is None else number
            return abs(number - value) <= 0.5 * 10.0 ** (exponent - 2) * (1 + 1e-6)
        decimals = 2 - exponent if value else 0
    if not re.fullmatch(r"[+-]?[\d,]+(\.\d+)?", text) or len(text.partition(".")[2]) != decimals:
        return False
    return abs(float(text.replace(",", "")) - value) <= 0.5 * 10.0 ** -decimals + EPSILON


def setting_text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    return value["name"] if isinstance(value, dict) and set(value) == {"name"} else value


def matches_setting(text, value):
    value, text = setting_text(value), plain(text)
    if value is None:
        return text == "–"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        power = re.fullmatch(r"(?:([-\d.]+) [x×] )?10\^(-?\d+)", text)
        try:
            number = float(power[1] or 1) * 10.0 ** int(power[2]) if power else float(text.removesuffix("%").replace(",", ""))
        except ValueError:
            return False
        return abs(number - value) <= 1e-12 * max(1, abs(value))
    # A list or a component as the report words it: its numbers must be there.
    return text == value if isinstance(value, str) else sorted(tokens(text)) == sorted(tokens(json.dumps(value)))


def straight(text):
    """Quotation marks and apostrophes as keyboards have them, dashes as hyphens."""
    text = text.translate(str.maketrans("‘’“”–—", "''\"\"--"))
    return re.sub("-+", "-", text).replace("...", "…")


def numbers_in(value):
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return
    if isinstance(value, (int, float)):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from numbers_in(part)


def bin_widths(data):
    """How far the edges of a histogram's bins lie apart, wherever in a figure's data they are."""
    if isinstance(data, list):
        return [width for part in data for width in bin_widths(part)]
    if not isinstance(data, dict):
        return []
    edges = data.get("edges", [])
    return [high - low for low, high in zip(edges, edges[1:])] + bin_widths(list(data.values()))


def text_of(page):
    body = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", page)
    return html.unescape(body)
