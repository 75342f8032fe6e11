package import Kernels
import OffprintCore

/// Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019), as PyTorch computes them.
package struct Adam: Optimizer {
  package let beta1: Double
  package let beta2: Double
  package let epsilon: Double
  package let weightDecay: Double
  /// AdamW: decay shrinks the parameters themselves by rate·decay. Adam: decay·p is added to the gradient.
  package let isDecoupled: Bool

  package init(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0, isDecoupled: Bool
  ) {
    precondition(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0)
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.isDecoupled = isDecoupled
  }

  /// The first and the second moment.
  package var stateCount: Int { 2 }

  /// The constants of a step are worked out in double precision and rounded once.
  package func update(
    parameters: FloatRegion, gradients: FloatRegion, state: FloatRegion, step: OptimizerStep, worker: Worker
  ) {
    let beta1 = step.momentum ?? self.beta1
    let firstCorrection = 1 - Elementary.power(beta1, step.step + 1)
    let secondCorrection = 1 - Elementary.power(beta2, step.step + 1)
    let rule = ParameterUpdate.Adam(
      stepSize: Float(step.learningRate / firstCorrection), firstBlend: Float(1 - beta1), secondDecay: Float(beta2),
      secondBlend: Float(1 - beta2), secondCorrection: Float(1 / secondCorrection.squareRoot()),
      epsilon: Float(epsilon), parameterDecay: isDecoupled ? Float(1 - step.learningRate * weightDecay) : 1,
      gradientDecay: isDecoupled ? 0 : Float(weightDecay), gradientScale: step.gradientScale)
    worker.kernels.update(
      rule, parameters: parameters, gradients: gradients, moments: state, share: worker.share)
  }
}
