import Foundation
import Interop
import TestSupport
import Testing

@Suite("PDF by Cairo") struct CairoPDFTests {
  private static let metadata = PDFMetadata(
    title: "Größe & “quotes”", author: "A. Author", date: "2021-06-01T12:00:00Z")

  private func document() throws -> [UInt8] {
    let typesetter = Typesetter()
    let pdf = PDFDocument(pageSize: .a4, metadata: Self.metadata)
    let canvas = pdf.canvas
    let style = TextStyle(size: 11)
    canvas.destination("start", at: Point(72, 72))
    typesetter.paragraph("A page of text, with a link.", style).draw(on: canvas, at: Point(72, 72))
    canvas.saved {
      canvas.translate(72, 100)
      canvas.link([Rect(x: 0, y: 0, width: 50, height: 12)], to: .destination("it's \\ the end"))
      canvas.link([Rect(x: 60, y: 0, width: 50, height: 12)], to: .uri("https://example.org/?a='b'"))
    }
    let pixels = RasterSurface(pixels: [0xffff_0000, 0xff00_ff00, 0xff00_00ff, 0], width: 2, height: 2)
    canvas.draw(pixels, in: Rect(x: 100, y: 200, width: 40, height: 40))
    pdf.endPage()
    canvas.destination("it's \\ the end", at: Point(72, 300))
    typesetter.paragraph("The second page.", style).draw(on: canvas, at: Point(72, 300))
    pdf.endPage()
    let chapter = pdf.addOutlineEntry("Start", destination: "start")
    pdf.addOutlineEntry("End – last", destination: "it's \\ the end", parent: chapter)
    return try pdf.finish()
  }

  @Test func `the same drawing gives the same bytes`() throws {
    #expect(try document() == document())
  }

  @Test func `qpdf finds nothing wrong`() throws {
    guard let qpdf = Tool("qpdf") else { return }
    let result = try qpdf.run(["--check"], on: document(), suffix: "pdf")
    #expect(result.status == 0, "\(result.output)")
  }

  @Test func `poppler reads pages, metadata, text, links and embedded fonts`() throws {
    let bytes = try document()
    if let pdfinfo = Tool("pdfinfo") {
      let info = try pdfinfo.run([], on: bytes, suffix: "pdf", environment: ["TZ": "UTC"]).output
      #expect(info.contains("Größe & “quotes”") && info.contains("A. Author"))
      #expect(info.contains("Pages:           2") && info.contains("(A4)"))
      #expect(info.contains("Jun  1 12:00:00 2021"))
      let links = try pdfinfo.run(["-url"], on: bytes, suffix: "pdf").output
      #expect(links.contains("https://example.org/?a='b'"))
    }
    if let pdftotext = Tool("pdftotext") {
      let text = try pdftotext.run([], on: bytes, suffix: "pdf", trailing: ["-"]).output
      #expect(text.contains("A page of text, with a link.") && text.contains("The second page."))
    }
    if let pdffonts = Tool("pdffonts") {
      let fonts = try pdffonts.run([], on: bytes, suffix: "pdf").output
      #expect(fonts.contains("TeXGyrePagella"))
    }
  }

  @Test func `internal links and bookmarks lead somewhere`() throws {
    guard let qpdf = Tool("qpdf") else { return }
    let text = try qpdf.run(["--qdf", "--object-streams=disable"], on: document(), suffix: "pdf", trailing: ["-"])
      .output
    #expect(text.contains("/Subtype /Link"))
    #expect(text.contains("/Outlines"))
    #expect(text.components(separatedBy: "/Subtype /Link").count == 3)
    // 72 pt from the left and 100 pt from the top of an A4 page, though drawn under a translation.
    let rect = text.components(separatedBy: "/Rect [").dropFirst().first?.split(whereSeparator: \.isWhitespace)
      .prefix(4).compactMap { Double($0) }
    #expect(rect?.count == 4)
    if let rect, rect.count == 4 {
      #expect((rect[0] - 72).magnitude < 0.5 && (rect[2] - 122).magnitude < 0.5)
      #expect((max(rect[1], rect[3]) - (841.89 - 100)).magnitude < 0.5)
    }
  }

  @Test func `a link to nowhere is an error, not a crash`() {
    let pdf = PDFDocument(pageSize: .a4, metadata: Self.metadata)
    pdf.canvas.link([Rect(x: 0, y: 0, width: 5, height: 5)], to: .destination("missing"))
    pdf.endPage()
    _ = try? pdf.finish()
  }

  @Test func `a canvas that outlives its document draws into the void`() {
    let canvas = PDFDocument(pageSize: .a4, metadata: Self.metadata).canvas
    canvas.fill(.circle(center: Point(10, 10), radius: 5), .color(.black))
  }

  @Test func `pixels survive a picture and its PNG is read by others`() throws {
    let pixels: [UInt32] = [0xffff_0000, 0xff00_ff00, 0xff00_00ff, 0x8040_4040, 0, 0xffff_ffff]
    let raster = RasterSurface(pixels: pixels, width: 3, height: 2)
    #expect(raster.pixels == pixels)
    #expect(try raster.png().prefix(8) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  }
}
