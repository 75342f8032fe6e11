import Kernels

extension ConvolutionShape {
  /// Whether workers do better to share out the weights of a linear layer than its blocks: where there is more to fetch of
  /// them than of activations.
  var sharesWeights: Bool { weightCount > 4 * (inputCount + outputCount) }

  /// The taps of an axis that lie inside the input, for the output at `output`.
  static func taps(output: Int, stride: Int, padding: Int, kernel: Int, input: Int) -> Range<Int> {
    let start = output * stride - padding
    let upper = min(kernel, input - start)
    return min(max(0, -start), max(upper, 0))..<max(upper, 0)
  }
}

/// The taps of one axis through which an input reaches an output, input after input.
struct Reach {
  /// The first tap; each further one is a stride after the one before.
  private(set) var tap = 0
  private(set) var count = 0
  /// The output that the first tap reaches; each further tap reaches the one before.
  private(set) var output = 0

  private let stride: Int
  private let kernel: Int
  private let outputs: Int
  /// Taps that an input has, one less: of a tap up to `excess`, and of a larger one.
  private let most: Int
  private let excess: Int
  /// The next input's place in the padded axis, and the same by the stride.
  private var position: Int
  private var quotient: Int
  private var remainder: Int

  /// Before the first input.
  @inline(__always) init(stride: Int, padding: Int, kernel: Int, outputs: Int) {
    self.stride = stride
    self.kernel = kernel
    self.outputs = outputs
    most = (kernel &- 1) / stride
    excess = (kernel &- 1) % stride
    position = padding
    quotient = padding / stride
    remainder = padding % stride
  }

  /// Goes on to the next input.
  @inline(__always) mutating func next() {
    // Outputs past the last one are taps that this input does not have.
    let skipped = max(0, quotient &- (outputs &- 1))
    tap = remainder &+ skipped &* stride
    output = quotient &- skipped
    let last = remainder <= excess ? most : most &- 1
    count = max(0, min(last &- skipped, output) &+ 1)
    position &+= 1
    remainder &+= 1
    if remainder == stride {
      remainder = 0
      quotient &+= 1
    }
  }
}
