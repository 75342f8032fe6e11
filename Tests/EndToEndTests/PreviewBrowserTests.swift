import Foundation
import TestSupport
import Testing

@Suite("Preview in a browser", .serialized, .enabled(if: Python.with() != nil, Python.lack()))
struct PreviewBrowserTests {
  @Test(
    "in a browser the page stays where it is over a save, with its theme and what is unfolded, and shows what is wrong",
    .enabled(if: Tool.chromium != nil, "Chromium is not installed: the page was not opened"))
  func browser() throws {
    let words = String(repeating: "Some words of a long notebook. ", count: 60)
    let parts = (1...12).map { "# Part \($0) {#sec-part-\($0)}\n\n\(words)\n\n```python\npass\n```\n\n" }
    let text = Notebooks.small.replacing("# Two losses", with: parts.joined() + "# Two losses")
    try withPreview(of: text, training: true) { preview in
      let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      try preview.ask(
        """
        sys.path.insert(0, "\(folder.appending(path: "Browser").path)")
        import browser
        good = read("small.md")
        with browser.Browser() as chromium:
            page = chromium.open("small.md")
            page.address = f"http://127.0.0.1:{port}/"
            page.load()
            page.evaluate("document.documentElement.dataset.theme = 'dark'")
            page.evaluate("for (const d of document.querySelectorAll('main details')) d.open = !d.open")
            folds = "[...document.querySelectorAll('main details')].map(d => d.open).join()"
            open_before = page.evaluate(folds)
            assert "true" in open_before
            top = "document.getElementById('sec-part-9').getBoundingClientRect().top"
            page.evaluate("scrollBy({top: " + top + " - 40, behavior: 'instant'})")
            before = page.evaluate(top)
            write("small.md", good.replace("# Part 2", "New words above. " * 200 + "\\n\\n# Part 2"))
            page.wait("document.readyState === 'complete' && document.body.innerText.includes('New words above.')")
            page.settle()
            assert abs(page.evaluate(top) - before) < 2, (page.evaluate(top), before)
            assert page.evaluate("document.documentElement.dataset.theme") == "dark"
            assert page.evaluate(folds) == open_before
            overlay = "document.querySelector('div[data-problems]')?.shadowRoot.querySelector('section')"
            page.wait(f"{overlay} && {overlay}.hidden")
            write("small.md", good.replace("epochs: 2", "epochz: 2"))
            page.wait(f"!{overlay}.hidden && {overlay}.innerText.includes('epochz: 2')")
            shown = page.evaluate(f"{overlay}.innerText")
            line = 1 + good.split("\\n").index("epochs: 2")
            assert f"small.md:{line}:1" in shown and "epochz: 2" in shown and "error: " in shown, shown
            assert page.evaluate("document.title").startswith("(1 error) ")
            assert page.evaluate("document.body.innerText.includes('New words above.')"), "the last good report stays"
            write("small.md", good)
            page.wait(f"document.readyState === 'complete' && !document.body.innerText.includes('New words above.')")
            page.wait(f"{overlay}?.hidden")
            found = [problem for problem in page.problems if "/events" not in problem]
            assert not found, found
        """)
    }
  }
}
