import Kernels

extension ConvolutionShape {
  /// The taps of an axis that lie inside the input, for the output at `output`.
  static func taps(output: Int, stride: Int, padding: Int, kernel: Int, input: Int) -> Range<Int> {
    let start = output * stride - padding
    let upper = min(kernel, input - start)
    return min(max(0, -start), max(upper, 0))..<max(upper, 0)
  }

  /// The taps of an axis through which the input at `input` reaches an output: the first of them, how many there are
  /// (each a stride after the one before), and the output that the first one reaches (each one before the last).
  static func reach(
    input: Int, stride: Int, padding: Int, kernel: Int, output: Int
  ) -> (tap: Int, count: Int, output: Int) {
    let position = input + padding
    var tap = position % stride
    let earliest = position - (output - 1) * stride
    if earliest > tap { tap += (earliest - tap + stride - 1) / stride * stride }
    let last = min(kernel - 1, position)
    guard tap <= last else { return (0, 0, 0) }
    return (tap, (last - tap) / stride + 1, (position - tap) / stride)
  }
}
