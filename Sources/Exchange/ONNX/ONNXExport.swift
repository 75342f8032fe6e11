package import NeuralNetwork
package import OffprintCore

/// A trained network as an ONNX file, for ONNX Runtime and whatever else reads ONNX: `images` `[batch, 1, height, width]` in;
/// `logits` `[batch, class]`, margin-free, and `embedding` `[batch, dimension]` out, all of 32-bit floats.
///
/// The same network always gives the same bytes.
package struct ONNXExport {
  /// What the values of `images` mean.
  package enum Pixels: String, Hashable, Sendable, CaseIterable {
    /// 0 for paper, 1 for ink.
    case unit
    /// 0 for paper, 255 for ink, as files have them.
    case bytes
    /// As the network takes them: less the training pixels' mean, over their standard deviation.
    case standardized
  }

  /// How images are standardised, on the scale where ink is 1.
  package struct Standardization: Hashable, Sendable {
    package var mean: Double
    package var standardDeviation: Double

    package init(mean: Double, standardDeviation: Double) {
      precondition(standardDeviation > 0)
      self.mean = mean
      self.standardDeviation = standardDeviation
    }
  }

  package var plan: NetworkPlan
  package var head: any Head
  /// Under the names of `Network.exportTensors`.
  package var tensors: [NamedTensor]
  package var pixels: Pixels
  /// Not needed, and not written, where the pixels come standardised.
  package var standardization: Standardization?
  /// The graph's name: letters, digits, `-`, `_`.
  package var name: String
  package var producerVersion: String
  /// What else programs are told, sorted by whoever gives it.
  package var metadata: [(key: String, value: String)]

  package init(
    plan: NetworkPlan, head: any Head, tensors: [NamedTensor], pixels: Pixels, standardization: Standardization?,
    name: String, producerVersion: String, metadata: [(key: String, value: String)]
  ) {
    precondition(pixels == .standardized || standardization != nil, "pixels that are not standardised must be")
    self.plan = plan
    self.head = head
    self.tensors = tensors
    self.pixels = pixels
    self.standardization = standardization
    self.name = name
    self.producerVersion = producerVersion
    self.metadata = metadata
  }

  /// The file's bytes. Throws where a tensor of the network is missing or has another shape.
  package func encoded() throws(TensorError) -> [UInt8] {
    let shape = plan.inputShape
    var builder = ONNXGraphBuilder(tensors: tensors, input: "images")
    if pixels != .standardized, let standardization {
      // Worked out in double precision; the product's own standardisation of bytes is one rounding away.
      let unit = pixels == .bytes ? 255.0 : 1
      builder.addStandardization(
        scale: Float(1 / (unit * standardization.standardDeviation)),
        offset: Float(-standardization.mean / standardization.standardDeviation))
    }
    for link in plan.links { try builder.add(link) }
    builder.addOutput("embedding")
    try builder.add(head.readout, classes: classCount, dimension: plan.embeddingSize, output: "logits")
    let graph = ONNXGraph(
      name: name, nodes: builder.nodes, constants: builder.constants,
      inputs: [
        ONNXValue(
          name: "images",
          shape: [.named("batch"), .fixed(shape.channels), .fixed(shape.height), .fixed(shape.width)],
          documentation: inputWords)
      ],
      outputs: [
        ONNXValue(name: "logits", shape: [.named("batch"), .fixed(classCount)], documentation: logitWords),
        ONNXValue(
          name: "embedding", shape: [.named("batch"), .fixed(plan.embeddingSize)],
          documentation: "The features that the head classifies, before any normalization."),
      ])
    return ONNXModel(
      producerVersion: producerVersion,
      documentation: "\(inputWords) \(logitWords) The class of an image is the one with the largest logit.",
      metadata: [("pixels", pixels.rawValue)] + metadata, graph: graph
    ).message.bytes
  }

  /// Of the float and not of the double that it is: 0.1 and not 0.10000000149011612.
  private static func shortest(_ value: Float) -> String {
    Setting.canonicalNumber(Double(value.description) ?? Double(value))
  }

  private var classCount: Int { head.parameters.first?.shape.first ?? 0 }

  private var inputWords: String {
    let values =
      switch pixels {
      case .unit: "0 for paper and 1 for ink; the graph standardizes them"
      case .bytes: "0 for paper and 255 for ink; the graph standardizes them"
      case .standardized: "less the mean of the training pixels, over their standard deviation"
      }
    return "images: gray images, [batch, channel, row, column], \(values)."
  }

  private var logitWords: String {
    switch head.readout {
    case .linear: "logits: [batch, class], Wx + b of the embedding x."
    case .cosine(let scale):
      "logits: [batch, class], \(ONNXExport.shortest(scale)) times the cosine of the angle between the embedding and "
        + "the weight of the class, without a margin."
    }
  }
}
