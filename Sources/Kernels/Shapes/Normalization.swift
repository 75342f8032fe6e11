/// Batch normalisation, y = (x − mean)·γ/√(variance + ε) + β per channel, with an optional ReLU behind it.
///
/// Ioffe and Szegedy 2015, algorithm 1. Statistics are over the batch's true images; padding lanes count for nothing.
package enum BatchNormalization {
  /// What a layer keeps beside its activations.
  package struct Parameters {
    /// γ.
    package var weight: FloatRegion
    /// β.
    package var bias: FloatRegion
    package var runningMean: FloatRegion
    package var runningVariance: FloatRegion
    package var epsilon: Float
    /// The weight of the newest batch in the running statistics.
    package var momentum: Float

    package init(
      weight: FloatRegion, bias: FloatRegion, runningMean: FloatRegion, runningVariance: FloatRegion, epsilon: Float,
      momentum: Float
    ) {
      self.weight = weight
      self.bias = bias
      self.runningMean = runningMean
      self.runningVariance = runningVariance
      self.epsilon = epsilon
      self.momentum = momentum
    }

    package func check(_ channels: Int) {
      precondition(weight.count == channels && bias.count == channels)
      precondition(runningMean.count == channels && runningVariance.count == channels)
    }
  }

  /// Floats of scratch that `normalizationForward` fills and `normalizationBackward` reads: five rows of channels (mean,
  /// 1/deviation, and three coefficients), then two sums of sixteen lanes for each block and channel.
  package static func scratchCount(_ shape: ChannelShape, blocks: Int) -> Int {
    5 * shape.channels + 2 * blocks * shape.channels * Layout.laneCount
  }

  /// Where in the scratch the sums of lanes begin.
  package static func sumsOffset(channels: Int) -> Int { 5 * channels }
}

/// Where a convolution leaves the sums of the batch normalisation behind it, so that its output is not read again for them.
package struct ForwardSums {
  /// What is taken off each value: the running means.
  package var center: FloatRegion
  /// The normalisation's scratch.
  package var scratch: FloatRegion
  /// True images of the batch.
  package var images: Int

  package init(center: FloatRegion, scratch: FloatRegion, images: Int) {
    self.center = center
    self.scratch = scratch
    self.images = images
  }
}

/// Where an input gradient leaves the backward sums of the batch normalisation in front of it.
package struct BackwardSums {
  /// The normalisation's input.
  package var input: FloatRegion
  /// β. With the batch's statistics it tells which values the ReLU let through, in less time than reading them again.
  package var shift: FloatRegion
  /// Whether a ReLU is part of it.
  package var rectifies: Bool
  /// The normalisation's scratch, the batch's means first.
  package var scratch: FloatRegion

  package init(input: FloatRegion, shift: FloatRegion, rectifies: Bool, scratch: FloatRegion) {
    self.input = input
    self.shift = shift
    self.rectifies = rectifies
    self.scratch = scratch
  }
}
