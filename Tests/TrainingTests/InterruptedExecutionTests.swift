import Experiment
import OffprintCore
import Synchronization
import Testing
import Training

@Suite("Interrupting and sharing an execution") struct InterruptedExecutionTests {
  private let specs = (1...4).map { SmallRuns.spec(seed: $0, epochs: 3) }

  private func id(_ spec: RunSpec) -> RunID { Trainer.runID(spec: spec, data: SmallRuns.data.identity) }

  private func executor(workers: Int, checkpointInterval: Double = 1e9) -> Executor {
    Executor(
      workers: workers, provenance: SmallRuns.provenance, clock: { 0 }, checkpointInterval: checkpointInterval,
      pause: {})
  }

  private final class Words: Sendable {
    let all = Mutex<[String]>([])

    func receive(_ event: ExecutionEvent) {
      let word: String? =
        switch event {
        case .resumed(_, let epoch, let stepInEpoch, let step, let totalSteps):
          "resumed \(epoch) \(stepInEpoch) \(step) \(totalSteps)"
        case .setAside(_, let reason): "set aside: \(reason)"
        case .waiting: "waiting"
        case .storedElsewhere(let record): "stored elsewhere \(record.spec.seed)"
        case .checkpointNotSaved(_, let reason): "not saved: \(reason)"
        case .notStored(_, let reason): "not stored: \(reason)"
        default: nil
        }
      if let word { all.withLock { $0.append(word) } }
    }

    var list: [String] { all.withLock(\.self) }
  }

  @Test func `a cancelled execution leaves checkpoints, and the next one goes on from them to the same bits`() throws {
    let (undisturbed, keeper) = (MemoryKeeper(), MemoryKeeper())
    _ = executor(workers: 2).run(specs, data: SmallRuns.data, keeper: undisturbed)
    let cancellation = Cancellation()
    let first = executor(workers: 2).run(
      specs, data: SmallRuns.data, cancellation: cancellation, keeper: keeper,
      onEvent: { event in if case .epoch(_, let record, _) = event, record.epoch == 2 { cancellation.cancel() } })
    #expect(first.cancelled.count >= 3)
    #expect(keeper.checkpoints.count >= 1 && keeper.checkpoints.count <= 2)
    let words = Words()
    let second = executor(workers: 1).run(specs, data: SmallRuns.data, keeper: keeper, onEvent: words.receive)
    #expect(second.records.count == 4 && second.cancelled.isEmpty)
    #expect(keeper.weights == undisturbed.weights)
    #expect(keeper.checkpoints.isEmpty)
    #expect(words.list.contains { $0.hasPrefix("resumed ") && $0.hasSuffix(" 33") })
  }

  @Test func `a checkpoint that is damaged or another run's is set aside, said, and the run begins afresh`() throws {
    let (undisturbed, keeper) = (MemoryKeeper(), MemoryKeeper())
    _ = executor(workers: 1).run(specs, data: SmallRuns.data, keeper: undisturbed)
    let foreign = Checkpoint(id: id(specs[0]), engineVersion: 99, progress: RunProgress(), tensors: [])
    keeper.state.withLock { state in
      state.damage[id(specs[0])] = "it is cut short"
      state.checkpoints[id(specs[1])] = foreign
      state.checkpoints[id(specs[2])] = Checkpoint(
        id: id(specs[2]), engineVersion: -7, progress: RunProgress(), tensors: [])
    }
    let words = Words()
    let outcome = executor(workers: 1).run(specs, data: SmallRuns.data, keeper: keeper, onEvent: words.receive)
    #expect(outcome.records.count == 4)
    #expect(keeper.weights == undisturbed.weights)
    #expect(keeper.state.withLock(\.setAside) == specs[0...2].map(id))
    let list = words.list
    #expect(list.count == 3 && list[0] == "set aside: it is cut short")
    #expect(list[1].contains("belongs to another run") && list[2].contains("version -7"))
  }

  @Test func `a run that another process trains is put off, waited for, and taken over if it is not stored`() throws {
    let keeper = MemoryKeeper()
    var elsewhere = try #require(try SmallRuns.train(specs[1])).record
    elsewhere.provenance.machine = "another"
    let record = elsewhere
    keeper.state.withLock { state in
      // The first one's process dies without storing it; the second is stored by its process in the end.
      state.busy[id(specs[0])] = 5
      state.busy[id(specs[1])] = 7
      state.storedElsewhere[id(specs[1])] = record
    }
    let words = Words()
    let outcome = executor(workers: 1).run(specs, data: SmallRuns.data, keeper: keeper, onEvent: words.receive)
    #expect(outcome.records.map(\.spec) == specs)
    #expect(outcome.records[1].provenance.machine == "another")
    #expect(keeper.weights.count == 3, "each run is trained once")
    #expect(words.list == ["waiting", "waiting", "stored elsewhere 2"])
  }

  @Test func `waiting for another process ends with the cancellation`() {
    let keeper = MemoryKeeper()
    keeper.state.withLock { $0.busy[id(specs[0])] = .max }
    let cancellation = Cancellation()
    let outcome = executor(workers: 2).run(
      [specs[0]], data: SmallRuns.data, cancellation: cancellation, keeper: keeper,
      onEvent: { if case .waiting = $0 { cancellation.cancel() } })
    #expect(outcome.cancelled.count == 1)
  }

  @Test func `where a run cannot be stored because of the disk, the others stop with checkpoints`() {
    let keeper = MemoryKeeper { spec in
      spec.seed == 2 ? KeepingError(reason: "the disk is full", concernsAll: true) : nil
    }
    var long = SmallRuns.spec(seed: 1, epochs: 100_000)
    long.batchSize = 64
    let words = Words()
    let outcome = executor(workers: 2).run(
      [long, specs[1], specs[2]], data: SmallRuns.data, keeper: keeper, onEvent: words.receive)
    #expect(outcome.storageFailure == "the disk is full")
    #expect(outcome.notStored.map(\.id) == [id(specs[1])])
    #expect(outcome.cancelled == [id(long), id(specs[2])])
    #expect(Array(keeper.checkpoints.keys) == [id(long)])
    #expect(words.list == ["not stored: the disk is full"])
  }

  @Test func `where checkpoints cannot be kept because of the disk, training stops and says so once`() {
    let keeper = MemoryKeeper(saveError: KeepingError(reason: "the disk is full", concernsAll: true))
    let words = Words()
    let outcome = executor(workers: 2, checkpointInterval: 0).run(
      specs, data: SmallRuns.data, keeper: keeper, onEvent: words.receive)
    #expect(outcome.storageFailure == "the disk is full")
    #expect(outcome.records.isEmpty && outcome.cancelled.count == 4)
    #expect(words.list == ["not saved: the disk is full"])
  }
}
