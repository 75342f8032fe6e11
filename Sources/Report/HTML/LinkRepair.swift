/// Links within the page that lead nowhere because the template leaves out where they lead lose their address; their words stay.
enum LinkRepair {
  static func repaired(_ html: String) -> String {
    let bytes = Array(html.utf8)
    let places = Set(values(of: " id=\"", in: bytes).map { bytes[$0] })
    let opening = " href=\"#"
    let lost = values(of: opening, in: bytes).filter { !places.contains(bytes[$0]) }
    guard !lost.isEmpty else { return html }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var start = 0
    for range in lost {
      kept += bytes[start..<range.lowerBound - opening.utf8.count]
      start = range.upperBound + 1
    }
    return String(decoding: kept + bytes[start...], as: UTF8.self)
  }

  /// Where the values of an attribute stand, without their quotation marks.
  private static func values(of opening: String, in bytes: [UInt8]) -> [Range<Int>] {
    let pattern = Array(opening.utf8)
    var found: [Range<Int>] = []
    var index = 0
    while index + pattern.count < bytes.count {
      guard bytes[index] == pattern[0], bytes[index..<index + pattern.count].elementsEqual(pattern) else {
        index += 1
        continue
      }
      let start = index + pattern.count
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) else { break }
      found.append(start..<end)
      index = end
    }
    return found
  }
}
