package import Kernels

/// What a layer does to one image when a trained network is used, as values: enough for a program that knows nothing of this one
/// to do the same. Dropout has left by then, and batch normalisation uses its running statistics.
package enum LayerOperation: Hashable, Sendable {
  /// Rows and columns of zeros around the input; `weight` and, where `hasBias`, `bias`.
  case convolution(ConvolutionShape, hasBias: Bool)
  /// Over the whole input, which is flattened channel by channel; `weight` and, where `hasBias`, `bias`.
  case linear(outputs: Int, hasBias: Bool)
  /// weight · (x − running_mean) / √(running_var + epsilon) + bias in each channel, and max(·, 0) where it `rectifies`.
  case normalization(epsilon: Float, rectifies: Bool)
  /// max(x, 0).
  case rectification
  /// x where x > 0, `weight` · x elsewhere, with one weight where `isShared` and one for each channel where not.
  case parametricRectification(isShared: Bool)
  /// Padding never is the largest.
  case maximumPooling(PoolingShape)
  /// Padding counts as zeros, so that each window is divided by its whole area.
  case averagePooling(PoolingShape)
  /// Nothing.
  case identity
}
