package import Kernels

extension Loops {
  package static func update(
    _ rule: ParameterUpdate.SGD, parameters: FloatRegion, gradients: FloatRegion, velocity: FloatRegion, share: Share
  ) {
    let count = parameters.count
    precondition(gradients.count == count && velocity.count == count)
    let (p, g, v) = unsafe (parameters.pointer, gradients.pointer, velocity.pointer)
    let whole = count / 16 * 16
    for vector in share.range(whole / 16) {
      let index = 16 &* vector
      var (parameter, speed) = unsafe (loadLanes(p, index), loadLanes(v, index))
      unsafe rule.update(&parameter, loadLanes(g, index), &speed)
      unsafe storeLanes(parameter, p, index)
      unsafe storeLanes(speed, v, index)
    }
    for index in whole..<count where share.isFirst {
      var (parameter, speed) = unsafe (Lanes(repeating: p[index]), Lanes(repeating: v[index]))
      unsafe rule.update(&parameter, Lanes(repeating: g[index]), &speed)
      unsafe p[index] = parameter[0]
      unsafe v[index] = speed[0]
    }
    share.meet()
  }

  package static func update(
    _ rule: ParameterUpdate.Adam, parameters: FloatRegion, gradients: FloatRegion, moments: FloatRegion, share: Share
  ) {
    let count = parameters.count
    precondition(gradients.count == count && moments.count == 2 * count)
    let (p, g) = unsafe (parameters.pointer, gradients.pointer)
    let m = unsafe moments.pointer
    let v = unsafe m + count
    let whole = count / 16 * 16
    for vector in share.range(whole / 16) {
      let index = 16 &* vector
      var parameter = unsafe loadLanes(p, index)
      var (first, second) = unsafe (loadLanes(m, index), loadLanes(v, index))
      unsafe rule.update(&parameter, loadLanes(g, index), &first, &second)
      unsafe storeLanes(parameter, p, index)
      unsafe storeLanes(first, m, index)
      unsafe storeLanes(second, v, index)
    }
    for index in whole..<count where share.isFirst {
      var parameter = unsafe Lanes(repeating: p[index])
      var (first, second) = unsafe (Lanes(repeating: m[index]), Lanes(repeating: v[index]))
      unsafe rule.update(&parameter, Lanes(repeating: g[index]), &first, &second)
      unsafe p[index] = parameter[0]
      unsafe m[index] = first[0]
      unsafe v[index] = second[0]
    }
    share.meet()
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
