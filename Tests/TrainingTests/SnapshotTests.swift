import Experiment
import RunStore
import Synchronization
import TestSupport
import Testing
import Training

/// The test set as a network sees it after earlier epochs.
@Suite("Snapshots of a run") struct SnapshotTests {
  private final class Kept: Sendable {
    private let sets = Mutex<[Int: EmbeddingSet]>([:])
    var all: [Int: EmbeddingSet] { sets.withLock { $0 } }
    func add(_ epoch: Int, _ set: EmbeddingSet) { sets.withLock { $0[epoch] = set } }
  }

  @Test func `the wanted epochs are given out, and change no bit of the run`() throws {
    let spec = SmallRuns.spec(epochs: 4)
    let kept = Kept()
    let observer = TrainingObserver(
      clock: { 0 }, snapshots: Snapshotting(epochs: [1, 3, 4, 9]) { kept.add($0, $1) })
    let watched = try #require(try SmallRuns.train(spec, observer))
    let plain = try #require(try SmallRuns.train(spec))
    #expect(watched.weights == plain.weights)
    #expect(watched.record == plain.record)
    #expect(kept.all.keys.sorted() == [1, 3], "the last epoch's is the run's own")
    for (epoch, set) in kept.all {
      let correct = zip(set.labels, set.predictions).count { $0 == $1 }
      #expect(Double(correct) / Double(set.count) == plain.record.epochs[epoch - 1].testAccuracy)
      #expect(set.features != plain.embeddings?.features && set.classWeights != plain.embeddings?.classWeights)
    }
  }

  @Test func `a run that is stopped, resumed and stored has all of its snapshots, the ones of an undisturbed run`()
    throws
  {
    let spec = SmallRuns.spec(epochs: 4)
    let wanted: [RunSpec: Set<Int>] = [spec: [1, 2, 3]]
    var stored: [[EmbeddingSet?]] = []
    for isStopped in [false, true] {
      let directory = try TemporaryDirectory()
      let store = RunStore(root: directory.path + "/.offprint")
      let executor = Executor(workers: 1, provenance: SmallRuns.provenance, clock: { 0 })
      if isStopped {
        let cancellation = Cancellation()
        _ = executor.run(
          [spec], data: SmallRuns.data, snapshots: wanted, cancellation: cancellation, keeper: Keeper(store: store)
        ) { event in
          if case .epoch(_, let record, _) = event, record.epoch == 2 { cancellation.cancel() }
        }
        #expect(try store.list().records.isEmpty)
      }
      let outcome = executor.run([spec], data: SmallRuns.data, snapshots: wanted, keeper: Keeper(store: store))
      let record = try #require(outcome.records.first)
      #expect(record.snapshots?.map(\.epoch) == [1, 2, 3])
      stored.append(try [1, 2, 3].map { try store.snapshot(of: record.id, after: $0) })
    }
    #expect(stored[0] == stored[1] && stored[0].allSatisfy { $0 != nil })
  }

  @Test func `a checkpoint past an epoch that is wanted now is set aside, and the run begins afresh`() throws {
    let spec = SmallRuns.spec(epochs: 4)
    let directory = try TemporaryDirectory()
    let store = RunStore(root: directory.path + "/.offprint")
    let executor = Executor(workers: 1, provenance: SmallRuns.provenance, clock: { 0 })
    let cancellation = Cancellation()
    _ = executor.run([spec], data: SmallRuns.data, cancellation: cancellation, keeper: Keeper(store: store)) { event in
      if case .epoch(_, let record, _) = event, record.epoch == 2 { cancellation.cancel() }
    }
    let reasons = Mutex<[String]>([])
    let outcome = executor.run([spec], data: SmallRuns.data, snapshots: [spec: [1]], keeper: Keeper(store: store)) {
      if case .setAside(_, let reason) = $0 { reasons.withLock { $0.append(reason) } }
    }
    #expect(reasons.withLock { $0 } == ["it is past epoch 1, after which a figure wants the test features"])
    #expect(outcome.records.first?.snapshots?.map(\.epoch) == [1])
  }
}

/// A store as the executor wants it; nothing here can fail but by a test's fault.
private struct Keeper: RunKeeper {
  let store: RunStore

  func claim(_ id: RunID) throws(KeepingError) -> RunClaim { try claim(id, wanting: []) }

  func claim(_ id: RunID, wanting snapshots: Set<Int>) throws(KeepingError) -> RunClaim {
    switch try kept({ () throws(RunStoreError) in try store.claim(id, wanting: snapshots) }) {
    case .granted(let run): .granted(Run(run: run))
    case .busy: .busy
    case .stored(let record): .stored(record)
    }
  }

  struct Run: UnfinishedRun {
    let run: ClaimedRun

    func checkpoint() throws(KeepingError) -> KeptCheckpoint {
      try kept { () throws(RunStoreError) in try run.checkpoint() }.map(KeptCheckpoint.found) ?? .none
    }

    func save(_ checkpoint: Checkpoint) throws(KeepingError) {
      try kept { () throws(RunStoreError) in try run.save(checkpoint) }
    }

    func setAside() throws(KeepingError) { try kept { () throws(RunStoreError) in try run.setAside() } }

    func store(_ result: RunResult) throws(KeepingError) -> RunRecord {
      try kept { () throws(RunStoreError) in try run.finish(result) }
    }

    func snapshots() throws(KeepingError) -> Set<Int> {
      Set(try kept { () throws(RunStoreError) in try run.snapshots() }.keys)
    }

    func keep(_ embeddings: EmbeddingSet, after epoch: Int) throws(KeepingError) {
      try kept { () throws(RunStoreError) in try run.keep(embeddings, after: epoch) }
    }
  }
}

private func kept<Value>(_ body: () throws(RunStoreError) -> Value) throws(KeepingError) -> Value {
  do { return try body() } catch { throw KeepingError(reason: error.description, concernsAll: false) }
}
