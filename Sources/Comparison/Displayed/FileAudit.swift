import Interop
import OffprintCore

/// A file of a report's folder held against the same file made once more.
package enum FileAudit {
  /// What became of one file.
  package enum Outcome: Hashable, Sendable {
    case equal
    case differs([DisplayedDifference])
    /// It was made by another version of a library; the words say which.
    case incomparable(String)
  }

  /// - Parameters:
  ///   - file: relative to the report's folder.
  ///   - others: the other figures' files of the same form as they should be, to tell one that stands in another's place.
  package static func outcome(
    _ file: String, _ displayed: [UInt8], _ expected: [UInt8], others: [String: [UInt8]] = [:]
  ) -> Outcome {
    if displayed == expected { return .equal }
    if file.hasSuffix(".gz"), let there = unpacked(displayed), let here = unpacked(expected) {
      return there == here ? .equal : .differs(lines(file, there, here))
    }
    if let other = others.first(where: { $0.value == displayed })?.key {
      return .differs([
        DisplayedDifference(
          .drawing, in: file, path: name(file), place: file, displayed: other, recomputed: file,
          "\(file) is the file of another figure, \(other)")
      ])
    }
    switch file.split(separator: ".").last {
    case "pdf": return paper(file, displayed, expected)
    case "png": return .differs([picture(file, displayed, expected)])
    case "svg": return .differs(PageAudit.differences(displayed, expected, file: file))
    case "json" where file.hasPrefix("figures/"): return .differs(marks(file, displayed, expected))
    case "json": return .differs([results(file, displayed, expected)])
    case "html": return .differs(PageAudit.differences(displayed, expected, file: file))
    default: return .differs(lines(file, displayed, expected))
    }
  }

  private static func unpacked(_ bytes: [UInt8]) -> [UInt8]? { try? Gzip.decompress(bytes, atMost: 1 << 30) }

  /// `fig-sphere` of `figures/fig-sphere.svg`.
  private static func name(_ file: String) -> String {
    let last = file.split(separator: "/").last.map(String.init) ?? file
    return last.firstIndex(of: ".").map { String(last[..<$0]) } ?? last
  }

  // MARK: - Forms

  private static func marks(_ file: String, _ shown: [UInt8], _ wanted: [UInt8]) -> [DisplayedDifference] {
    let found = FigureMarks.differences(shown, wanted)
    guard !found.isEmpty else {
      return [
        DisplayedDifference(
          .part, in: file, path: name(file), place: file, "\(file) is written otherwise than its runs give it")
      ]
    }
    return found.map { change in
      DisplayedDifference(
        .mark, in: file, path: name(file), place: file, displayed: change.displayed, recomputed: change.recomputed,
        "\(file) has \(change.name) \(change.displayed); its runs give \(change.recomputed)")
    }
  }

  private static func results(_ file: String, _ shown: [UInt8], _ wanted: [UInt8]) -> DisplayedDifference {
    guard let old = try? JSONText.read(shown), let new = try? JSONText.read(wanted) else {
      return DisplayedDifference(.part, in: file, path: file, place: file, "\(file) is damaged")
    }
    guard let change = SettingWalk.first(old, new) else {
      return DisplayedDifference(
        .part, in: file, path: file, place: file, "\(file) is written otherwise than its runs give it")
    }
    return DisplayedDifference(
      .value, in: file, path: change.path, place: file, displayed: change.displayed, recomputed: change.recomputed,
      "\(file) has \(change.displayed) under \(change.path); its runs give \(change.recomputed)")
  }

  /// The first lines that differ.
  private static func lines(_ file: String, _ shown: [UInt8], _ wanted: [UInt8]) -> [DisplayedDifference] {
    let newline = UInt8(ascii: "\n")
    let old = shown.split(separator: newline, omittingEmptySubsequences: false)
    let new = wanted.split(separator: newline, omittingEmptySubsequences: false)
    let count = max(old.count, new.count)
    let differing = (0..<count).filter { $0 >= old.count || $0 >= new.count || old[$0] != new[$0] }
    func text(_ lines: [ArraySlice<UInt8>], _ index: Int) -> String {
      lines.indices.contains(index) ? String(decoding: lines[index], as: UTF8.self) : "nothing"
    }
    return differing.prefix(3).map { index in
      let (there, here) = PageNames.window(text(old, index), text(new, index))
      return DisplayedDifference(
        .text, in: file, path: "\(file):\(index + 1)", place: "line \(index + 1)", displayed: there, recomputed: here,
        "\(file), line \(index + 1), reads “\(there)”; its evidence gives “\(here)”")
    }
  }

  private static func picture(_ file: String, _ shown: [UInt8], _ wanted: [UInt8]) -> DisplayedDifference {
    let sentence =
      PNGPicture(shown) == nil
      ? "\(file) is no picture" : "\(file) is not the picture of ‘\(name(file))’ that its runs give"
    return DisplayedDifference(.drawing, in: file, path: name(file), place: file, sentence)
  }

  // MARK: - PDF

  private static func paper(_ file: String, _ shown: [UInt8], _ wanted: [UInt8]) -> Outcome {
    let (old, new) = (PDFPages(shown), PDFPages(wanted))
    guard let old else {
      return .differs([
        DisplayedDifference(.part, in: file, path: name(file), place: file, "\(file) is no PDF that Offprint wrote")
      ])
    }
    if let new, old.producer != new.producer {
      return .incomparable("\(file) was written by \(old.producer), and this machine has \(new.producer)")
    }
    let pages = new.map { old.differing(from: $0) } ?? []
    let place =
      pages.isEmpty
      ? "outside its pages"
      : "on page\(pages.count == 1 ? "" : "s") \(Words.list(pages.map(String.init), most: 8))"
    return .differs([
      DisplayedDifference(
        .part, in: file, path: pages.isEmpty ? file : "page \(pages[0])", place: place,
        "\(file) is not what its evidence gives: it differs \(place)")
    ])
  }
}

/// As much of a PDF that Cairo wrote as it takes to say which pages of two differ: its objects, and the pages' contents.
struct PDFPages {
  let producer: String
  /// The content stream of each page, in their order.
  private let contents: [ArraySlice<UInt8>]

  /// Nil for what is no PDF with pages.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Array("%PDF-".utf8)) else { return nil }
    var objects: [Int: ArraySlice<UInt8>] = [:]
    var pages: [Int] = []
    var producer = ""
    let mark = Array(" 0 obj".utf8)
    let end = Array("endobj".utf8)
    var place = 0
    while let start = Self.place(of: mark, in: bytes[place...]) {
      var first = start
      while first > 0, bytes[first - 1] >= 48, bytes[first - 1] <= 57 { first -= 1 }
      let finish = Self.place(of: end, in: bytes[start...]) ?? bytes.count
      let number = Int(String(decoding: bytes[first..<start], as: UTF8.self)) ?? 0
      let body = bytes[start..<finish]
      // An object that stands there twice was updated.
      objects[number] = body
      let head = String(decoding: body.prefix(2000), as: UTF8.self)
      if let range = head.firstRange(of: "/Producer (") {
        producer = String(head[range.upperBound...].prefix { $0 != ")" && $0 != "\n" }) + ")"
      }
      if head.contains("/Type /Page") && !head.contains("/Type /Pages"), let range = head.firstRange(of: "/Contents ") {
        if let content = Int(head[range.upperBound...].prefix(while: \.isNumber)), !pages.contains(content) {
          pages.append(content)
        }
      }
      place = min(finish + end.count, bytes.count)
    }
    guard !pages.isEmpty else { return nil }
    self.producer = producer
    contents = pages.map { objects[$0] ?? [] }
  }

  /// From 1.
  func differing(from other: PDFPages) -> [Int] {
    (0..<max(contents.count, other.contents.count)).filter { index in
      guard contents.indices.contains(index), other.contents.indices.contains(index) else { return true }
      return !contents[index].elementsEqual(other.contents[index])
    }.map { $0 + 1 }
  }

  private static func place(of pattern: [UInt8], in slice: ArraySlice<UInt8>) -> Int? {
    var index = slice.startIndex
    while let found = slice[index...].firstIndex(of: pattern[0]) {
      if slice[found...].starts(with: pattern) { return found }
      index = found + 1
    }
    return nil
  }
}
