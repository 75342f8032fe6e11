import OffprintCore

/// A record's own digest, as the last key of `run.json`: `sha256` is the SHA-256 of the file as it would be without that line
/// and the comma before it. So a number that changed on the disk is found, as in the tensors; a record without it, of an
/// earlier version, is taken as it is.
enum RecordSeal {
  private static let end = Array("\n}\n".utf8)
  private static let lead = Array(",\n  \"sha256\" : \"".utf8)
  private static let tail = Array("\"\n}\n".utf8)
  private static let digits = 64

  /// `text` is what `ReadableJSON` writes of a map that has keys.
  static func seal(_ text: [UInt8]) -> [UInt8] {
    precondition(text.suffix(end.count) == end[...], "a record is written as an object over several lines")
    return text.dropLast(end.count) + lead + Array(ContentHash(of: text).hexadecimal.utf8) + tail
  }

  /// What is wrong with the file's bytes, in words for "damaged"; nil where the digest is right or there is none.
  static func problem(with bytes: [UInt8]) -> String? {
    let start = bytes.count - lead.count - digits - tail.count
    guard start > 0, bytes[start...].prefix(lead.count) == lead[...], bytes.suffix(tail.count) == tail[...] else {
      return nil
    }
    let said = String(decoding: bytes[(start + lead.count)...].prefix(digits), as: UTF8.self)
    let found = ContentHash(of: bytes[..<start] + end)
    guard found.hexadecimal != said else { return nil }
    return "its SHA-256 is \(found.short)…, and it says \(said.prefix(12))…"
  }
}
