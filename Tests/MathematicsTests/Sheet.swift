import Foundation
import Interop
import Mathematics

/// All formulas of the papers on A4 pages, each below its name, to be looked at and to be read back.
enum Sheet {
  static func pdf(family: String = "TeX Gyre Pagella Math") throws -> [UInt8] {
    let typesetter = try MathTypesetter(families: [family])
    let words = Typesetter()
    let document = PDFDocument(
      pageSize: .a4, metadata: PDFMetadata(title: "Formulas of papers", date: "1970-01-01T00:00:00Z"))
    var y = 40.0
    for paper in PaperFormula.all {
      let box = typesetter.typeset(try paper.formula(), size: 10)
      let name = words.paragraph(paper.name, TextStyle(families: Fonts.labels, size: 6))
      if y + name.height + box.height + 16 > Size.a4.height - 30 {
        document.endPage()
        y = 40
      }
      name.draw(on: document.canvas, at: Point(40, y))
      y += name.height + 4 + box.ascent
      box.draw(on: document.canvas, at: Point(60, y))
      y += box.descent + 12
    }
    document.endPage()
    let bytes = try document.finish()
    // For whoever wants to look at it.
    if let path = ProcessInfo.processInfo.environment["OFFPRINT_FORMULA_SHEET"] {
      try Data(bytes).write(to: URL(filePath: path))
    }
    return bytes
  }
}
