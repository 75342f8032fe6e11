/// Clipping by global norm (Pascanu, Mikolov and Bengio 2013), as PyTorch's clip_grad_norm_.
package enum GradientClipping {
  /// What the gradients are multiplied by so that their norm is at most `maximum`: `OptimizerStep.gradientScale`.
  package static func scale(norm: Float, maximum: Double?) -> Float {
    guard let maximum else { return 1 }
    return min(1, Float(maximum) / (norm + 1e-6))
  }
}
