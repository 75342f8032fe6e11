/// Words for messages, and the nearest of the words that would have been right.
package enum Spelling {
  /// The candidate closest to `word`, if it is at most a third of its letters away (one at least), or begins with it.
  package static func closest(to word: String, among candidates: [String]) -> String? {
    guard (1...64).contains(word.count) else { return nil }
    let wanted = Array(word.lowercased())
    let limit = max(1, wanted.count / 3)
    let near = candidates.map { ($0, distance(wanted, Array($0.lowercased()))) }.filter { $0.1 <= limit }
    if let best = near.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) { return best.0 }
    guard wanted.count >= 3 else { return nil }
    return candidates.filter { $0.hasPrefix(word) }.min()
  }

  /// `‘a’, ‘b’ or ‘c’`.
  package static func alternatives(_ words: [String]) -> String { list(words, word: "or") }

  static func list(_ words: [String], word: String) -> String {
    let quoted = words.map { "‘\($0)’" }
    guard quoted.count > 1, let last = quoted.last else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " \(word) \(last)"
  }

  /// A word of the user's for a message: no control characters, not longer than a line.
  static func shown(_ word: String) -> String {
    var text = ""
    for scalar in word.unicodeScalars.prefix(60) {
      text.unicodeScalars.append(scalar.properties.generalCategory == .control ? "·" : scalar)
    }
    return word.unicodeScalars.count > 60 ? text + "…" : text
  }

  static func lowercasedFirst(_ text: String) -> String {
    let body = text.hasSuffix(".") ? text.dropLast() : text[...]
    return body.prefix(1).lowercased() + body.dropFirst()
  }

  /// Edits from one word to the other: insertion, deletion, substitution or the swap of two neighbours (optimal string
  /// alignment distance).
  private static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var rows = [Array(0...second.count)]
    for i in first.indices {
      var row = [i + 1] + [Int](repeating: 0, count: second.count)
      for j in second.indices {
        let cost = first[i] == second[j] ? 0 : 1
        row[j + 1] = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + cost)
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          row[j + 1] = min(row[j + 1], rows[i - 1][j - 1] + 1)
        }
      }
      rows.append(row)
    }
    return rows[first.count][second.count]
  }
}
