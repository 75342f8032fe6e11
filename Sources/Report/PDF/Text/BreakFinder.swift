import Interop

/// Finds where the lines of a text may end: at spaces and hyphens as Unicode has it (UAX #14), where words divide, after the
/// signs of addresses, and in formulas after relations and operators.
struct BreakFinder {
  let hyphenator: Hyphenator?
  /// Where lines are filled; elsewhere no word is divided.
  let dividesWords: Bool
  let hangs: Bool
  /// The width of a hyphen in a style.
  let hyphenWidth: (TextStyle) -> Double

  private struct Letter {
    var byte: Int
    var scalar: Unicode.Scalar
    var span: Int
  }

  func breakable(_ text: RichText, _ clusters: [TextCluster]) -> BreakableText {
    var clusters = clusters
    let letters = Self.letters(of: text)
    let divisions = dividesWords ? self.divisions(letters, text) : [:]
    split(&clusters, at: divisions)
    // By the byte that each starts at.
    var places = [Int?](repeating: nil, count: text.byteCount + 1)
    for (index, letter) in letters.enumerated() { places[letter.byte] = index }
    var breaks: [BreakableText.Break] = []
    for index in clusters.indices.dropFirst() {
      guard let letter = places[clusters[index].byte] else { continue }
      if let found = place(index, letter, clusters, letters, text, divisions) { breaks.append(found) }
    }
    return BreakableText(
      clusters, breaks: breaks, hanging: hangs ? hanging(clusters, places, letters, text) : [],
      hyphenHanging: hangs ? Hanging.right("-") : 0)
  }

  private func place(
    _ index: Int, _ letter: Int, _ clusters: [TextCluster], _ letters: [Letter], _ text: RichText,
    _ divisions: [Int: Double]
  ) -> BreakableText.Break? {
    let byte = clusters[index].byte
    if let width = divisions[byte] {
      return BreakableText.Break(cluster: index, hyphenWidth: width, isHyphen: true)
    }
    guard letter > 0 else { return nil }
    let (before, after) = (letters[letter - 1], letters[letter])
    let (left, right) = (text.spans[before.span], text.spans[after.span])
    if left.object != nil || right.object != nil {
      if before.scalar == " " { return BreakableText.Break(cluster: index) }
      guard left.object != nil, let penalty = left.breakAfter else { return nil }
      return BreakableText.Break(cluster: index, penalty: penalty)
    }
    if clusters[index].allowsBreakBefore {
      // A range of numbers stays whole.
      if before.scalar == "\u{2013}", ("0"..."9").contains(after.scalar) { return nil }
      if Self.belongsToPrevious(letters[letter...].prefix(2).map(\.scalar)) { return nil }
      // A line that begins with the end of a sentence's last word, as "1", is no place to look for it.
      if before.scalar == "-" || before.scalar == "\u{2010}" {
        return BreakableText.Break(cluster: index, isHyphen: true, penalty: 30)
      }
      return BreakableText.Break(cluster: index, penalty: before.scalar == " " ? 0 : 20)
    }
    if left.isVerbatim, right.isVerbatim, Self.isJoint(before.scalar, after.scalar) {
      return BreakableText.Break(cluster: index, penalty: 40)
    }
    return nil
  }

  /// Whether a line must not begin with what follows: a percent sign after its number, an operator in a formula.
  private static func belongsToPrevious(_ scalars: [Unicode.Scalar]) -> Bool {
    guard let first = scalars.first else { return false }
    if first == "%" || first == "°" { return true }
    return "+−±×·=≤≥<>≈≠∈→".unicodeScalars.contains(first) && scalars.count > 1 && scalars[1] == " "
  }

  /// Whether an address or a path may be cut between two of its letters.
  private static func isJoint(_ before: Unicode.Scalar, _ after: Unicode.Scalar) -> Bool {
    "/.?&=_#:-,".unicodeScalars.contains(before) && (after.properties.isAlphabetic || ("0"..."9").contains(after))
  }

  // MARK: Words

  private static func letters(of text: RichText) -> [Letter] {
    var letters: [Letter] = []
    var byte = 0
    for (index, span) in text.spans.enumerated() {
      for scalar in span.text.unicodeScalars {
        letters.append(Letter(byte: byte, scalar: scalar, span: index))
        byte += UTF8.width(scalar)
      }
    }
    return letters
  }

  /// For each byte that a word may be divided before, the width of the hyphen.
  private func divisions(_ letters: [Letter], _ text: RichText) -> [Int: Double] {
    guard let hyphenator else { return [:] }
    var result: [Int: Double] = [:]
    var start = 0
    while start < letters.count {
      guard letters[start].scalar.properties.isAlphabetic else {
        start += 1
        continue
      }
      var end = start
      while end < letters.count, letters[end].scalar.properties.isAlphabetic { end += 1 }
      if Self.isWord(start..<end, letters, text) {
        var word = ""
        for letter in letters[start..<end] { word.unicodeScalars.append(letter.scalar) }
        for count in hyphenator.divisions(of: word) {
          let style = text.spans[letters[start + count - 1].span].style
          result[letters[start + count].byte] = hyphenWidth(style)
        }
      }
      start = end
    }
    return result
  }

  /// Whether the letters are a word of the language, not a part of a name, a number or an address.
  private static func isWord(_ range: Range<Int>, _ letters: [Letter], _ text: RichText) -> Bool {
    if letters[range].contains(where: { text.spans[$0.span].isVerbatim || text.spans[$0.span].object != nil }) {
      return false
    }
    let joints = "0123456789_@/-\u{2010}\u{2011}"
    if range.lowerBound > 0, joints.unicodeScalars.contains(letters[range.lowerBound - 1].scalar) { return false }
    return range.upperBound == letters.count || !joints.unicodeScalars.contains(letters[range.upperBound].scalar)
  }

  /// A ligature is one cluster of several letters, and a word may divide between them: there it is taken apart, its width
  /// shared among the letters.
  private func split(_ clusters: inout [TextCluster], at divisions: [Int: Double]) {
    guard !divisions.isEmpty else { return }
    let starts = Set(clusters.map(\.byte))
    let inside = divisions.keys.filter { !starts.contains($0) }.sorted()
    for byte in inside {
      guard let index = clusters.lastIndex(where: { $0.byte < byte }) else { continue }
      let end = index + 1 < clusters.count ? clusters[index + 1].byte : byte + 1
      let share = Double(byte - clusters[index].byte) / Double(max(1, end - clusters[index].byte))
      var second = clusters[index]
      second.byte = byte
      second.width *= 1 - share
      second.allowsBreakBefore = false
      clusters[index].width *= share
      clusters.insert(second, at: index + 1)
    }
  }

  // MARK: Hanging

  private func hanging(
    _ clusters: [TextCluster], _ places: [Int?], _ letters: [Letter], _ text: RichText
  ) -> [(left: Double, right: Double)] {
    clusters.map { cluster in
      guard let index = places[cluster.byte], text.spans[letters[index].span].object == nil else { return (0, 0) }
      let scalar = letters[index].scalar
      return (Hanging.left(scalar) * cluster.width, Hanging.right(scalar) * cluster.width)
    }
  }
}

/// How much of a sign hangs out of the measure, so that the edge of the text looks straight (Hàn 2000, section 2).
private enum Hanging {
  static func left(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "“", "‘", "\"", "'", "«", "‹": 0.5
    case "(", "[": 0.1
    default: 0
    }
  }

  static func right(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "-", "\u{2010}": 0.6
    case ".", ",": 0.65
    case "”", "’", "\"", "'", "»", "›": 0.5
    case ":", ";": 0.35
    case "–": 0.3
    case "!", "?", ")", "]": 0.12
    default: 0
    }
  }
}
