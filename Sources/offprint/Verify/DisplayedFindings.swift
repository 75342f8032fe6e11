import Comparison

/// What was found where everything that a report displays was worked out again from its evidence.
struct DisplayedFindings: Encodable, Sendable {
  /// What is not what the evidence gives, in the order of the files and of the page.
  var differences: [DisplayedDifference] = []
  /// The files that were worked out again.
  var files: [String] = []
  /// Computed numbers of the page that were, and its figures.
  var values = 0
  var figures = 0
  /// What could not be worked out again, and why: sentences without a final stop.
  var unchecked: [String] = []
  /// What else a reader should know, likewise.
  var notes: [String] = []

  /// Whether nothing differs. Says nothing of what could not be worked out again.
  var isSound: Bool { differences.isEmpty }

  /// Whether everything that is there was worked out again.
  var isWhole: Bool { unchecked.isEmpty }

  /// For people: first what differs.
  var lines: [String] {
    differences.map { difference in
      let isNamed = difference.sentence.hasPrefix(difference.file)
      return "\(isNamed ? "" : difference.file + ": ")\(difference.sentence)."
    } + summary + (unchecked + notes).map { $0 + "." }
  }

  private var summary: [String] {
    guard isSound, !files.isEmpty else { return [] }
    let page =
      values > 0 || figures > 0
      ? ", with \(Quantities.count(values, "computed number")) and \(Quantities.count(figures, "figure")) in the page"
      : ""
    return ["\(Quantities.count(files.count, "file"))\(page): all as the evidence gives them."]
  }
}
