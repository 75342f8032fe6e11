package import OffprintCore

/// What an unfinished epoch has added up, in the order of its steps and in double precision.
package struct EpochSums: Hashable, Sendable, Codable {
  /// Images and steps done.
  package var images = 0
  package var steps = 0
  /// Of the images' losses, margins included.
  package var loss = 0.0
  /// Images whose margin-free prediction was right.
  package var correct = 0
  /// Of the steps' global gradient norms before clipping.
  package var gradientNorm = 0.0
  /// Of the last step.
  package var learningRate = 0.0

  package init() {}
}

/// How far a run has come: all that decides its further course beside its weights, and all that its record will say of
/// what is done. Random streams are counters of epoch and step, so the step is their position too.
package struct RunProgress: Hashable, Sendable, Codable {
  /// Steps done in the whole run.
  package var step = 0
  /// The epochs that are done, their evaluation included.
  package var epochs: [EpochRecord] = []
  /// Of the epoch after them.
  package var sums = EpochSums()
  /// Of the epochs that are done, as `Provenance` has them.
  package var imagesPerSecond: [Double] = []
  /// Wall-clock seconds of training so far, without the time between two sessions.
  package var seconds = 0.0
  /// Those of the unfinished epoch's steps.
  package var epochSeconds = 0.0

  package init() {}
}

/// A run between two of its steps: enough to go on from there to the bits that it would have reached undisturbed.
package struct Checkpoint: Hashable, Sendable {
  package var id: RunID
  /// The version of the order of sums that the steps were done in.
  package var engineVersion: Int
  package var progress: RunProgress
  /// Weights, running statistics and the optimizer's state.
  package var tensors: [NamedTensor]

  package init(id: RunID, engineVersion: Int, progress: RunProgress, tensors: [NamedTensor]) {
    self.id = id
    self.engineVersion = engineVersion
    self.progress = progress
    self.tensors = tensors
  }
}
