/// Puts a reference together as BibTeX's styles do: units parted by commas make sentences, and no full stop follows one.
struct SentenceList {
  private var sentences: [[[BibSpan]]] = []
  private var isNew = true

  mutating func sentence() { isNew = true }

  /// Adds a unit where there is one.
  mutating func add(_ unit: [BibSpan]?) {
    guard let unit, !unit.isEmpty else { return }
    if isNew { sentences.append([]) }
    isNew = false
    sentences[sentences.count - 1].append(unit)
  }

  mutating func add(_ words: String?) { add(words.map { [.words($0)] }) }

  /// Whether the next unit stands inside a sentence, and so begins small.
  var isInside: Bool { !isNew }

  var spans: [BibSpan] {
    var spans: [BibSpan] = []
    for (index, sentence) in sentences.enumerated() {
      if index > 0 { spans.append(.words(" ")) }
      for (position, unit) in sentence.enumerated() {
        if position > 0 { spans.append(.words(", ")) }
        spans += unit
      }
      if let last = spans.plainText.last(where: { !"”’)".contains($0) }), !".?!".contains(last) {
        spans.append(.words("."))
      }
    }
    return spans.tidied
  }
}
