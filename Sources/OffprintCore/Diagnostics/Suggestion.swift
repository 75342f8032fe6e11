/// The nearest of the words that would have been right, for "did you mean".
package enum Suggestion {
  /// The candidate closest to `word`, if one is close enough to be what was meant: at most a third of its letters apart
  /// (one at least), case and `_` against `-` ignored.
  package static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = folded(word)
    guard wanted.count <= 64 else { return nil }
    let limit = max(1, wanted.count / 3)
    return candidates.map { ($0, folded($0)) }
      // As many edits as the lengths differ are needed at the least.
      .filter { ($0.1.count - wanted.count).magnitude <= limit }
      .map { ($0.0, distance(wanted, $0.1)) }
      .filter { $0.1 <= limit }
      .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  private static func folded(_ word: String) -> [Character] {
    word.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
  }

  /// Edits from one word to the other: insertion, deletion, substitution or the swap of two neighbours (optimal string
  /// alignment distance).
  package static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var beforeLast = [Int](repeating: 0, count: second.count + 1)
    var last = Array(0...second.count)
    for i in first.indices {
      var row = [i + 1] + [Int](repeating: 0, count: second.count)
      for j in second.indices {
        let cost = first[i] == second[j] ? 0 : 1
        row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + cost)
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
        }
      }
      (beforeLast, last) = (last, row)
    }
    return last[second.count]
  }
}
