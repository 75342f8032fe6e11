import OffprintCore

extension ValueKind {
  /// What a value of this kind is, to follow "should be": "a whole number from 1 to 100000".
  var phrase: String {
    switch self {
    case .boolean: "true or false"
    case .integer(let range): "a whole number \(ValueKind.phrase(of: range))"
    case .number(let range): "a number\(range.phrase)"
    case .text: "text"
    case .anything: "a value"
    case .choice(let words): words.count == 1 ? "`\(words[0])`" : Wording.list(words, conjunction: "or")
    case .quantity(let words):
      words.isEmpty
        ? "a setting of the runs, such as `loss.margin`"
        : "\(Wording.shortList(words, conjunction: "or")), or a setting of the runs such as `loss.margin`"
    case .reference(let kinds): "the name of \(Wording.article(kinds.first ?? "")) \(ValueKind.cells(kinds)) cell"
    case .list(let kind, _): "a list, each value \(kind.phrase)"
    case .group(let keys) where keys.isEmpty: "without keys"
    case .group(let keys): "a map with the keys \(Wording.shortList(keys.map(\.name)))"
    case .component(let components):
      "\(Wording.shortList(components.map(\.name), conjunction: "or")), or {name: …} with keys"
    case .element(let components):
      "one of \(Wording.shortList(components.map(\.name), conjunction: "or")), such as `\(components.first?.name ?? "")`"
    case .paths: "a map from paths such as `loss.margin` to values"
    case .entries(let names, _): "a map from \(names) to values"
    case .either(_, let summary): summary
    }
  }

  private static func cells(_ kinds: [String]) -> String {
    Wording.list(kinds, conjunction: "or")
  }

  static func phrase(of range: ClosedRange<Int>) -> String {
    switch (range.lowerBound > -Int(Int32.max), range.upperBound < Int(Int32.max)) {
    case (true, true): "from \(range.lowerBound) to \(range.upperBound)"
    case (true, false): "from \(range.lowerBound) up"
    case (false, true): "up to \(range.upperBound)"
    case (false, false): "of any size"
    }
  }
}

extension NumberRange {
  /// " from 0 to 1", " above 0", "" for all numbers.
  var phrase: String {
    let low = lower > -1e300 ? Wording.number(lower) : nil
    let high = upper < 1e300 ? Wording.number(upper) : nil
    switch (low, high, excludesLower, excludesUpper) {
    case (let low?, let high?, false, false): return " from \(low) to \(high)"
    case (let low?, let high?, true, false): return " above \(low) and at most \(high)"
    case (let low?, let high?, false, true): return " from \(low) up to, but not, \(high)"
    case (let low?, let high?, true, true): return " between \(low) and \(high), neither of them"
    case (let low?, nil, let excluded, _): return excluded ? " above \(low)" : " of at least \(low)"
    case (nil, let high?, _, let excluded): return excluded ? " below \(high)" : " of at most \(high)"
    case (nil, nil, _, _): return ""
    }
  }
}
