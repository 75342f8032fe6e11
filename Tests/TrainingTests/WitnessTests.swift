import Experiment
import KernelSets
import Kernels
import NeuralNetwork
import OffprintCore
import Synchronization
import Testing
import Training

/// Looks at single steps, and what two of them that are held against each other tell.
@Suite("Watched steps") struct WitnessTests {
  /// Everything with a state: running statistics, dropout, two numbers of the optimizer for each parameter, clipping. 11 steps an
  /// epoch, of which the last is small.
  private static let spec: RunSpec = {
    var spec = SmallRuns.spec(epochs: 2)
    spec.model = [
      "layers": [
        ["name": "conv", "channels": 4, "kernel": 5, "stride": 4],
        ["name": "dropout", "rate": 0.2], ["name": "embedding", "size": 3],
      ]
    ]
    spec.gradientClip = 2
    return spec
  }()

  private static func train(
    _ witness: (any StepWitness)?, _ spec: RunSpec = spec, kernels: (any KernelSet.Type)? = nil, threads: Int = 1
  ) throws -> RunResult {
    let trainer = try Trainer(
      spec: spec, data: SmallRuns.data, kernels: kernels, threads: threads, mostThreads: threads)
    return try #require(
      trainer.run(provenance: SmallRuns.provenance, observer: TrainingObserver(clock: { 0 }, witness: witness)))
  }

  private static func traced(
    _ epochs: ClosedRange<Int> = 1...2, kernels: (any KernelSet.Type)? = nil, threads: Int = 1
  ) throws -> (RunResult, StepTrace) {
    let recorder = TraceRecorder(epochs: epochs)
    let result = try train(recorder, kernels: kernels, threads: threads)
    return (result, recorder.trace(of: spec, data: SmallRuns.data.identity, origin: "test"))
  }

  @Test func `a run that is watched is the run that it would be`() throws {
    let alone = try Self.train(nil)
    #expect(alone.record.status == .finished && alone.record.epochs.allSatisfy { $0.state != nil })
    for threads in 1...2 {
      let (watched, trace) = try Self.traced(threads: threads)
      #expect(watched.record == alone.record && watched.weights == alone.weights)
      #expect(trace.rows.map(\.step) == Array(0...11) + Array(1...11))
      #expect(trace.items.contains { if case .statistic = $0 { true } else { false } })
    }
  }

  @Test func `every schedule computes the same, step by step`() throws {
    let (_, one) = try Self.traced()
    for kernels in KernelSets.usable {
      let (_, other) = try Self.traced(kernels: kernels, threads: 2)
      #expect(TraceDifference(one, other) == .none(steps: 22))
    }
    // An epoch by itself begins in the state in which the one before it ended.
    let (_, second) = try Self.traced(2...2)
    #expect(TraceDifference(one, second) == .none(steps: 11))
    let (end, start) = (one.rows[11], second.rows[0])
    for (place, item) in one.items.enumerated() {
      switch item {
      case .state, .parameter, .statistic: #expect(end.words[place] == start.words[place], "\(item.text)")
      case .batch, .loss, .gradient, .gradientNorm: #expect(start.words[place] == 0 && end.words[place] != 0)
      }
    }
  }

  @Test func `the last step's words are what the epoch's state is made of`() throws {
    let (result, trace) = try Self.traced()
    var previous: UInt64 = 0
    for (epoch, row) in [trace.rows[11], trace.rows[22]].enumerated() {
      func words(_ matches: (TraceItem) -> Bool) -> [UInt64] {
        zip(trace.items, row.words).filter { matches($0.0) }.map(\.1)
      }
      let parameters = words { if case .parameter = $0 { true } else { false } }
      let statistics = words { if case .statistic = $0 { true } else { false } }
      let states = (0..<2).flatMap { kind in words { if case .state(kind, _) = $0 { true } else { false } } }
      let state = Fingerprint(of: [previous] + parameters + statistics + states)
      #expect(result.record.epochs[epoch].state == state)
      previous = state.word
    }
  }

  /// Changes one number of one tensor by one unit in the last place, in one step, as a faulty machine might.
  private final class Fault: StepWitness {
    let recorder: TraceRecorder
    let epoch: Int
    let step: Int
    let kind: NetworkTensors.Kind
    let place: Int
    let element: Double
    let name = Mutex("")

    init(epoch: Int, step: Int, kind: NetworkTensors.Kind, place: Int, element: Double) {
      recorder = TraceRecorder(epochs: 1...2)
      (self.epoch, self.step, self.kind, self.place, self.element) = (epoch, step, kind, place, element)
    }

    func watches(epoch: Int) -> Bool { true }

    func look(_ sight: StepSight) {
      if sight.epoch == epoch, sight.step == step, isMoment(sight.moment) {
        let region = sight.tensors.region(kind, place)
        let index = min(region.count - 1, Int(element * Double(region.count)))
        region[index] = region[index].nextUp
        let names = kind == .statistic ? sight.tensors.statisticNames : sight.tensors.parameterNames
        name.withLock { $0 = names[place] }
      }
      recorder.look(sight)
    }

    private func isMoment(_ moment: StepMoment) -> Bool {
      switch (moment, kind) {
      case (.gradients, .gradient), (.gradients, .statistic), (.end, .parameter), (.end, .state): true
      default: false
      }
    }

    var item: TraceItem {
      let name = name.withLock(\.self)
      return switch kind {
      case .parameter: .parameter(name)
      case .gradient: .gradient(name)
      case .statistic: .statistic(name)
      case .state(let number): .state(number, name)
      }
    }
  }

  @Test func `a hundred changes of one unit in the last place are all found where they were made`() throws {
    let (sound, trace) = try Self.traced()
    let parameters = trace.items.count { if case .parameter = $0 { true } else { false } }
    let statistics = trace.items.count { if case .statistic = $0 { true } else { false } }
    var stream = RandomStream(seed: 2026, purpose: .audit)
    var spread = 0
    for _ in 0..<100 {
      let kinds: [NetworkTensors.Kind] = [.parameter, .gradient, .statistic, .state(0), .state(1)]
      let kind = kinds[stream.nextInteger(below: kinds.count)]
      let place = stream.nextInteger(below: kind == .statistic ? statistics : parameters)
      let fault = Fault(
        epoch: 1 + stream.nextInteger(below: 2), step: 1 + stream.nextInteger(below: 11), kind: kind, place: place,
        element: stream.nextUniformDouble())
      let result = try Self.train(fault)
      let other = fault.recorder.trace(of: Self.spec, data: SmallRuns.data.identity, origin: "faulty")
      let what = "\(fault.item.text) in step \(fault.step) of epoch \(fault.epoch)"
      guard case .step(let epoch, let step, let item, _, _) = TraceDifference(trace, other) else {
        Issue.record("\(what) was not found")
        continue
      }
      #expect(epoch == fault.epoch && step == fault.step && item == fault.item, "\(what)")
      // A change may be lost in rounding before its epoch ends; if it is not, the epoch's state says in which it was made.
      let audit = RunAudit(reported: sound.record, found: result.record)
      guard result.record.epochs != sound.record.epochs else { continue }
      spread += 1
      #expect(audit.grade == .diverged && audit.equalThrough == fault.epoch - 1 && !audit.isAltered, "\(what)")
    }
    #expect(spread > 60, "\(spread)")
  }
}
