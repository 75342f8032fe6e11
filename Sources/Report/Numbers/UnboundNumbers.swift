import Experiment
package import Notebook
package import OffprintCore

/// Numbers that an author typed into the text although the experiment produces them: right today, and wrong without a word
/// after the next run.
package enum UnboundNumbers {
  static let identifier = "unbound-number"
  /// More would be one habit told many times.
  static let most = 20

  /// What comparing a notebook's text with its results gave.
  package enum Outcome {
    /// A warning for each numeral that is, or nearly is, a result.
    case compared([Diagnostic])
    /// There are numerals that could be results, but no run has finished.
    case nothingToCompareWith
  }

  /// Compares without making a report, for `context`'s runs.
  package static func check(_ notebook: CheckedNotebook, context: ReportContext) -> Outcome {
    let numerals = numerals(in: notebook)
    let results = ResultSet(plan: notebook.plan, context: context)
    guard !numerals.isEmpty else { return .compared([]) }
    guard results.configurations.contains(where: { !$0.finished.isEmpty }) else { return .nothingToCompareWith }
    let claims = ClaimResults(notebook.claims, results: results)
    return .compared(warnings(numerals, KnownResults(notebook, results, claims)))
  }

  /// The same where results are at hand.
  static func warnings(in notebook: CheckedNotebook, results: ResultSet, claims: ClaimResults) -> [Diagnostic] {
    let numerals = numerals(in: notebook)
    guard !numerals.isEmpty, results.configurations.contains(where: { !$0.finished.isEmpty }) else { return [] }
    return warnings(numerals, KnownResults(notebook, results, claims))
  }

  private static func warnings(_ numerals: [TypedNumeral], _ known: KnownResults) -> [Diagnostic] {
    let all = numerals.compactMap { numeral in
      UnboundMatch(numeral, known).map { UnboundWarning(numeral: numeral, match: $0, known: known).diagnostic }
    }
    guard all.count > most, let next = all[most].range else { return all }
    let rest = all.count - most
    return all.prefix(most) + [
      Diagnostic(
        .warning, identifier, at: next,
        "\(rest == 1 ? "this number" : "\(rest) numbers from here on") may be typed results too",
        help: "when those above are references, these are told")
    ]
  }

  // MARK: - Text

  private static func numerals(in notebook: CheckedNotebook) -> [TypedNumeral] {
    let document = notebook.document
    let texts =
      notebook.frontMatter.abstract + paragraphs(of: document.blocks)
      + document.footnotes.flatMap { paragraphs(of: $0.blocks) } + notebook.cells.map(\.caption)
    return TypedNumeral.all(in: texts, of: document.source)
  }

  /// Not those of quotations, whose numbers are somebody else's.
  private static func paragraphs(of blocks: [Block]) -> [[Inline]] {
    blocks.flatMap { block -> [[Inline]] in
      switch block.content {
      case .paragraph(let inlines), .heading(_, _, let inlines): [inlines]
      case .list(let list): list.items.flatMap { paragraphs(of: $0) }
      case .table(let table): table.header + table.rows.flatMap { $0 } + [table.caption ?? []]
      case .image(let image): [image.caption]
      case .quote, .code, .equation, .cell, .thematicBreak: []
      }
    }
  }
}

/// The results that a typed numeral is, all of one kind and equally near.
struct UnboundMatch {
  enum Nearness: Int, Comparable {
    /// It is what the report prints.
    case printed
    /// It is what rounding gives.
    case rounded
    /// Its last digit is off by one.
    case nearly

    static func < (left: Nearness, right: Nearness) -> Bool { left.rawValue < right.rawValue }
  }

  let nearness: Nearness
  /// In the order of the notebook, one at least.
  let results: [KnownResults.Result]

  init?(_ numeral: TypedNumeral, _ known: KnownResults) {
    guard numeral.measure != .other, !known.settings.contains(numeral.value) else { return nil }
    let found = known.all.compactMap { result in
      UnboundMatch.nearness(numeral, result).map { (nearness: $0, result: result) }
    }
    guard
      let best = found.min(by: {
        UnboundMatch.order($0.nearness, $0.result) < UnboundMatch.order($1.nearness, $1.result)
      })
    else { return nil }
    nearness = best.nearness
    results = found.filter { $0.nearness == best.nearness && $0.result.kind == best.result.kind }.map(\.result)
  }

  /// What is a result goes before what nearly is one, and a single run, of which there are many, comes last.
  private static func order(_ nearness: Nearness, _ result: KnownResults.Result) -> (Int, Int, Int) {
    let doubt = result.kind == .run ? 2 : nearness == .nearly ? 1 : 0
    return (doubt, result.kind.rawValue, nearness.rawValue)
  }

  private static func nearness(_ numeral: TypedNumeral, _ result: KnownResults.Result) -> Nearness? {
    guard fits(numeral, result) else { return nil }
    let difference = (numeral.value - result.value).magnitude
    let slack = 1 + 1e-9
    if numeral.text == result.digits { return .printed }
    if result.measure == .count { return numeral.value == result.value ? .rounded : nil }
    // With two digits only what is printed so is more than chance.
    guard numeral.significant >= 3, result.kind != .run else { return nil }
    // So many ranges and intervals have ends that three digits always find one.
    guard result.kind == .main || numeral.significant >= 4 else { return nil }
    if difference <= numeral.unit / 2 * slack { return .rounded }
    let isTelling = numeral.significant >= 4 || numeral.measure != nil
    return isTelling && result.kind == .main && difference <= numeral.unit * slack ? .nearly : nil
  }

  /// Whether the numeral can be a result of that measure at all.
  private static func fits(_ numeral: TypedNumeral, _ result: KnownResults.Result) -> Bool {
    if result.measure == .count { return numeral.decimals == 0 && numeral.measure == nil }
    guard numeral.decimals > 0 else { return false }
    switch (numeral.measure, result.measure) {
    case (.percent?, .percent), (.percent?, .points), (.points?, .points), (.degrees?, .degrees): return true
    // Without a unit: what is written without one, or has so many digits that it is hardly anything else.
    case (nil, .percent): return result.value >= 10 || numeral.significant >= 4
    case (nil, .points), (nil, .plain): return numeral.text == result.digits
    case (nil, .degrees): return numeral.significant >= 4
    default: return false
    }
  }
}

/// What an author is told of such a numeral.
struct UnboundWarning {
  let numeral: TypedNumeral
  let match: UnboundMatch
  let known: KnownResults

  /// More references than this are not for reading.
  private static let most = 3

  var diagnostic: Diagnostic {
    Diagnostic(.warning, UnboundNumbers.identifier, at: numeral.range, summary, explanation: explanation, help: help)
  }

  private var first: KnownResults.Result? { match.results.first }

  private var summary: String {
    guard let first else { return "" }
    var paths: [String] = []
    for result in match.results where !paths.contains(result.path) { paths.append(result.path) }
    let rest = paths.count - UnboundWarning.most
    if first.kind == .run {
      let others = paths.count > 1 ? " and \(paths.count - 1) more" : ""
      return "\(numeral.text) is typed, and is the accuracy of a single run: \(first.path)\(others)"
    }
    let named = paths.prefix(UnboundWarning.most).map { "`{\($0)}`" }.joined(separator: ", ")
    let others = rest > 0 ? " and \(rest) more" : ""
    let value = match.nearness == .printed && first.shown == numeral.text ? "" : " (\(first.shown))"
    return "\(numeral.text) is typed, and \(match.nearness == .nearly ? "nearly is" : "is") a result: "
      + (paths.count == 1 ? named + value : "\(named)\(others)")
  }

  private var explanation: String {
    let stays = "A typed number stays when the results change."
    guard let claim = known.claimed[numeral.value] else { return stays }
    return "\(stays) `\(claim)` claims this number, so it may be the source’s own."
  }

  private var help: String {
    let escaped = numeral.text.replacing(".", with: "\\.").replacing(",", with: "\\,")
    let typed = "\(escaped) if it is meant as typed; a source’s number may stand in quotation marks"
    guard let first, first.kind != .run else {
      return "a single run has no reference: write that of the mean, `.min` or `.max`, or \(typed)"
    }
    guard known.claimed[numeral.value] == nil else {
      return
        "write “\(numeral.text)” or \(escaped) for the source’s number, `{\(first.path)}` between backticks for the runs’"
    }
    return "write `{\(first.path)}` between backticks, or \(typed)"
  }
}
