import Kernels
import NeuralNetwork

/// Floating-point operations that a layer's definition asks for, an addition and a multiplication counted as two. Taps that
/// lie in the padding are not counted: nobody has to multiply by zeros. Only products are; normalization, activation, pooling,
/// head and optimizer are left out, so that a share of peak is never flattered by them.
enum Operations {
  /// Of one image on the way forward.
  static func forward(_ layer: any Layer) -> Double {
    guard let shape = (layer as? ConvolutionLayer)?.shape else { return 0 }
    let rows = taps(
      outputs: shape.outputHeight, inputs: shape.inputHeight, kernel: shape.kernelHeight, stride: shape.stride,
      padding: shape.paddingHeight)
    let columns = taps(
      outputs: shape.outputWidth, inputs: shape.inputWidth, kernel: shape.kernelWidth, stride: shape.stride,
      padding: shape.paddingWidth)
    return 2 * Double(rows * columns) * Double(shape.inputChannels * shape.outputChannels)
  }

  /// Of one image on the way back: as many for the weights' gradient, and again for the input's where it is wanted.
  static func backward(_ layer: any Layer, isFirst: Bool) -> Double { forward(layer) * (isFirst ? 1 : 2) }

  /// Of one image in a training step.
  static func step(_ plan: NetworkPlan) -> Double {
    plan.links.enumerated().reduce(0) { sum, link in
      sum + forward(link.element.layer) + backward(link.element.layer, isFirst: link.offset == 0)
    }
  }

  /// Pairs of an output and a tap inside the input, along one axis.
  private static func taps(outputs: Int, inputs: Int, kernel: Int, stride: Int, padding: Int) -> Int {
    (0..<outputs).reduce(0) { sum, output in
      sum + (0..<kernel).count { 0..<inputs ~= output * stride - padding + $0 }
    }
  }
}
