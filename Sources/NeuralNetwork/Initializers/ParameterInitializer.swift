package import Kernels
package import OffprintCore

/// Parameters before the first step. Element i of a tensor comes from place i of the tensor's own stream, so the numbers depend
/// on nothing but seed, tensor and place.
package enum ParameterInitializer {
  /// Fills `region`, which has the declaration's count of elements; `stream` is the tensor's own (a child for each tensor).
  package static func fill(_ region: FloatRegion, _ declaration: ParameterDeclaration, stream: RandomStream) {
    precondition(region.count == declaration.count)
    switch declaration.initializer {
    case .zeros: region.fill(0)
    case .ones: region.fill(1)
    case .constant(let value): region.fill(value)
    case .normal(let deviation):
      for index in 0..<region.count {
        region[index] = Float(Double(deviation) * stream.normal(at: UInt64(index)))
      }
    case .uniform(let bound):
      for index in 0..<region.count { region[index] = bound * (2 * stream.uniform(at: UInt64(index)) - 1) }
    }
  }
}

extension ParameterDeclaration.Initializer {
  /// PyTorch's default for convolutions and linear layers, weights and biases alike: uniform within 1/√fan-in.
  package static func standard(fanIn: Int) -> Self { .uniform(bound: 1 / Float(max(1, fanIn)).squareRoot()) }

  /// He et al. 2015, eq. 10: normal with variance 2/fan-in, for layers before a ReLU.
  package static func he(fanIn: Int) -> Self {
    .normal(standardDeviation: (2 / Float(max(1, fanIn))).squareRoot())
  }

  /// Glorot and Bengio 2010, eq. 16: uniform within √(6/(fan-in + fan-out)).
  package static func glorot(fanIn: Int, fanOut: Int) -> Self {
    .uniform(bound: (6 / Float(max(1, fanIn + fanOut))).squareRoot())
  }
}
