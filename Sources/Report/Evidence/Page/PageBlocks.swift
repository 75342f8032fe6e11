/// Where a page as Offprint writes it has what its evidence refers to instead of repeating it.
struct PageBlocks {
  /// The JSON that a figure's script reads, by the figure's anchor.
  private(set) var scenes: [String: Range<Int>] = [:]
  /// The JSON with the pictures of the test images.
  private(set) var testPictures: Range<Int>?
  /// The base 64 of each picture inside a drawing, in the order of the page.
  private(set) var pictures: [Range<Int>] = []
  /// The element with the page's evidence: all of it, its start tag, and what stands inside.
  private(set) var evidence: (element: Range<Int>, tag: Range<Int>, text: Range<Int>)?

  private static let figure = Array("<figure class=\"plot\" id=\"".utf8)
  private static let scene = Array("<script type=\"application/json\" class=\"figure-scene\">".utf8)
  private static let images = Array("<script type=\"application/json\" id=\"test-images\">".utf8)
  private static let image = Array("<image ".utf8)
  private static let png = Array("href=\"data:image/png;base64,".utf8)
  private static let own = Array(PageEvidence.opening.utf8)
  private static let end = Array("</script>".utf8)

  init(_ bytes: [UInt8]) {
    var anchor = ""
    var place = 0
    while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      place = start + 1
      let rest = bytes[start...]
      if rest.starts(with: Self.figure) {
        let name = rest.dropFirst(Self.figure.count).prefix { $0 != UInt8(ascii: "\"") }
        anchor = String(decoding: name, as: UTF8.self)
      } else if rest.starts(with: Self.scene) {
        scenes[anchor] = Self.content(bytes, from: start + Self.scene.count, &place)
      } else if rest.starts(with: Self.images) {
        testPictures = Self.content(bytes, from: start + Self.images.count, &place)
      } else if rest.starts(with: Self.image) {
        let tag = rest.prefix { $0 != UInt8(ascii: ">") }
        if let found = Self.place(of: Self.png, in: tag) {
          let text = tag[(found + Self.png.count)...].prefix { $0 != UInt8(ascii: "\"") }
          pictures.append(text.startIndex..<text.endIndex)
        }
        place = tag.endIndex
      } else if rest.starts(with: Self.own), let close = rest.firstIndex(of: UInt8(ascii: ">")) {
        let text = Self.content(bytes, from: close + 1, &place)
        evidence = (start..<place, start..<close + 1, text)
      }
    }
  }

  /// Up to the end of the script that is open at `start`; `place` is behind it then.
  private static func content(_ bytes: [UInt8], from start: Int, _ place: inout Int) -> Range<Int> {
    var index = start
    while let found = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      if bytes[found...].starts(with: end) {
        place = found + end.count
        return start..<found
      }
      index = found + 1
    }
    place = bytes.count
    return start..<bytes.count
  }

  private static func place(of pattern: [UInt8], in slice: ArraySlice<UInt8>) -> Int? {
    var index = slice.startIndex
    while let found = slice[index...].firstIndex(of: pattern[0]) {
      if slice[found...].starts(with: pattern) { return found }
      index = found + 1
    }
    return nil
  }
}
