/// A tensor with a name, as it travels between the trainer, the store and the report: row-major, owned, immutable.
package struct NamedTensor: Hashable, Sendable {
  package enum Elements: Hashable, Sendable {
    case float32([Float])
    case uint8([UInt8])
    case int64([Int64])

    package var count: Int {
      switch self {
      case .float32(let values): values.count
      case .uint8(let values): values.count
      case .int64(let values): values.count
      }
    }
  }

  /// As PyTorch would call it: `layers.0.weight`.
  package let name: String
  package let shape: [Int]
  package let elements: Elements

  package init(name: String, shape: [Int], elements: Elements) {
    precondition(shape.reduce(1, *) == elements.count, "\(name): the shape and the number of elements must agree")
    self.name = name
    self.shape = shape
    self.elements = elements
  }
}
