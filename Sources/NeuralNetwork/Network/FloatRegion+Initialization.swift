package import Kernels
package import OffprintCore

extension FloatRegion {
  /// Fills the region as a parameter starts, in memory order. The stream is read from its beginning.
  package func initialize(_ initializer: ParameterDeclaration.Initializer, from stream: RandomStream) {
    switch initializer {
    case .zeros: fill(0)
    case .ones: fill(1)
    case .constant(let value): fill(value)
    case .normal(let deviation):
      for index in 0..<count { self[index] = Float(Double(deviation) * stream.normal(at: UInt64(index))) }
    case .uniform(let bound):
      for index in 0..<count {
        self[index] = Float(Double(bound) * (2 * stream.uniformDouble(at: UInt64(index)) - 1))
      }
    }
  }
}
