/// One step of an optimizer over a contiguous region: each parameter on its own, sixteen at a time, in one pass.
package enum ParameterUpdate {
  /// Stochastic gradient descent with momentum as PyTorch's SGD: v ← μ·v + g, then p ← p − rate·v, or with Nesterov's look-ahead
  /// p ← p − rate·(g + μ·v). Weight decay adds decay·p to g first. `velocity` is zero before the first step.
  package struct SGD: Sendable {
    package var learningRate: Float
    package var momentum: Float
    package var isNesterov: Bool
    package var weightDecay: Float
    package var gradientScale: Float

    package init(
      learningRate: Float, momentum: Float, isNesterov: Bool, weightDecay: Float, gradientScale: Float
    ) {
      self.learningRate = learningRate
      self.momentum = momentum
      self.isNesterov = isNesterov
      self.weightDecay = weightDecay
      self.gradientScale = gradientScale
    }
  }

  /// Adam (Kingma and Ba 2015, algorithm 1) as PyTorch spells it: m ← m + (1 − β₁)(g − m), v ← β₂·v + (1 − β₂)·g²,
  /// p ← p − (rate/(1 − β₁ᵗ))·m/(√v/√(1 − β₂ᵗ) + ε).
  package struct Adam: Sendable {
    /// rate/(1 − β₁ᵗ).
    package var stepSize: Float
    /// 1 − β₁.
    package var firstBlend: Float
    package var secondDecay: Float
    /// 1 − β₂.
    package var secondBlend: Float
    /// 1/√(1 − β₂ᵗ).
    package var secondCorrection: Float
    package var epsilon: Float
    /// What the parameters are multiplied by first: 1 − rate·decay for AdamW (Loshchilov and Hutter 2019), else 1.
    package var parameterDecay: Float
    /// Added to the gradient in proportion to the parameter: Adam's own weight decay, else 0.
    package var gradientDecay: Float
    package var gradientScale: Float

    package init(
      stepSize: Float, firstBlend: Float, secondDecay: Float, secondBlend: Float, secondCorrection: Float,
      epsilon: Float, parameterDecay: Float, gradientDecay: Float, gradientScale: Float
    ) {
      self.stepSize = stepSize
      self.firstBlend = firstBlend
      self.secondDecay = secondDecay
      self.secondBlend = secondBlend
      self.secondCorrection = secondCorrection
      self.epsilon = epsilon
      self.parameterDecay = parameterDecay
      self.gradientDecay = gradientDecay
      self.gradientScale = gradientScale
    }
  }
}
