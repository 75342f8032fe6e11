import Foundation
import Report
import Testing

/// The PDF of a whole paper, read back by poppler and qpdf.
@Suite struct PDFFileTests {
  private func bytes() throws -> [UInt8] { try PDFWriter.write(SamplePaper.document(isFallback: true)) }

  @Test func `qpdf finds nothing wrong`() throws {
    guard let qpdf = PDFTool("qpdf") else { return }
    let result = try qpdf.run(["--check", "FILE"], on: bytes())
    #expect(result.status == 0, "\(result.output)")
    #expect(!result.output.contains("WARNING"))
  }

  @Test func `the file says title, authors, a fixed date and A4`() throws {
    guard let pdfinfo = PDFTool("pdfinfo") else { return }
    var options = PDFOptions()
    options.date = "2021-06-01T12:00:00Z"
    let bytes = try PDFWriter.write(SamplePaper.document(), options: options)
    let info = try pdfinfo.run(["-isodates", "FILE"], on: bytes).output
    #expect(info.contains("Cosine-derived losses on MNIST") && info.contains("Ada Example, Bernhard Muster"))
    #expect(info.contains("2021-06-01T12:00:00Z") && info.contains("(A4)"))
  }

  @Test func `all fonts are embedded subsets`() throws {
    guard let pdffonts = PDFTool("pdffonts") else { return }
    let lines = try pdffonts.run(["FILE"], on: bytes()).output.split(separator: "\n").dropFirst(2)
    #expect(!lines.isEmpty)
    for line in lines { #expect(line.contains("yes yes yes"), "\(line)") }
  }

  @Test func `text is read in order, with every computed number and every failure`() throws {
    guard let pdftotext = PDFTool("pdftotext") else { return }
    let raw = try pdftotext.run(["-raw", "FILE", "-"], on: bytes()).output
    let text = raw.split { $0.isWhitespace }.joined(separator: " ")
    var place = text.startIndex
    for part in [
      "Cosine-derived losses", "Ada Example", "mnist could not be had", "1 of 18 runs failed", "Abstract",
      "1 Introduction", "2 The losses", "ψ(θ) = cos(m1 θ + m2) − m3", "3 Method", "4 Features", "Discussion",
      "Reproducibility", "Runs", "Cells",
    ] {
      let range = text.range(of: part, range: place..<text.endIndex)
      #expect(range != nil, "‘\(part)’ is missing or out of order")
      place = range?.upperBound ?? place
    }
    for number in ["60,000", "10,000", "98.71", "98.93", "99.17", "99.31", "99.12", "98.9", "1.25"] {
      #expect(text.contains(number), "\(number)")
    }
    #expect(text.contains("stopped in epoch 3, step 117") && text.contains("not stored yet"))
    #expect(text.contains("Table 1.") && text.contains("Figure 3.") && text.contains("1 of 3 runs failed"))
    #expect(text.contains("1 / 6") || text.contains("1\u{2009}/\u{2009}"))
  }

  @Test func `links lead out, and to places and bookmarks within`() throws {
    guard let qpdf = PDFTool("qpdf") else { return }
    let text = try qpdf.run(["--qdf", "--object-streams=disable", "FILE", "-"], on: bytes()).output
    #expect(text.contains("/URI (https://example.org/paper)"))
    for anchor in ["fig-sphere", "tbl-three", "tbl-accuracy", "cell-arcface"] {
      #expect(text.contains("/Dest (\(anchor))"), "\(anchor)")
      #expect(text.components(separatedBy: "(\(anchor))").count > 2, "\(anchor) is linked to but is nowhere")
    }
    for title in ["1 Introduction", "3.1 The networks", "3.2.1 Notes on seeds", "Reproducibility", "Runs", "Cells"] {
      #expect(text.contains("/Title (\(title))"), "\(title)")
    }
  }

  @Test(arguments: LaidOut.styles) func `a screen reader gets headings, paragraphs, lists, tables, figures and notes`(
    style: PageStyle
  ) throws {
    guard style.parts.text, let pdfinfo = PDFTool("pdfinfo"), let qpdf = PDFTool("qpdf") else { return }
    var document = SamplePaper.document()
    document.footnotes = [
      ReportFootnote(
        number: 1, anchor: "fn-1", blocks: [.paragraph([.text("A note under the text.")])], markedAt: ["fnref-1"])
    ]
    document.body.insert(
      .paragraph([.text("Marked."), .footnote(FootnoteMark(number: 1, note: "fn-1", anchor: "fnref-1"))]), at: 1)
    let bytes = try PDFWriter.write(document, options: PDFOptions(style: style))
    let tree = try pdfinfo.run(["-struct-text", "FILE"], on: bytes).output
    for element in [
      "Document", "Sect", "H1", "H2", "P (", "L (", "LI", "LBody", "Table", "TR", "TH", "TD", "Note", "Figure",
    ] {
      #expect(tree.contains("  \(element)") || tree.hasPrefix(element), "\(element)")
    }
    #expect(tree.contains("A note under the text."))
    let text = try qpdf.run(["--qdf", "--object-streams=disable", "FILE", "-"], on: bytes).output
    #expect(
      text.contains("/Lang <feff0065006e>") && text.contains("/DisplayDocTitle true") && text.contains("/Marked true"))
    // Each figure with what it shows, in the order of the text.
    let alternatives = text.matches(of: /\/Alt <feff([0-9a-f]*)>/).map { Self.text(ofHexadecimal: $0.1) }
    let wanted = document.figures.map(\.alternativeText)
    #expect(alternatives.count >= wanted.count && wanted.allSatisfy(alternatives.contains))
    #expect(try qpdf.run(["--check", "FILE"], on: bytes).status == 0)
  }

  /// Of UTF-16, four digits a unit.
  private static func text(ofHexadecimal digits: Substring) -> String {
    var units: [UInt16] = []
    var rest = digits
    while rest.count >= 4 {
      units.append(UInt16(rest.prefix(4), radix: 16) ?? 0)
      rest = rest.dropFirst(4)
    }
    return String(decoding: units, as: UTF16.self)
  }

  @Test func `rendered twice, the bytes are the same`() throws {
    #expect(try bytes() == bytes())
  }
}
