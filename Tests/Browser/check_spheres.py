"""Opens a report with spheres and curves as readers do, and prints each thing that is wrong; nothing where all is well.

    check_spheres.py PAGE FIGURES

FIGURES is the folder with each figure's data, as the report has it for reuse: what the page shows is held to it by formulas
of this file's own. Ends with status 3, and says why, where no browser is installed.
"""

import json
import math
import pathlib
import sys
import traceback

from browser import Browser, axe_source, find

FIGURE = "#fig-sphere"
SPHERES = f"{FIGURE} div.sphere"
ALIVE = f"document.querySelector('{FIGURE}.alive') !== null"


def unit(vector):
    length = math.sqrt(sum(value * value for value in vector))
    return [value / length for value in vector]


def dot(first, second):
    return sum(a * b for a, b in zip(first, second))


def camera_axes(azimuth, elevation):
    a, e = math.radians(azimuth), math.radians(elevation)
    toward = [math.cos(e) * math.cos(a), math.cos(e) * math.sin(a), math.sin(e)]
    right = [-math.sin(a), math.cos(a), 0]
    up = [toward[1] * right[2] - toward[2] * right[1], toward[2] * right[0] - toward[0] * right[2],
          toward[0] * right[1] - toward[1] * right[0]]
    return right, up, toward


class Checks:
    """Each check is a sentence about a reader."""

    def __init__(self, browser, path, folder):
        self.browser, self.path = browser, path
        self.sphere = json.loads((folder / "fig-sphere.json").read_text())
        self.curves = json.loads((folder / "fig-curves.json").read_text())
        self.problems = []

    def expect(self, is_so, what):
        if not is_so:
            self.problems.append(what)

    def equal(self, found, wanted, what):
        if found != wanted:
            self.problems.append(f"{what}: {found!r}, not {wanted!r}")

    def run(self):
        for name in [name for name in dir(self) if name.startswith("check_")]:
            try:
                getattr(self, name)()
            except Exception:
                self.problems.append(f"{name}: {traceback.format_exc()}")
        return self.problems

    def open(self, **options):
        page = self.browser.open(self.path, **options)
        page.box(FIGURE)
        page.wait(ALIVE)
        page.box(f"{FIGURE} .sphere-frame")
        page.settle()
        return page

    def close(self, page):
        for problem in page.problems:
            self.problems.append(problem)
        page.close()

    def state(self, page):
        state = page.evaluate(f"({{...document.querySelector('{FIGURE}').dataset}})")
        return {name: float(state[name]) for name in ("azimuth", "elevation", "zoom", "time")} | {
            "shown": [int(count) for count in state["shown"].split()], "image": state.get("image")}

    def shows(self, page, counts, what):
        """Waits until that many images of each sphere are shown."""
        page.become(f"document.querySelector('{FIGURE}').dataset.shown", " ".join(map(str, counts)), what)

    def pixels(self, page, panel=0):
        return page.evaluate(f"document.querySelectorAll('{SPHERES}')[{panel}].querySelector('canvas').toDataURL()")

    def scene(self, page):
        return page.evaluate(f"JSON.parse(document.querySelector('{FIGURE} .figure-scene').textContent).scene")

    def places(self, page, panel):
        """Where each image of a panel is in the window, and how near to the reader, by this file's own projection."""
        state, scene = self.state(page), self.scene(page)["panels"][panel]
        frame = page.evaluate(f"(r => [r.x, r.y, r.width, r.height])(document.querySelectorAll('{SPHERES}')[{panel}]"
                              ".getBoundingClientRect())")
        right, up, toward = camera_axes(state["azimuth"], state["elevation"])
        scale = frame[2] / scene["bounds"][2]
        radius = scene["radius"] * state["zoom"] * scale
        x0 = frame[0] + (scene["center"][0] - scene["bounds"][0]) * scale
        y0 = frame[1] + (scene["center"][1] - scene["bounds"][1]) * scale
        found = []
        for point in self.sphere["panels"][panel]["points"]:
            point = unit(point)
            found.append((x0 + radius * dot(point, right), y0 - radius * dot(point, up), dot(point, toward)))
        return found

    # Turning

    def check_a_drag_turns_both_spheres_and_a_reset_brings_them_back(self):
        page = self.open()
        before, pictures = self.state(page), [self.pixels(page, panel) for panel in (0, 1)]
        camera = self.sphere["camera"]
        self.expect(abs(before["azimuth"] % 360 - camera["azimuth"] % 360) < 0.02
                    and abs(before["elevation"] - camera["elevation"]) < 0.02, f"it begins elsewhere: {before}")
        x, y, width, height = page.box(SPHERES)
        page.drag((x + width / 2, y + height / 2), (x + width / 2 + 60, y + height / 2), steps=12)
        page.wait(f"document.querySelector('{FIGURE}').dataset.azimuth !== '{before['azimuth']:.2f}'")
        page.settle()
        after = self.state(page)
        # A point in the middle stays under the pointer: the arc of 60 pixels, and what it spins on when let go.
        turned = (before["azimuth"] - after["azimuth"]) % 360
        arc = math.degrees(60 / (self.scene(page)["panels"][0]["radius"] * width / self.scene(page)["panels"][0]["bounds"][2]))
        self.expect(arc * 0.9 < turned < 180, f"a drag of {arc:.1f}° turned it by {turned:.1f}°")
        for panel in (0, 1):
            self.expect(self.pixels(page, panel) != pictures[panel], f"sphere {panel + 1} looks as before the drag")
        page.click(f"{FIGURE} .reset-button")
        page.wait(f"Math.abs(document.querySelector('{FIGURE}').dataset.azimuth - {before['azimuth']}) < 0.01")
        self.close(page)

    def check_the_keys_turn_zoom_reset_and_pick(self):
        page = self.open(reduced_motion=True)
        start = self.state(page)
        page.focus(SPHERES)
        page.press("ArrowRight")
        page.settle()
        self.expect(abs((start["azimuth"] - self.state(page)["azimuth"]) % 360 - 6) < 0.02, "→ does not turn by 6°")
        page.press("ArrowUp")
        page.settle()
        self.expect(self.state(page)["elevation"] < start["elevation"], "↑ does not turn")
        page.wait(f"document.querySelector('{FIGURE} [role=status]').textContent.startsWith('Seen from azimuth')")
        page.press("+")
        page.settle()
        self.expect(abs(self.state(page)["zoom"] - 1.2) < 0.001, "+ does not zoom")
        page.press("Home")
        page.settle()
        self.equal([self.state(page)[key] for key in ("azimuth", "elevation", "zoom")],
                   [start["azimuth"], start["elevation"], 1], "Home")
        page.press("Enter")
        page.settle()
        first = self.state(page)["image"]
        self.expect(first is not None, "Enter picks nothing")
        page.press("ArrowRight", shift=True)
        page.settle()
        second = self.state(page)["image"]
        self.expect(second is not None and second != first, "Shift with → stays where it is")
        places = self.places(page, 0)
        if first and second:
            self.expect(places[int(second)][0] > places[int(first)][0], "Shift with → goes to the left")
            self.expect("Test image" in page.text(f"{FIGURE} [role=status]"), "the image is not said")
        page.press("Escape")
        page.settle()
        self.equal(self.state(page)["image"], None, "after Escape")
        self.close(page)

    def check_the_wheel_zooms_only_with_control_or_focus(self):
        page = self.open()
        x, y, width, height = page.box(SPHERES)
        page.wheel(x + width / 2, y + height / 2, dy=40)
        page.settle()
        self.equal(self.state(page)["zoom"], 1, "after a wheel without focus")
        x, y, width, height = page.box(SPHERES)
        page.wheel(x + width / 2, y + height / 2, dy=-120, control=True)
        page.wait(f"document.querySelector('{FIGURE}').dataset.zoom > 1")
        self.close(page)

    def check_fingers_turn_and_pinch(self):
        page = self.open(width=390, height=844, touch=True)
        x, y, width, height = page.box(SPHERES)
        cx, cy = x + width / 2, y + height / 2
        before = self.state(page)
        page.touch([[(cx - 40, cy)]] + [[(cx - 40 + 8 * step, cy)] for step in range(1, 11)] + [[]])
        page.wait(f"Math.abs(document.querySelector('{FIGURE}').dataset.azimuth - {before['azimuth']}) > 5")
        page.touch([[(cx - 20, cy), (cx + 20, cy)]] + [[(cx - 20 - 4 * s, cy), (cx + 20 + 4 * s, cy)] for s in range(1, 9)] + [[]])
        page.wait(f"document.querySelector('{FIGURE}').dataset.zoom > 1.5")
        self.close(page)

    # What is pointed at

    def check_the_pointer_finds_the_nearest_image_of_the_near_side(self):
        page = self.open()
        for panel in (0, 1):
            data = self.sphere["panels"][panel]
            page.evaluate(f"document.querySelectorAll('{SPHERES}')[{panel}].scrollIntoView({{block: 'center', behavior: 'instant'}})")
            places = self.places(page, panel)
            front = [index for index, place in enumerate(places) if place[2] > 0.2]
            for image in front[:: max(1, len(front) // 6)]:
                x, y = places[image][0] + 1, places[image][1] - 1
                page.move(x, y)
                page.settle()
                near = sorted((math.hypot(places[k][0] - x, places[k][1] - y), k) for k in range(len(places)) if places[k][2] >= 0)
                found = self.state(page)["image"]
                close = [str(k) for distance, k in near if distance < near[0][0] + 0.4]
                if found not in close:
                    self.problems.append(f"panel {panel}: at image {near[0][1]} the pointer finds {found}")
                    continue
                k = int(found)
                text = page.text(f"{FIGURE} .figure-card")
                label, said = data["labels"][k], data["predictions"][k]
                words = f"A {label}, recognized." if label == said else f"A {label}, taken for a {said}."
                self.expect(f"Test image {k + 1:,}." in text and words in text, f"image {k} is called {text!r}")
                angle = math.degrees(math.acos(max(-1, min(1, dot(unit(data["points"][k]), unit(data["weights"][label]))))))
                told = float(text.split("°")[0].split()[-1])
                self.expect(abs(told - angle) < 0.16, f"image {k} is {angle:.2f}° from its weight, not {told}°")
                self.equal(page.count(f"{FIGURE} .figure-card canvas.thumbnail"), 1, "pictures on the card")
        page.move(5, 5)
        page.settle()
        self.equal(self.state(page)["image"], None, "after the pointer has left")
        self.close(page)

    # What is shown

    def check_the_legend_hides_classes_and_the_switch_leaves_errors(self):
        page = self.open()
        panels = self.sphere["panels"]
        count = len(panels[0]["labels"])
        self.equal(self.state(page)["shown"], [count, count], "images at the start")
        page.click(f"{FIGURE} .class-button:nth-child(4)")
        rest = [sum(label != 3 for label in panel["labels"]) for panel in panels]
        self.shows(page, rest, "images without class 3")
        self.equal(page.evaluate(f"document.querySelector('{FIGURE} .class-button:nth-child(4)').ariaPressed"), "false", "class 3")
        page.evaluate(f"document.querySelector('{FIGURE} .class-button:nth-child(6)').dispatchEvent(new MouseEvent('dblclick'))")
        self.shows(page, [sum(label == 5 for label in panel["labels"]) for panel in panels], "only class 5")
        page.evaluate(f"document.querySelector('{FIGURE} .class-button:nth-child(6)').dispatchEvent(new MouseEvent('dblclick'))")
        page.click(f"{FIGURE} .wrong-button")
        wrong = [sum(a != b for a, b in zip(panel["labels"], panel["predictions"])) for panel in panels]
        self.shows(page, wrong, "misclassified images")
        text = page.text(f"{FIGURE} .sphere-count")
        self.expect(text.startswith(f"(a) {wrong[0]}, (b) {wrong[1]} misclassified of"), f"the count says {text!r}")
        self.close(page)

    def check_the_epochs_move_the_points(self):
        for reduced in (False, True):
            page = self.open(reduced_motion=reduced)
            picture = self.pixels(page)
            self.equal(self.state(page)["time"], 1, "the epoch at the start")
            page.focus(f"{FIGURE} .sphere-epochs input")
            page.press("Home")
            if reduced:
                page.settle()
                self.equal(self.state(page)["time"], 0, "with reduced motion, two frames after the slider")
            page.wait(f"document.querySelector('{FIGURE}').dataset.time === '0.000'")
            page.settle()
            self.expect(self.pixels(page) != picture, "the first epoch looks as the last")
            self.equal(page.text(f"{FIGURE} .sphere-epochs output"), "1", "the epoch")
            page.press("End")
            page.wait(f"document.querySelector('{FIGURE}').dataset.time === '1.000'")
            self.close(page)

    # Other readers

    def check_the_drawing_comes_back_when_the_context_is_lost(self):
        page = self.open(before="""
            const original = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
              const made = original.call(this, kind, ...more);
              if (kind === "webgl2") window.testContext = made;
              return made;
            };""")
        page.evaluate("testContext.getExtension('WEBGL_lose_context').loseContext()")
        page.wait(f"!({ALIVE})")
        self.equal(page.evaluate(f"getComputedStyle(document.querySelector('{FIGURE} svg .sphere')).visibility"), "visible", "the drawing")
        self.equal(page.count(f"{FIGURE} .sphere-controls") + page.count(SPHERES), 0, "what is left of the sphere")
        page.close()

    def check_paper_has_the_drawing(self):
        page = self.open()
        page.media(print_media=True)
        self.equal(page.evaluate(f"getComputedStyle(document.querySelector('{SPHERES}')).display"), "none", "the canvas on paper")
        self.equal(page.evaluate(f"getComputedStyle(document.querySelector('{FIGURE} svg .sphere')).visibility"), "visible", "the drawing on paper")
        self.close(page)

    def check_narrow_screens_have_one_sphere_below_the_other(self):
        page = self.open(width=390, height=844)
        boxes = page.evaluate(f"[...document.querySelectorAll('{SPHERES}')].map(e => (r => [r.x, r.y, r.width, r.height])(e.getBoundingClientRect()))")
        self.expect(boxes[1][1] >= boxes[0][1] + boxes[0][3], f"the spheres are side by side: {boxes}")
        self.expect(boxes[0][2] > 300 and abs(boxes[0][2] / boxes[0][3] - 1) < 0.25, f"a sphere of {boxes[0][2:]}")
        self.equal(page.evaluate("document.documentElement.scrollWidth"), 390, "the width of the page")
        self.close(page)

    def check_light_and_dark_differ_and_axe_finds_nothing(self):
        pictures = set()
        for dark in (False, True):
            for width in (1440, 390):
                page = self.open(width=width, dark=dark)
                if width == 1440:
                    pictures.add(self.pixels(page))
                found = page.axe()
                self.problems += [f"{'dark' if dark else 'light'}, {width}: {line}" for line in found]
                self.close(page)
        self.equal(len(pictures), 2, "pictures of light and dark")
        if not axe_source():
            print("SKIPPED: axe-core is not installed")

    def check_a_figure_is_small(self):
        page = self.open()
        size = page.evaluate(f"document.querySelector('{FIGURE} .figure-scene').textContent.length")
        self.expect(size <= 300_000, f"the data of the figure takes {size} bytes")
        self.equal(page.count("#test-images"), 1, "blocks of pictures")
        self.close(page)

    # Curves

    def check_the_values_of_curves_are_told_to_the_pointer_and_the_keys(self):
        page = self.open()
        x, y, width, height = page.box("#fig-curves .full svg, #fig-curves svg.plot")
        place = page.evaluate("JSON.parse(document.querySelector('#fig-curves .figure-scene').textContent).values.drawings[0].at(-1)")
        scale = width / page.evaluate("document.querySelector('#fig-curves svg.plot').viewBox.baseVal.width")
        page.move(x + place[0] * scale - 3, y + height * 0.4)
        page.settle()
        text = page.text("#fig-curves .figure-card") or ""
        last = len(self.curves["series"][0]["mean"])
        self.expect(text.startswith(f"Epoch {last}"), f"at the right end the card says {text!r}")
        for series in self.curves["series"]:
            self.expect(f"{series['name']}: {series['mean'][-1]:.2f} ± " in text, f"{series['name']} is not in {text!r}")
        page.focus("#fig-curves .figure-values")
        for key in ("Home", "ArrowRight"):
            page.press(key)
        told = page.evaluate("document.querySelector('#fig-curves .figure-values').getAttribute('aria-valuetext')")
        self.expect(told.startswith("Epoch 2; "), f"the second epoch is told as {told!r}")
        page.press("Escape")
        self.expect(page.evaluate("document.querySelector('#fig-curves .figure-card').hidden"), "Escape leaves the card")
        self.close(page)


def without_webgl(path):
    """Problems of readers who have no WebGL, with scripts and without."""
    problems = []
    with Browser(webgl=False) as browser:
        for scripts in (True, False):
            who = f"without WebGL, {'with' if scripts else 'without'} scripts"
            page = browser.open(path, scripts=scripts)
            page.box(FIGURE)
            if scripts:
                page.wait(f"document.querySelector('{FIGURE}.still')")
            if page.evaluate(ALIVE) or page.count(f"{FIGURE} .sphere-controls"):
                problems.append(f"{who}: the sphere says that it can be turned")
            if page.evaluate(f"getComputedStyle(document.querySelector('{FIGURE} svg .sphere')).visibility") != "visible":
                problems.append(f"{who}: the drawing is hidden")
            problems += [f"{who}: {problem}" for problem in page.problems]
            page.close()
    return problems


def main(path, folder):
    if not find():
        print("SKIPPED: no browser is installed")
        return 3
    with Browser() as browser:
        problems = Checks(browser, path, pathlib.Path(folder)).run()
    problems += without_webgl(path)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
