package import Experiment
import OffprintCore

/// The plan with what became of each of its runs: where every computed number of a report is read from.
package struct ResultSet: Sendable {
  package let configurations: [ConfigurationResult]
  /// The data set that the runs used.
  package let data: DataIdentity?
  /// What running text calls it.
  package let dataTitle: String?

  /// Without runs and data.
  package static let empty = ResultSet()

  private init() {
    configurations = []
    data = nil
    dataTitle = nil
  }

  package init(plan: Plan, context: ReportContext) {
    data = context.data
    dataTitle = context.data.map { context.dataTitles[$0.name] ?? $0.name }
    // A run's name is the digest of its settings' text, a second's work for some ten thousand of them.
    configurations = Parallel.map(plan.configurations, workers: plan.configurations.count) { configuration in
      let runs = configuration.specs.map { spec in
        let id = context.data.map { data in
          context.names[spec] ?? RunID(spec: spec, data: data.digest, engineVersion: context.engineVersion)
        }
        let record = id.flatMap { context.records[$0] }
        return ReportedRun(
          name: "\(configuration.name)/seed-\(spec.seed)", cell: configuration.cell,
          label: configuration.label, spec: spec, id: id,
          outcome: record.map { .recorded($0) } ?? .missing)
      }
      return ConfigurationResult(configuration: configuration, runs: runs)
    }
  }

  /// The configurations of one cell, in the plan's order.
  package func configurations(of cell: String) -> [ConfigurationResult] {
    configurations.filter { $0.configuration.cell == cell }
  }

  /// Every run, in the plan's order; a run that two cells share appears under both.
  package var runs: [ReportedRun] { configurations.flatMap(\.runs) }

  /// Each distinct run once, under the name of its first appearance.
  package var distinctRuns: [ReportedRun] {
    // A name tells as much as the settings that it is made from, and is told apart faster.
    var seen: Set<RunID> = []
    var unnamed: Set<RunSpec> = []
    return runs.filter { run in run.id.map { seen.insert($0).inserted } ?? unnamed.insert(run.spec).inserted }
  }
}

/// One configuration with its runs, one for each seed.
package struct ConfigurationResult: Hashable, Sendable {
  package let configuration: Configuration
  package let runs: [ReportedRun]

  /// The runs that finished, in the order of the seeds.
  package var finished: [RunRecord] { runs.compactMap(\.record).filter(\.status.isFinished) }
  package var failedCount: Int { runs.count { $0.record.map { !$0.status.isFinished } ?? false } }
  package var missingCount: Int { runs.count { $0.record == nil } }

  /// What a reader calls it, for a sweep with its assignments: `ArcFace, margin = 0.4`.
  package var title: String { configuration.label }

  /// Why there are fewer values than seeds: `1 of 3 runs failed`; nil where every run finished.
  package var shortfall: String? { runs.shortfall }
}

extension [ReportedRun] {
  /// How many of these failed or are missing: `1 of 3 runs failed`; nil where every run finished.
  package var shortfall: String? {
    let noun = count == 1 ? "run" : "runs"
    let failed = self.count { $0.record.map { !$0.status.isFinished } ?? false }
    let missing = self.count { $0.record == nil }
    var parts: [String] = []
    if failed > 0 { parts.append("\(failed) of \(count) \(noun) failed") }
    if missing > 0 { parts.append("\(missing) of \(count) \(noun) \(count == 1 ? "is" : "are") not stored yet") }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
