/// A batch as PyTorch has it, `[image][channel][row][column]`, in Double.
struct Batch {
  var images: Int
  var channels: Int
  var height: Int
  var width: Int
  var values: [Double]

  init(_ images: Int, _ channels: Int, _ height: Int, _ width: Int, values: [Double]? = nil) {
    self.images = images
    self.channels = channels
    self.height = height
    self.width = width
    self.values = values ?? [Double](repeating: 0, count: images * channels * height * width)
  }

  subscript(n: Int, c: Int, h: Int, w: Int) -> Double {
    get { values[((n * channels + c) * height + h) * width + w] }
    set { values[((n * channels + c) * height + h) * width + w] = newValue }
  }

  /// Another batch of the same shape.
  func with(_ values: [Double]) -> Batch { Batch(images, channels, height, width, values: values) }

  func channel(of index: Int) -> Int { index / (height * width) % channels }
}

/// A layer of the reference network: textbook loops, nothing shared with the code under test.
protocol ReferenceLayer {
  /// By name: `weight`, `bias`.
  var parameters: [String: [Double]] { get set }
  /// Filled by `backward`.
  var gradients: [String: [Double]] { get }
  mutating func forward(_ x: Batch, isTraining: Bool) -> Batch
  mutating func backward(_ d: Batch) -> Batch
}

struct ReferenceConvolution: ReferenceLayer {
  var parameters: [String: [Double]]
  var gradients: [String: [Double]] = [:]
  let outputs: Int
  let kernel: (height: Int, width: Int)
  let stride: Int
  let padding: (height: Int, width: Int)
  private var x = Batch(0, 0, 0, 0)

  init(
    parameters: [String: [Double]], outputs: Int, kernel: (height: Int, width: Int), stride: Int,
    padding: (height: Int, width: Int)
  ) {
    self.parameters = parameters
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  /// Every (output row, column, tap row, column, input row, column) that meets.
  private func forEachTap(_ height: Int, _ width: Int, _ body: (Int, Int, Int, Int, Int, Int) -> Void) {
    for oh in 0..<height {
      for ow in 0..<width {
        for kh in 0..<kernel.height {
          for kw in 0..<kernel.width {
            let (ih, iw) = (oh * stride + kh - padding.height, ow * stride + kw - padding.width)
            if ih >= 0, ih < x.height, iw >= 0, iw < x.width { body(oh, ow, kh, kw, ih, iw) }
          }
        }
      }
    }
  }

  private func weight(_ co: Int, _ ci: Int, _ kh: Int, _ kw: Int) -> Int {
    ((co * x.channels + ci) * kernel.height + kh) * kernel.width + kw
  }

  mutating func forward(_ x: Batch, isTraining: Bool) -> Batch {
    self.x = x
    let weights = parameters["weight"] ?? []
    var y = Batch(
      x.images, outputs, (x.height + 2 * padding.height - kernel.height) / stride + 1,
      (x.width + 2 * padding.width - kernel.width) / stride + 1)
    for n in 0..<x.images {
      for co in 0..<outputs {
        forEachTap(y.height, y.width) { oh, ow, kh, kw, ih, iw in
          for ci in 0..<x.channels { y[n, co, oh, ow] += x[n, ci, ih, iw] * weights[weight(co, ci, kh, kw)] }
        }
      }
    }
    if let bias = parameters["bias"] {
      for index in y.values.indices { y.values[index] += bias[y.channel(of: index)] }
    }
    return y
  }

  mutating func backward(_ d: Batch) -> Batch {
    let weights = parameters["weight"] ?? []
    var dx = x.with([Double](repeating: 0, count: x.values.count))
    var dw = [Double](repeating: 0, count: weights.count)
    for n in 0..<x.images {
      for co in 0..<outputs {
        forEachTap(d.height, d.width) { oh, ow, kh, kw, ih, iw in
          for ci in 0..<x.channels {
            dx[n, ci, ih, iw] += d[n, co, oh, ow] * weights[weight(co, ci, kh, kw)]
            dw[weight(co, ci, kh, kw)] += d[n, co, oh, ow] * x[n, ci, ih, iw]
          }
        }
      }
    }
    gradients["weight"] = dw
    if parameters["bias"] != nil {
      var db = [Double](repeating: 0, count: outputs)
      for (index, value) in d.values.enumerated() { db[d.channel(of: index)] += value }
      gradients["bias"] = db
    }
    return dx
  }
}

struct ReferenceBatchNormalization: ReferenceLayer {
  var parameters: [String: [Double]]
  var gradients: [String: [Double]] = [:]
  var runningMean: [Double]
  var runningVariance: [Double]
  private var normalized = Batch(0, 0, 0, 0)
  private var inverse: [Double] = []

  init(parameters: [String: [Double]], runningMean: [Double], runningVariance: [Double]) {
    self.parameters = parameters
    self.runningMean = runningMean
    self.runningVariance = runningVariance
  }

  mutating func forward(_ x: Batch, isTraining: Bool) -> Batch {
    let (gamma, beta) = (parameters["weight"] ?? [], parameters["bias"] ?? [])
    normalized = x
    inverse = []
    let count = Double(x.values.count / x.channels)
    for c in 0..<x.channels {
      let places = x.values.indices.filter { x.channel(of: $0) == c }
      var (mean, variance) = (runningMean[c], runningVariance[c])
      if isTraining {
        mean = places.reduce(0) { $0 + x.values[$1] } / count
        variance = places.reduce(0) { $0 + (x.values[$1] - mean) * (x.values[$1] - mean) } / count
        runningMean[c] = 0.9 * runningMean[c] + 0.1 * mean
        runningVariance[c] = 0.9 * runningVariance[c] + 0.1 * variance * count / (count - 1)
      }
      inverse.append(1 / (variance + 1e-5).squareRoot())
      for place in places { normalized.values[place] = (x.values[place] - mean) * inverse[c] }
    }
    let scaled = normalized.values.enumerated().map { index, value in
      value * gamma[x.channel(of: index)] + beta[x.channel(of: index)]
    }
    return x.with(scaled)
  }

  mutating func backward(_ d: Batch) -> Batch {
    let gamma = parameters["weight"] ?? []
    var dGamma = [Double](repeating: 0, count: d.channels)
    var dBeta = dGamma
    for (index, value) in d.values.enumerated() {
      dGamma[d.channel(of: index)] += value * normalized.values[index]
      dBeta[d.channel(of: index)] += value
    }
    gradients = ["weight": dGamma, "bias": dBeta]
    let count = Double(d.values.count / d.channels)
    return d.with(
      d.values.enumerated().map { index, value in
        let c = d.channel(of: index)
        let centered = value - dBeta[c] / count - normalized.values[index] * dGamma[c] / count
        return gamma[c] * inverse[c] * centered
      })
  }
}

/// ReLU is the one without a slope.
struct ReferenceReLU: ReferenceLayer {
  var parameters: [String: [Double]] = [:]
  var gradients: [String: [Double]] = [:]
  private var x = Batch(0, 0, 0, 0)

  init(slopes: [Double]? = nil) { parameters["weight"] = slopes }

  private func slope(_ index: Int) -> Double {
    guard let slopes = parameters["weight"] else { return 0 }
    return slopes.count == 1 ? slopes[0] : slopes[x.channel(of: index)]
  }

  mutating func forward(_ x: Batch, isTraining: Bool) -> Batch {
    self.x = x
    return x.with(x.values.enumerated().map { $1 > 0 ? $1 : $1 * slope($0) })
  }

  mutating func backward(_ d: Batch) -> Batch {
    if let slopes = parameters["weight"] {
      var gradient = [Double](repeating: 0, count: slopes.count)
      for (index, value) in d.values.enumerated() where x.values[index] <= 0 {
        gradient[slopes.count == 1 ? 0 : x.channel(of: index)] += value * x.values[index]
      }
      gradients["weight"] = gradient
    }
    return d.with(d.values.enumerated().map { x.values[$0] > 0 ? $1 : $1 * slope($0) })
  }
}

struct ReferencePooling: ReferenceLayer {
  var parameters: [String: [Double]] = [:]
  var gradients: [String: [Double]] = [:]
  let isMaximum: Bool
  let size: Int
  let stride: Int
  let padding: Int
  private var x = Batch(0, 0, 0, 0)

  init(isMaximum: Bool, size: Int, stride: Int, padding: Int) {
    self.isMaximum = isMaximum
    self.size = size
    self.stride = stride
    self.padding = padding
  }

  /// What each input under the window of an output weighs.
  private func shares(_ n: Int, _ c: Int, _ oh: Int, _ ow: Int) -> [(row: Int, column: Int, share: Double)] {
    var taps: [(row: Int, column: Int, share: Double)] = []
    for h in oh * stride - padding..<oh * stride - padding + size {
      for w in ow * stride - padding..<ow * stride - padding + size {
        if h >= 0, h < x.height, w >= 0, w < x.width { taps.append((h, w, 1 / Double(size * size))) }
      }
    }
    guard isMaximum else { return taps }
    var best = taps[0]
    for tap in taps where x[n, c, tap.row, tap.column] > x[n, c, best.row, best.column] { best = tap }
    return [(best.row, best.column, 1)]
  }

  mutating func forward(_ x: Batch, isTraining: Bool) -> Batch {
    self.x = x
    var y = Batch(
      x.images, x.channels, (x.height + 2 * padding - size) / stride + 1, (x.width + 2 * padding - size) / stride + 1)
    forEach(y) { n, c, oh, ow in
      y[n, c, oh, ow] = shares(n, c, oh, ow).reduce(0) { $0 + x[n, c, $1.row, $1.column] * $1.share }
    }
    return y
  }

  mutating func backward(_ d: Batch) -> Batch {
    var dx = x.with([Double](repeating: 0, count: x.values.count))
    forEach(d) { n, c, oh, ow in
      for tap in shares(n, c, oh, ow) { dx[n, c, tap.row, tap.column] += d[n, c, oh, ow] * tap.share }
    }
    return dx
  }

  private func forEach(_ batch: Batch, _ body: (Int, Int, Int, Int) -> Void) {
    for n in 0..<batch.images {
      for c in 0..<batch.channels {
        for h in 0..<batch.height { for w in 0..<batch.width { body(n, c, h, w) } }
      }
    }
  }
}

/// Dropout with given factors, `[image][channel][row][column]`.
struct ReferenceDropout: ReferenceLayer {
  var parameters: [String: [Double]] = [:]
  var gradients: [String: [Double]] = [:]
  let factor: (_ batch: Batch, _ index: Int) -> Double
  private var factors: [Double] = []

  init(factor: @escaping (Batch, Int) -> Double) { self.factor = factor }

  mutating func forward(_ x: Batch, isTraining: Bool) -> Batch {
    factors = x.values.indices.map { isTraining ? factor(x, $0) : 1 }
    return x.with(zip(x.values, factors).map(*))
  }

  mutating func backward(_ d: Batch) -> Batch { d.with(zip(d.values, factors).map(*)) }
}
