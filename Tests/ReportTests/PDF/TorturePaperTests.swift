import Foundation
import Interop
import Report
import Testing

/// Thirty pages of hard text as PDF files, read back by poppler, which knows nothing of how they were made.
@Suite struct TorturePaperTests {
  struct Word {
    var text: String
    var box: (minX: Double, minY: Double, maxX: Double, maxY: Double)
  }

  private static let cases = (1...2).flatMap { seed in LaidOut.styles.map { (seed, $0) } }

  private func bytes(_ seed: Int, _ style: PageStyle) throws -> [UInt8] {
    try PDFWriter.write(TorturePaper.document(seed: UInt64(seed)).document, options: PDFOptions(style: style))
  }

  /// The words of each page with their places, by `pdftotext -bbox`.
  private func words(_ bytes: [UInt8]) throws -> [[Word]]? {
    guard let pdftotext = PDFTool("pdftotext") else { return nil }
    let page = try pdftotext.run(["-bbox", "FILE", "-"], on: bytes).output
    let pattern = /<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">([^<]*)<\/word>/
    return page.components(separatedBy: "<page ").dropFirst().map { page in
      page.matches(of: pattern).map { match in
        let numbers = [match.1, match.2, match.3, match.4].map { Double($0) ?? .nan }
        return Word(text: String(match.5), box: (numbers[0], numbers[1], numbers[2], numbers[3]))
      }
    }
  }

  @Test(arguments: cases) func `no word leaves the text, but for heads and page numbers, and none lies on another`(
    seed: Int, style: PageStyle
  ) throws {
    guard let pages = try words(bytes(seed, style)) else { return }
    var problems = Problems()
    let area = style.textArea
    if style.parts.text { #expect(pages.count >= 15) }
    for (number, page) in pages.enumerated() {
      for word in page {
        let isHead = word.box.maxY < area.minY - 8 || word.box.minY > area.maxY + 4
        // Hanging punctuation, and the room that fonts claim above and below their letters.
        if word.box.minX < area.minX - 4 || word.box.maxX > area.maxX + 5
          || !isHead && (word.box.minY < area.minY - 9 || word.box.maxY > area.maxY + 9)
        {
          problems.add("page \(number + 1): ‘\(word.text)’ at \(word.box)")
        }
      }
      for (index, word) in page.enumerated() {
        for other in page[..<index] where Self.overlap(word, other) {
          problems.add("page \(number + 1): ‘\(word.text)’ on ‘\(other.text)’ at \(word.box)")
        }
      }
    }
    problems.expectNone()
  }

  /// Whether the middles of two words share room. Letters claim more than they use above and below.
  private static func overlap(_ word: Word, _ other: Word) -> Bool {
    func middle(_ word: Word) -> (Double, Double) {
      let height = word.box.maxY - word.box.minY
      return (word.box.minY + 0.38 * height, word.box.maxY - 0.32 * height)
    }
    let (top, bottom) = middle(word)
    let (otherTop, otherBottom) = middle(other)
    return min(word.box.maxX, other.box.maxX) - max(word.box.minX, other.box.minX) > 1.2
      && min(bottom, otherBottom) - max(top, otherTop) > 0.4
  }

  @Test(arguments: cases) func `every word of the text is there, in the order of reading`(
    seed: Int, style: PageStyle
  ) throws {
    guard style.parts.text, let pdftotext = PDFTool("pdftotext") else { return }
    let tokens = TorturePaper.document(seed: UInt64(seed)).tokens
    let raw = try pdftotext.run(["-raw", "FILE", "-"], on: bytes(seed, style)).output
    let found = raw.matches(of: /n([0-9]+)n/).map { "n\($0.1)n" }
    #expect(tokens.count > 500 && found.count == tokens.count)
    #expect(found == tokens)
  }

  @Test(arguments: cases) func `every note, reference and number of the floats is there`(
    seed: Int, style: PageStyle
  ) throws {
    guard style.parts.text, let pdftotext = PDFTool("pdftotext") else { return }
    let document = TorturePaper.document(seed: UInt64(seed)).document
    let raw = try pdftotext.run(["-raw", "FILE", "-"], on: bytes(seed, style)).output
    for note in document.footnotes { #expect(raw.contains("NOTE\(note.number)BEGINS"), "note \(note.number)") }
    for number in document.references.indices { #expect(raw.contains("REF\(number + 1)BEGINS")) }
    let words = Set(raw.split(whereSeparator: \.isWhitespace).map(String.init))
    for table in document.tables {
      for row in table.rows {
        for cell in row where cell.content.plainText.contains("±") {
          let number = cell.content.plainText.split(separator: " ")[0]
          #expect(words.contains { $0.hasPrefix(number) }, "\(number)")
        }
      }
    }
  }

  @Test(arguments: cases) func `the files are sound and their fonts embedded`(seed: Int, style: PageStyle) throws {
    guard let qpdf = PDFTool("qpdf"), let pdffonts = PDFTool("pdffonts") else { return }
    let bytes = try bytes(seed, style)
    let result = try qpdf.run(["--check", "FILE"], on: bytes)
    #expect(result.status == 0 && !result.output.contains("WARNING"), "\(result.output)")
    for line in try pdffonts.run(["FILE"], on: bytes).output.split(separator: "\n").dropFirst(2) {
      #expect(line.contains("yes yes yes"), "\(line)")
    }
    #expect(try self.bytes(seed, style) == bytes)
  }
}
