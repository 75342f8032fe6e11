import Interop
package import OffprintCore

/// What a figure draws, taken apart: marks that have a name in their series, and how they are drawn.
package struct FigureMarks: Hashable, Sendable {
  /// What a mark is: the value of a quantity at a point of a series.
  package struct Name: Hashable, Sendable {
    /// `Softmax, seed 2`.
    package var series: String
    /// `epoch 7`; may be empty.
    package var point: String
    /// `test-accuracy`.
    package var quantity: String

    package init(series: String, point: String, quantity: String) {
      self.series = series
      self.point = point
      self.quantity = quantity
    }
  }

  package struct Mark: Hashable, Sendable {
    package var name: Name
    /// A number or a text.
    package var value: Setting

    package init(name: Name, value: Setting) {
      self.name = name
      self.value = value
    }
  }

  /// How it is drawn: `plot`, `scale`, `camera.azimuth`.
  package var properties: [String: Setting] = [:]
  /// In the file's order.
  package var marks: [Mark] = []

  /// Columns at the front of a plot's table that name a mark.
  private static let keyColumns = [
    "learning-curves": 4, "function-curves": 2, "confusion-matrix": 3, "histogram": 3, "intervals": 4, "bar": 4,
    "scatter": 4, "heat-map": 2, "embedding-sphere": 3,
  ]

  /// - Parameters:
  ///   - data: the bytes of `figures/NAME.json`.
  ///   - table: those of `NAME.csv` or `NAME.csv.gz`, where the figure has marks that stand there only.
  package init(data: [UInt8], table: [UInt8]?) throws(SnapshotError) {
    let json: Setting
    do throws(JSONTextError) {
      json = try JSONText.read(data)
    } catch {
      throw SnapshotError("its data are damaged: \(error)")
    }
    read(json, panel: "")
    guard let table else { return }
    let plot = ResultsReader.text(json["plot"]) ?? ""
    read(try CSVText(compressed: table), plot: plot, panel: "")
  }

  /// A chart: its table, its series, its panels; whatever else is a property.
  private mutating func read(_ chart: Setting, panel: String) {
    guard case .map(let entries) = chart else { return }
    let plot = ResultsReader.text(entries["plot"]) ?? ""
    for key in entries.keys.sorted() {
      guard let value = entries[key] else { continue }
      switch (key, value) {
      case ("table", .map): read(CSVText(value), plot: plot, panel: panel)
      case ("series", .list(let list)) where plot == "learning-curves":
        for series in list { readCurve(series, ResultsReader.text(entries["metric"]) ?? "value", panel: panel) }
      case ("panels", .list(let list)):
        for (index, element) in list.enumerated() { readPanel(element, index, in: panel) }
      case (_, .list): flatten(value, [panel, key].filter { !$0.isEmpty }, [])
      case (_, .map): note(value, under: panel.isEmpty ? key : "\(panel): \(key)")
      default: properties[panel.isEmpty ? key : "\(panel): \(key)"] = value
      }
    }
  }

  private mutating func readPanel(_ panel: Setting, _ index: Int, in outer: String) {
    let title = ["title", "name", "label"].compactMap { ResultsReader.text(panel[$0]) }.first ?? "panel \(index + 1)"
    let name = outer.isEmpty ? title : "\(outer), \(title)"
    if let chart = panel["chart"] { return read(chart, panel: name) }
    flatten(panel, [name], [])
  }

  private mutating func note(_ setting: Setting, under path: String) {
    guard case .map(let entries) = setting else {
      properties[path] = setting
      return
    }
    for key in entries.keys.sorted() { if let value = entries[key] { note(value, under: "\(path).\(key)") } }
  }

  private mutating func readCurve(_ series: Setting, _ metric: String, panel: String) {
    let name = [panel, ResultsReader.text(series["name"]) ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    var lines = [(name + ", mean", ResultsReader.list(series["mean"]))]
    for (index, seed) in ResultsReader.list(series["seeds"]).enumerated() {
      lines.append((name + ", seed \(index + 1)", ResultsReader.list(seed)))
    }
    for (line, values) in lines {
      for (index, value) in values.enumerated() {
        marks.append(
          Mark(name: Name(series: line, point: "epoch \(index + 1)", quantity: metric), value: value))
      }
    }
  }

  /// Any other data: keys make the series, places in lists the point, counted from 1.
  private mutating func flatten(_ setting: Setting, _ keys: [String], _ places: [Int]) {
    switch setting {
    case .map(let entries):
      let own = ["title", "name", "label"].compactMap { ResultsReader.text(entries[$0]) }.first
      for key in entries.keys.sorted() where entries[key].flatMap(ResultsReader.text) != own || own == nil {
        guard let value = entries[key] else { continue }
        let outer = own.map { keys.last == $0 ? keys : keys + [$0] } ?? keys
        flatten(value, outer + [key], places)
      }
    case .list(let elements):
      for (index, element) in elements.enumerated() { flatten(element, keys, places + [index + 1]) }
    default:
      let name = Name(
        series: keys.dropLast().joined(separator: ", "), point: places.map(String.init).joined(separator: ", "),
        quantity: keys.last ?? "value")
      marks.append(Mark(name: name, value: setting))
    }
  }

  private mutating func read(_ table: CSVText, plot: String, panel: String) {
    let isPaneled = table.columns.first == "panel"
    let count = (Self.keyColumns[plot] ?? table.textColumns) + (isPaneled ? 1 : 0)
    let keys = table.columns.indices.prefix(min(count, table.columns.count))
    var seen: [String: Int] = [:]
    for row in table.rows {
      var (series, point) = words(row, keys, table.columns)
      if !panel.isEmpty { series = series.isEmpty ? panel : "\(panel), \(series)" }
      let place = seen["\(series)\n\(point)", default: 0] + 1
      seen["\(series)\n\(point)"] = place
      if place > 1 { point += " (\(place))" }
      for column in table.columns.indices.dropFirst(keys.count) where column < row.count {
        guard let value = row[column] else { continue }
        marks.append(Mark(name: Name(series: series, point: point, quantity: table.columns[column]), value: value))
      }
    }
  }

  /// Texts name the series, numbers the point: `Softmax, seed` and `seed 2` read as `Softmax, seed 2`.
  private func words(_ row: [Setting?], _ keys: Range<Int>.SubSequence, _ columns: [String]) -> (String, String) {
    var series: [String] = []
    var point: [String] = []
    for column in keys where column < row.count {
      switch row[column] {
      case .string(let text)?:
        if !series.contains(text) { series.append(text) }
      case .number(let value)?:
        let number = Setting.canonicalNumber(value)
        if (columns[column] == "seed" || columns[column] == "run-of-seed") && series.last == "seed" {
          series[series.count - 1] = "seed \(number)"
        } else if columns[column] == "to", let from = point.last {
          point[point.count - 1] = from.replacing("from ", with: "") + "–" + number
        } else {
          point.append("\(columns[column]) \(number)")
        }
      default: break
      }
    }
    return (series.joined(separator: ", "), point.joined(separator: ", "))
  }
}

/// A table of text, comma-separated or as a figure's JSON has it.
struct CSVText {
  private(set) var columns: [String] = []
  /// Nil for a missing value.
  private(set) var rows: [[Setting?]] = []

  /// `{columns: […], rows: [[…]]}`.
  init(_ table: Setting) {
    columns = ResultsReader.list(table["columns"]).compactMap(ResultsReader.text)
    rows = ResultsReader.list(table["rows"]).map { row in
      ResultsReader.list(row).map { value in
        if case .list = value { nil } else { value }
      }
    }
  }

  /// RFC 4180, compressed by gzip or not.
  init(compressed bytes: [UInt8]) throws(SnapshotError) {
    var text = bytes
    if Gzip.isGzip(bytes) {
      do throws(GzipError) {
        text = try Gzip.decompress(bytes, atMost: 1 << 28)
      } catch {
        throw SnapshotError("its table is damaged: \(error)")
      }
    }
    var lines = CSVText.lines(text)
    guard !lines.isEmpty else { return }
    columns = lines.removeFirst()
    rows = lines.map { line in line.map(CSVText.value) }
  }

  private static func value(_ field: String) -> Setting? {
    if field.isEmpty { return nil }
    guard let number = Double(field), number.isFinite else { return .string(field) }
    return .number(number)
  }

  private static func lines(_ bytes: [UInt8]) -> [[String]] {
    var lines: [[String]] = []
    var line: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        guard byte == UInt8(ascii: "\"") else {
          field.append(byte)
          continue
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
          field.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isQuoted = true
      case UInt8(ascii: ","), UInt8(ascii: "\n"):
        line.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        if byte == UInt8(ascii: "\n") {
          lines.append(line)
          line = []
        }
      default: field.append(byte)
      }
    }
    if !field.isEmpty || !line.isEmpty { lines.append(line + [String(decoding: field, as: UTF8.self)]) }
    return lines
  }

  /// Up to the last column that has a text in it.
  var textColumns: Int {
    let last = columns.indices.last { column in
      rows.contains { row in
        guard column < row.count, case .string? = row[column] else { return false }
        return true
      }
    }
    return last.map { $0 + 1 } ?? min(1, columns.count)
  }
}
