package import Experiment

/// One run that the notebook asks for, and what became of it.
package struct ReportedRun: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    case recorded(RunRecord)
    /// The store has no such run.
    case missing
  }

  /// `arcface/seed-1`, `arcface-margins[loss.margin=0.4]/seed-2`: unique in the report.
  package var name: String
  /// The cell that asked for it.
  package var cell: String
  /// What a reader calls its configuration.
  package var label: String
  package var spec: RunSpec
  /// Nil where the data set is unknown, so that the run cannot be named.
  package var id: RunID?
  package var outcome: Outcome

  package init(name: String, cell: String, label: String, spec: RunSpec, id: RunID?, outcome: Outcome) {
    self.name = name
    self.cell = cell
    self.label = label
    self.spec = spec
    self.id = id
    self.outcome = outcome
  }

  /// The record, or nil where the run is missing.
  package var record: RunRecord? {
    if case .recorded(let record) = outcome { record } else { nil }
  }

  /// Runs that follow each other and differ in nothing but the seed, together.
  package static func byConfiguration(_ runs: [ReportedRun]) -> [[ReportedRun]] {
    var groups: [[ReportedRun]] = []
    for run in runs {
      if let last = groups.last?.first, last.cell == run.cell, last.label == run.label {
        groups[groups.count - 1].append(run)
      } else {
        groups.append([run])
      }
    }
    return groups
  }

  /// `finished`, `failed` or `missing`, as files say it.
  package var status: String { record?.status.word ?? "missing" }
}
