/// An element of a page, as a program wrote it: a tree of tags, for taking values out of reports. No browser's parser: a tag
/// that is never closed ends with what is around it.
final class MarkupElement {
  enum Node {
    case text(String)
    case element(MarkupElement)
  }

  let tag: String
  let attributes: [String: String]
  fileprivate(set) var children: [Node] = []
  /// Of scripts, styles and drawings, whose inside is not looked into.
  fileprivate(set) var raw: [UInt8] = []

  fileprivate init(tag: String, attributes: [String: String]) {
    self.tag = tag
    self.attributes = attributes
  }

  var elements: [MarkupElement] {
    children.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  func has(class name: String) -> Bool {
    attributes["class"]?.split(separator: " ").contains(Substring(name)) ?? false
  }

  /// All below this one for which `isWanted` holds, in their order; not looked for inside of found ones.
  func all(where isWanted: (MarkupElement) -> Bool) -> [MarkupElement] {
    elements.flatMap { isWanted($0) ? [$0] : $0.all(where: isWanted) }
  }

  func first(where isWanted: (MarkupElement) -> Bool) -> MarkupElement? {
    for element in elements {
      if isWanted(element) { return element }
      if let found = element.first(where: isWanted) { return found }
    }
    return nil
  }

  /// What a reader reads, white space run together. A formula is its TeX.
  var text: String { MarkupElement.collapsed(spelledText) }

  private var spelledText: String {
    if tag == "math" {
      return first { $0.tag == "annotation" }.map { "$\(MarkupElement.collapsed($0.spelledText))$" } ?? ""
    }
    if tag == "br" { return " " }
    return children.map { node in
      switch node {
      case .text(let text): text
      case .element(let element): element.spelledText
      }
    }.joined()
  }

  static func collapsed(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
  }
}

/// Reads pages.
struct MarkupReader {
  private let bytes: [UInt8]
  private var place = 0
  private var open: [MarkupElement]

  private static let void: Set<String> = ["meta", "link", "br", "hr", "img", "input", "wbr", "col", "source"]
  private static let raw: Set<String> = ["script", "style", "svg"]
  /// Deeper than any report.
  private static let deepest = 200

  /// The root, whose children are what the file has.
  static func read(_ bytes: [UInt8]) -> MarkupElement {
    var reader = MarkupReader(bytes)
    while reader.place < bytes.count { reader.step() }
    return reader.open[0]
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    open = [MarkupElement(tag: "", attributes: [:])]
  }

  private var top: MarkupElement { open[open.count - 1] }

  private mutating func step() {
    guard bytes[place] == UInt8(ascii: "<") else { return text() }
    let next = place + 1 < bytes.count ? bytes[place + 1] : 0
    switch next {
    case UInt8(ascii: "!"), UInt8(ascii: "?"): place = end(of: ">", from: place)
    case UInt8(ascii: "/"): close()
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): start()
    default: text()
    }
  }

  private mutating func text() {
    let start = place
    place += 1
    while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
    top.children.append(.text(MarkupReader.decoded(bytes[start..<place])))
  }

  /// Behind the next occurrence of `mark`, or the end.
  private func end(of mark: String, from start: Int) -> Int {
    let wanted = Array(mark.utf8)
    var index = start
    while index + wanted.count <= bytes.count {
      if bytes[index] == wanted[0], bytes[index..<index + wanted.count].elementsEqual(wanted) {
        return index + wanted.count
      }
      index += 1
    }
    return bytes.count
  }

  private mutating func name() -> String {
    let start = place
    while place < bytes.count, !" \n\t\r>/=".utf8.contains(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self).lowercased()
  }

  private mutating func close() {
    place += 2
    let tag = name()
    place = end(of: ">", from: place)
    guard let index = open.lastIndex(where: { $0.tag == tag }), index > 0 else { return }
    open.removeLast(open.count - index)
  }

  private mutating func start() {
    place += 1
    let tag = name()
    var attributes: [String: String] = [:]
    var isClosed = false
    while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
      if bytes[place] == UInt8(ascii: "/") {
        isClosed = true
        place += 1
      } else if " \n\t\r".utf8.contains(bytes[place]) {
        place += 1
      } else {
        isClosed = false
        attribute(&attributes)
      }
    }
    place = min(place + 1, bytes.count)
    let element = MarkupElement(tag: tag, attributes: attributes)
    top.children.append(.element(element))
    if isClosed || MarkupReader.void.contains(tag) { return }
    if MarkupReader.raw.contains(tag) {
      let finish = end(of: "</\(tag)>", from: place)
      element.raw = Array(bytes[place..<max(place, finish - tag.utf8.count - 3)])
      place = finish
    } else if open.count < MarkupReader.deepest {
      open.append(element)
    }
  }

  private mutating func attribute(_ attributes: inout [String: String]) {
    let before = place
    let key = name()
    // A stray sign, such as a second `=`.
    if place == before { place += 1 }
    guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else {
      attributes[key] = ""
      return
    }
    place += 1
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
      attributes[key] = name()
      return
    }
    place += 1
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") { place += 1 }
    attributes[key] = MarkupReader.decoded(bytes[start..<place])
    place = min(place + 1, bytes.count)
  }

  private static let entities: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
  ]

  /// With character references as characters; those that are not known stay as they are.
  static func decoded(_ slice: ArraySlice<UInt8>) -> String {
    let text = String(decoding: slice, as: UTF8.self)
    guard slice.contains(UInt8(ascii: "&")) else { return text }
    let parts = text.split(separator: "&", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(String(parts.first ?? "")) { result, part in
      guard let end = part.firstIndex(of: ";"), let character = character(part[..<end]) else {
        return result + "&" + part
      }
      return result + character + part[part.index(after: end)...]
    }
  }

  private static func character(_ name: Substring) -> String? {
    if let known = entities[String(name)] { return known }
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst()
    let number = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }
}
