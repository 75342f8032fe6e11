import Interop
import OffprintCore

/// libyaml's nodes to values with places: plain scalars are resolved (YAML 1.2 core schema, decimal numbers only), repeated
/// keys and numbers that cannot be held are told.
struct YAMLTreeReader {
  let text: EmbeddedText
  var log = ProblemLog()
  /// Whether the text could not be read at all.
  private(set) var isBroken = false

  init(_ text: EmbeddedText) {
    self.text = text
  }

  /// The value, or nil where there is none or it cannot be read.
  mutating func read() -> YAMLTree? {
    do throws(YAMLError) {
      return try YAMLParser.parse(text.text).map { convert($0) }
    } catch {
      isBroken = true
      report(error)
      return nil
    }
  }

  private mutating func convert(_ node: YAMLNode) -> YAMLTree {
    let range = text.range(node.start, node.end)
    switch node.content {
    case .scalar(let string, .plain): return YAMLTree(plain(string, range), at: range)
    case .scalar(let string, _): return YAMLTree(.string(string), at: range)
    case .sequence(let nodes): return YAMLTree(.sequence(nodes.map { convert($0) }), at: range)
    case .mapping(let pairs): return YAMLTree(.mapping(entries(pairs)), at: range)
    }
  }

  private mutating func entries(_ pairs: [YAMLNode.Pair]) -> [YAMLTree.Entry] {
    var seen: [String: SourceRange] = [:]
    var entries: [YAMLTree.Entry] = []
    for pair in pairs {
      let range = text.range(pair.key.start, pair.key.end)
      guard case .scalar(let key, _) = pair.key.content else {
        log.add(.yamlKey, at: range, "a key is a word, not a list or a map", help: "write `key: value`")
        continue
      }
      if let first = seen[key] {
        log.add(
          .duplicateKey, at: range, "the key \(Wording.code(key)) stands here twice",
          explanation: "It stands first on line \(first.start.line).", help: "keep one of them")
        continue
      }
      seen[key] = range
      entries.append(YAMLTree.Entry(key: key, keyRange: range, value: convert(pair.value)))
    }
    return entries
  }

  // MARK: - Plain scalars

  private mutating func plain(_ string: String, _ range: SourceRange) -> YAMLTree.Content {
    switch string {
    case "", "~", "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case ".inf", ".Inf", ".INF", "+.inf", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN":
      log.add(
        .numberRange, at: range, "\(string) is not a number that a setting can have",
        explanation: "Settings are finite.", help: "leave the key out if there is to be no limit")
      return .invalid
    default: break
    }
    guard DecimalText.isNumber(string) else { return .string(string) }
    guard let value = Double(string), value.isFinite, value != 0 || DecimalText.isZero(string) else {
      log.add(
        .numberRange, at: range, "the number \(Wording.shortened(string)) cannot be held",
        explanation: "Numbers are between 5e-324 and 1.8e308 in size.")
      return .invalid
    }
    return .number(value, text: string)
  }

  // MARK: - Errors

  private mutating func report(_ error: YAMLError) {
    let range = SourceRange(at: text.position(error.mark))
    switch error.reason {
    case .syntax(let message):
      log.add(
        .yamlSyntax, at: range, "this is not YAML: \(message)", help: YAMLTreeReader.help(for: message))
    case .tooDeep:
      log.add(
        .tooDeep, at: range, "lists and maps are nested more than \(YAMLParser.maximumDepth) deep here",
        help: "nothing in a notebook needs that: look for brackets that are not closed")
    case .tooManyNodes:
      log.add(
        .yamlTooLarge, at: range, "there are more than \(YAMLParser.maximumNodes) values here",
        help: "a sweep can say {from: 0.1, to: 0.9, step: 0.1}")
    case .alias:
      log.add(
        .yamlAlias, at: range, "YAML anchors and aliases (&name, *name) are not accepted in a notebook",
        explanation: "What a cell says stands in it.",
        help: "write the value out, inherit with `base:`, or put the text between quotation marks if it is text")
    case .tag:
      log.add(
        .yamlTag, at: range, "YAML tags (!name) are not accepted in a notebook",
        help: "leave the tag out; put the text between quotation marks if it is text")
    case .severalDocuments:
      log.add(
        .yamlDocuments, at: range, "a second YAML document begins here",
        explanation: "A cell and the front matter are one document each.", help: "remove the line ---")
    }
  }

  private static func help(for message: String) -> String? {
    if message.contains("cannot start any token") {
      return "indent with spaces, not tabs; put text that begins with @, `, % or a tab between quotation marks"
    }
    if message.contains("mapping values are not allowed") {
      return "put text with a colon and a space in it between quotation marks, and indent keys of one map alike"
    }
    if message.contains("could not find expected ':'") { return "write `key: value`, with a space after the colon" }
    if message.contains("did not find expected key") {
      return "indent the keys of one map alike, and close each quotation mark and brace"
    }
    if message.contains("expected ',' or") { return "close the bracket or brace, and put commas between the values" }
    return nil
  }
}

/// Numbers as YAML's core schema spells them: `-?(0.5|.5|5.|5)(e±5)?`, in decimal only.
enum DecimalText {
  /// Whether the whole of `text` is such a number.
  static func isNumber(_ text: String) -> Bool {
    guard let parts = parts(of: text) else { return false }
    return parts.digitCount > 0
  }

  /// Whether all digits before the exponent are 0.
  static func isZero(_ text: String) -> Bool {
    for byte in text.utf8 {
      if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") { return true }
      if (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(byte) { return false }
    }
    return true
  }

  private static func parts(of text: String) -> (digitCount: Int, hasExponent: Bool)? {
    var bytes = text.utf8[...]
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") { bytes.removeFirst() }
    let whole = bytes.prefix(while: isDigit)
    bytes = bytes.dropFirst(whole.count)
    var digitCount = whole.count
    if bytes.first == UInt8(ascii: ".") {
      bytes.removeFirst()
      let fraction = bytes.prefix(while: isDigit)
      digitCount += fraction.count
      bytes = bytes.dropFirst(fraction.count)
    }
    guard let letter = bytes.first else { return (digitCount, false) }
    guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") else { return nil }
    bytes.removeFirst()
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") { bytes.removeFirst() }
    guard !bytes.isEmpty, bytes.allSatisfy(isDigit) else { return nil }
    return (digitCount, true)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
