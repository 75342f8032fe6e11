/// Where a short text stands among many bytes. `String`'s own search compares characters, which takes fifty times as long, and
/// what is looked for here is ASCII.
package enum ByteSearch {
  /// The places of `pattern`, from the left, without overlaps.
  package static func ranges(of pattern: String, in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while let range = first(of: pattern, in: bytes, from: start) {
      found.append(range)
      start = range.upperBound
    }
    return found
  }

  package static func contains(_ pattern: String, in bytes: [UInt8]) -> Bool {
    first(of: pattern, in: bytes) != nil
  }

  /// The first place of `pattern` at `start` or after it; nil for an empty one.
  package static func first(of pattern: String, in bytes: [UInt8], from start: Int = 0) -> Range<Int>? {
    let pattern = Array(pattern.utf8)
    guard let head = pattern.first else { return nil }
    let (text, wanted) = (bytes.span, pattern.span)
    var place = start
    while place + wanted.count <= text.count {
      if text[place] == head {
        var length = 1
        while length < wanted.count, text[place + length] == wanted[length] { length += 1 }
        if length == wanted.count { return place..<place + length }
      }
      place += 1
    }
    return nil
  }
}
