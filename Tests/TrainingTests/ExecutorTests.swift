import Experiment
import OffprintCore
import RunStore
import Synchronization
import TestSupport
import Testing
import Training

@Suite("Training many runs") struct ExecutorTests {
  private func executor(workers: Int) -> Executor {
    Executor(workers: workers, provenance: SmallRuns.provenance, clock: { 0 })
  }

  private let specs = (1...5).map { SmallRuns.spec(seed: $0, epochs: 6 - $0) }

  @Test func `one worker and two give the same weights, in the order that was asked for`() {
    let (one, two) = (MemoryKeeper(), MemoryKeeper())
    let first = executor(workers: 1).run(specs, data: SmallRuns.data, keeper: one)
    let second = executor(workers: 2).run(specs, data: SmallRuns.data, keeper: two)
    #expect(one.weights.count == 5)
    #expect(one.weights == two.weights)
    #expect(first.records == second.records)
    #expect(first.records.map(\.spec) == specs)
  }

  @Test func `stored by one worker or two, a run has the same digests`() throws {
    let (a, b) = (try TemporaryDirectory(), try TemporaryDirectory())
    for (directory, workers) in [(a, 1), (b, 2)] {
      let store = RunStore(root: directory.path + "/.offprint")
      let keeper = MemoryKeeper()
      let outcome = executor(workers: workers).run(specs, data: SmallRuns.data, keeper: keeper)
      #expect(outcome.records.count == 5 && outcome.notStored.isEmpty)
      for result in keeper.state.withLock({ Array($0.results.values) }) { try store.put(result) }
    }
    let stored = try [a, b].map { try RunStore(root: $0.path + "/.offprint").list().records }
    #expect(stored[0].map(\.weightsDigest) == stored[1].map(\.weightsDigest))
    #expect(stored[0].map(\.embeddingsDigest) == stored[1].map(\.embeddingsDigest))
    #expect(stored[0].allSatisfy { $0.weightsDigest != nil })
  }

  @Test(arguments: 1...2) func `when no run may begin any more those that have begun are done, and no other is`(
    workers: Int
  ) {
    let asked = Mutex(0)
    let keeper = MemoryKeeper()
    let outcome = executor(workers: workers).run(
      specs, data: SmallRuns.data,
      mayBegin: {
        asked.withLock { asked in
          asked += 1
          return asked <= 3
        }
      }, keeper: keeper)
    #expect(outcome.records.map(\.spec) == Array(specs.prefix(3)) && keeper.weights.count == 3)
    #expect(outcome.cancelled.count == 2 && keeper.checkpoints.isEmpty)
  }

  @Test func `a run that fails is stored as failed and the others go on`() {
    let kept = MemoryKeeper()
    let events = Mutex<[String]>([])
    let outcome = executor(workers: 2).run(
      [specs[0], SmallRuns.diverging, specs[1]], data: SmallRuns.data, keeper: kept,
      onEvent: { event in
        switch event {
        case .failed(let record): events.withLock { $0.append("failed \(record.spec.seed)") }
        case .finished(let record): events.withLock { $0.append("finished \(record.spec.seed)") }
        default: break
        }
      })
    #expect(outcome.records.map(\.status.word) == ["finished", "failed", "finished"])
    #expect(events.withLock { $0.sorted() } == ["failed 9", "finished 1", "finished 2"])
  }

  @Test func `a spec that cannot be trained is rejected and the others go on`() {
    var bad = SmallRuns.spec()
    bad.model = ["layers": [["name": "nonesuch"]]]
    let outcome = executor(workers: 1).run([bad, specs[4]], data: SmallRuns.data, keeper: MemoryKeeper())
    #expect(outcome.rejected.count == 1)
    #expect(outcome.rejected.first?.reason.contains("nonesuch") == true)
    #expect(outcome.records.count == 1)
  }

  @Test func `cancelling keeps what is finished and begins nothing more`() {
    let kept = MemoryKeeper()
    let cancellation = Cancellation()
    let outcome = executor(workers: 1).run(
      specs, data: SmallRuns.data, cancellation: cancellation, keeper: kept,
      onEvent: { event in
        if case .finished(let record) = event, record.spec.seed == 2 { cancellation.cancel() }
      })
    #expect(outcome.records.map(\.spec.seed) == [1, 2])
    #expect(kept.weights.count == 2)
    #expect(outcome.cancelled.count == 3)
  }

  @Test func `an error that concerns one run alone is reported, and the other runs are stored`() {
    let keeper = MemoryKeeper { spec in
      spec.seed == 3 ? KeepingError(reason: "other weights are stored", concernsAll: false) : nil
    }
    let outcome = executor(workers: 2).run(specs, data: SmallRuns.data, keeper: keeper)
    #expect(outcome.notStored.map(\.reason) == ["other weights are stored"])
    #expect(outcome.records.map(\.spec.seed) == [1, 2, 4, 5])
    #expect(outcome.storageFailure == nil)
  }

  @Test func `events tell each run's story in order`() {
    let stories = Mutex<[RunID: [String]]>([:])
    _ = executor(workers: 2).run(specs, data: SmallRuns.data, keeper: MemoryKeeper()) { event in
      let (id, word): (RunID, String) =
        switch event {
        case .started(let id): (id, "started")
        case .resumed(let id, _, _, _, _): (id, "resumed")
        case .setAside(let id, _): (id, "set aside")
        case .checkpointNotSaved(let id, _): (id, "checkpoint not saved")
        case .waiting(let id): (id, "waiting")
        case .storedElsewhere(let record): (record.id, "stored elsewhere")
        case .progress(let id, _, _): (id, "")
        case .epoch(let id, let record, _): (id, "epoch \(record.epoch)")
        case .finished(let record): (record.id, "finished")
        case .failed(let record): (record.id, "failed")
        case .cancelled(let id): (id, "cancelled")
        case .rejected(let id, _): (id, "rejected")
        case .notStored(let id, _): (id, "not stored")
        }
      if word != "" { stories.withLock { $0[id, default: []].append(word) } }
    }
    let third = Trainer.runID(spec: specs[2], data: SmallRuns.data.identity)
    #expect(stories.withLock { $0[third] } == ["started", "epoch 1", "epoch 2", "epoch 3", "finished"])
    #expect(stories.withLock { $0.count } == 5)
  }
}
