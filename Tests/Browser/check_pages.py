"""Opens report pages in a browser as readers do, and prints each thing that is wrong; nothing where all is well.

    check_pages.py TEMPLATE=FILE …

Ends with status 3, and says why, where no browser is installed.
"""

import json
import re
import sys
import traceback

from browser import Browser, axe_source, find

OPEN = "document.querySelector('.card')?.matches(':popover-open')"
SCREENS = [(1440, 900), (390, 844)]


def run_names(text):
    """`a/seed-1..3,7 b/seed-2` in full."""
    names = []
    for name, seeds in re.findall(r"(\S.*?/seed-)([\d.,]+)(?: |$)", text):
        for first, last in re.findall(r"(\d+)(?:\.\.(\d+))?", seeds):
            names += [name + str(seed) for seed in range(int(first), int(last or first) + 1)]
    return names


class Checks:
    """The checks of one page. Each is a sentence about a reader."""

    def __init__(self, browser, template, path):
        self.browser, self.template, self.path = browser, template, path
        self.problems = []

    def note(self, what):
        self.problems.append(f"{self.template}: {what}")

    def expect(self, is_so, what):
        if not is_so:
            self.note(what)

    def equal(self, found, wanted, what):
        if found != wanted:
            self.note(f"{what}: {found!r}, not {wanted!r}")

    def open(self, **options):
        # Nothing glides, so that what is pointed at stays where it is.
        options.setdefault("reduced_motion", True)
        return self.browser.open(self.path, **options)

    def run(self):
        for name in [name for name in dir(self) if name.startswith("check_")]:
            try:
                getattr(self, name)()
            except Exception:
                self.note(f"{name}: {traceback.format_exc(limit=3)}")
        return self.problems

    # Every screen

    def check_every_screen_is_quiet_accessible_and_no_wider_than_itself(self):
        for width, height in SCREENS:
            for dark in (False, True):
                page = self.open(width=width, height=height, dark=dark)
                where = f"{width} px, {'dark' if dark else 'light'}"
                for fault in page.axe():
                    self.note(f"{where}: axe: {fault}")
                self.expect(page.evaluate("document.documentElement.scrollWidth <= innerWidth"),
                            f"{where}: the page scrolls sideways")
                wide = page.evaluate(
                    "[...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, .picture, pre, math, .card, .status')"
                    " && e.getBoundingClientRect().width > innerWidth + 1).map(e => e.tagName + '.' + e.className)")
                self.equal(wide, [], f"{where}: wider than the screen")
                lost = page.evaluate(
                    "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1"
                    " && !(e.tabIndex === 0 && e.getAttribute('role') === 'region')).length")
                self.equal(lost, 0, f"{where}: regions that scroll and cannot be reached by keys")
                page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
                for fault in page.axe():
                    self.note(f"{where}, all unfolded: axe: {fault}")
                self.equal(page.problems, [], where)
                page.close()

    def check_the_measure_is_a_readers(self):
        if self.template == "brief":
            return
        page = self.open(width=1440)
        # The longest line of the longest paragraph, in characters, by what the browser made of it.
        count = page.evaluate("""(() => {
          const texts = [...document.querySelectorAll('main > p, .columns > p')];
          const p = texts.sort((a, b) => b.textContent.length - a.textContent.length)[0];
          if (!p || p.textContent.length < 300) return null;
          const style = getComputedStyle(p), canvas = document.createElement('canvas').getContext('2d');
          canvas.font = `${style.fontSize} ${style.fontFamily}`;
          const text = p.textContent.slice(0, 300);
          return p.clientWidth / (canvas.measureText(text).width / text.length);
        })()""")
        if count is not None:
            self.expect(55 <= count <= 78, f"a line has about {count:.0f} characters")
        page.close()

    # The display

    def check_the_theme_follows_the_system_and_can_be_chosen(self):
        page = self.open(dark=True)
        paper = "getComputedStyle(document.documentElement).backgroundColor"
        dark = page.evaluate(paper)
        page.media(dark=False)
        page.wait(f"{paper} !== {json.dumps(dark)}", "the page does not follow the system")
        light = page.evaluate(paper)
        page.click(".theme[data-theme=dark]")
        page.become(paper, dark, "the dark theme was chosen")
        self.equal(page.evaluate("document.querySelector('.theme[aria-pressed=true]').textContent"), "Dark", "pressed")
        # Chosen once, it is there before the first paint of the next time.
        page.send("Page.addScriptToEvaluateOnNewDocument", source="""
          new MutationObserver((_, o) => { if (document.body) { window.early = document.documentElement.dataset.theme;
          o.disconnect() } }).observe(document, {childList: true, subtree: true})""")
        page.load_until("window.early === 'dark'", "the dark theme is not there when the body begins")
        self.equal(page.evaluate(paper), dark, "the dark theme was remembered")
        page.click(".theme[data-theme=light]")
        page.become("document.documentElement.dataset.theme", "light", "light was chosen")
        page.media(dark=True)
        page.wait("matchMedia('(prefers-color-scheme: dark)').matches")
        page.become(paper, light, "light was chosen on a dark system")
        page.click(".theme[data-theme='']")
        page.become(paper, dark, "the system's theme again")
        page.load_until("!document.documentElement.dataset.theme", "the system's theme is not remembered")
        self.equal(page.evaluate(paper), dark, "the system's theme was remembered")
        self.equal(page.problems, [], "changing themes")
        page.close()

    def check_the_contents_follow_the_reader_and_fold_on_narrow_screens(self):
        page = self.open(width=1440)
        if not page.count(".contents"):
            self.equal(self.template, "brief", "a page without contents")
            return page.close()
        beside = page.evaluate("getComputedStyle(document.querySelector('.contents details')).position") == "sticky"
        self.equal(beside, self.template == "article", "contents beside the text")
        self.equal(page.evaluate("document.querySelector('.contents details').open"), beside, "unfolded")
        for target in page.evaluate("[...document.querySelectorAll('.contents a')].map(a => a.hash)"):
            page.evaluate(f"document.querySelector({json.dumps(target)}).scrollIntoView({{behavior: 'instant'}})")
            # The last sections may be too short to reach the top; then the last is the one.
            page.wait(f"""(() => {{
              const at = document.querySelector('.contents a[aria-current]')?.hash;
              return at === {json.dumps(target)} || innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
            }})()""", f"the contents do not follow to {target}")
        if beside:
            box = page.evaluate("document.querySelector('.contents details').getBoundingClientRect().toJSON()")
            self.expect(0 <= box["top"] < 200, f"the contents have scrolled away: {box['top']}")
        page.resize(390, 844)
        page.wait("!document.querySelector('.contents details').open", "the contents do not fold")
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        page.click(".contents summary")
        page.wait("document.querySelector('.contents details').open")
        page.close()

    def check_all_code_unfolds_at_once(self):
        page = self.open()
        cells = page.count("details.cell")
        if cells:
            self.equal(page.count("details.cell[open]"), 0, "cells unfolded at first")
            unfolded = "document.querySelectorAll('details.cell[open]').length"
            page.click(".all-code")
            page.become(unfolded, cells, "cells unfolded by ‘Show all code’")
            page.click(".all-code")
            page.become(unfolded, 0, "cells unfolded after ‘Hide all code’")
        page.close()

    def check_a_link_to_a_folded_cell_unfolds_it(self):
        page = self.open()
        cell = page.evaluate("document.querySelector('details.cell')?.id")
        if cell:
            page.evaluate(f"void (location.hash = {json.dumps('#' + cell)})")
            page.wait(f"document.getElementById({json.dumps(cell)}).open", "the cell stays folded")
        page.close()

    def check_links_to_places_can_be_copied(self):
        page = self.open(before="""
          Object.defineProperty(navigator, 'clipboard', {value: {writeText: async text => { window.copied = text }}})""")
        target = page.evaluate("document.querySelector('a.anchor').hash")
        page.click("a.anchor")
        page.wait("window.copied")
        self.equal(page.evaluate("window.copied"), page.address + target, "copied")
        page.wait("document.querySelector('.status').textContent === 'Copied'", "nobody is told that it was copied")
        page.close()

    # Beside the text

    def check_references_show_what_they_lead_to(self):
        page = self.open()
        links = page.evaluate("""[...document.querySelectorAll("main a[href^='#']:not(.anchor, .back, .value)")].filter(
          a => !a.closest('details')).map(a => a.getAttribute('href'))""")
        for href in sorted(set(links)):
            selector = f"main a[href='{href}']:not(.anchor, .back, .value)"
            page.hover(selector)
            page.wait(OPEN, f"no preview of {href}")
            self.expect(len(page.text(".card").strip()) > 3, f"the preview of {href} is empty")
            described = page.evaluate(f"document.querySelector({json.dumps(selector)}).getAttribute('aria-describedby')")
            self.equal(described, "card", f"{href} is described by")
            for fault in page.axe(".card", selector):
                self.note(f"preview of {href}: axe: {fault}")
            inside = page.evaluate("(() => { const r = document.querySelector('.card').getBoundingClientRect();"
                                   " return r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= innerHeight })()")
            self.expect(inside, f"the preview of {href} leaves the window")
            page.press("Escape")
            page.wait("!" + OPEN, f"the preview of {href} does not close by Escape")
            page.move(2, 2)
            # By keys alone.
            page.focus(selector)
            page.press("Tab")
            page.press("Tab", shift=True)
            page.wait(OPEN, f"no preview of {href} for the keyboard")
            page.press("Escape")
            page.wait("!" + OPEN)
            page.evaluate("document.activeElement.blur()")
        self.equal(page.problems, [], "previews")
        page.close()

    def check_every_number_tells_where_it_comes_from(self):
        page = self.open()
        numbers = page.evaluate("""[...document.querySelectorAll('a.value')].map((e, i) => { e.id ||= `number-${i}`;
          return {id: e.id, text: e.textContent, path: e.dataset.path, runs: e.dataset.runs || ''} })""")
        self.expect(numbers, "no computed number")
        for number in numbers[:6] + numbers[-3:]:
            selector = f"#{number['id']}"
            page.focus(selector)
            page.press("Enter")
            page.wait(OPEN, f"nothing opens at {number['path']}")
            text = page.text(".card")
            self.expect(number["text"].strip() in text and number["path"] in text, f"the card of {number['path']}: {text!r}")
            runs = run_names(number["runs"])
            self.equal(page.count(".card tbody tr"), len(runs), f"runs of {number['path']}")
            for run in runs:
                row = page.evaluate(f"[...document.querySelectorAll('tr[data-run]')].find(r => r.dataset.run === {json.dumps(run)})"
                                    "?.textContent")
                shown = page.evaluate("[...document.querySelectorAll('.card tbody tr')].map(r => r.textContent)")
                self.expect(row and row in shown, f"{number['path']} does not show {run}")
            if runs:
                self.expect("loss:" in page.evaluate("document.querySelector('.card pre').textContent"), "no settings")
            page.become("document.activeElement.className", "card dialog", "the focus is in")
            # axe moves the focus, so it looks at few of them, last.
            if number in numbers[:2]:
                for fault in page.axe(".card", selector):
                    self.note(f"card of {number['path']}: axe: {fault}")
                page.focus(".card")
            page.press("Escape")
            page.wait("!" + OPEN, "the card does not close by Escape")
            page.become("document.activeElement.id", number["id"], "the focus returns to")
        page.click(f"#{numbers[0]['id']}")
        page.wait(OPEN, "nothing opens at a click")
        page.click_at(3, 3)
        page.wait("!" + OPEN, "a click elsewhere does not close the card")
        self.equal(page.problems, [], "cards of numbers")
        page.close()

    def check_notes_open_under_a_finger(self):
        page = self.open(width=390, height=844, touch=True)
        if page.count("a[role=doc-noteref]"):
            x, y, width, height = page.box("a[role=doc-noteref]")
            page.touch([[(x + width / 2, y + height / 2)], []])
            page.wait(OPEN, "a footnote does not open under a finger")
        page.close()

    # Tables and data

    def check_tables_sort_up_down_and_back(self):
        page = self.open()
        tables = page.evaluate("[...document.querySelectorAll('figure.table table')].map((t, i) => { t.id ||= `sorted-${i}`;"
                               " return t.tBodies[0].rows.length > 2 ? t.id : null }).filter(Boolean)")
        for table in tables:
            rows = f"[...document.querySelectorAll('#{table} tbody tr')].map(r => [...r.cells].map(c => c.innerText.trim()))"
            original = page.evaluate(rows)
            column = next((i for i in range(len(original[0])) if all(number(r[i]) is not None for r in original)), 0)
            head = f"#{table} thead th:nth-child({column + 1})"
            sort = f"document.querySelector({json.dumps(head)}).getAttribute('aria-sort')"

            def key(row):
                value = number(row[column])
                return row[column] if value is None else value

            for state, wanted in [("ascending", sorted(original, key=key)),
                                  ("descending", sorted(original, key=key, reverse=True)), ("none", original)]:
                page.focus(f"{head} button")
                page.press("Enter")
                page.become(sort, state, "aria-sort")
                found = page.evaluate(rows)
                self.equal([key(r) for r in found], [key(r) for r in wanted], f"{table} {state}")
                if state == "ascending":
                    self.equal(found, wanted, f"{table}: equal rows keep their order")
            for fault in page.axe(f"#{table}"):
                self.note(f"sorted: axe: {fault}")
        page.close()

    def check_decimals_stand_under_each_other(self):
        page = self.open()
        # The right edge of the last digit before the point, or of a number without one, by column.
        edges = page.evaluate("""[...document.querySelectorAll('figure.table table')].map(t => t.tHead.rows[0].cells.length && [...t.tHead.rows[0].cells].map((_, c) =>
          [...t.tBodies[0].rows].map(r => r.cells[c]).filter(d => d.classList.contains('decimal')).map(d => {
            const walker = document.createTreeWalker(d, NodeFilter.SHOW_TEXT), node = walker.nextNode();
            const match = node && node.data.match(/^[^0-9]*\\d+/);
            if (!match) return null;
            const range = document.createRange();
            range.setStart(node, 0); range.setEnd(node, match[0].length);
            return range.getBoundingClientRect().right;
          }).filter(x => x !== null)))""")
        for table in edges:
            for column in table or []:
                self.expect(not column or max(column) - min(column) < 0.75, f"decimals are apart: {column}")
        page.close()

    def check_the_data_of_figures_can_be_saved(self):
        page = self.open(before="""
          window.saved = {};
          const make = URL.createObjectURL.bind(URL);
          URL.createObjectURL = blob => { const url = make(blob); blob.text().then(t => { window.saved[blob.type] = t }); return url };
          HTMLAnchorElement.prototype.click = function () { window.name_ = this.download };""")
        figures = page.evaluate("[...document.querySelectorAll('figure.plot:has(script.figure-data)')].map(f => f.id)")
        for figure in figures:
            page.click(f"#{figure} .tool:nth-of-type(1)")
            page.wait("Object.keys(window.saved).some(k => k.startsWith('text/csv'))")
            page.click(f"#{figure} .tool:nth-of-type(2)")
            page.wait("window.saved['application/json']")
            self.equal(page.evaluate("window.name_"), f"{figure}.json", "the file's name")
            held = page.evaluate(f"JSON.parse(document.querySelector('#{figure} script.figure-data').textContent)")
            self.equal(json.loads(page.evaluate("window.saved['application/json']")), held, f"{figure}.json")
            lines = page.evaluate("Object.entries(window.saved).find(([k]) => k.startsWith('text/csv'))[1]").strip().split("\r\n")
            self.expect(len(lines) > 1 and len({line.count(",") for line in lines if '"' not in line}) == 1,
                        f"{figure}.csv: {lines[:3]}")
            page.evaluate("void (window.saved = {})")
        self.equal(page.problems, [], "saving data")
        page.close()

    # Keyboard, motion, paper, no scripts

    def check_the_keyboard_reaches_everything_and_is_seen(self):
        page = self.open(width=1440)
        page.press("Tab")
        page.become("document.activeElement.className", "skip", "the first stop")
        self.expect(page.box(".skip")[0] >= 0, "the skip link is not seen when it has the focus")
        page.press("Enter")
        page.wait("location.hash === '#content'", "the skip link does not skip")
        faint = page.evaluate("""[...document.querySelectorAll('a[href], button, summary, [tabindex="0"]')].filter(e =>
          e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0 && !e.closest('svg, .card')).filter(e => {
            e.focus({focusVisible: true});
            const style = getComputedStyle(e);
            return document.activeElement === e && style.outlineStyle === 'none' && style.boxShadow === 'none';
          }).map(e => e.outerHTML.slice(0, 120))""")
        self.equal(faint, [], "has the focus and does not show it")
        page.close()

    def check_reduced_motion_is_respected(self):
        page = self.open(reduced_motion=True)
        self.equal(page.evaluate("getComputedStyle(document.documentElement).scrollBehavior"), "auto", "scrolling")
        moving = page.evaluate("document.getAnimations().length")
        self.equal(moving, 0, "animations")
        page.close()

    def check_without_scripts_everything_is_there(self):
        with_scripts = self.open()
        plain = self.open(scripts=False)
        # What a reader without scripts has is what one with them has, but for the buttons that scripts add.
        text = ("(() => { const c = document.querySelector('main').cloneNode(true);"
                " c.querySelectorAll('button.copy, .data, script, .card, .status, .arrow, .sphere-controls, .figure-card').forEach(e => e.remove());"
                " return c.textContent.replace(/\\s+/g, ' ') })()")
        self.equal(plain.evaluate(text), with_scripts.evaluate(text), "the text without scripts")
        self.equal(plain.count("button"), 0, "buttons that do nothing")
        dead = plain.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].filter(a =>"
                              " !document.getElementById(a.getAttribute('href').slice(1))).map(a => a.getAttribute('href'))")
        self.equal(dead, [], "links that lead nowhere")
        unnamed = plain.evaluate("[...document.querySelectorAll('a.value[data-runs]')].filter(a => !a.title.includes('seed')).length")
        self.equal(unnamed, 0, "numbers that do not say their seeds without scripts")
        self.equal(plain.problems, [], "without scripts")
        plain.close()
        with_scripts.close()

    def check_paper_has_text_and_no_interface(self):
        page = self.open(print_media=True, dark=True)
        shown = page.evaluate("[...document.querySelectorAll('.bar, .skip, .anchor, .contents, .tools button, .copy')]"
                              ".filter(e => e.checkVisibility()).length")
        self.equal(shown, 0, "parts of the interface on paper")
        self.equal(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"), "rgb(255, 255, 255)", "paper")
        self.equal(page.problems, [], "printing")
        page.close()


def number(text):
    try:
        return float(text.replace("\u2212", "-").replace(",", "").replace("%", "").replace("\u00a0", "").strip())
    except ValueError:
        return None


def main():
    if find() is None:
        print("no Chromium is installed")
        return 3
    problems = []
    if axe_source() is None:
        print("SKIPPED: axe-core-python is not installed, so axe did not look at the pages")
    with Browser() as browser:
        for argument in sys.argv[1:]:
            template, path = argument.split("=", 1)
            problems += Checks(browser, template, path).run()
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
