package import Experiment

/// What a trainer is given from outside: a clock to time itself by, someone to tell, and someone who may stop it. None of
/// it can reach a weight.
package struct TrainingObserver: Sendable {
  /// Seconds since any fixed moment; only differences count.
  package var clock: @Sendable () -> Double
  package var cancellation: Cancellation
  /// Nil where nobody keeps checkpoints.
  package var checkpointing: Checkpointing?
  /// Threads for the epoch that begins; nil to leave their number as it is.
  package var threads: @Sendable () -> Int?
  /// After every sixteenth step and the last of each epoch: steps done, steps in the whole run.
  package var onStep: @Sendable (_ step: Int, _ totalSteps: Int) -> Void
  /// After each epoch, evaluation included; training images per second, evaluation not included.
  package var onEpoch: @Sendable (EpochRecord, _ imagesPerSecond: Double) -> Void

  package init(
    clock: @escaping @Sendable () -> Double, cancellation: Cancellation = Cancellation(),
    checkpointing: Checkpointing? = nil, threads: @escaping @Sendable () -> Int? = { nil },
    onStep: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
    onEpoch: @escaping @Sendable (EpochRecord, Double) -> Void = { _, _ in }
  ) {
    self.clock = clock
    self.cancellation = cancellation
    self.checkpointing = checkpointing
    self.threads = threads
    self.onStep = onStep
    self.onEpoch = onEpoch
  }
}
