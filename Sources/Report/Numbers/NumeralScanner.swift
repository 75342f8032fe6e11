import Experiment
import OffprintCore

/// Finds numerals in a line of a notebook: digits with a point among them, or with commas between each three.
struct NumeralScanner {
  private let line: [Unicode.Scalar]
  /// The next line, for a word that the author wrapped.
  private let next: Substring
  private let number: Int

  static func numerals(in range: SourceRange, of source: SourceText) -> [TypedNumeral] {
    guard range.start.line <= range.end.line else { return [] }
    return (range.start.line...range.end.line).flatMap { number -> [TypedNumeral] in
      guard let line = source.line(number) else { return [] }
      let scanner = NumeralScanner(
        line: Array(line.unicodeScalars), next: source.line(number + 1) ?? "", number: number)
      let first = number == range.start.line ? range.start.column - 1 : 0
      let end = number == range.end.line ? min(range.end.column - 1, scanner.line.count) : scanner.line.count
      return first < end ? scanner.numerals(in: max(0, first)..<end) : []
    }
  }

  private func numerals(in range: Range<Int>) -> [TypedNumeral] {
    var found: [TypedNumeral] = []
    var index = range.lowerBound
    while index < range.upperBound {
      guard isDigit(index) else {
        index += 1
        continue
      }
      let end = endOfDigits(from: index)
      if let numeral = numeral(index..<end) { found.append(numeral) }
      index = end
    }
    return found
  }

  // MARK: - Digits

  /// Past everything that hangs together: `99.20.1`, `60,000`, `99\.11`.
  private func endOfDigits(from start: Int) -> Int {
    var index = start
    while isDigit(index) {
      while isDigit(index) { index += 1 }
      var joint = index
      if joint < line.count, line[joint] == "\\" { joint += 1 }
      guard joint < line.count, line[joint] == "." || line[joint] == ",", isDigit(joint + 1) else { break }
      index = joint + 1
    }
    return index
  }

  private func isDigit(_ index: Int) -> Bool {
    line.indices.contains(index) && ("0"..."9").contains(line[index])
  }

  /// Letters, digits of any script and raised ones, and what holds names and numbers together.
  private func isPart(_ index: Int) -> Bool {
    guard line.indices.contains(index) else { return false }
    let scalar = line[index]
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || "_/\\#§:@^⁻".unicodeScalars.contains(scalar)
  }

  private func numeral(_ range: Range<Int>) -> TypedNumeral? {
    let isBound = isPart(range.lowerBound - 1) || (isPart(range.upperBound) && line[range.upperBound] != ":")
    let isContinued =
      range.lowerBound > 0 && ".,".unicodeScalars.contains(line[range.lowerBound - 1])
      && isDigit(range.lowerBound - 2)
    var text = ""
    for scalar in line[range] { text.unicodeScalars.append(scalar) }
    guard !isBound, !isContinued, range.count <= 16, let digits = NumeralScanner.ungrouped(text),
      let value = ClaimedNumber(digits)?.value, !isNamed(range.lowerBound), !isProduct(range)
    else { return nil }
    let decimals = digits.split(separator: ".").dropFirst().first?.count ?? 0
    let significant = digits.filter { $0 != "." }.drop { $0 == "0" }.count
    let isYear = decimals == 0 && !text.contains(",") && (1900...2100).contains(value)
    // Shorter ones are counts, settings, shares: too many things besides results.
    let isLongEnough =
      decimals == 0 ? significant >= 4 && !isYear : significant >= 3 || (significant == 2 && decimals >= 3)
    guard isLongEnough else { return nil }
    return TypedNumeral(
      text: text, value: value, decimals: decimals, significant: significant, measure: measure(after: range.upperBound),
      range: SourceRange(
        SourcePosition(line: number, column: range.lowerBound + 1),
        SourcePosition(line: number, column: range.upperBound + 1)))
  }

  /// Without the commas between each three digits; nil where commas stand elsewhere, or there are two points.
  private static func ungrouped(_ text: String) -> String? {
    let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = halves[0].split(separator: ",", omittingEmptySubsequences: false)
    guard !text.contains("\\"), halves.count == 1 || !halves[1].contains(where: { ".,".contains($0) }) else {
      return nil
    }
    guard groups.count == 1 || ((1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 })
    else {
      return nil
    }
    return groups.joined() + (halves.count == 2 ? "." + halves[1] : "")
  }

  // MARK: - Surroundings

  /// What a number after them names: `Section 3.12`, `version 1.20`.
  private static let nouns: Set<String> = [
    "section", "sections", "sec", "chapter", "figure", "figures", "fig", "table", "tables", "equation", "equations",
    "eq",
    "version", "page", "pages", "pp", "theorem", "lemma", "appendix", "step", "line", "lines", "no", "python", "swift",
  ]

  private func isNamed(_ start: Int) -> Bool {
    var end = start
    while end > 0, " \u{A0}.".unicodeScalars.contains(line[end - 1]) { end -= 1 }
    guard end < start else { return false }
    var word = ""
    let letters = line[..<end].reversed().prefix { $0.properties.isAlphabetic }
    for scalar in letters.reversed() { word.unicodeScalars.append(scalar) }
    return NumeralScanner.nouns.contains(word.lowercased())
  }

  /// Whether it is a side of `28.5 × 28.5`.
  private func isProduct(_ range: Range<Int>) -> Bool {
    line[range.upperBound...].first { $0 != " " && $0 != "\u{A0}" } == "×"
      || line[..<range.lowerBound].last { $0 != " " && $0 != "\u{A0}" } == "×"
  }

  private static let measures: [String: TypedNumeral.Measure] = [
    "%": .percent, "percent": .percent, "°": .degrees, "º": .degrees, "degree": .degrees,
    "degrees": .degrees, "point": .points, "points": .points, "percentage": .points, "pp": .points,
  ]

  /// Units of what no run is measured by.
  private static let others: Set<String> = [
    "rad", "radian", "radians", "s", "ms", "second", "seconds", "minute", "minutes", "hour", "hours", "epoch", "epochs",
    "step", "steps", "times", "kb", "mb", "gb", "kib", "mib", "gib", "pixel", "pixels", "px", "mm", "cm", "m", "km",
    "hz",
    "ghz", "mhz", "watt", "watts", "w", "euro", "euros", "€", "$", "x", "years", "weights", "parameters",
  ]

  /// The measure that the word or sign behind a number names; at the end of a line that is the next line's first.
  private func measure(after end: Int) -> TypedNumeral.Measure? {
    func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
    var rest = Array(line[end...].drop(while: isSpace))
    if rest.isEmpty { rest = Array(next.unicodeScalars.drop(while: isSpace)) }
    guard let first = rest.first else { return nil }
    var word = ""
    if first.properties.isAlphabetic {
      for scalar in rest.prefix(while: { $0.properties.isAlphabetic }) { word.unicodeScalars.append(scalar) }
    } else {
      word.unicodeScalars.append(first)
    }
    word = word.lowercased()
    return NumeralScanner.measures[word] ?? (NumeralScanner.others.contains(word) ? .other : nil)
  }
}
