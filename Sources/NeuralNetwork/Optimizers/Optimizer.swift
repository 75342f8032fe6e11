package import Kernels

/// What one step asks of an optimizer: the schedule's and the clipping's part.
package struct OptimizerStep: Hashable, Sendable {
  /// Steps done before this one, from 0.
  package var step: Int
  package var learningRate: Double
  /// Momentum, or β₁, in place of the optimizer's own; only the one-cycle schedule asks for it.
  package var momentum: Double?
  /// What the gradients are multiplied by first: 1, or less where their norm was clipped.
  package var gradientScale: Float

  package init(step: Int, learningRate: Double, momentum: Double? = nil, gradientScale: Float = 1) {
    self.step = step
    self.learningRate = learningRate
    self.momentum = momentum
    self.gradientScale = gradientScale
  }
}

/// A rule that turns gradients into new parameters, every parameter on its own: no sums, so no order to state.
package protocol Optimizer: Sendable {
  /// Floats of state for each parameter, all zero before the first step.
  var stateCount: Int { get }

  /// One step over `parameters`, in place, in one pass. `gradients` has as many elements; `state` has `stateCount` times as
  /// many: the first kind for all parameters, then the second.
  func update(
    parameters: FloatRegion, gradients: FloatRegion, state: FloatRegion, step: OptimizerStep, worker: Worker)
}
