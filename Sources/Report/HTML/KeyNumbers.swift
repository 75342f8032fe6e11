import Notebook

/// The results that the text quotes, for a report that leaves the text out.
struct KeyNumber: Hashable, Sendable {
  /// What a reader calls the configuration.
  var label: String
  /// What of it: `accuracy`.
  var what: String
  var value: ComputedValue

  /// More would be a table.
  private static let limit = 12

  /// In the order of the text, each once.
  static func all(in document: ReportDocument) -> [KeyNumber] {
    let labels = Dictionary(document.runs.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    var found: [KeyNumber] = []
    for value in values(in: document.metadata.abstract.map { .paragraph($0) } + document.body) {
      let path = value.provenance.path
      guard found.count < limit, let what = metric(of: path), let run = value.provenance.runs.first,
        let label = labels[run], seen.insert(path).inserted
      else { continue }
      found.append(KeyNumber(label: label, what: what, value: value))
    }
    return found
  }

  /// The metric that a path ends in; nil for settings, spreads and counts.
  private static func metric(of path: String) -> String? {
    guard let last = path.split(separator: ".").last, ResultReference.Metric(rawValue: String(last)) != nil else {
      return nil
    }
    return String(last).replacing("-", with: " ")
  }

  private static func values(in blocks: [ReportBlock]) -> [ComputedValue] {
    blocks.flatMap { block -> [ComputedValue] in
      switch block {
      case .paragraph(let inlines): values(of: inlines)
      case .quote(let blocks): values(in: blocks)
      case .list(let list): list.items.flatMap { values(in: $0) }
      default: []
      }
    }
  }

  private static func values(of inlines: [ReportInline]) -> [ComputedValue] {
    inlines.flatMap { inline -> [ComputedValue] in
      switch inline {
      case .value(let value): [value]
      case .emphasis(let inner), .strong(let inner), .link(_, let inner): values(of: inner)
      default: []
      }
    }
  }
}
