import Kernels
import NeuralNetwork
import OffprintCore

/// Turns the links of a network into nodes, one layer after the other.
///
/// Learned values go in bit for bit under their own names, so that a graph can be held against the run's weights. Activations
/// are `[image][channel][row][column]` up to the first linear layer, and `[image][value]` behind it.
struct ONNXGraphBuilder {
  private(set) var nodes: [ONNXNode] = []
  private(set) var constants: [ONNXTensor] = []
  private let tensors: [String: NamedTensor]
  /// The value that the next node takes.
  private var current: String
  /// Whether that is `[image][value]`.
  private var isFlat = false

  init(tensors: [NamedTensor], input: String) {
    self.tensors = Dictionary(tensors.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    current = input
  }

  // MARK: - Parts

  /// x · scale + offset of every pixel.
  mutating func addStandardization(scale: Float, offset: Float) {
    constants.append(ONNXTensor(name: "pixels.scale", shape: [], elements: .float([scale])))
    constants.append(ONNXTensor(name: "pixels.offset", shape: [], elements: .float([offset])))
    add("pixels.multiply", "Mul", [current, "pixels.scale"])
    add("pixels.standardize", "Add", [current, "pixels.offset"])
  }

  mutating func add(_ link: NetworkPlan.Link) throws(TensorError) {
    let name = "layers.\(link.index).\(link.layer.name)"
    let input = link.layer.inputShape
    switch link.layer.operation {
    case .identity: return
    case .convolution(let shape, let hasBias):
      try addConvolution(name, shape, hasBias: hasBias)
    case .linear(let outputs, let hasBias):
      flatten(name)
      try addLinear(name, inputs: input.count, outputs: outputs, hasBias: hasBias)
    case .normalization(let epsilon, let rectifies):
      try addNormalization(name, channels: input.channels, epsilon: epsilon)
      if rectifies { add("\(name).relu", "Relu", [current]) }
    case .rectification: add(name, "Relu", [current])
    case .parametricRectification(let isShared):
      try addParametricRectification(name, channels: isShared ? 1 : input.channels)
    case .maximumPooling(let shape):
      unflatten(name, input)
      add(name, "MaxPool", [current], ONNXGraphBuilder.window(shape))
    case .averagePooling(let shape):
      unflatten(name, input)
      add(name, "AveragePool", [current], ONNXGraphBuilder.window(shape) + [("count_include_pad", .integer(1))])
    }
  }

  /// From here on the value is called `name`.
  mutating func addOutput(_ name: String) { add(name, "Identity", [current], output: name) }

  /// Makes `output` of the embedding, which is the value that the last node gave.
  mutating func add(_ readout: HeadReadout, classes: Int, dimension: Int, output: String) throws(TensorError) {
    let weight = try learned("head.weight", [classes, dimension])
    switch readout {
    case .linear:
      let bias = try learned("head.bias", [classes])
      add("head", "Gemm", [current, weight, bias], [("transB", .integer(1))], output: output)
    case .cosine(let scale):
      // Far below the length of any feature, and above 0, so that an embedding of zeros has logits of 0.
      constants.append(ONNXTensor(name: "head.least", shape: [], elements: .float([0x1p-100])))
      constants.append(ONNXTensor(name: "head.scale", shape: [], elements: .float([scale])))
      let features = addUnitRows(of: current, "head.features")
      let weights = addUnitRows(of: weight, "head.weights")
      nodes.append(
        ONNXNode(
          name: "head.cosine", type: "Gemm", inputs: [features, weights], output: "head.cosine",
          attributes: [("transB", .integer(1))]))
      add("head.logits", "Mul", ["head.cosine", "head.scale"], output: output)
    }
  }

  /// Each row over its length.
  private mutating func addUnitRows(of rows: String, _ name: String) -> String {
    nodes.append(
      ONNXNode(
        name: "\(name).length", type: "ReduceL2", inputs: [rows], output: "\(name).length",
        attributes: [("axes", .integers([1])), ("keepdims", .integer(1))]))
    nodes.append(
      ONNXNode(
        name: "\(name).bounded", type: "Max", inputs: ["\(name).length", "head.least"], output: "\(name).bounded"))
    nodes.append(
      ONNXNode(name: "\(name).unit", type: "Div", inputs: [rows, "\(name).bounded"], output: "\(name).unit"))
    return "\(name).unit"
  }

  // MARK: - Layers

  private mutating func addConvolution(_ name: String, _ shape: ConvolutionShape, hasBias: Bool) throws(TensorError) {
    unflatten(
      name, ActivationShape(height: shape.inputHeight, width: shape.inputWidth, channels: shape.inputChannels))
    var inputs = [current]
    inputs.append(
      try learned(
        "\(name).weight", [shape.outputChannels, shape.inputChannels, shape.kernelHeight, shape.kernelWidth]))
    if hasBias { inputs.append(try learned("\(name).bias", [shape.outputChannels])) }
    add(
      name, "Conv", inputs,
      [
        ("kernel_shape", .integers([shape.kernelHeight, shape.kernelWidth])),
        ("strides", .integers([shape.stride, shape.stride])),
        // Above, left, below, right.
        ("pads", .integers([shape.paddingHeight, shape.paddingWidth, shape.paddingHeight, shape.paddingWidth])),
      ])
  }

  private mutating func addLinear(
    _ name: String, inputs: Int, outputs: Int, hasBias: Bool
  ) throws(TensorError) {
    var operands = [current, try learned("\(name).weight", [outputs, inputs])]
    if hasBias { operands.append(try learned("\(name).bias", [outputs])) }
    add(name, "Gemm", operands, [("transB", .integer(1))])
  }

  private mutating func addNormalization(_ name: String, channels: Int, epsilon: Float) throws(TensorError) {
    var inputs = [current]
    for part in ["weight", "bias", "running_mean", "running_var"] {
      inputs.append(try learned("\(name).\(part)", [channels]))
    }
    add(name, "BatchNormalization", inputs, [("epsilon", .float(epsilon))])
  }

  private mutating func addParametricRectification(_ name: String, channels: Int) throws(TensorError) {
    // The slope's extents are matched from the right, where an activation has its rows and columns.
    let shape = isFlat ? [channels] : [channels, 1, 1]
    let slope = try learned("\(name).weight", [channels], as: shape)
    add(name, "PRelu", [current, slope])
  }

  private static func window(_ shape: PoolingShape) -> [(name: String, value: ONNXNode.Attribute)] {
    let padding = shape.padding
    return [
      ("kernel_shape", .integers([shape.height, shape.width])),
      ("strides", .integers([shape.stride, shape.stride])),
      ("pads", .integers([padding, padding, padding, padding])),
    ]
  }

  // MARK: - Values

  private mutating func flatten(_ name: String) {
    guard !isFlat else { return }
    add("\(name).flatten", "Flatten", [current], [("axis", .integer(1))])
    isFlat = true
  }

  /// Rows and columns again, behind a linear layer: one of each.
  private mutating func unflatten(_ name: String, _ shape: ActivationShape) {
    guard isFlat else { return }
    // 0 keeps the number of images.
    constants.append(
      ONNXTensor(
        name: "\(name).shape", shape: [4], elements: .integer([0, shape.channels, shape.height, shape.width])))
    add("\(name).unflatten", "Reshape", [current, "\(name).shape"])
    isFlat = false
  }

  private mutating func add(
    _ name: String, _ type: String, _ inputs: [String],
    _ attributes: [(name: String, value: ONNXNode.Attribute)] = [], output: String? = nil
  ) {
    current = output ?? "\(name).output"
    nodes.append(ONNXNode(name: name, type: type, inputs: inputs, output: current, attributes: attributes))
  }

  /// The name of a tensor of the run, which is a constant from here on.
  private mutating func learned(
    _ name: String, _ shape: [Int], as written: [Int]? = nil
  ) throws(TensorError) -> String {
    guard let tensor = tensors[name] else { throw TensorError(name: name, reason: "is missing") }
    guard case .float32(let values) = tensor.elements, tensor.shape == shape else {
      throw TensorError(name: name, reason: "has shape \(tensor.shape), but the model wants \(shape) in float32")
    }
    constants.append(ONNXTensor(name: name, shape: written ?? shape, elements: .float(values)))
    return name
  }
}
