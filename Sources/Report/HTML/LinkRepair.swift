import OffprintCore

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
    ByteSearch.ranges(of: opening, in: bytes).compactMap { place in
      bytes[place.upperBound...].firstIndex(of: UInt8(ascii: "\"")).map { place.upperBound..<$0 }
    }
  }
}
