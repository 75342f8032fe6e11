internal import Foundation

/// What Cairo 1.16 cannot say in a tagged PDF, added behind the file as an incremental update (ISO 32000-1, 7.5.6): the
/// language, that viewers show the title, and what figures and formulas show, for those who do not see them.
enum StructureUpdate {
  /// - Parameter alternatives: one for each structure element of type `Figure` or `Formula`, in the order in which they were
  ///   begun; nil for one that has none.
  static func applied(to file: [UInt8], language: String, alternatives: [String?]) -> [UInt8] {
    guard let table = CrossReferences.table(of: file) else { return file }
    var objects: [(number: Int, bytes: [UInt8])] = []
    var rest = alternatives[...]
    for number in 1..<max(1, table.count) {
      guard let object = object(number, of: file, table) else { continue }
      let text = String(decoding: object.prefix(160), as: UTF8.self)
      if text.hasPrefix("<< /Type /StructElem"), text.contains("/S /Figure\n") || text.contains("/S /Formula\n") {
        guard let alternative = rest.popFirst() else { continue }
        if let alternative { objects.append((number, adding("/Alt \(hexadecimal(alternative))", to: object))) }
      } else if text.hasPrefix("<< /Type /Catalog") {
        let more = "/Lang \(hexadecimal(language)) /ViewerPreferences << /DisplayDocTitle true >>"
        objects.append((number, adding(more, to: object)))
      }
    }
    return objects.isEmpty ? file : appended(objects, to: file, table)
  }

  /// What stands between `7 0 obj` and `endobj`.
  private static func object(_ number: Int, of file: [UInt8], _ table: (start: Int, count: Int)) -> [UInt8]? {
    let entry = table.start + 20 * number
    guard entry + 20 <= file.count, file[entry + 17] == UInt8(ascii: "n"),
      let offset = Int(String(decoding: file[entry..<entry + 10], as: UTF8.self)), offset < file.count
    else { return nil }
    let opening = Array("\(number) 0 obj\n".utf8)
    guard file[offset...].starts(with: opening) else { return nil }
    let start = offset + opening.count
    // Objects of the structure are short and hold no streams.
    let closing = Array("\nendobj".utf8)
    var end = start
    while end + closing.count <= file.count {
      if file[end] == closing[0], file[end...].starts(with: closing) { return Array(file[start..<end]) }
      if file[end] == UInt8(ascii: "s"), file[end...].starts(with: "stream".utf8) { return nil }
      end += 1
    }
    return nil
  }

  /// A dictionary with an entry before its end.
  private static func adding(_ entry: String, to dictionary: [UInt8]) -> [UInt8] {
    guard let end = dictionary.lastIndex(of: UInt8(ascii: ">")), end > 0 else { return dictionary }
    return Array(dictionary[..<(end - 1)]) + Array(("   " + entry + "\n").utf8) + Array(dictionary[(end - 1)...])
  }

  private static func appended(
    _ objects: [(number: Int, bytes: [UInt8])], to file: [UInt8], _ table: (start: Int, count: Int)
  ) -> [UInt8] {
    guard let trailer = trailer(of: file) else { return file }
    var result = file
    var sections = "xref\n"
    for object in objects {
      let offset = String(result.count)
      sections += "\(object.number) 1\n\(String(repeating: "0", count: 10 - offset.count))\(offset) 00000 n \n"
      result += Array("\(object.number) 0 obj\n".utf8) + object.bytes + Array("\nendobj\n".utf8)
    }
    let start = result.count
    result += Array((sections + "trailer\n").utf8)
    result += adding("/Prev \(trailer.table)", to: trailer.dictionary)
    return result + Array("\nstartxref\n\(start)\n%%EOF\n".utf8)
  }

  /// The trailer's dictionary and where the table of cross-references starts.
  private static func trailer(of file: [UInt8]) -> (dictionary: [UInt8], table: Int)? {
    let tail = String(decoding: file.suffix(600), as: UTF8.self)
    guard let keyword = tail.range(of: "trailer\n"), let end = tail.range(of: "startxref\n") else { return nil }
    let number = tail[end.upperBound...].prefix { $0.isNumber }
    guard let table = Int(number) else { return nil }
    return (Array(tail[keyword.upperBound..<end.lowerBound].utf8), table)
  }

  /// UTF-16 with a byte order mark, which every reader knows.
  private static func hexadecimal(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var result = "<FEFF"
    for unit in text.utf16 {
      for shift in [12, 8, 4, 0] { result.append(digits[Int(unit >> UInt16(shift)) & 15]) }
    }
    return result + ">"
  }
}
