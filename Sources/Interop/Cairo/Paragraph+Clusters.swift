internal import CCairo

/// The smallest piece of text that is drawn as one: a letter with its accents, a space.
package struct TextCluster: Hashable, Sendable {
  /// Where it starts in the paragraph's text.
  package var byte: Int
  /// Its advance, in points.
  package var width: Double
  /// Whether a line may end before it (Unicode line breaking, UAX #14).
  package var allowsBreakBefore: Bool
  /// Whether it vanishes where a line ends.
  package var isWhiteSpace: Bool
}

extension Paragraph {
  /// The clusters of a paragraph of one line in the order of its text, for callers that break lines themselves.
  package var clusters: [TextCluster] {
    FontLock.lock()
    defer { FontLock.unlock() }
    guard let iterator = unsafe pango_layout_get_iter(layout) else { return [] }
    defer { unsafe pango_layout_iter_free(iterator) }
    var count: Int32 = 0
    guard let attributes = unsafe pango_layout_get_log_attrs_readonly(layout, &count) else { return [] }
    let characters = characterIndices
    var result: [TextCluster] = []
    repeat {
      let byte = unsafe Int(pango_layout_iter_get_index(iterator))
      // The end of a line counts as an empty run.
      guard byte < characters.count, unsafe pango_layout_iter_get_run_readonly(iterator) != nil else { continue }
      let character = characters[byte]
      guard character < Int(count) else { continue }
      var logical = PangoRectangle()
      unsafe pango_layout_iter_get_cluster_extents(iterator, nil, &logical)
      let attribute = unsafe attributes[character]
      result.append(
        TextCluster(
          byte: byte, width: Double(logical.width) / Double(PANGO_SCALE),
          allowsBreakBefore: attribute.is_line_break != 0, isWhiteSpace: attribute.is_white != 0))
    } while unsafe pango_layout_iter_next_cluster(iterator) != 0
    // Pango goes from left to right; text of other directions comes in the order in which it is seen.
    return result.sorted { $0.byte < $1.byte }
  }

  /// For each byte of the text the number of its character, as Pango counts them.
  private var characterIndices: [Int] {
    var indices: [Int] = []
    indices.reserveCapacity(text.string.utf8.count)
    for (number, scalar) in text.string.unicodeScalars.enumerated() {
      for _ in 0..<UTF8.width(scalar) { indices.append(number) }
    }
    return indices
  }
}
