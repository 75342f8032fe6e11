/// Running text, with the numbers that were computed apart from the words that were written.
package struct ProseComparison: Hashable, Sendable {
  /// A block that was rewritten, came or went.
  package struct Change: Hashable, Sendable {
    package var pieces: [TextDifference.Piece]
  }

  /// A computed number that is printed otherwise.
  package struct ValueChange: Hashable, Sendable {
    package var path: String
    package var before: String
    package var after: String
  }

  package private(set) var changes: [Change] = []
  /// Each path once, in the order of the text.
  package private(set) var values: [ValueChange] = []

  init(_ before: [ReportSnapshot.ProseBlock], _ after: [ReportSnapshot.ProseBlock]) {
    if before == after { return }
    compareValues(before, after)
    let edits = TextDifference.edits(before.map(\.text), after.map(\.text))
    // A run of removed blocks beside added ones: those that share most of their words are one block, rewritten.
    var removed: [String] = []
    var added: [String] = []
    for edit in edits {
      switch edit {
      case .removed(let text): removed.append(text)
      case .added(let text): added.append(text)
      case .kept:
        flush(&removed, &added)
      }
    }
    flush(&removed, &added)
  }

  package var isEmpty: Bool { changes.isEmpty && values.isEmpty }

  private mutating func flush(_ removed: inout [String], _ added: inout [String]) {
    var fresh = added.map { (text: $0, words: Set(TextDifference.words($0))) }[...]
    for text in removed {
      let words = Set(TextDifference.words(text))
      // Blocks keep their order, and what one was rewritten to is not far.
      if let index = fresh.prefix(50).firstIndex(where: { Self.areAlike(words, $0.words) }) {
        for new in fresh[..<index] { changes.append(Change(pieces: [.added(new.text)])) }
        changes.append(Change(pieces: TextDifference.pieces(text, fresh[index].text)))
        fresh = fresh[(index + 1)...]
      } else {
        changes.append(Change(pieces: [.removed(text)]))
      }
    }
    for new in fresh { changes.append(Change(pieces: [.added(new.text)])) }
    removed = []
    added = []
  }

  /// Whether two texts share a good part of their words.
  private static func areAlike(_ old: Set<String>, _ new: Set<String>) -> Bool {
    2 * old.intersection(new).count >= min(old.count, new.count)
  }

  private mutating func compareValues(_ before: [ReportSnapshot.ProseBlock], _ after: [ReportSnapshot.ProseBlock]) {
    let old = Dictionary(
      before.flatMap(\.values).map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    for value in after.flatMap(\.values) where seen.insert(value.path).inserted {
      if let earlier = old[value.path], earlier != value.text {
        values.append(ValueChange(path: value.path, before: earlier, after: value.text))
      }
    }
  }
}
