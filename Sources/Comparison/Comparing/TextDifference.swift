/// The shortest way from one list to another, as kept, removed and added elements (Myers 1986, "An O(ND) difference algorithm
/// and its variations", by the standard library's implementation).
package enum TextDifference {
  package enum Piece: Hashable, Sendable {
    case kept(String)
    case removed(String)
    case added(String)
  }

  /// Words with the spaces behind them, so that pieces put together are the text.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text {
      word.append(character)
      if character == " " {
        words.append(word)
        word = ""
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Longer texts are only said to differ: it would take too long to find out where.
  private static let longest = 4000

  package static func pieces(_ before: String, _ after: String) -> [Piece] {
    let old = words(before)
    let new = words(after)
    guard old.count + new.count <= longest else { return [.removed(before), .added(after)] }
    return joined(edits(old, new))
  }

  /// Edits in the order of reading; of a replacement what is removed comes first.
  static func edits(_ old: [String], _ new: [String]) -> [Piece] {
    let difference = new.difference(from: old)
    let gone = Set(difference.removals.map(offset))
    let come = Set(difference.insertions.map(offset))
    var pieces: [Piece] = []
    var left = 0
    var right = 0
    while left < old.count || right < new.count {
      if left < old.count, gone.contains(left) {
        pieces.append(.removed(old[left]))
        left += 1
      } else if right < new.count, come.contains(right) {
        pieces.append(.added(new[right]))
        right += 1
      } else {
        pieces.append(.kept(old[left]))
        left += 1
        right += 1
      }
    }
    return pieces
  }

  private static func offset(_ change: CollectionDifference<String>.Change) -> Int {
    switch change {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }

  /// Neighbours of one kind as one.
  private static func joined(_ pieces: [Piece]) -> [Piece] {
    var result: [Piece] = []
    for piece in pieces {
      switch (result.last, piece) {
      case (.kept(let first)?, .kept(let second)): result[result.count - 1] = .kept(first + second)
      case (.removed(let first)?, .removed(let second)): result[result.count - 1] = .removed(first + second)
      case (.added(let first)?, .added(let second)): result[result.count - 1] = .added(first + second)
      default: result.append(piece)
      }
    }
    return result
  }
}
