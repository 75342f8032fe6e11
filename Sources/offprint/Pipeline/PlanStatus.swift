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
    fileprivate(set) var record: RunRecord?
    /// The epochs after which figures want its test features and a stored run does not have them.
    fileprivate(set) var lacking: [Int]
    /// Which figures want them.
    let figures: [String]
    /// All that is wanted, stored or not.
    let snapshots: Set<Int>
  }

  let data: DataIdentity
  /// Each distinct run once, in the plan's order.
  private(set) var runs: [PlannedRun]
  /// Stored runs that cannot be read, and would be trained again.
  private(set) var damaged: [RunStoreError]

  /// - Parameter remembered: what an earlier status has read already.
  init(
    notebook: CheckedNotebook, data: DataIdentity, store: RunStore, workers: Int, remembered: RememberedRuns? = nil
  ) throws(RunStoreError) {
    let planned = Self.runs(of: notebook.plan)
    // A thousand records are a second's reading for one core.
    let found = Parallel.map(planned.map(\.spec), workers: workers) { spec -> FoundRun in
      let id = remembered?.name(of: spec, on: data) ?? Trainer.runID(spec: spec, data: data)
      let record = Result { () throws(RunStoreError) in
        if let remembered { try remembered.record(for: id, in: store) } else { try store.record(for: id) }
      }
      return FoundRun(id: id, record: record)
    }
    var damaged: [RunStoreError] = []
    let records = try found.map { run throws(RunStoreError) -> (id: RunID, record: RunRecord?) in
      do throws(RunStoreError) {
        return (run.id, try run.record.get())
      } catch .missing {
        return (run.id, nil)
      } catch .damaged(let name, let file, let reason) {
        damaged.append(.damaged(name: name, file: file, reason: reason))
        return (run.id, nil)
      }
    }
    self.init(notebook, data, planned, records)
    self.damaged = damaged
  }

  /// These runs alone, in their order and without what figures want of them, held against a store.
  init(_ specs: [(spec: RunSpec, name: String)], data: DataIdentity, store: RunStore) throws(RunStoreError) {
    self.data = data
    damaged = []
    runs = []
    for (spec, name) in specs {
      let id = Trainer.runID(spec: spec, data: data)
      var run = PlannedRun(id: id, spec: spec, name: name, record: nil, lacking: [], figures: [], snapshots: [])
      do throws(RunStoreError) {
        run.record = try store.record(for: id)
      } catch .missing {
      } catch .damaged(let name, let file, let reason) {
        damaged.append(.damaged(name: name, file: file, reason: reason))
      }
      runs.append(run)
    }
  }

  private struct FoundRun: Sendable {
    let id: RunID
    let record: Result<RunRecord, RunStoreError>
  }

  /// The plan held against `find`, which names a run and gives its record where there is one; asked from several threads.
  init(
    notebook: CheckedNotebook, data: DataIdentity,
    find: @escaping @Sendable (RunSpec) -> (id: RunID, record: RunRecord?)
  ) {
    let planned = Self.runs(of: notebook.plan)
    self.init(notebook, data, planned, Parallel.map(planned.map(\.spec), workers: planned.count, find))
  }

  /// `found` has of each of the `planned` runs its name, and its record where there is one.
  private init(
    _ notebook: CheckedNotebook, _ data: DataIdentity, _ planned: [(spec: RunSpec, name: String)],
    _ found: [(id: RunID, record: RunRecord?)]
  ) {
    self.data = data
    let wishes = SnapshotWishes(notebook).wishes
    runs = zip(planned, found).map { planned, found in
      let wish = wishes[planned.spec] ?? SnapshotWishes.Wish()
      return PlannedRun(
        id: found.id, spec: planned.spec, name: planned.name, record: found.record,
        lacking: found.record?.lacking(wish.epochs) ?? [], figures: wish.figures, snapshots: wish.epochs)
    }
    damaged = []
  }

  /// Each distinct spec once, in the plan's order, with the name of the configuration that has it first.
  private static func runs(of plan: Plan) -> [(spec: RunSpec, name: String)] {
    var seen: Set<RunSpec> = []
    return plan.configurations.flatMap { configuration in
      configuration.specs.filter { seen.insert($0).inserted }.map { ($0, configuration.name) }
    }
  }

  /// The same after every file of the stored runs, or of those of `specs` alone, was held to its digest: a run that cannot be
  /// trusted is damaged and not stored.
  func verified(
    in store: RunStore, only specs: Set<RunSpec>? = nil, workers: Int
  ) throws(RunStoreError) -> PlanStatus {
    let indices = runs.indices.filter { runs[$0].record != nil && specs?.contains(runs[$0].spec) ?? true }
    // Reading and hashing are most of it, and each file is a matter of its own.
    let found = Parallel.map(indices, workers: workers) { index -> RunStoreError? in
      guard let record = runs[index].record else { return nil }
      do throws(RunStoreError) {
        try store.check(record)
        return nil
      } catch {
        return error
      }
    }
    var status = self
    for case (let index, let error?) in zip(indices, found) {
      guard case .damaged = error else { throw error }
      status.damaged.append(error)
      status.runs[index].record = nil
      status.runs[index].lacking = []
    }
    return status
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
  var names: [RunSpec: RunID] { Dictionary(uniqueKeysWithValues: runs.map { ($0.spec, $0.id) }) }
  var records: [RunID: RunRecord] {
    Dictionary(uniqueKeysWithValues: runs.compactMap { run in run.record.map { (run.id, $0) } })
  }
}
