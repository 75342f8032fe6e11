import Foundation

/// Hands out names for places in the document, each once.
package struct Anchors: Sendable {
  private var taken: Set<String>
  /// The number to try next for a name that was wanted before, so that many equal headings do not cost their square.
  private var next: [String: Int] = [:]

  /// `reserved` are the names that the page itself uses.
  package init(reserved: Set<String>) {
    taken = reserved
  }

  /// `wanted` made of letters, digits, `-`, `_` and `.` and, where it is taken, followed by a number.
  package mutating func claim(_ wanted: String) -> String {
    let base = Anchors.slug(wanted)
    var candidate = base
    while !taken.insert(candidate).inserted {
      let number = next[base, default: 2]
      candidate = "\(base)-\(number)"
      next[base] = number + 1
    }
    return candidate
  }

  /// Lower-case ASCII letters with accents dropped, digits, `_`, `.`; one `-` for each run of anything else. At most 64
  /// of them.
  package static func slug(_ text: String) -> String {
    var result = ""
    for character in text where result.utf8.count < 64 {
      guard let base = character.unicodeScalars.first,
        character.isLetter || character.isNumber || "-_.".contains(character)
      else {
        if !result.hasSuffix("-"), !result.isEmpty { result += "-" }
        continue
      }
      let folded = String(character).decomposedStringWithCanonicalMapping.unicodeScalars.first ?? base
      guard folded.isASCII else { continue }
      result += String(folded).lowercased()
    }
    while result.hasSuffix("-") || result.hasSuffix(".") { result.removeLast() }
    guard let first = result.first else { return "part" }
    return first.isLetter ? result : "part-" + result
  }
}
