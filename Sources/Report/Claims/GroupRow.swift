import Experiment
import Notebook

/// One row of the ledger for all numbers of a paper's table that one `claims:` puts to the runs.
struct GroupRow {
  /// Never empty.
  let members: [ClaimResult]
  /// The table that lists them one by one.
  let place: CrossReference?

  func cells(_ notes: inout [String]) -> [ReportTable.Cell] {
    let marks = [shortfall, needed].compactMap { $0 }.map { ClaimLedger.mark($0, &notes) }
    return [
      .init(claim), .init([.strong([value(Self.verdicts(members), "verdict")])], noteMarks: marks),
      .init([.text(assertion)]), .init([.text(PrintedNumber.none)]), .init([.text(PrintedNumber.none)]),
      .init([.text(PrintedNumber.none)]), .init([.text(seeds)]),
    ]
  }

  /// `14 REPRODUCED, 5 NOT REPRODUCED`, in the order of the verdicts.
  static func verdicts(_ members: [ClaimResult]) -> String {
    Verdict.allCases.compactMap { verdict -> String? in
      let count = members.count { $0.finding.verdict == verdict }
      return count == 0 ? nil : "\(count)\u{A0}\(verdict.rawValue.replacing(" ", with: "\u{A0}"))"
    }.joined(separator: ", ")
  }

  /// `Table 1, ArcFace: 20 values (Table 3)`.
  private var claim: [ReportInline] {
    let text = Self.title(members)
    guard let place else { return [.text(text)] }
    return [.text(text + " ("), .reference(place), .text(")")]
  }

  /// `Table 1, ArcFace: 20 values`.
  static func title(_ members: [ClaimResult]) -> String {
    let source = members.first?.claim.source.map { "\($0), " } ?? ""
    let count = members.count == 1 ? "one value" : "\(members.count) values"
    return "\(source)\(label(members)): \(count)"
  }

  /// What readers call the cells that the values are of.
  private static func label(_ members: [ClaimResult]) -> String {
    var labels: [String] = []
    for member in members where !labels.contains(member.cellLabel) { labels.append(member.cellLabel) }
    return labels.count > 3 ? "\(labels.count) cells" : labels.joined(separator: ", ")
  }

  private var assertion: String {
    var margins: [String] = []
    for case .equals(_, _, let margin) in members.map(\.claim.assertion) {
      let text = PrintedNumber.shortest(margin)
      if !margins.contains(text) { margins.append(text) }
    }
    return "each = its value\u{202F}±\u{202F}\(margins.joined(separator: " or "))"
  }

  private var seeds: String {
    let counts = members.map(\.finding.evidence.seeds)
    let (fewest, most) = (counts.min() ?? 0, counts.max() ?? 0)
    return fewest == most ? "\(fewest)" : "\(fewest)–\(most)"
  }

  /// What those that are open would take.
  private var needed: String? {
    let open = members.filter { $0.finding.verdict == .underpowered }
    guard !open.isEmpty else { return nil }
    if let few = open.first(where: { $0.finding.evidence.seeds < 2 }) {
      return ClaimLedger.tooFew(few)
    }
    let sizes = open.compactMap(\.finding.evidence.seedsNeeded).sorted()
    guard let fewest = sizes.first, let most = sizes.last else { return nil }
    let range = fewest == most ? Digits.grouped(most) : "\(Digits.grouped(fewest)) to \(Digits.grouped(most))"
    return "The open ones of them would take about \(range) seeds each, if difference and spread stay as they are."
  }

  private var shortfall: String? {
    let lacking = members.count { $0.shortfall != nil }
    guard lacking > 0 else { return nil }
    return "\(lacking) of \(members.count) lack runs that failed or are not stored yet."
  }

  private func value(_ text: String, _ path: String) -> ReportInline {
    .value(
      ComputedValue(
        text: text,
        provenance: ValueProvenance(
          cell: members[0].claim.group ?? members[0].claim.name, path: path,
          runs: Set(members.flatMap(\.runs)).sorted(), seeds: Set(members.flatMap(\.seeds)).sorted())))
  }
}
