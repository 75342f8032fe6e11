import Interop
import OffprintCore

/// Code blocks, and the cells among them.
extension BlockConverter {
  mutating func code(
    info: String, literal: String, fence: MarkdownNode.Fence?, _ range: SourceRange, isTopLevel: Bool
  ) -> Block? {
    if let fence, !isClosed(fence, range) {
      log.add(
        .unterminatedFence, at: lineRange(range.start), "this fenced block is never closed",
        explanation: "Everything after it would be part of it.",
        help: "end it with a line \(String(repeating: Character(Unicode.Scalar(fence.character)), count: fence.length))"
      )
      return nil
    }
    guard fence != nil, info.hasPrefix("{") else {
      let word = info.split(whereSeparator: \.isWhitespace).first.map(String.init)
      return Block(.code(info: word, text: literal), at: range)
    }
    guard isTopLevel else {
      log.add(
        .nestedCell, at: lineRange(range.start), "a cell cannot stand inside a list or a quotation",
        help: "move it to the left margin")
      noteLostNames(in: info)
      return nil
    }
    return cell(info: info, literal: literal, range)
  }

  /// Whether the block's last line is its closing fence.
  private func isClosed(_ fence: MarkdownNode.Fence, _ range: SourceRange) -> Bool {
    guard range.end.line > range.start.line, let line = source.line(range.end.line) else { return false }
    let marks = line.utf8.reversed().drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let run = marks.prefix { $0 == fence.character }
    let before = marks.dropFirst(run.count)
    return run.count >= fence.length
      && before.allSatisfy { [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ">")].contains($0) }
  }

  private mutating func cell(info: String, literal: String, _ range: SourceRange) -> Block? {
    guard let header = header(info, range), let kind = cellKind(header) else {
      noteLostNames(in: info)
      return nil
    }
    let name = header.name
    if let problem = Name.problem(with: name, for: kind) {
      log.add(
        .invalidName, at: header.nameRange, "\(Wording.quoted(name)) cannot name \(kind.phrase)",
        explanation: problem, help: Name.suggestion(for: name, kind: kind).map { "write `\($0)`" })
    }
    let text = EmbeddedText(literal, in: source, firstLine: range.start.line + 1)
    var reader = YAMLTreeReader(text)
    let body = reader.read()
    log.add(reader.log)
    let cell = Cell(
      kind: kind, name: name, nameRange: header.nameRange, body: body, isBroken: reader.isBroken)
    return Block(.cell(cell), at: range)
  }

  private mutating func noteLostNames(in info: String) {
    lostNames.formUnion(info.split(whereSeparator: \.isWhitespace).prefix(8).map(String.init))
  }

  private struct Header {
    var kind: String
    var kindRange: SourceRange
    var name: String
    var nameRange: SourceRange
  }

  /// Takes `{train} arcface` apart.
  private mutating func header(_ info: String, _ range: SourceRange) -> Header? {
    let line = range.start.line
    let lineRange = lineRange(range.start)
    guard let close = info.firstIndex(of: "}") else {
      log.add(
        .cellHeader, at: lineRange, "the brace after the fence is not closed",
        help: "open a cell with ```{train} name")
      return nil
    }
    let kind = info[..<close].dropFirst().trimmingPrefix(while: \.isWhitespace)
    let words = info[info.index(after: close)...].split(whereSeparator: \.isWhitespace)
    guard words.count == 1, let name = words.first else {
      log.add(
        .cellHeader, at: lineRange,
        words.isEmpty ? "this cell has no name" : "a cell's first line has its kind and its name and nothing else",
        help: "open a cell with ```{\(Wording.shortened(String(kind)))} name")
      return nil
    }
    var aligner = InlineAligner(source, first: line, last: line, column: range.start.column)
    _ = aligner.text("{")
    let kindPlace = aligner.text(String(kind))
    _ = aligner.text("}")
    let namePlace = aligner.text(String(name))
    return Header(
      kind: String(kind), kindRange: SourceRange(kindPlace.start, kindPlace.end), name: String(name),
      nameRange: SourceRange(namePlace.start, namePlace.end))
  }

  private mutating func cellKind(_ header: Header) -> CellKind? {
    if let kind = CellKind(rawValue: header.kind) { return kind }
    let kinds = CellKind.allCases.map(\.rawValue)
    log.add(
      .unknownCellKind, at: header.kindRange, "\(Wording.quoted(header.kind)) is no kind of cell",
      explanation: "The kinds are \(Wording.list(kinds)).", help: Wording.didYouMean(header.kind, among: kinds))
    return nil
  }

  /// From `start` to the end of its line.
  private func lineRange(_ start: SourcePosition) -> SourceRange {
    let count = source.line(start.line)?.unicodeScalars.count ?? 0
    return SourceRange(start, SourcePosition(line: start.line, column: max(count, start.column) + 1))
  }
}
