import OffprintCore

/// The slow twin of a whole network, in Double and PyTorch's layout, built from the same setting and tensors by code of its own.
struct ReferenceNetwork {
  /// A layer and the name its tensors carry: `layers.0.conv`.
  var layers: [(name: String, layer: any ReferenceLayer)] = []

  private let tensors: [String: [Double]]

  /// `settings` is the model's list of layers; `seed` and `step` place dropout's random numbers.
  init(layers settings: [Setting], tensors: [NamedTensor], seed: UInt64, step: Int) {
    var byName: [String: [Double]] = [:]
    for tensor in tensors {
      if case .float32(let values) = tensor.elements { byName[tensor.name] = values.map(Double.init) }
    }
    self.tensors = byName
    for (index, setting) in settings.enumerated() { append(setting, index, seed: seed, step: step) }
  }

  private func integer(_ setting: Setting, _ key: String, _ standard: Int) -> Int {
    if case .number(let value)? = setting[key] { Int(value) } else { standard }
  }

  private func parameters(_ prefix: String) -> [String: [Double]] {
    var own: [String: [Double]] = [:]
    for name in ["weight", "bias"] { own[name] = tensors["\(prefix).\(name)"] }
    return own
  }

  private mutating func append(_ setting: Setting, _ index: Int, seed: UInt64, step: Int) {
    guard case .string(let kind)? = setting["name"] else { return }
    let prefix = "layers.\(index)"
    switch kind {
    case "conv":
      var kernel = (height: integer(setting, "kernel", 3), width: integer(setting, "kernel", 3))
      if case .list(let sides)? = setting["kernel"], case .number(let h) = sides[0], case .number(let w) = sides[1] {
        kernel = (Int(h), Int(w))
      }
      let padding = (
        height: integer(setting, "padding", kernel.height / 2), width: integer(setting, "padding", kernel.width / 2)
      )
      layers.append(
        (
          "\(prefix).conv",
          ReferenceConvolution(
            parameters: parameters("\(prefix).conv"), outputs: integer(setting, "channels", 0), kernel: kernel,
            stride: integer(setting, "stride", 1), padding: padding)
        ))
      appendFollowing(setting, prefix, standard: "relu")
    case "linear", "embedding":
      layers.append(
        ("\(prefix).linear", ReferenceLinear(parameters("\(prefix).linear"), outputs: integer(setting, "size", 0))))
      appendFollowing(setting, prefix, standard: "none")
    case "batch-norm": appendFollowing(["batch-norm": true, "activation": "none"], prefix, standard: "none")
    case "relu": appendFollowing(["activation": "relu"], prefix, standard: "none")
    case "prelu": appendFollowing(["activation": "prelu"], prefix, standard: "none")
    case "max-pool", "average-pool":
      let size = integer(setting, "size", 2)
      layers.append(
        (
          prefix,
          ReferencePooling(
            isMaximum: kind == "max-pool", size: size, stride: integer(setting, "stride", size),
            padding: integer(setting, "padding", 0))
        ))
    case "dropout":
      guard case .number(let rate)? = setting["rate"] else { return }
      let stream = RandomStream(seed: seed, purpose: .dropout).child(index).child(step)
      layers.append(
        (
          prefix,
          ReferenceDropout { batch, place in
            // Places follow memory: block, row, column, channel, image.
            let pixel = place % (batch.height * batch.width)
            let image = place / (batch.height * batch.width * batch.channels)
            let channel = batch.channel(of: place)
            let memory =
              ((image / 32 * batch.height * batch.width + pixel) * batch.channels + channel) * 32 + image % 32
            return Double(stream.word(at: UInt64(memory))) / 0x1p32 < rate ? 0 : 1 / (1 - rate)
          }
        ))
    default: fatalError("the reference has no layer ‘\(kind)’")
    }
  }

  private mutating func appendFollowing(_ setting: Setting, _ prefix: String, standard: String) {
    if let mean = tensors["\(prefix).bn.running_mean"], let variance = tensors["\(prefix).bn.running_var"] {
      layers.append(
        (
          "\(prefix).bn",
          ReferenceBatchNormalization(
            parameters: parameters("\(prefix).bn"), runningMean: mean, runningVariance: variance)
        ))
    }
    let activation = setting["activation"] ?? .string(standard)
    if activation == "relu" { layers.append((prefix, ReferenceReLU())) }
    if activation == "prelu" {
      layers.append(("\(prefix).prelu", ReferenceReLU(slopes: tensors["\(prefix).prelu.weight"])))
    }
  }

  mutating func forward(_ x: Batch, isTraining: Bool) -> Batch {
    var value = x
    for index in layers.indices { value = layers[index].layer.forward(value, isTraining: isTraining) }
    return value
  }

  mutating func backward(_ d: Batch) {
    var value = d
    for index in layers.indices.reversed() { value = layers[index].layer.backward(value) }
  }

  /// By full name: `layers.0.conv.weight`.
  var gradients: [String: [Double]] {
    var all: [String: [Double]] = [:]
    for (name, layer) in layers { for (key, values) in layer.gradients { all["\(name).\(key)"] = values } }
    return all
  }
}

/// A linear layer over `[channel][row][column]`, as PyTorch flattens it.
struct ReferenceLinear: ReferenceLayer {
  var parameters: [String: [Double]]
  var gradients: [String: [Double]] = [:]
  let outputs: Int
  private var x = Batch(0, 0, 0, 0)

  init(_ parameters: [String: [Double]], outputs: Int) {
    self.parameters = parameters
    self.outputs = outputs
  }

  mutating func forward(_ x: Batch, isTraining: Bool) -> Batch {
    self.x = x
    let weights = parameters["weight"] ?? []
    let inputs = x.channels * x.height * x.width
    var y = Batch(x.images, outputs, 1, 1)
    for n in 0..<x.images {
      for o in 0..<outputs {
        let products = (0..<inputs).map { x.values[n * inputs + $0] * weights[o * inputs + $0] }
        y[n, o, 0, 0] = products.reduce(parameters["bias"]?[o] ?? 0, +)
      }
    }
    return y
  }

  mutating func backward(_ d: Batch) -> Batch {
    let weights = parameters["weight"] ?? []
    let inputs = x.channels * x.height * x.width
    var dx = x.with([Double](repeating: 0, count: x.values.count))
    var dw = [Double](repeating: 0, count: weights.count)
    var db = [Double](repeating: 0, count: outputs)
    for n in 0..<x.images {
      for o in 0..<outputs {
        db[o] += d[n, o, 0, 0]
        for i in 0..<inputs {
          dx.values[n * inputs + i] += d[n, o, 0, 0] * weights[o * inputs + i]
          dw[o * inputs + i] += d[n, o, 0, 0] * x.values[n * inputs + i]
        }
      }
    }
    gradients["weight"] = dw
    if parameters["bias"] != nil { gradients["bias"] = db }
    return dx
  }
}
