import OffprintCore

/// A page held against the same page made once more: every byte that differs belongs to a difference that says where it stands.
package struct PageAudit {
  private let displayed: PageTokens
  private let expected: PageTokens
  private let names: PageNames
  private let file: String
  private(set) var differences: [DisplayedDifference] = []

  /// More of one unit are counted, not listed.
  private static let most = 5

  /// Empty where the bytes are equal.
  package static func differences(
    _ displayed: [UInt8], _ expected: [UInt8], file: String = "index.html"
  ) -> [DisplayedDifference] {
    if displayed == expected { return [] }
    var audit = PageAudit(displayed, expected, file)
    audit.compare()
    return audit.differences
  }

  private init(_ displayed: [UInt8], _ expected: [UInt8], _ file: String) {
    self.displayed = PageTokens(displayed)
    self.expected = PageTokens(expected)
    self.file = file
    names = PageNames(displayed: displayed, expected: expected, file: file)
  }

  // MARK: - Units

  private mutating func compare() {
    let (shown, wanted) = (Self.units(displayed), Self.units(expected))
    compareOrder(shown.order, wanted.order)
    for unit in wanted.order {
      guard let there = shown.tokens[unit] else {
        add(.part, unit, "\(names.name(of: unit)) is not in the page")
        continue
      }
      compare(unit, there, wanted.tokens[unit] ?? [])
    }
    for unit in shown.order where wanted.tokens[unit] == nil {
      add(.part, unit, "\(names.name(of: unit)) is in the page, and its evidence gives none")
    }
    // A byte that no token has changed nothing of them: there is none, but silence would be a wrong answer.
    guard differences.isEmpty else { return }
    let place = zip(displayed.bytes, expected.bytes).enumerated().first { $1.0 != $1.1 }?.offset
    let byte = place ?? min(displayed.bytes.count, expected.bytes.count)
    add(.part, file, "\(file) is not what its evidence gives, from byte \(byte) on")
  }

  private mutating func add(_ kind: DisplayedDifference.Kind, _ path: String, _ sentence: String) {
    differences.append(DisplayedDifference(kind, in: file, path: path, place: names.name(of: path), sentence))
  }

  /// The tokens of each unit, and the units in the order of the page.
  private static func units(_ page: PageTokens) -> (order: [String], tokens: [String: [PageTokens.Token]]) {
    var order: [String] = []
    var tokens: [String: [PageTokens.Token]] = [:]
    for token in page.tokens {
      let unit = page.context(token).unit
      if tokens[unit] == nil { order.append(unit) }
      tokens[unit, default: []].append(token)
    }
    return (order, tokens)
  }

  private mutating func compareOrder(_ shown: [String], _ wanted: [String]) {
    let common = Set(shown).intersection(wanted)
    let (first, second) = (shown.filter(common.contains), wanted.filter(common.contains))
    guard let place = first.indices.first(where: { first[$0] != second[$0] }) else { return }
    let (there, here) = (first[place], second[place])
    let isSwapped = first.firstIndex(of: here).map { second[$0] == there } ?? false
    let sentence =
      isSwapped
      ? "\(names.name(of: there)) and \(names.name(of: here)) stand in each other's places"
      : "\(names.name(of: there)) stands where \(names.name(of: here)) should"
    add(.part, there, sentence)
  }

  // MARK: - Tokens

  private mutating func compare(_ unit: String, _ shown: [PageTokens.Token], _ wanted: [PageTokens.Token]) {
    var (shown, wanted) = (shown, wanted)
    if let swapped = names.swapped(unit) {
      differences.append(swapped)
      shown.removeAll { displayed.context($0).isDrawing }
      wanted.removeAll { expected.context($0).isDrawing }
    }
    guard shown.count == wanted.count else { return compareUneven(unit, shown[...], wanted[...]) }
    var found: [DisplayedDifference] = []
    var count = 0
    for (there, here) in zip(shown, wanted) where displayed.bytes[there.range] != expected.bytes[here.range] {
      count += 1
      if found.count < Self.most { found += difference(there, here) }
    }
    differences += found
    if count > Self.most, let last = found.last {
      add(.part, unit, "\(names.name(of: unit)) differs in \(count - Self.most) more places after “\(last.place)”")
    }
  }

  /// Something came or went: what stands between the equal start and the equal end.
  private mutating func compareUneven(
    _ unit: String, _ shown: ArraySlice<PageTokens.Token>, _ wanted: ArraySlice<PageTokens.Token>
  ) {
    var (shown, wanted) = (shown, wanted)
    func isEqual(_ there: PageTokens.Token?, _ here: PageTokens.Token?) -> Bool {
      guard let there, let here else { return false }
      return displayed.bytes[there.range] == expected.bytes[here.range]
    }
    while isEqual(shown.first, wanted.first) { (shown, wanted) = (shown.dropFirst(), wanted.dropFirst()) }
    while isEqual(shown.last, wanted.last) { (shown, wanted) = (shown.dropLast(), wanted.dropLast()) }
    let words = (Self.words(shown, displayed), Self.words(wanted, expected))
    let context = wanted.first.map(expected.context) ?? shown.first.map(displayed.context) ?? PageTokens.Context()
    let place = names.place(context)
    let sentence =
      if words.0.isEmpty, words.1.isEmpty {
        "\(place) has \(shown.count) tags where its evidence gives \(wanted.count)"
      } else if words.0.isEmpty {
        "\(place) lacks “\(words.1)”, which its evidence gives"
      } else {
        "\(place) reads “\(words.0)”; its evidence gives \(words.1.isEmpty ? "nothing there" : "“\(words.1)”")"
      }
    differences.append(
      DisplayedDifference(
        context.isDrawing ? .drawing : context.row == nil ? .text : .cell, in: file, path: names.path(context),
        place: place, displayed: words.0, recomputed: words.1, sentence))
  }

  private static func words(_ tokens: ArraySlice<PageTokens.Token>, _ page: PageTokens) -> String {
    let text = tokens.prefix(400).filter { $0.kind == .text }.map(page.text).joined(separator: " ")
    return PageNames.shortened(PageTag.plain(text))
  }

  private func difference(_ there: PageTokens.Token, _ here: PageTokens.Token) -> [DisplayedDifference] {
    let context = expected.context(here)
    let (shown, wanted) = (displayed.text(there), expected.text(here))
    switch (there.kind, here.kind) {
    case (.text, .text): return [names.difference(text: PageTag.plain(shown), PageTag.plain(wanted), context)]
    case (.raw, .raw): return names.differences(script: shown, wanted, context)
    case (.tag, .tag):
      return [names.difference(tag: PageTag(Array(shown.utf8)[...]), PageTag(Array(wanted.utf8)[...]), context)]
    default:
      return [
        DisplayedDifference(
          .part, in: file, path: names.path(context), place: names.place(context),
          "\(names.place(context)) is made otherwise than its evidence gives")
      ]
    }
  }
}
