import OffprintCore

/// A table of comma-separated values with a header (RFC 4180): quoted fields may hold commas, quotation marks doubled, and line
/// ends. Each field keeps its place, so that what is wrong with it can be pointed at.
struct CSVTable: Hashable, Sendable {
  struct Field: Hashable, Sendable {
    /// Without the quotation marks and the white space around it.
    var text: String
    var range: SourceRange
  }

  struct Failure: Error, Hashable {
    var range: SourceRange
    /// One sentence without a final stop.
    var message: String
    var help: String
  }

  /// The header's fields, no two the same.
  let columns: [Field]
  /// Each as long as the header.
  let rows: [[Field]]

  static let maximumBytes = 8 << 20
  static let maximumRows = 100_000

  init(_ source: SourceText) throws(Failure) {
    var reader = CSVReader(source)
    guard let header = try reader.record(), header.contains(where: { !$0.text.isEmpty }) else {
      throw Failure(
        range: SourceRange(at: SourcePosition(line: 1, column: 1)), message: "there is no header",
        help: "the first line names the columns, with commas between them")
    }
    for (index, field) in header.enumerated() {
      if header[..<index].contains(where: { $0.text == field.text }) {
        throw Failure(
          range: field.range, message: "two columns are called \(Wording.quoted(field.text))",
          help: "give each column a name of its own")
      }
    }
    columns = header
    rows = try CSVTable.rows(&reader, width: header.count)
  }

  private static func rows(_ reader: inout CSVReader, width: Int) throws(Failure) -> [[Field]] {
    var rows: [[Field]] = []
    while let record = try reader.record() {
      // Empty lines stand at the ends of many files.
      if record.count == 1, record[0].text.isEmpty { continue }
      guard record.count == width else {
        let place = record.count > width ? record[width].range : record[record.count - 1].range
        throw Failure(
          range: place,
          message:
            "this row has \(record.count) \(record.count == 1 ? "field" : "fields"), and the header has \(width)",
          help: record.count > width
            ? "put a field that has commas in it between quotation marks" : "write a comma for each field, empty or not"
        )
      }
      guard rows.count < maximumRows else {
        throw Failure(
          range: record[0].range, message: "there are more than \(maximumRows) rows",
          help: "leave out what is not claimed"
        )
      }
      rows.append(record)
    }
    return rows
  }

  /// The place of the column of that name.
  func index(of column: String) -> Int? { columns.firstIndex { $0.text == column } }

  /// What separates the fields, where it is no comma; nil where the header has several columns, or one of one word.
  var otherSeparator: String? {
    guard columns.count == 1, let name = columns.first?.text else { return nil }
    return name.contains(";") ? "semicolons" : name.contains("\t") ? "tabs" : nil
  }
}

private struct CSVReader {
  private let source: SourceText
  /// The line that is read, from 0, as scalars.
  private var line = -1
  private var scalars: [Unicode.Scalar] = []
  private var next = 0

  init(_ source: SourceText) {
    self.source = source
  }

  /// The fields of the next line, or of several where one of them holds line ends; nil at the end.
  mutating func record() throws(CSVTable.Failure) -> [CSVTable.Field]? {
    guard advance() else { return nil }
    var fields = [try field()]
    while next < scalars.count {
      next += 1
      fields.append(try field())
    }
    return fields
  }

  /// The next line; false at the end of the text.
  private mutating func advance() -> Bool {
    guard line + 1 < source.lines.count else { return false }
    line += 1
    scalars = Array(source.lines[line].unicodeScalars)
    next = 0
    return true
  }

  private var place: SourcePosition { SourcePosition(line: line + 1, column: next + 1) }

  private mutating func field() throws(CSVTable.Failure) -> CSVTable.Field {
    while next < scalars.count, CSVReader.isSpace(scalars[next]) { next += 1 }
    if next < scalars.count, scalars[next] == "\"" { return try quoted() }
    let start = place
    var text = String.UnicodeScalarView()
    while next < scalars.count, scalars[next] != "," {
      text.append(scalars[next])
      next += 1
    }
    while let last = text.last, CSVReader.isSpace(last) { text.removeLast() }
    let end = SourcePosition(line: start.line, column: start.column + max(1, text.count))
    return CSVTable.Field(text: String(text), range: SourceRange(start, end))
  }

  private mutating func quoted() throws(CSVTable.Failure) -> CSVTable.Field {
    let start = place
    var text = String.UnicodeScalarView()
    next += 1
    while true {
      guard next < scalars.count else {
        guard advance() else {
          throw CSVTable.Failure(
            range: SourceRange(at: start), message: "this quotation mark is never closed", help: "write a second one")
        }
        text.append("\n")
        continue
      }
      let scalar = scalars[next]
      next += 1
      guard scalar == "\"" else {
        text.append(scalar)
        continue
      }
      guard next < scalars.count, scalars[next] == "\"" else { break }
      text.append(scalar)
      next += 1
    }
    let range = SourceRange(start, place)
    while next < scalars.count, CSVReader.isSpace(scalars[next]) { next += 1 }
    guard next == scalars.count || scalars[next] == "," else {
      throw CSVTable.Failure(
        range: SourceRange(at: place), message: "text stands after a field's closing quotation mark",
        help: "write a quotation mark within a field twice")
    }
    return CSVTable.Field(text: String(text), range: range)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " }
}
