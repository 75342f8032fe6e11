import Experiment
import Foundation
import Notebook
import OffprintCore
import Report
import TestSupport
import Testing

@Suite struct HTMLTests {
  private func problems(in html: String) throws -> String {
    let python = try #require(Tools.python)
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "check_html.py")
    return try Tools.withFolder { folder in
      let page = folder.appending(path: "index.html")
      try Data(html.utf8).write(to: page)
      return try Tools.run(python, [script.path, page.path]).output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  @Test(.enabled(if: Tools.python != nil, "python3 is not installed: nothing reads the page"))
  func `another parser finds nothing wrong: nesting, ids, links, names, no request`() throws {
    #expect(try problems(in: HTMLWriter.html(PageFixture.document())).isEmpty)
    #expect(try problems(in: HTMLWriter.html(Fixture.build(Fixture.notebook([])))).isEmpty)
  }

  @Test(.enabled(if: Tools.python != nil, "python3 is not installed: nothing reads the page"))
  func `a notebook full of markup stays text`() throws {
    let nasty = "</p></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;\u{0}\u{202E}]]>{{title}}"
    func text(_ content: InlineContent) -> [Inline] { [Fixture.inline(content)] }
    let label = Fixture.configuration("a", label: nasty, seeds: [1])
    let notebook = Fixture.notebook(
      [
        Fixture.heading(1, nasty), Fixture.paragraph(.text(nasty), .code(nasty), .emphasis(text(.text(nasty)))),
        Fixture.block(.code(info: nasty, text: nasty)), Fixture.cell(.train, "a\"><script>", lines: 1...3),
        Fixture.paragraph(.link(destination: "https://x.org/\"><script>", title: nasty, text(.text(nasty)))),
        Fixture.cell(.table, "tbl-a"), Fixture.cell(.figure, "fig-a"),
        Fixture.block(
          .table(TableBlock(alignments: [.left], header: [text(.text(nasty))], rows: [[text(.text(nasty))]]))),
      ],
      configurations: [label],
      cells: [
        Fixture.table("tbl-a", runs: ["a"], columns: ["accuracy"], caption: nasty),
        Fixture.sphere("fig-a", runs: ["a"], caption: nasty, alt: nasty),
      ], source: "```{train} a\n\(nasty)\n```", title: nasty, abstract: [text(.text(nasty))],
      authors: [FrontMatter.Author(name: nasty, affiliation: nasty)])
    var context = Fixture.context(
      [Fixture.record(label.specs[0], accuracy: 0.5)],
      skipped: [DataStatement.Skipped(name: nasty, reason: nasty)])
    context.command = nasty
    let html = try HTMLWriter.html(Fixture.build(notebook, context))
    #expect(try problems(in: html).isEmpty)
    // One before the page is painted, one at its end.
    #expect(html.ranges(of: "<script>").count == 2)
    #expect(!html.contains("<img"))
    // Pictures hold each text in an element of its own, from which a change of direction does not reach out.
    let data = /<script type="application\/json".*?<\/script>/.dotMatchesNewlines()
    let text = html.replacing(/<svg .*?<\/svg>/.dotMatchesNewlines(), with: "").replacing(data, with: "")
    #expect(!text.contains("\u{202E}"))
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
  }

  @Test func `links that a document should never hold are refused once more`() throws {
    var document = PageFixture.document()
    document.body = [.paragraph([.link(destination: "javascript:alert(1)", [.text("words")])])]
    #expect(try !HTMLWriter.html(document).contains("javascript:"))
  }

  @Test func `failed runs, missing runs and other data are in the reader's words`() throws {
    let html = try HTMLWriter.html(PageFixture.document())
    #expect(html.contains("mnist could not be had: digits was used instead."))
    #expect(html.contains("mnist: the mirrors could not be reached."))
    #expect(html.contains("It cannot be compared with numbers published for mnist."))
    #expect(html.contains("1 of 9 runs failed"))
    #expect(html.contains("seed 1: stopped in epoch 2 at step 41. The loss is not a number."))
    #expect(html.contains("3 of 9 runs not stored yet"))
    #expect(html.contains("<strong>CosFace</strong>, seeds 1–3"))
    #expect(html.contains("(1 of 3 runs failed)"))
    #expect(html.contains("(3 of 3 runs are not stored yet)"))
    #expect(html.contains("Figure 2 could not be drawn"))
  }

  @Test func `nothing of the machine, the clock or the timing is in any file`() throws {
    for file in try ReportWriter.files(for: PageFixture.document(), formats: [.html]) {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for secret in ["SECRET", "123456.75", "654321.25", "98765.4", "elsewhere"] {
        #expect(!text.contains(secret), "\(file.path) has \(secret)")
      }
    }
  }

  @Test func `equal documents give equal bytes`() throws {
    let first = try ReportWriter.files(for: PageFixture.document(), formats: [.html])
    let second = try ReportWriter.files(for: PageFixture.document(), formats: [.html])
    #expect(first == second)
  }

  @Test func `the page is as recorded, pictures and style aside`() throws {
    let html = try HTMLWriter.html(PageFixture.document())
    let page =
      html.replacing(/<svg .*?<\/svg>/.dotMatchesNewlines(), with: "<svg/>")
      .replacing(/<style>.*?<\/style>/.dotMatchesNewlines(), with: "<style/>")
      .replacing(/<script>.*?<\/script>/.dotMatchesNewlines(), with: "<script/>")
      .replacing(/<script type.*?<\/script>/.dotMatchesNewlines(), with: "<script type/>")
      .replacing(/sha256-[A-Za-z0-9+\/=]+/, with: "sha256-…")
    try expectSnapshot(page, "page.html")
    try expectSnapshot(SummaryFile.markdown(PageFixture.document()), "summary.md")
  }

  @Test(.enabled(if: Tools.chromium != nil, "Chromium is not installed: the page was not opened"))
  func `a browser shows the page without a message on its console`() throws {
    let chromium = try #require(Tools.chromium)
    try Tools.withFolder { folder in
      let page = folder.appending(path: "index.html")
      try Data(HTMLWriter.html(PageFixture.document()).utf8).write(to: page)
      let result = try Tools.run(
        chromium,
        [
          "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--virtual-time-budget=2000",
          "--user-data-dir=\(folder.path)/profile", "--dump-dom", page.absoluteString,
        ])
      #expect(result.status == 0)
      #expect(
        !result.output.contains("CONSOLE"), "\(result.output.split(separator: "\n").filter { $0.contains("CONSOLE") })")
      // The script ran, so its hash is in the policy; the button is its doing.
      #expect(result.output.contains("<button type=\"button\" class=\"all-code\""))
    }
  }

  @Test(arguments: [
    ("bⱼ", "b<sub><i>j</i></sub>"), ("Wⱼᵀ", "W<sub><i>j</i></sub><sup>T</sup>"), ("m₁", "m<sub>1</sub>"),
    ("x²", "x<sup>2</sup>"), ("10⁻⁵ < 1", "10<sup>−5</sup> &lt; 1"),
  ])
  func `superscripts and subscripts of Unicode are elements`(text: String, markup: String) throws {
    var document = PageFixture.document()
    document.metadata.title = text
    document.body = [.paragraph([.emphasis([.text(text)])])]
    let html = try HTMLWriter.html(document)
    #expect(html.contains("<em>\(markup)</em>") && html.contains("<h1>\(markup)</h1>"))
    #expect(html.contains("<title>\(HTMLText.escaped(text))</title>"))
  }

  @Test func `digests stand in full on rows of their own`() throws {
    let box = PageFixture.document().reproducibility
    let html = try HTMLWriter.html(PageFixture.document())
    for digest in [box.notebookDigest, try #require(box.data?.digest)] {
      #expect(html.contains("<dt>SHA-256</dt><dd><code>\(digest.hexadecimal)</code></dd>"))
    }
    #expect(!html.contains(", SHA-256"))
  }

  @Test func `a short quote is a display, a long one is not`() throws {
    var document = PageFixture.document()
    document.body = [.quote([.paragraph([.text("a = b")])])]
    #expect(try HTMLWriter.html(document).contains("<blockquote class=\"display\">"))
    document.body = [.quote([.paragraph([.text(String(repeating: "words ", count: 20))])])]
    #expect(try HTMLWriter.html(document).contains("<blockquote>"))
  }

  @Test func `a figure with a drawing for narrow screens holds both, and only the other kind scrolls`() throws {
    var document = PageFixture.document()
    var figure = try #require(document.figures.first)
    document.body = [.figure(figure)]
    let scrolling = try HTMLWriter.html(document)
    #expect(scrolling.contains("<div class=\"picture\" tabindex=\"0\" role=\"region\""))
    figure.narrowDrawing = figure.drawing
    document.body = [.figure(figure)]
    let both = try HTMLWriter.html(document)
    #expect(both.contains("<div class=\"full\">") && both.contains("<div class=\"narrow\">"))
    #expect(both.contains("<div class=\"picture\">"))
    guard Tools.python != nil else { return }
    #expect(try problems(in: both).isEmpty)
  }
}
