import OffprintCore

/// A JSON object that people and line-wise diffs can read and that is still small: a line for each key, and for each element of
/// a list that is given as lines; inside them no white space. Keys are sorted.
struct LineJSON {
  private var entries: [String: String] = [:]

  mutating func add(_ key: String, _ value: some Encodable) throws {
    entries[key] = try text(value)
  }

  mutating func add(_ key: String, lines: [some Encodable]) throws {
    let elements = try lines.map { "    " + (try text($0)) }
    entries[key] = elements.isEmpty ? "[]" : "[\n\(elements.joined(separator: ",\n"))\n  ]"
  }

  var text: String {
    let lines = entries.sorted { $0.key < $1.key }.map { "  \"\($0.key)\": \($0.value)" }
    return "{\n\(lines.joined(separator: ",\n"))\n}\n"
  }

  private func text(_ value: some Encodable) throws -> String {
    String(decoding: try CompactJSON.encode(value), as: UTF8.self)
  }
}
