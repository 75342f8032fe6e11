/// Cairo 1.16 reserves an object for the structure of each link and never writes it where a document has no structure
/// tree, but lists it in the cross-reference table at the place of another. A reference to a free object is null (ISO
/// 32000-1, 7.3.10), so listing these as free makes the file sound.
enum CrossReferences {
  /// `file` with the entries that do not point at their object marked free; anything but a plain table is left alone.
  static func repaired(_ file: [UInt8]) -> [UInt8] {
    guard let table = table(of: file) else { return file }
    var file = file
    for number in 1..<max(1, table.count) {
      // "0000000015 00000 n" and two bytes of line end.
      let entry = table.start + 20 * number
      guard entry + 20 <= file.count, file[entry + 17] == UInt8(ascii: "n"),
        let offset = Int(String(decoding: file[entry..<entry + 10], as: UTF8.self))
      else { continue }
      let opening = Array("\(number) 0 obj".utf8)
      if offset + opening.count > file.count || !file[offset...].starts(with: opening) {
        file.replaceSubrange(entry..<entry + 18, with: "0000000000 65535 f".utf8)
      }
    }
    return file
  }

  /// Where the entry of object 0 starts, and how many entries there are.
  static func table(of file: [UInt8]) -> (start: Int, count: Int)? {
    let tail = String(decoding: file.suffix(64), as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard let keyword = tail.lastIndex(of: "startxref"), keyword + 1 < tail.count, let place = Int(tail[keyword + 1]),
      place >= 0, place < file.count
    else { return nil }
    let head = String(decoding: file[place...].prefix(40), as: UTF8.self)
    let lines = head.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 2, lines[0] == "xref", lines[1].hasPrefix("0 "), let count = Int(lines[1].dropFirst(2)) else {
      return nil
    }
    return (place + lines[0].utf8.count + lines[1].utf8.count + 2, count)
  }
}
