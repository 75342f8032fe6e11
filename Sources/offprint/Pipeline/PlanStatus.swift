import Experiment
import Notebook
import OffprintCore
import RunStore
import Training

/// A notebook's plan held against the store: which of its runs are there.
struct PlanStatus: Sendable {
  /// A run that the plan asks for, under the name of its first appearance.
  struct PlannedRun: Sendable {
    let id: RunID
    let spec: RunSpec
    /// Its configuration's name: `arcface`, `margins[loss.margin=0.4]`.
    let name: String
    /// Nil where it is not stored.
    let record: RunRecord?
    /// The epochs after which figures want its test features and a stored run does not have them.
    let lacking: [Int]
    /// Which figures want them.
    let figures: [String]
    /// All that is wanted, stored or not.
    let snapshots: Set<Int>
  }

  let data: DataIdentity
  /// Each distinct run once, in the plan's order.
  let runs: [PlannedRun]
  /// Stored runs that cannot be read, and would be trained again.
  private(set) var damaged: [RunStoreError]

  init(notebook: CheckedNotebook, data: DataIdentity, store: RunStore) throws(RunStoreError) {
    var damaged: [RunStoreError] = []
    try self.init(notebook: notebook, data: data) { spec throws(RunStoreError) in
      let id = Trainer.runID(spec: spec, data: data)
      do throws(RunStoreError) {
        return (id, try store.record(for: id))
      } catch .missing {
        // To be trained.
      } catch .damaged(let name, let file, let reason) {
        damaged.append(.damaged(name: name, file: file, reason: reason))
      }
      return (id, nil)
    }
    self.damaged = damaged
  }

  /// The plan held against `find`, which names a run and gives its record where there is one.
  init<Failure: Error>(
    notebook: CheckedNotebook, data: DataIdentity, find: (RunSpec) throws(Failure) -> (id: RunID, record: RunRecord?)
  ) throws(Failure) {
    self.data = data
    let plan = notebook.plan
    let wishes = SnapshotWishes(notebook).wishes
    var seen: Set<RunSpec> = []
    var runs: [PlannedRun] = []
    for configuration in plan.configurations {
      for spec in configuration.specs where seen.insert(spec).inserted {
        let (id, record) = try find(spec)
        let wish = wishes[spec] ?? SnapshotWishes.Wish()
        runs.append(
          PlannedRun(
            id: id, spec: spec, name: configuration.name, record: record, lacking: record?.lacking(wish.epochs) ?? [],
            figures: wish.figures, snapshots: wish.epochs))
      }
    }
    self.runs = runs
    damaged = []
  }

  var missing: [PlannedRun] { runs.filter { $0.record == nil } }
  /// Those that are missing, and stored ones that lack snapshots.
  var toTrain: [PlannedRun] { runs.filter { $0.record == nil || !$0.lacking.isEmpty } }
  /// What the executor is to keep of them.
  var snapshots: [RunSpec: Set<Int>] {
    Dictionary(uniqueKeysWithValues: runs.filter { !$0.snapshots.isEmpty }.map { ($0.spec, $0.snapshots) })
  }
  var stored: [PlannedRun] { runs.filter { $0.record != nil } }
  var failed: [PlannedRun] { runs.filter { $0.record.map { !$0.status.isFinished } ?? false } }
  var records: [RunID: RunRecord] {
    Dictionary(uniqueKeysWithValues: runs.compactMap { run in run.record.map { (run.id, $0) } })
  }
}
