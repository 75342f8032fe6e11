package import Kernels

/// Stochastic gradient descent with momentum, Nesterov's look-ahead and weight decay, as PyTorch's SGD without dampening.
package struct SGD: Optimizer {
  package let momentum: Double
  package let isNesterov: Bool
  package let weightDecay: Double

  package init(momentum: Double = 0, isNesterov: Bool = false, weightDecay: Double = 0) {
    self.momentum = momentum
    self.isNesterov = isNesterov
    self.weightDecay = weightDecay
  }

  /// The velocity; kept without momentum too, since a schedule may bring some.
  package var stateCount: Int { 1 }

  package func update(
    parameters: FloatRegion, gradients: FloatRegion, state: FloatRegion, step: OptimizerStep, worker: Worker
  ) {
    let rule = ParameterUpdate.SGD(
      learningRate: Float(step.learningRate), momentum: Float(step.momentum ?? momentum), isNesterov: isNesterov,
      weightDecay: Float(weightDecay), gradientScale: step.gradientScale)
    worker.kernels.update(
      rule, parameters: parameters, gradients: gradients, velocity: state, share: worker.share)
  }
}
