package import NeuralNetwork

/// Someone who looks at the steps of a run from within. A step that nobody watches is done as ever and pays nothing for it; a
/// watched one is done in two halves, to the same bits.
package protocol StepWitness: Sendable {
  /// Whether the steps of this epoch, from 1, are to be shown.
  func watches(epoch: Int) -> Bool
  /// Called while nothing moves: before a watched epoch's first step, and twice in each of its steps.
  func look(_ sight: StepSight)
}

/// What a witness sees.
package struct StepSight {
  /// From 1.
  package let epoch: Int
  /// Within the epoch, from 1; 0 before its first step.
  package let step: Int
  /// The numbers of the batch's training images; empty before the first step.
  package let batch: ArraySlice<Int32>
  package let moment: StepMoment
  package let tensors: NetworkTensors
}
