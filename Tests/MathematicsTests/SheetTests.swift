import Foundation
import Interop
import Mathematics
import TestSupport
import Testing

@Suite struct SheetTests {
  @Test("The sheet of all formulas has the same bytes each time, in both fonts")
  func sameBytes() throws {
    #expect(try Sheet.pdf() == Sheet.pdf())
    #expect(try Sheet.pdf(family: "TeX Gyre Termes Math").count > 10_000)
  }

  @Test("The sheet is a sound PDF with embedded subsets of fonts", .enabled(if: Tool.find("qpdf", "pdffonts") != nil))
  func sound() throws {
    let bytes = try Sheet.pdf()
    if let qpdf = Tool("qpdf") { #expect(try qpdf.run(["--check"], on: bytes, suffix: "pdf").status == 0) }
    if let pdffonts = Tool("pdffonts") {
      let lines = try pdffonts.run([], on: bytes, suffix: "pdf").output.split(separator: "\n").dropFirst(2)
      #expect(!lines.isEmpty)
      for line in lines { #expect(line.contains("yes yes yes"), "embedded, a subset, with Unicode: \(line)") }
    }
  }

  @Test("Letters, signs and words of formulas can be read back from a PDF", .enabled(if: Tool.find("pdftotext") != nil))
  func readBack() throws {
    let pdftotext = try #require(Tool("pdftotext"))
    let typesetter = try MathTypesetter()
    let samples = [
      (#"\cos(\theta + m) - 2k"#, "cos(θ + m) − 2k"), (#"s = \log(C-1)"#, "s = log(C − 1)"),
      (#"x \in \mathbb{R},\ \text{if } y > 0"#, "x ∈ ℝ, if y > 0"), (#"\|W\| \le \mathcal{L}"#, "‖W‖ ≤ ℒ"),
      (#"\left(\frac{a}{b}\right)"#, "a"),
    ]
    for (source, expected) in samples {
      let document = PDFDocument(
        pageSize: Size(200, 60), metadata: PDFMetadata(title: "formula", date: "1970-01-01T00:00:00Z"))
      let box = typesetter.typeset(try Formula(parsing: source, style: .inline), size: 10)
      box.draw(on: document.canvas, at: Point(20, 35))
      document.endPage()
      let text = try pdftotext.run([], on: document.finish(), suffix: "pdf", trailing: ["-"]).output
      let packed = text.filter { !$0.isWhitespace }
      #expect(packed.contains(expected.filter { !$0.isWhitespace }), "\(source): \(text)")
    }
  }

  @Test("Chromium lays out every part of every formula, as wide as we do", .enabled(if: Tool.chromium != nil))
  func chromium() throws {
    let chromium = try #require(Tool.chromium)
    let typesetter = try MathTypesetter()
    let style = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../templates/shared/math.css")
    let rules = try String(contentsOf: style.standardizedFileURL, encoding: .utf8)
    var page = """
      <!doctype html><html><head><meta charset="utf-8"><style>\(rules)
      body { width: 4000px; font-size: 40px; } div { margin: 20px; }</style></head><body>
      """
    for paper in PaperFormula.all {
      // In a line of its own, but as wide as it is.
      let element = try paper.formula().mathML.replacing(
        "<math display=\"block\">", with: "<math displaystyle=\"true\">")
      page += "<div>\(element)</div>\n"
    }
    page += """
      <pre id="result"></pre><script>
      const lines = [];
      for (const math of document.querySelectorAll("math")) {
        const problems = [];
        for (const element of math.querySelectorAll("*")) {
          if (!(element instanceof MathMLElement)) problems.push("unknown " + element.nodeName);
          if (!["mi", "mn", "mo", "mtext"].includes(element.nodeName) || element.closest("mphantom")) continue;
          const box = element.getBoundingClientRect();
          // A combining hat has no advance, and so no box of its own.
          if (element.textContent === "\u{302}") continue;
          const isFine = box.width > 0 && box.height > 0 && box.height < 500 && box.width < 3000;
          if (!isFine) problems.push(element.nodeName + " " + element.textContent);
        }
        lines.push(math.getBoundingClientRect().width + " " + problems.join(", "));
      }
      document.getElementById("result").textContent = lines.join("\\n");
      </script></body></html>
      """
    let arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--dump-dom"]
    let output = try chromium.run(arguments, on: Array(page.utf8), suffix: "html").output
    let start = try #require(output.range(of: "<pre id=\"result\">"))
    let end = try #require(output.range(of: "</pre>", range: start.upperBound..<output.endIndex))
    let lines = output[start.upperBound..<end.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count == PaperFormula.all.count)
    for (paper, line) in zip(PaperFormula.all, lines) {
      let parts = line.split(separator: " ", maxSplits: 1)
      #expect(parts.count == 1, "\(paper.name): \(line)")
      let theirs = try #require(parts.first.flatMap { Double($0) })
      let ours = typesetter.typeset(try paper.formula(), size: 40).width
      // Chromium leaves no space at the sides of fractions (0.12 em each) and adds no italic corrections to letters; which
      // variant of a delimiter it takes is its own choice.
      let fractions = paper.source.ranges(of: "frac").count
      let tolerance = 0.045 * ours + (0.3 + 0.24 * Double(fractions)) * 40
      #expect(abs(theirs - ours) < tolerance, "\(paper.name): \(ours), in Chromium \(theirs)")
    }
  }
}
