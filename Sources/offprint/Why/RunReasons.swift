import Experiment
import Kernels
import Notebook
import OffprintCore
import RunStore

/// Why each run of some configurations is reused, or has to be trained.
struct RunReasons {
  /// What becomes of one run.
  enum Verdict {
    /// Stored, with all that is wanted of it.
    case reused(RunRecord)
    /// Stored, and trained again to the same weights because figures want its test features after earlier epochs.
    case completed(RunRecord)
    /// Stored, and not to be trusted.
    case damaged(RunStoreError)
    /// Not stored. With the run that it was in the last report, else with the stored run that is most like it; nil where nothing
    /// is stored at all.
    case new(NearestRun.Neighbor?, isFormer: Bool)

    var isReused: Bool { if case .reused = self { true } else { false } }
  }

  struct Reason {
    let configuration: Configuration
    let run: PlanStatus.PlannedRun
    let verdict: Verdict
    /// The part of the run that a checkpoint has; nil where there is none.
    let checkpoint: Double?

    var seed: Int { run.spec.seed }
  }

  /// By configuration, in the plan's order, and by seed.
  let reasons: [Reason]
  let data: DataIdentity

  /// `former` has the runs of the notebook's last report.
  init(
    _ configurations: [Configuration], status: PlanStatus, store: RunStore, former: FormerRuns
  ) throws(RunStoreError) {
    data = status.data
    let planned = Dictionary(uniqueKeysWithValues: status.runs.map { ($0.spec, $0) })
    let damaged = Dictionary(
      status.damaged.compactMap { error -> (String, RunStoreError)? in
        guard case .damaged(let name, _, _) = error else { return nil }
        return (name, error)
      }, uniquingKeysWith: { first, _ in first })
    let checkpoints = UnfinishedRuns(status.toTrain, store: store, trainCount: status.data.trainCount).fractions
    let asked = configurations.flatMap { configuration in
      configuration.specs.compactMap { planned[$0] }.map { (configuration, $0) }
    }
    let lacksSome = asked.contains { $0.1.record == nil }
    let records = lacksSome ? try store.list().records : []
    var nearest = NearestRun(records)
    let stored = Dictionary(uniqueKeysWithValues: records.map { ($0.id, $0) })
    var reasons: [Reason] = []
    for (configuration, run) in asked {
      let verdict: Verdict
      if let record = run.record {
        verdict = run.lacking.isEmpty ? .reused(record) : .completed(record)
      } else if let error = damaged[run.id.description] {
        verdict = .damaged(error)
      } else {
        let identity = RunIdentity(spec: run.spec, data: status.data, engineVersion: EngineVersion.numeric)
        if let record = former.run(of: configuration.name, seed: run.spec.seed).flatMap({ stored[$0] }) {
          verdict = .new(
            NearestRun.Neighbor(record: record, changes: identity.changes(from: record.identity)), isFormer: true)
        } else {
          verdict = .new(nearest.neighbor(of: identity), isFormer: false)
        }
      }
      reasons.append(
        Reason(configuration: configuration, run: run, verdict: verdict, checkpoint: checkpoints[run.id]))
    }
    self.reasons = reasons
  }
}
