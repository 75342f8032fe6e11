import Experiment
import OffprintCore
import Synchronization
import Testing
import Training

/// Runs that stop somewhere and go on from a checkpoint, in another trainer as after another start of the program.
@Suite("Resuming a run") struct ResumeTests {
  /// Everything with a state or a schedule: dropout, running statistics, momentum, one-cycle, a growing margin, augmentation,
  /// clipping, label smoothing. 11 steps an epoch, of which the last is small.
  private static func everything(epochs: Int = 3) -> RunSpec {
    var spec = SmallRuns.spec(
      epochs: epochs,
      loss: [
        "name": "arcface", "scale": 16, "margin": 0.3, "past-pi": "monotone", "gradient": "exact",
        "margin-schedule": ["name": "exponential", "over": 0.7, "steepness": 3],
      ])
    spec.model = [
      "layers": [
        ["name": "conv", "channels": 4, "kernel": 5, "stride": 4], ["name": "dropout", "rate": 0.3],
        ["name": "linear", "size": 12], ["name": "dropout", "rate": 0.2], ["name": "embedding", "size": 3],
      ]
    ]
    spec.augmentation = ["shift": 2, "rotation": 10]
    spec.gradientClip = 2
    spec.labelSmoothing = 0.05
    return spec
  }

  private static func momentum() -> RunSpec {
    var spec = everything()
    spec.optimizer = [
      "name": "sgd", "rate": 0.05, "momentum": 0.9, "nesterov": true, "weight-decay": 1e-4,
      "schedule": SmallRuns.oneCycle,
    ]
    return spec
  }

  /// An undisturbed run and every checkpoint it can give: after steps 1, 17, 33 and the first two epochs.
  private static func checkpoints(_ spec: RunSpec) throws -> (RunResult, [Checkpoint]) {
    let all = Mutex<[Checkpoint]>([])
    let observer = TrainingObserver(
      clock: { 0 }, checkpointing: Checkpointing(interval: 0) { checkpoint in all.withLock { $0.append(checkpoint) } })
    let result = try #require(try SmallRuns.train(spec, observer))
    return (result, all.withLock(\.self))
  }

  private static func resume(
    _ checkpoint: Checkpoint, _ spec: RunSpec, _ observer: TrainingObserver = TrainingObserver(clock: { 0 })
  ) throws -> RunResult? {
    let trainer = try Trainer(spec: spec, data: SmallRuns.data)
    let progress = try trainer.restore(checkpoint)
    return trainer.run(provenance: SmallRuns.provenance, observer: observer, from: progress)
  }

  private static func expectSame(_ a: RunResult?, _ b: RunResult, _ comment: Comment) {
    #expect(a?.weights == b.weights, comment)
    #expect(a?.embeddings == b.embeddings, comment)
    #expect(a?.record == b.record, comment)
  }

  @Test(
    "from any checkpoint a run ends in the same weights, embeddings and record",
    arguments: [("adamw", everything()), ("sgd", momentum()), ("plain", SmallRuns.spec())])
  func anywhere(name: String, spec: RunSpec) throws {
    let (undisturbed, checkpoints) = try Self.checkpoints(spec)
    #expect(checkpoints.map(\.progress.step) == [1, 11, 17, 22])
    for checkpoint in checkpoints {
      let resumed = try Self.resume(checkpoint, spec)
      Self.expectSame(resumed, undisturbed, "\(name), step \(checkpoint.progress.step)")
    }
    #expect(undisturbed.record.accuracy.map { $0 > 0.15 } == true)
  }

  /// Stops at the first look after `step` steps; gives the checkpoint that this leaves.
  private static func stop(
    _ spec: RunSpec, after step: Int, from checkpoint: Checkpoint? = nil
  ) throws -> Checkpoint? {
    let cancellation = Cancellation()
    let left = Mutex<Checkpoint?>(nil)
    let observer = TrainingObserver(
      clock: { 0 }, cancellation: cancellation,
      checkpointing: Checkpointing(interval: 1e9) { checkpoint in left.withLock { $0 = checkpoint } },
      onStep: { done, _ in if done >= step { cancellation.cancel() } })
    let result =
      try checkpoint.map { try Self.resume($0, spec, observer) } ?? SmallRuns.train(spec, observer)
    #expect(result == nil)
    return left.withLock(\.self)
  }

  @Test func `stopping leaves a checkpoint, in the middle of an epoch, at its last step, and at the very last`() throws
  {
    let spec = Self.everything()
    let undisturbed = try #require(try SmallRuns.train(spec))
    // Looks are at every sixteenth step and at an epoch's last, before its evaluation.
    for (asked, found, epochs) in [(1, 1, 0), (2, 11, 0), (12, 17, 1), (18, 22, 1), (23, 33, 2)] {
      let checkpoint = try #require(try Self.stop(spec, after: asked))
      #expect(checkpoint.progress.step == found && checkpoint.progress.epochs.count == epochs)
      Self.expectSame(try Self.resume(checkpoint, spec), undisturbed, "stopped at step \(found)")
    }
  }

  @Test func `a run that is stopped twice, and one that is stopped at every look, end as if they never were`() throws {
    let spec = Self.momentum()
    let undisturbed = try #require(try SmallRuns.train(spec))
    let first = try #require(try Self.stop(spec, after: 11))
    let second = try #require(try Self.stop(spec, after: 22, from: first))
    Self.expectSame(try Self.resume(second, spec), undisturbed, "stopped twice")
    var last = try #require(try Self.stop(spec, after: 1))
    for _ in 0..<20 where last.progress.step < 33 {
      last = try #require(try Self.stop(spec, after: last.progress.step + 1, from: last))
    }
    #expect(last.progress.step == 33)
    Self.expectSame(try Self.resume(last, spec), undisturbed, "stopped at every look")
  }

  @Test func `a run that was stopped before its first step begins anew`() throws {
    // Nothing new since the checkpoint: it is not written again.
    let spec = Self.everything()
    let checkpoint = try #require(try Self.stop(spec, after: 11))
    let saves = Mutex(0)
    let cancellation = Cancellation()
    cancellation.cancel()
    let observer = TrainingObserver(
      clock: { 0 }, cancellation: cancellation,
      checkpointing: Checkpointing(interval: 1e9) { _ in saves.withLock { $0 += 1 } })
    #expect(try Self.resume(checkpoint, spec, observer) == nil)
    // Its one look is after steps 12 … 17.
    #expect(saves.withLock(\.self) == 1)
  }

  @Test func `a run that diverges after a checkpoint fails in the same place with the same words`() throws {
    var spec = SmallRuns.spec(epochs: 3)
    // The rate grows so that the run survives its first steps.
    spec.optimizer = [
      "name": "sgd", "rate": 1e12, "momentum": 0, "nesterov": false, "weight-decay": 0,
      "schedule": [
        "name": "one-cycle", "rise": 0.5, "start-divisor": 1e13, "end-divisor": 10, "cycle-momentum": false,
      ],
    ]
    let undisturbed = try #require(try SmallRuns.train(spec))
    guard case .failed(let failure) = undisturbed.record.status else {
      Issue.record("the run should have failed")
      return
    }
    #expect((failure.epoch, failure.step) > (1, 1))
    let checkpoint = try #require(try Self.stop(spec, after: 1))
    #expect(try Self.resume(checkpoint, spec)?.record == undisturbed.record)
  }

  @Test func `the seconds of both sessions are added up, and the time between them is not`() throws {
    let spec = SmallRuns.spec(epochs: 2)
    let now = Mutex(0.0)
    let clock: @Sendable () -> Double = { now.withLock(\.self) }
    let cancellation = Cancellation()
    let left = Mutex<Checkpoint?>(nil)
    let first = TrainingObserver(
      clock: clock, cancellation: cancellation,
      checkpointing: Checkpointing(interval: 1e9) { checkpoint in left.withLock { $0 = checkpoint } },
      onStep: { step, _ in
        now.withLock { $0 += 2 }
        if step == 17 { cancellation.cancel() }
      })
    #expect(try SmallRuns.train(spec, first) == nil)
    let found = left.withLock(\.self)
    let checkpoint = try #require(found)
    now.withLock { $0 += 1000 }
    let second = TrainingObserver(clock: clock, onStep: { _, _ in now.withLock { $0 += 3 } })
    let result = try #require(try Self.resume(checkpoint, spec, second))
    // Looks after steps 1, 11 and 17 (the epoch's 6th) of 2 s, then after step 22 of 3 s.
    #expect(result.record.provenance.seconds == 9)
    #expect(result.record.provenance.imagesPerSecond == [330.0 / 4, 330.0 / 5])
  }

  @Test func `checkpoints come at the interval, sooner at an epoch's end, and seldom where they take long`() throws {
    // Each look at the clock is a tenth of a second later; a checkpoint takes `cost` seconds.
    func steps(interval: Double, cost: Double) throws -> [Int] {
      let now = Mutex(0.0)
      let steps = Mutex<[Int]>([])
      var spec = SmallRuns.spec(epochs: 40)
      spec.batchSize = 5
      let observer = TrainingObserver(
        clock: { now.withLock(\.self) },
        checkpointing: Checkpointing(interval: interval) { checkpoint in
          steps.withLock { $0.append(checkpoint.progress.step) }
          now.withLock { $0 += cost }
        }, onStep: { _, _ in now.withLock { $0 += 1 } })
      _ = try SmallRuns.train(spec, observer)
      return steps.withLock(\.self)
    }
    // 66 steps an epoch: five or six looks of a second each.
    let often = try steps(interval: 10, cost: 0)
    #expect(often.count > 15 && often.count < 40)
    #expect(often.contains { $0 % 66 == 0 } && often.last.map { $0 < 66 * 40 } == true)
    let seldom = try steps(interval: 10, cost: 1)
    // A second each is a hundredth of the time.
    #expect(seldom.count >= 1 && seldom.count <= 4)
  }

  @Test func `a checkpoint of another run, of another version, or that contradicts itself is refused with a reason`()
    throws
  {
    let spec = Self.everything()
    let sound = try #require(try Self.stop(spec, after: 12))
    var bad: [(String, Checkpoint)] = []
    func change(_ words: String, _ change: (inout Checkpoint) -> Void) {
      var checkpoint = sound
      change(&checkpoint)
      bad.append((words, checkpoint))
    }
    change("belongs to another run") { $0.id = RunID(spec: SmallRuns.spec(), data: $0.id.hash, engineVersion: 1) }
    change("made by version") { $0.engineVersion += 1 }
    change("epochs") { $0.progress.epochs = [] }
    change("epochs") { $0.progress.epochs[0].epoch = 2 }
    change("epochs") { $0.progress.imagesPerSecond = [] }
    change("epochs") { $0.progress.epochs += Array(repeating: $0.progress.epochs[0], count: 5) }
    for step in [-1, 0, 16, 18, 23, Int.max, Int.min] { change("step") { $0.progress.step = step } }
    change("step") { $0.progress.sums.steps = 5 }
    change("step") { $0.progress.sums.images += 1 }
    change("step") { $0.progress.sums.correct = -1 }
    change("step") { $0.progress.seconds = -1 }
    change("is missing") { $0.tensors.removeLast() }
    change("is missing") { $0.tensors.removeFirst() }
    change("is missing") { $0.tensors = [] }
    change("has shape") { checkpoint in
      checkpoint.tensors = checkpoint.tensors.map {
        NamedTensor(name: $0.name, shape: [1], elements: .float32([0]))
      }
    }
    for (words, checkpoint) in bad {
      let trainer = try Trainer(spec: spec, data: SmallRuns.data)
      let error = #expect(throws: CheckpointError.self) { try trainer.restore(checkpoint) }
      #expect(error?.reason.contains(words) == true, "\(String(describing: error))")
    }
    // And the trainer that refused one begins afresh as if nothing had been.
    let trainer = try Trainer(spec: spec, data: SmallRuns.data)
    #expect(throws: CheckpointError.self) { try trainer.restore(bad[bad.count - 1].1) }
    let fresh = trainer.run(provenance: SmallRuns.provenance, observer: TrainingObserver(clock: { 0 }))
    #expect(fresh?.weights == (try SmallRuns.train(spec))?.weights)
  }
}
