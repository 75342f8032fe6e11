import Experiment
import Notebook

/// The claims at the top of the report: all of them, each with its verdict and what it rests on.
enum ClaimLedger {
  /// The page's own anchor.
  static let anchor = "claims"

  /// A heading, a sentence with the count, and the table; empty for a notebook without claims. `places` gives for a sweep or a
  /// table with `claims:` where a table lists them one by one, `anchors` the place of a claim in the text.
  static func blocks(
    _ claims: ClaimResults, places: (String) -> CrossReference? = { _ in nil },
    anchors: (String) -> String? = { _ in nil }
  ) -> [ReportBlock] {
    guard !claims.all.isEmpty else { return [] }
    return [
      .heading(ReportHeading(level: 1, number: nil, title: [.text("The claims and their verdicts")], anchor: anchor)),
      .paragraph(lead(claims)), .table(table(claims, places, anchors)),
    ]
  }

  private static func lead(_ claims: ClaimResults) -> [ReportInline] {
    let total = claims.count(nil)
    let present = Verdict.allCases.filter { claims.count($0) > 0 }
    let count: String
    if present.count == 1 {
      count = (total == 1 ? "The one claim is" : "All \(total) claims are") + " \(present[0].rawValue)."
    } else {
      let parts = present.map { "\(claims.count($0)) \($0.rawValue)" }
      count = "Of \(total) claims, \(parts.dropLast().joined(separator: ", ")) and \(parts[parts.count - 1])."
    }
    return [.text("\(count) \(explanation(claims))")]
  }

  private static func explanation(_ claims: ClaimResults) -> String {
    let level = PrintedNumber.fixed(ClaimResults.level * 100, decimals: 0) + "\u{202F}%"
    var sentences = [
      "A claim is reproduced, or not reproduced, only where a test says so with at most \(level) chance of such an error in its family (Holm’s correction)."
    ]
    if claims.count(.underpowered) > 0 {
      sentences.append("Underpowered claims are open: the seeds allow neither answer.")
    }
    if claims.count(.notComparable) > 0 {
      sentences.append("Claims about other data than the runs’ cannot be compared, whatever the numbers.")
    }
    return sentences.joined(separator: " ")
  }

  // MARK: - Table

  private static func table(
    _ claims: ClaimResults, _ places: (String) -> CrossReference?, _ anchors: (String) -> String?
  ) -> ReportTable {
    let columns: [ReportTable.Column] = [
      .init(title: [.text("Claim")], alignment: .leading, isProse: true),
      // Where a screen is narrow the columns after it are scrolled to.
      .init(title: [.text("Verdict")], alignment: .leading, key: "verdict"),
      .init(title: [.text("What would count")], alignment: .leading, isProse: true),
      .init(title: [.text("Difference")], alignment: .decimal, key: "effect"),
      .init(title: [.text("Interval")], alignment: .leading, key: "interval"),
      .init(title: [.emphasis([.text("p")])], alignment: .trailing, key: "p"),
      .init(title: [.text("Seeds")], alignment: .trailing, key: "seeds"),
    ]
    var notes: [String] = []
    let rows = claims.entries.map { entry in
      guard let first = entry.first, let group = first.claim.group else {
        return row(entry[0], anchor: anchors(entry[0].claim.name), &notes)
      }
      return GroupRow(members: entry, place: places(group)).cells(&notes)
    }
    return ReportTable(
      number: nil, anchor: nil, caption: [], columns: columns, rows: rows,
      notes: notes.enumerated().map { ReportTable.Note(mark: NoteMark.letters($0.offset), text: [.text($0.element)]) }
        + [ReportTable.Note(mark: nil, text: [.text(footnote(claims))])],
      subjects: claims.entries.map { entry in
        entry[0].claim.group.map { .claims(of: $0) } ?? .claim(entry[0].claim.name)
      })
  }

  private static func row(
    _ result: ClaimResult, anchor: String?, _ notes: inout [String]
  ) -> [ReportTable.Cell] {
    let text = ClaimText(result: result)
    let words = label(result.claim, anchor) ?? ClaimBox.words(result.claim)
    let open = text.neededMore == nil ? needed(result, text) : nil
    let marks = [result.shortfall.map { $0 + "." }, open].compactMap { $0 }.map { mark($0, &notes) }
    return [
      .init(words),
      .init([.strong([value(result.finding.verdict.rawValue, "verdict", result)])], noteMarks: marks),
      .init([.text(text.assertion)]), .init([value(text.effect, "effect", result)]),
      .init([value(text.interval, "interval", result)]), .init([value(text.probability, "p", result)]),
      .init([.text(text.seedsOfNeeded)]),
    ]
  }

  /// The claim in a few words, which lead to where the paper's are; nil for a claim without them.
  private static func label(_ claim: NotebookClaim, _ anchor: String?) -> [ReportInline]? {
    guard let label = claim.label else { return nil }
    let words = [ReportInline.text(Typography.set(label))]
    return anchor.map { [.link(destination: "#\($0)", words)] } ?? words
  }

  /// The letter of a note, the same for the same words.
  static func mark(_ note: String, _ notes: inout [String]) -> String {
    if let known = notes.firstIndex(of: note) { return NoteMark.letters(known) }
    notes.append(note)
    return NoteMark.letters(notes.count - 1)
  }

  /// What a verdict that is no answer rests on.
  static func remark(_ result: ClaimResult, _ text: ClaimText) -> String? {
    guard result.finding.verdict == .notComparable else { return needed(result, text) }
    return "The runs are on other data than the claim is about."
  }

  /// What it would take at the least, for a claim whose seeds have no spread to go by.
  static func tooFew(_ result: ClaimResult) -> String {
    let leastSeeds = result.finding.evidence.leastSeeds
    guard result.finding.evidence.seeds == 1 else { return "It takes at least \(leastSeeds) seeds." }
    return leastSeeds <= 2
      ? "One seed has no spread: it takes at least two, which also tell how many."
      : "One seed has no spread: it takes at least \(leastSeeds); two tell how many."
  }

  /// What it would take, for a claim that is open.
  private static func needed(_ result: ClaimResult, _ text: ClaimText) -> String? {
    guard result.finding.verdict == .underpowered else { return nil }
    if result.finding.evidence.seeds < 2 { return tooFew(result) }
    guard let needed = result.finding.evidence.seedsNeeded else {
      return "The difference lies on the margin, so no number of seeds can be named that would decide."
    }
    return "It would take about \(Digits.grouped(needed)) seeds to decide, if difference and spread stay as they are."
  }

  private static func footnote(_ claims: ClaimResults) -> String {
    let levels = Set(claims.all.map { ClaimText(result: $0).intervalLevel }).sorted().joined(separator: " or ")
    let units = claims.all.contains(where: \.isPercentage) ? " Differences of accuracies are in points." : ""
    let isOpen = claims.entries.contains { $0.count == 1 && ClaimText(result: $0[0]).neededMore != nil }
    let seeds =
      isOpen
      ? " An open claim’s seeds are of as many as would decide it if difference and spread stay as they are." : ""
    return "Intervals are at \(levels), as their test has it; p is corrected for the family.\(units)\(seeds)"
  }

  static func value(_ text: String, _ path: String, _ result: ClaimResult) -> ReportInline {
    .value(ComputedValue(text: text, provenance: provenance(path, result)))
  }

  static func provenance(_ path: String, _ result: ClaimResult) -> ValueProvenance {
    ValueProvenance(cell: result.claim.group ?? result.claim.name, path: path, runs: result.runs, seeds: result.seeds)
  }
}
