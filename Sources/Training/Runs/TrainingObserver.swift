package import Experiment

/// What a trainer is given from outside: a clock to time itself by, someone to tell, and someone who may stop it. None of
/// it can reach a weight.
package struct TrainingObserver: Sendable {
  /// Seconds since any fixed moment; only differences count.
  package var clock: @Sendable () -> Double
  package var cancellation: Cancellation
  /// Nil where nobody keeps checkpoints.
  package var checkpointing: Checkpointing?
  /// Nil where nobody wants the test set as it is seen after earlier epochs.
  package var snapshots: Snapshotting?
  /// Nil where nobody looks at single steps.
  package var witness: (any StepWitness)?
  /// Threads for the epoch that begins; nil to leave their number as it is.
  package var threads: @Sendable () -> Int?
  /// After every sixteenth step and the last of each epoch: steps done, steps in the whole run.
  package var onStep: @Sendable (_ step: Int, _ totalSteps: Int) -> Void
  /// After each epoch, evaluation included; training images per second, evaluation not included.
  package var onEpoch: @Sendable (EpochRecord, _ imagesPerSecond: Double) -> Void

  package init(
    clock: @escaping @Sendable () -> Double, cancellation: Cancellation = Cancellation(),
    checkpointing: Checkpointing? = nil, snapshots: Snapshotting? = nil, witness: (any StepWitness)? = nil,
    threads: @escaping @Sendable () -> Int? = { nil },
    onStep: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
    onEpoch: @escaping @Sendable (EpochRecord, Double) -> Void = { _, _ in }
  ) {
    self.clock = clock
    self.cancellation = cancellation
    self.checkpointing = checkpointing
    self.snapshots = snapshots
    self.witness = witness
    self.threads = threads
    self.onStep = onStep
    self.onEpoch = onEpoch
  }
}

/// After which epochs the test set is given out as the network sees it then. The last epoch's is part of the result.
package struct Snapshotting: Sendable {
  package var epochs: Set<Int>
  /// Called before any checkpoint that is past the epoch, so that whoever goes on from one has what came before it.
  package var keep: @Sendable (_ epoch: Int, EmbeddingSet) -> Void

  package init(epochs: Set<Int>, keep: @escaping @Sendable (_ epoch: Int, EmbeddingSet) -> Void) {
    self.epochs = epochs
    self.keep = keep
  }
}
