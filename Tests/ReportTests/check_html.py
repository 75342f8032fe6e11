"""Reads a report's page with Python's HTML parser and prints each thing that is wrong with it; nothing where all is well."""

import re
import sys
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What the parser does not close by itself must be closed where it was opened.
LOADS = {("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("object", "data"), ("image", "href"),
         ("use", "href"), ("source", "src"), ("video", "src"), ("audio", "src"), ("embed", "src"), ("image", "xlink:href"),
         ("form", "action"), ("base", "href")}
PHRASING_ONLY = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "em", "strong", "code"}
FLOW = {"div", "p", "ul", "ol", "table", "figure", "section", "details", "pre", "blockquote", "h1", "h2", "h3", "dl"}


class Checker(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack, self.problems, self.ids, self.targets, self.refs = [], [], {}, [], []
        self.headings, self.text = [], []
        self.landmarks = set()

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        if len(names) != len(set(names)):
            self.problems.append(f"<{tag}> repeats an attribute")
        values = dict(attributes)
        if tag in FLOW and any(open_tag in PHRASING_ONLY for open_tag in self.stack):
            self.problems.append(f"<{tag}> inside {[t for t in self.stack if t in PHRASING_ONLY]}")
        if tag == "a" and "a" in self.stack:
            self.problems.append("a link inside a link")
        if "id" in values:
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", values["id"] or ""):
                self.problems.append(f"odd id {values['id']!r}")
            if values["id"] in self.ids:
                self.problems.append(f"id {values['id']} twice")
            self.ids[values["id"]] = tag
        for name, value in attributes:
            value = value or ""
            if name.startswith("on") or name == "style":
                self.problems.append(f"<{tag} {name}>")
            if (tag, name) in LOADS and not value.startswith(("data:", "#")):
                self.problems.append(f"<{tag} {name}={value}> loads something")
            if "url(" in value and "url(#" not in value:
                self.problems.append(f"<{tag} {name}={value}> loads something")
            if name == "href" and tag == "a":
                if value.startswith("#"):
                    self.targets.append(value[1:])
                elif not value.startswith(("https:", "http:", "mailto:")):
                    self.problems.append(f"link to {value!r}")
            if name in ("aria-labelledby", "aria-describedby", "for"):
                self.refs += value.split()
        if tag == "svg" and not (values.get("role") == "img" and values.get("aria-labelledby")):
            self.problems.append("a picture without a name")
        if tag in ("main", "nav", "header", "footer"):
            self.landmarks.add(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html" and not values.get("lang"):
            self.problems.append("no language")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1] != tag:
            self.problems.append(f"</{tag}> closes {self.stack[-1:]}, line {self.getpos()[0]}")
            if tag in self.stack:
                while self.stack.pop() != tag:
                    pass
            return
        self.stack.pop()

    def handle_data(self, data):
        if "style" in self.stack:
            if re.search(r"@import|url\(|expression\(", data):
                self.problems.append("a style sheet loads something")
        elif "script" not in self.stack:
            self.text.append(data)

    def finish(self):
        if self.stack:
            self.problems.append(f"left open: {self.stack}")
        self.problems += [f"link to #{target}, which is not there" for target in self.targets if target not in self.ids]
        self.problems += [f"reference to {ref}, which is not there" for ref in self.refs if ref not in self.ids]
        if self.headings.count(1) != 1:
            self.problems.append(f"{self.headings.count(1)} titles")
        for before, after in zip(self.headings, self.headings[1:]):
            if after > before + 1:
                self.problems.append(f"a heading of level {after} under one of level {before}")
        if missing := {"main", "header", "footer"} - self.landmarks:
            self.problems.append(f"no {missing}")


page = open(sys.argv[1], encoding="utf-8", newline="").read()
checker = Checker()
checker.feed(page)
checker.close()
checker.finish()
if not page.startswith("<!DOCTYPE html>\n"):
    checker.problems.append("no doctype")
print("\n".join(checker.problems))
