import Experiment
import OffprintCore
import RunStore
import Synchronization
import Testing
import Training

@Suite("Training many runs") struct ExecutorTests {
  private func executor(workers: Int) -> Executor {
    Executor(workers: workers, provenance: SmallRuns.provenance, clock: { 0 })
  }

  /// `head.weight` and all others, as one value to compare.
  private final class Kept: Sendable {
    let results = Mutex<[RunID: RunResult]>([:])

    func store(_ result: RunResult) -> RunRecord {
      results.withLock { $0[result.record.id] = result }
      return result.record
    }

    var weights: [RunID: [NamedTensor]] { results.withLock { $0.mapValues(\.weights) } }
  }

  private let specs = (1...5).map { SmallRuns.spec(seed: $0, epochs: 6 - $0) }

  @Test func `one worker and two give the same weights, in the order that was asked for`() {
    let (one, two) = (Kept(), Kept())
    let first = executor(workers: 1).run(specs, data: SmallRuns.data, store: { one.store($0) })
    let second = executor(workers: 2).run(specs, data: SmallRuns.data, store: { two.store($0) })
    #expect(one.weights.count == 5)
    #expect(one.weights == two.weights)
    #expect(first.records == second.records)
    #expect(first.records.map(\.spec) == specs)
  }

  @Test func `stored by one worker or two, a run has the same digests`() throws {
    let (a, b) = (try TemporaryDirectory(), try TemporaryDirectory())
    for (directory, workers) in [(a, 1), (b, 2)] {
      let store = RunStore(root: directory.path + "/.offprint")
      let outcome = executor(workers: workers).run(specs, data: SmallRuns.data, store: { try store.put($0) })
      #expect(outcome.records.count == 5 && outcome.notStored.isEmpty)
    }
    let stored = try [a, b].map { try RunStore(root: $0.path + "/.offprint").list().records }
    #expect(stored[0].map(\.weightsDigest) == stored[1].map(\.weightsDigest))
    #expect(stored[0].map(\.embeddingsDigest) == stored[1].map(\.embeddingsDigest))
    #expect(stored[0].allSatisfy { $0.weightsDigest != nil })
  }

  @Test func `a run that fails is stored as failed and the others go on`() {
    let kept = Kept()
    let events = Mutex<[String]>([])
    let outcome = executor(workers: 2).run(
      [specs[0], SmallRuns.diverging, specs[1]], data: SmallRuns.data, store: { kept.store($0) },
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
    let outcome = executor(workers: 1).run([bad, specs[4]], data: SmallRuns.data, store: { $0.record })
    #expect(outcome.rejected.count == 1)
    #expect(outcome.rejected.first?.reason.contains("nonesuch") == true)
    #expect(outcome.records.count == 1)
  }

  @Test func `cancelling keeps what is finished and begins nothing more`() {
    let kept = Kept()
    let cancellation = Cancellation()
    let outcome = executor(workers: 1).run(
      specs, data: SmallRuns.data, cancellation: cancellation, store: { kept.store($0) },
      onEvent: { event in
        if case .finished(let record) = event, record.spec.seed == 2 { cancellation.cancel() }
      })
    #expect(outcome.records.map(\.spec.seed) == [1, 2])
    #expect(kept.weights.count == 2)
    #expect(outcome.cancelled.count == 3)
  }

  @Test func `an error while storing is reported, and the other runs are stored`() {
    struct Full: Error, CustomStringConvertible { let description = "the disk is full" }
    let outcome = executor(workers: 2).run(specs, data: SmallRuns.data) { result throws in
      if result.record.spec.seed == 3 { throw Full() }
      return result.record
    }
    #expect(outcome.notStored.map(\.reason) == ["the disk is full"])
    #expect(outcome.records.map(\.spec.seed) == [1, 2, 4, 5])
  }

  @Test func `events tell each run's story in order`() {
    let stories = Mutex<[RunID: [String]]>([:])
    _ = executor(workers: 2).run(specs, data: SmallRuns.data, store: { $0.record }) { event in
      let (id, word): (RunID, String) =
        switch event {
        case .started(let id): (id, "started")
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
