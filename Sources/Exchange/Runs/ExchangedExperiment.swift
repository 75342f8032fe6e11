package import Experiment
import OffprintCore

/// Runs with what people call them, for other tools: those of a notebook, of a report, or any from the store.
package struct ExchangedExperiment: Sendable {
  /// The notebook's file name without its ending, or another word that fits in a path.
  package var name: String
  /// For people.
  package var title: String
  /// In the notebook's order.
  package var configurations: [ExchangedConfiguration]
  /// The notebook's claims with their verdicts, in its order; often empty.
  package var claims: [ExchangedClaim]

  package init(
    name: String, title: String, configurations: [ExchangedConfiguration], claims: [ExchangedClaim] = []
  ) {
    self.name = name
    self.title = title
    self.configurations = configurations
    self.claims = claims
  }
}

/// The same settings under each of their seeds.
package struct ExchangedConfiguration: Sendable {
  /// Unique in the experiment: `arcface-margins[loss.margin=0.4]`.
  package var name: String
  /// What a reader calls it.
  package var label: String
  /// Those that are stored, failed ones among them, in the order of the seeds.
  package var runs: [ExchangedRun]

  package init(name: String, label: String, runs: [ExchangedRun]) {
    self.name = name
    self.label = label
    self.runs = runs
  }

  var finished: [ExchangedRun] { runs.filter(\.record.status.isFinished) }

  /// The settings of all of them, without the seed; empty where there are no runs.
  var settings: Setting {
    guard case .map(var entries)? = runs.first?.record.spec.setting else { return [:] }
    entries["seed"] = nil
    return .map(entries)
  }
}

/// One run.
package struct ExchangedRun: Sendable {
  package var record: RunRecord
  /// What is measured after the last epoch, under the names that notebooks use; empty for a run that failed. Shares in
  /// percent, angles in degrees.
  package var metrics: [ExchangedMetric]

  package init(record: RunRecord, metrics: [ExchangedMetric]) {
    self.record = record
    self.metrics = metrics
  }
}

/// A number with its name: `accuracy`, `target-angle`.
package struct ExchangedMetric: Hashable, Sendable {
  package var name: String
  package var value: Double

  package init(name: String, value: Double) {
    self.name = name
    self.value = value
  }
}

/// What the runs say of a claim.
package struct ExchangedClaim: Hashable, Sendable {
  package var name: String
  /// `reproduced`, `not reproduced`, …
  package var verdict: String

  package init(name: String, verdict: String) {
    self.name = name
    self.verdict = verdict
  }
}

/// One file of an export.
package struct ExchangedFile: Hashable, Sendable {
  /// Relative to where the export goes, with `/`.
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  init(_ path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }
}
