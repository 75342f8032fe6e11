/// The part of ONNX that our networks need (https://onnx.ai/onnx/repo-docs/IR.html), as values that write themselves. The field
/// numbers are those of `onnx.proto`.
struct ONNXModel {
  /// What every release of ONNX since 1.12 and of ONNX Runtime since 1.12 reads.
  static let intermediateVersion = 8
  static let operatorSet = 17

  var producerVersion: String
  /// For people.
  var documentation: String
  /// For programs, in this order.
  var metadata: [(key: String, value: String)]
  var graph: ONNXGraph

  var message: ProtobufWriter {
    var message = ProtobufWriter()
    message.add(1, ONNXModel.intermediateVersion)
    message.add(2, "offprint")
    message.add(3, producerVersion)
    message.add(6, documentation)
    message.add(7, graph.message)
    var operators = ProtobufWriter()
    // The domain of ONNX's own operators is the empty one.
    operators.add(1, "")
    operators.add(2, ONNXModel.operatorSet)
    message.add(8, operators)
    for entry in metadata {
      var pair = ProtobufWriter()
      pair.add(1, entry.key)
      pair.add(2, entry.value)
      message.add(14, pair)
    }
    return message
  }
}

/// Nodes in the order in which they are computed, and the constants that they use.
struct ONNXGraph {
  var name: String
  var nodes: [ONNXNode] = []
  var constants: [ONNXTensor] = []
  var inputs: [ONNXValue]
  var outputs: [ONNXValue]

  var message: ProtobufWriter {
    var message = ProtobufWriter()
    for node in nodes { message.add(1, node.message) }
    message.add(2, name)
    for constant in constants { message.add(5, constant.message) }
    for input in inputs { message.add(11, input.message) }
    for output in outputs { message.add(12, output.message) }
    return message
  }
}

/// An application of an operator.
struct ONNXNode {
  enum Attribute {
    case integer(Int)
    case integers([Int])
    case float(Float)
  }

  /// Unique in the graph.
  var name: String
  /// `Conv`, `Gemm`.
  var type: String
  var inputs: [String]
  var output: String
  var attributes: [(name: String, value: Attribute)] = []

  var message: ProtobufWriter {
    var message = ProtobufWriter()
    for input in inputs { message.add(1, input) }
    message.add(2, output)
    message.add(3, name)
    message.add(4, type)
    for attribute in attributes { message.add(5, ONNXNode.message(attribute.name, attribute.value)) }
    return message
  }

  private static func message(_ name: String, _ value: Attribute) -> ProtobufWriter {
    var message = ProtobufWriter()
    message.add(1, name)
    // Field 20 says which kind it is: FLOAT 1, INT 2, INTS 7.
    switch value {
    case .float(let number):
      message.add(2, number)
      message.add(20, 1)
    case .integer(let number):
      message.add(3, number)
      message.add(20, 2)
    case .integers(let numbers):
      for number in numbers { message.add(8, number) }
      message.add(20, 7)
    }
    return message
  }
}

/// A constant, row-major; a scalar has no extents.
struct ONNXTensor {
  enum Elements {
    case float([Float])
    case integer([Int])
  }

  var name: String
  var shape: [Int]
  var elements: Elements

  var message: ProtobufWriter {
    var message = ProtobufWriter()
    for extent in shape { message.add(1, extent) }
    switch elements {
    case .float(let values):
      message.add(2, 1)
      message.add(8, name)
      message.add(9, raw: values)
    case .integer(let values):
      message.add(2, 7)
      for value in values { message.add(7, value) }
      message.add(8, name)
    }
    return message
  }
}

/// An input or an output of the graph, of 32-bit floats.
struct ONNXValue {
  enum Extent {
    case fixed(Int)
    /// Whatever comes; the same wherever the name is the same.
    case named(String)
  }

  var name: String
  var shape: [Extent]
  var documentation: String

  var message: ProtobufWriter {
    var extents = ProtobufWriter()
    for extent in shape {
      var dimension = ProtobufWriter()
      switch extent {
      case .fixed(let count): dimension.add(1, count)
      case .named(let name): dimension.add(2, name)
      }
      extents.add(1, dimension)
    }
    var tensor = ProtobufWriter()
    tensor.add(1, 1)
    tensor.add(2, extents)
    var type = ProtobufWriter()
    type.add(1, tensor)
    var message = ProtobufWriter()
    message.add(1, name)
    message.add(2, type)
    message.add(3, documentation)
    return message
  }
}
