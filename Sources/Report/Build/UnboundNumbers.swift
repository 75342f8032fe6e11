import Experiment
package import Notebook
package import OffprintCore

/// Numbers that an author typed into the prose although the experiment produces them: right today, and wrong without a word
/// after the next run.
package enum UnboundNumbers {
  static let identifier = "unbound-number"
  /// More would be one habit told many times.
  static let most = 20

  /// A warning for each numeral with three digits or more, one behind its point, that is within one unit of its last place of a
  /// computed result. Quotations, which are somebody else's numbers, code and tables are left alone.
  package static func warnings(in notebook: CheckedNotebook, results: ResultSet) -> [Diagnostic] {
    let known = KnownResults(results)
    guard !known.isEmpty else { return [] }
    let source = notebook.document.source
    var warnings: [Diagnostic] = []
    for text in runningText(of: notebook.document.blocks) {
      for numeral in numerals(in: text.range, of: source) {
        guard warnings.count < most else { return warnings }
        guard let result = known.nearest(to: numeral.value, within: numeral.unit) else { continue }
        warnings.append(warning(numeral, result))
      }
    }
    return warnings
  }

  private static func warning(_ numeral: Numeral, _ result: KnownResults.Result) -> Diagnostic {
    let exact = result.text == numeral.text
    return Diagnostic(
      .warning, identifier, at: numeral.range,
      "\(numeral.text) is typed, and \(exact ? "is" : "nearly is") a result: `{\(result.path)}`\(exact ? "" : " is \(result.text)")",
      explanation: "A typed number stays when the results change.",
      help: "write `{\(result.path)}` between backticks; a number of somebody else's belongs in a quotation or a claim")
  }

  // MARK: - Prose

  private static func runningText(of blocks: [Block]) -> [Inline] {
    blocks.flatMap { block -> [Inline] in
      switch block.content {
      case .paragraph(let inlines): texts(in: inlines)
      case .list(let list): list.items.flatMap { runningText(of: $0) }
      default: []
      }
    }
  }

  private static func texts(in inlines: [Inline]) -> [Inline] {
    inlines.flatMap { inline -> [Inline] in
      switch inline.content {
      case .text: [inline]
      case .emphasis(let inner), .strong(let inner), .link(_, _, let inner): texts(in: inner)
      default: []
      }
    }
  }

  // MARK: - Numerals

  struct Numeral {
    var text: String
    var value: Double
    /// What its last digit is worth.
    var unit: Double
    var range: SourceRange
  }

  /// Digits with a point among them, at least three in all, that are no part of a word or of a longer number such as 1.2.3.
  static func numerals(in range: SourceRange, of source: SourceText) -> [Numeral] {
    guard range.start.line <= range.end.line else { return [] }
    return (range.start.line...range.end.line).flatMap { number -> [Numeral] in
      guard let line = source.line(number) else { return [] }
      let scalars = Array(line.unicodeScalars)
      let first = number == range.start.line ? range.start.column - 1 : 0
      let end = number == range.end.line ? min(range.end.column - 1, scalars.count) : scalars.count
      return first < end ? numerals(in: scalars, first..<end, line: number) : []
    }
  }

  private static func numerals(
    in scalars: [Unicode.Scalar], _ range: Range<Int>, line: Int
  ) -> [Numeral] {
    func isDigit(_ index: Int) -> Bool { range.contains(index) && ("0"..."9").contains(scalars[index]) }
    func isWord(_ index: Int) -> Bool {
      range.contains(index) && (scalars[index].properties.isAlphabetic || isDigit(index) || scalars[index] == "_")
    }
    func isPoint(_ index: Int) -> Bool { range.contains(index) && scalars[index] == "." }
    var found: [Numeral] = []
    var index = range.lowerBound
    while index < range.upperBound {
      guard isDigit(index), !isWord(index - 1), !(isPoint(index - 1) && isDigit(index - 2)) else {
        index += 1
        continue
      }
      var end = index
      while isDigit(end) { end += 1 }
      let point = end
      if isPoint(point), isDigit(point + 1) {
        end = point + 1
        while isDigit(end) { end += 1 }
      }
      let isWhole = !isWord(end) && !(isPoint(end) && isDigit(end + 1))
      if isWhole, end > point, let numeral = numeral(scalars[index..<end], point: point - index, line: line, at: index)
      {
        found.append(numeral)
      }
      index = max(end, index + 1)
    }
    return found
  }

  private static func numeral(
    _ scalars: ArraySlice<Unicode.Scalar>, point: Int, line: Int, at index: Int
  ) -> Numeral? {
    var text = ""
    for scalar in scalars { text.unicodeScalars.append(scalar) }
    let significant = text.filter { $0 != "." }.drop { $0 == "0" }.count
    guard significant >= 3, scalars.count <= 16, let number = ClaimedNumber(text) else { return nil }
    return Numeral(
      text: text, value: number.value, unit: 2 * number.halfUnit,
      range: SourceRange(
        SourcePosition(line: line, column: index + 1), SourcePosition(line: line, column: index + 1 + scalars.count)))
  }
}

/// Every number that a reference could stand for, sorted.
struct KnownResults {
  struct Result {
    var value: Double
    /// As the report prints it.
    var text: String
    /// What to write between braces.
    var path: String
  }

  private let results: [Result]

  var isEmpty: Bool { results.isEmpty }

  /// The mean, and the ends of the range, of every metric of each configuration that a reference can name.
  init(_ results: ResultSet) {
    var all: [Result] = []
    for result in results.configurations {
      let cell = result.configuration.cell
      // One of a sweep has a name in prose only as its best or worst; its value is a result all the same.
      let name = result.configuration.assignments.isEmpty ? cell : "\(cell).best"
      for metric in ResultReference.Metric.allCases {
        let summary = MetricSummary(metric, of: result)
        guard let sample = summary.summary else { continue }
        let path = "\(name).\(metric.rawValue)"
        all.append(Result(value: sample.mean, text: summary.text(sample.mean), path: path))
        guard sample.count > 1 else { continue }
        all.append(Result(value: sample.minimum, text: summary.text(sample.minimum), path: path + ".min"))
        all.append(Result(value: sample.maximum, text: summary.text(sample.maximum), path: path + ".max"))
      }
    }
    self.results = all
  }

  /// The nearest result that is at most `distance` away; of equals the first in the plan.
  func nearest(to value: Double, within distance: Double) -> Result? {
    let candidates = results.filter { ($0.value - value).magnitude <= distance * (1 + 1e-9) }
    return candidates.min { ($0.value - value).magnitude < ($1.value - value).magnitude }
  }
}
