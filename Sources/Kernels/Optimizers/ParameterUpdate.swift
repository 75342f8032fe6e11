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

  /// `velocity` has one float for each parameter.
  package static func apply(_ rule: SGD, parameters: FloatRegion, gradients: FloatRegion, velocity: FloatRegion) {
    let count = parameters.count
    precondition(gradients.count == count && velocity.count == count)
    let (p, g, v) = unsafe (parameters.pointer, gradients.pointer, velocity.pointer)
    let whole = count / 16 * 16
    for index in stride(from: 0, to: whole, by: 16) {
      var (parameter, speed) = unsafe (loadLanes(p, index), loadLanes(v, index))
      unsafe rule.update(&parameter, loadLanes(g, index), &speed)
      unsafe storeLanes(parameter, p, index)
      unsafe storeLanes(speed, v, index)
    }
    for index in whole..<count {
      var (parameter, speed) = unsafe (Lanes(repeating: p[index]), Lanes(repeating: v[index]))
      unsafe rule.update(&parameter, Lanes(repeating: g[index]), &speed)
      unsafe p[index] = parameter[0]
      unsafe v[index] = speed[0]
    }
  }

  /// `moments` has two floats for each parameter: all first moments, then all second ones.
  package static func apply(_ rule: Adam, parameters: FloatRegion, gradients: FloatRegion, moments: FloatRegion) {
    let count = parameters.count
    precondition(gradients.count == count && moments.count == 2 * count)
    let (p, g) = unsafe (parameters.pointer, gradients.pointer)
    let m = unsafe moments.pointer
    let v = unsafe m + count
    let whole = count / 16 * 16
    for index in stride(from: 0, to: whole, by: 16) {
      var parameter = unsafe loadLanes(p, index)
      var (first, second) = unsafe (loadLanes(m, index), loadLanes(v, index))
      unsafe rule.update(&parameter, loadLanes(g, index), &first, &second)
      unsafe storeLanes(parameter, p, index)
      unsafe storeLanes(first, m, index)
      unsafe storeLanes(second, v, index)
    }
    for index in whole..<count {
      var parameter = unsafe Lanes(repeating: p[index])
      var (first, second) = unsafe (Lanes(repeating: m[index]), Lanes(repeating: v[index]))
      unsafe rule.update(&parameter, Lanes(repeating: g[index]), &first, &second)
      unsafe p[index] = parameter[0]
      unsafe m[index] = first[0]
      unsafe v[index] = second[0]
    }
  }
}

extension ParameterUpdate.SGD {
  @inline(__always)
  func update(_ parameter: inout Lanes, _ gradient: Lanes, _ velocity: inout Lanes) {
    let gradient = LaneBits.fma(parameter, weightDecay, gradient * gradientScale)
    velocity = LaneBits.fma(velocity, momentum, gradient)
    let direction = isNesterov ? LaneBits.fma(velocity, momentum, gradient) : velocity
    parameter = LaneBits.fma(direction, -learningRate, parameter)
  }
}

extension ParameterUpdate.Adam {
  @inline(__always)
  func update(_ parameter: inout Lanes, _ gradient: Lanes, _ first: inout Lanes, _ second: inout Lanes) {
    let gradient = LaneBits.fma(parameter, gradientDecay, gradient * gradientScale)
    first = LaneBits.fma(gradient - first, firstBlend, first)
    second = LaneBits.fma(gradient * gradient, secondBlend, second * secondDecay)
    let denominator = LaneBits.fma(second.squareRoot(), secondCorrection, Lanes(repeating: epsilon))
    parameter = LaneBits.fma(first / denominator, -stepSize, parameter * parameterDecay)
  }
}
