internal import OffprintCore

/// How a layer's weights start.
enum WeightInitializer: String, CaseIterable {
  /// Normal, variance 2/fan-in: He, Zhang, Ren, Sun 2015, eq. 10.
  case heNormal = "he-normal"
  /// Uniform, variance 2/(fan-in + fan-out): Glorot and Bengio 2010, eq. 16.
  case glorotUniform = "glorot-uniform"
  /// Uniform on ±1/√fan-in, PyTorch's default for convolutions and linear layers.
  case pytorchUniform = "pytorch-uniform"

  /// The key that layers with weights share.
  static let key = KeyDeclaration(
    "initializer", .choice(allCases.map(\.rawValue)), .defaulted(.string(heNormal.rawValue)),
    "How the weights start: normal with variance 2/fan-in, Glorot's uniform, or PyTorch's default.")

  init(_ reader: LayerReader) throws(ModelError) {
    let word = try reader.word("initializer", of: WeightInitializer.allCases.map(\.rawValue))
    self = WeightInitializer(rawValue: word) ?? .heNormal
  }

  func weights(fanIn: Int, fanOut: Int) -> ParameterDeclaration.Initializer {
    switch self {
    case .heNormal: .he(fanIn: fanIn)
    case .glorotUniform: .glorot(fanIn: fanIn, fanOut: fanOut)
    case .pytorchUniform: .standard(fanIn: fanIn)
    }
  }

  /// PyTorch draws biases too; the others start them at 0.
  func bias(fanIn: Int) -> ParameterDeclaration.Initializer {
    self == .pytorchUniform ? .standard(fanIn: fanIn) : .zeros
  }
}
