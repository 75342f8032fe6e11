"""Drives a headless Chromium over the DevTools protocol, through a pipe and with nothing but Python's own library.

    with Browser() as browser:
        page = browser.open("report/index.html", width=390, dark=True)
        page.click(".theme-switch button")
        page.wait("document.documentElement.dataset.theme === 'dark'")
        assert not page.problems

Nothing here waits for a time: `wait` waits for a condition, and gives up only after minutes. A page's `problems` are its
console messages, errors, violations of its policy, and requests for anything but the page itself.
"""

import base64
import functools
import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile
import time

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
# Only for a browser that hangs: no test passes or fails by it.
PATIENCE = 180

# A browser spares what a reader may not see, and throws away what a reader did before a page was painted; each of these is
# for a page that is driven and not read. Without the first a click that follows a load on a busy machine is lost.
DRIVEN = [
    "--allow-pre-commit-input", "--disable-features=PaintHolding,Translate,BackForwardCache", "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows", "--disable-background-timer-throttling", "--disable-back-forward-cache",
    "--disable-hang-monitor", "--disable-ipc-flooding-protection",
]

KEYS = {
    "Enter": (13, "\r"), "Escape": (27, None), "Tab": (9, None), " ": (32, " "), "ArrowLeft": (37, None),
    "ArrowUp": (38, None), "ArrowRight": (39, None), "ArrowDown": (40, None), "Home": (36, None), "End": (35, None),
    "PageUp": (33, None), "PageDown": (34, None),
}


def find():
    """The path of a Chromium, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class ProtocolError(Exception):
    pass


class PageGone(ProtocolError):
    """The page that was asked went to another, or loaded again, before it could answer."""


# What the browser says then.
GONE = ["Inspected target navigated or closed", "Execution context was destroyed", "Cannot find context with specified id",
        "Cannot find default execution context"]


class Browser:
    """One browser with a profile of its own. `webgl=False` is a machine that has none."""

    def __init__(self, webgl=True, arguments=()):
        self.folder = tempfile.mkdtemp(prefix="offprint-browser-")
        command_read, self._out = os.pipe()
        self._in, answer_write = os.pipe()
        graphics = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
        if not webgl:
            graphics = ["--disable-gpu", "--disable-3d-apis"]

        def descriptors():
            # The protocol's pipes are descriptors 3 and 4; copies, since either may have the other's number now.
            source, sink = os.dup(command_read), os.dup(answer_write)
            os.dup2(source, 3)
            os.dup2(sink, 4)

        self.process = subprocess.Popen(
            [find(), "--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--no-first-run", "--disable-extensions",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
             "--force-color-profile=srgb", "--font-render-hinting=none", f"--user-data-dir={self.folder}/profile",
             *DRIVEN, *graphics, *arguments, "about:blank"],
            preexec_fn=descriptors, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(command_read)
        os.close(answer_write)
        self._buffer = b""
        self._number = 0
        self._pages = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        try:
            self.send("Browser.close")
        except (ProtocolError, OSError):
            pass
        for descriptor in (self._out, self._in):
            os.close(descriptor)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    # The protocol

    def send(self, method, session=None, **parameters):
        """Sends a command and returns its result; events that come meanwhile go to their pages."""
        self._number += 1
        number = self._number
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + PATIENCE
        while True:
            answer = self._receive(end, method)
            if answer.get("id") == number:
                if "error" in answer:
                    words = answer["error"].get("message", "")
                    raise (PageGone if any(each in words for each in GONE) else ProtocolError)(f"{method}: {words}")
                return answer.get("result", {})
            self._dispatch(answer)

    def _receive(self, end, method):
        while b"\0" not in self._buffer:
            if not select.select([self._in], [], [], max(0, end - time.monotonic()))[0]:
                raise ProtocolError(f"no answer to {method}")
            data = os.read(self._in, 1 << 16)
            if not data:
                raise ProtocolError("the browser has gone away")
            self._buffer += data
        message, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(message)

    def _dispatch(self, message):
        page = self._pages.get(message.get("sessionId"))
        if page and "method" in message:
            page._event(message["method"], message.get("params", {}))

    # Pages

    def open(self, path, width=1440, height=900, dark=False, scripts=True, reduced_motion=False, touch=False, scale=1,
             print_media=False, before=None):
        """A new page with the file at `path`, loaded. `before` is JavaScript that runs before any of the page's."""
        context = self.send("Target.createBrowserContext")["browserContextId"]
        target = self.send("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session, target, context, pathlib.Path(path).resolve().as_uri())
        self._pages[session] = page
        for domain in ("Page", "Runtime", "Log", "Network", "DOM", "Audits"):
            page.send(f"{domain}.enable")
        page.send("Page.setLifecycleEventsEnabled", enabled=True)
        # Its window is the one that has the keyboard, whatever other windows do.
        page.send("Emulation.setFocusEmulationEnabled", enabled=True)
        page.resize(width, height, scale, touch)
        page.media(dark, reduced_motion, print_media)
        if not scripts:
            page.scripts = False
            page.send("Emulation.setScriptExecutionDisabled", value=True)
        if before:
            page.send("Page.addScriptToEvaluateOnNewDocument", source=before)
        page.load()
        return page


class Page:
    def __init__(self, browser, session, target, context, address):
        self.browser, self.session, self.target, self.context, self.address = browser, session, target, context, address
        self.problems = []
        # The documents that have loaded, by the names that the browser gives to their loading.
        self._loaded = set()
        self.scripts = True
        self._pointer = (0, 0)

    def send(self, method, **parameters):
        return self.browser.send(method, self.session, **parameters)

    def _event(self, name, event):
        if name == "Page.lifecycleEvent":
            if event["name"] == "load":
                self._loaded.add(event["loaderId"])
        elif name == "Runtime.consoleAPICalled":
            words = " ".join(str(a.get("value", a.get("description", ""))) for a in event["args"])
            self.problems.append(f"console.{event['type']}: {words}")
        elif name == "Runtime.exceptionThrown":
            details = event["exceptionDetails"]
            text = details.get("exception", {}).get("description") or details.get("text", "")
            self.problems.append(f"exception: {text}")
        elif name == "Log.entryAdded":
            entry = event["entry"]
            self.problems.append(f"{entry['source']} {entry['level']}: {entry['text']}")
        elif name == "Network.requestWillBeSent":
            address = event["request"]["url"].split("#")[0]
            # Neither leaves the page: what it was opened from, and what it made itself.
            if address != self.address and not address.startswith(("data:", "blob:", "about:")):
                self.problems.append(f"request: {address[:200]}")
        elif name == "Audits.issueAdded":
            issue = event["issue"]
            if issue["code"] == "ContentSecurityPolicyIssue":
                self.problems.append(f"policy: {json.dumps(issue['details'])[:300]}")

    def load(self, address=None):
        """Loads the page, again if it was loaded before."""
        answer = self.send("Page.navigate", url=address or self.address)
        if "errorText" in answer:
            raise ProtocolError(f"Page.navigate: {answer['errorText']}")
        # This loading and no other: the blank page that was there before may end its own only now.
        end = time.monotonic() + PATIENCE
        while answer["loaderId"] not in self._loaded:
            self.browser._dispatch(self.browser._receive(end, "Page.navigate"))
        self.settle()

    def load_until(self, condition, message=None):
        """Loads the page again until the expression is true. What a page has put into `localStorage` a browser writes down a
        moment later, and a page that is loaded within it reads what was there before."""
        def look():
            self.load()
            return self.evaluate(condition)

        try:
            self._until(look)
        except TimeoutError:
            raise AssertionError(message or f"never true after a load: {condition}") from None

    def close(self):
        self.browser.send("Target.closeTarget", targetId=self.target)
        self.browser.send("Target.disposeBrowserContext", browserContextId=self.context)

    # The reader's machine

    def resize(self, width, height, scale=1, touch=False):
        self.width, self.height = width, height
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale,
                  mobile=touch)
        self.send("Emulation.setTouchEmulationEnabled", enabled=touch)

    def media(self, dark=False, reduced_motion=False, print_media=False):
        """What the system prefers."""
        self.send("Emulation.setEmulatedMedia", media="print" if print_media else "", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if reduced_motion else "no-preference"}])

    # Looking

    def evaluate(self, expression):
        """The value of a JavaScript expression, promises awaited. Works with the page's own scripts off, too."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise ProtocolError(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def wait(self, condition, message=None):
        """Waits until the expression is true, and returns its value. A page that is on its way to the next is not there yet."""
        try:
            return self._until(lambda: self.evaluate(condition))
        except TimeoutError:
            raise AssertionError(message or f"never true: {condition}") from None

    def _until(self, look):
        end = time.monotonic() + PATIENCE
        while True:
            try:
                value = look()
            except PageGone:
                value = None
            if value:
                return value
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.02)

    def become(self, expression, wanted, what):
        """Waits until the expression has that value; what it has instead is the message of the failure."""
        found = []

        def look():
            found[:] = [self.evaluate(expression)]
            return found == [wanted]

        try:
            self._until(look)
        except TimeoutError:
            raise AssertionError(f"{what}: {found[0]!r}, not {wanted!r}" if found else f"{what}: never told") from None

    def settle(self):
        """Two frames on: what the script wanted to do in the next frame is done."""
        # Without scripts there is nothing to wait for, and no frame calls back.
        if self.scripts:
            self.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")

    def text(self, selector):
        return self.evaluate(f"document.querySelector({json.dumps(selector)})?.innerText")

    def count(self, selector):
        return self.evaluate(f"document.querySelectorAll({json.dumps(selector)}).length")

    def box(self, selector):
        """x, y, width, height in the window of the first element that fits, scrolled into view and at rest."""
        before = None
        while True:
            box = self.evaluate(
                f"(() => {{ const e = document.querySelector({json.dumps(selector)}); if (!e) return null;"
                " e.scrollIntoView({block: 'center', behavior: 'instant'}); const r = e.getClientRects()[0];"
                " return r && [r.x, r.y, r.width, r.height] })()")
            if not box:
                raise AssertionError(f"nothing to point at: {selector}")
            if box == before:
                return box
            before = box
            self.settle()

    def screenshot(self, path, full=False):
        options = {"format": "png"}
        if full:
            size = self.send("Page.getLayoutMetrics")["cssContentSize"]
            options["clip"] = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
            options["captureBeyondViewport"] = True
        data = self.send("Page.captureScreenshot", **options)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))

    def pdf(self, path, **options):
        data = self.send("Page.printToPDF", preferCSSPageSize=True, printBackground=True, **options)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))

    # Doing

    def _mouse(self, kind, x, y, **more):
        self._pointer = (x, y)
        self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def move(self, x, y):
        self._mouse("mouseMoved", x, y)

    def hover(self, selector):
        x, y, width, height = self.box(selector)
        self.move(x + width / 2, y + height / 2)

    def click_at(self, x, y):
        self.move(x, y)
        for kind in ("mousePressed", "mouseReleased"):
            self._mouse(kind, x, y, button="left", buttons=1 if kind == "mousePressed" else 0, clickCount=1)

    def click(self, selector):
        x, y, width, height = self.box(selector)
        self.click_at(x + width / 2, y + height / 2)

    def drag(self, start, end, steps=8):
        """From one point of the window to another with the button down."""
        self.move(*start)
        self._mouse("mousePressed", *start, button="left", buttons=1, clickCount=1)
        for step in range(1, steps + 1):
            x, y = (start[i] + (end[i] - start[i]) * step / steps for i in (0, 1))
            self._mouse("mouseMoved", x, y, button="left", buttons=1)
        self._mouse("mouseReleased", *end, button="left", buttons=0, clickCount=1)

    def wheel(self, x, y, dx=0, dy=0, control=False):
        self._mouse("mouseWheel", x, y, deltaX=dx, deltaY=dy, modifiers=2 if control else 0)

    def touch(self, points):
        """`points` is a list of steps, each a list of (x, y) of the fingers that are down; empty to lift them."""
        before = 0
        for fingers in points:
            kind = "touchEnd" if not fingers else "touchMove" if before else "touchStart"
            before = len(fingers)
            self.send("Input.dispatchTouchEvent", type=kind,
                      touchPoints=[{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(fingers)])

    def press(self, key, shift=False):
        code, text = KEYS[key] if key in KEYS else (ord(key.upper()), key)
        common = {"key": key, "code": key if len(key) > 1 else f"Key{key.upper()}", "windowsVirtualKeyCode": code,
                  "modifiers": 8 if shift else 0}
        if key == " ":
            common["code"] = "Space"
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **common,
                  **({"text": text} if text else {}))
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def focus(self, selector):
        self.evaluate(f"document.querySelector({json.dumps(selector)}).focus()")

    # Accessibility

    def axe(self, *selectors):
        """What axe-core finds wrong, in the whole page or in what fits `selectors`, one line for each element; nothing
        where axe-core is not installed."""
        source = axe_source()
        if source is None:
            return []
        # Through the protocol: the page's policy lets no other script in.
        if not self.evaluate("typeof axe === 'object'"):
            self.evaluate(f"{source}\n;0")
        where = json.dumps({"include": [[selector] for selector in selectors]}) if selectors else "document"
        return self.evaluate(f"axe.run({where}, {{resultTypes: ['violations']}}).then(r => r.violations.flatMap("
                             "v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`)))")


@functools.cache
def axe_source():
    """The script of axe-core, or None."""
    for folder in sys.path:
        path = pathlib.Path(folder) / "axe_core_python" / "axe.min.js"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return None
