internal import Kernels
internal import OffprintCore

/// Zeroes each value with probability `rate` while training and scales the rest by 1/(1 − rate); evaluation changes nothing.
///
/// Whether a value is kept depends on the run's seed, the layer's place, the step and the value's place in the batch alone.
package struct DropoutLayer: Layer {
  package let name = "dropout"
  package let inputShape: ActivationShape
  package var outputShape: ActivationShape { inputShape }
  package var operation: LayerOperation { .identity }
  package var worksInPlace: Bool { true }
  let rate: Double
  /// The notebook layer's place, which tells its random numbers from another dropout's.
  let place: Int

  private func count(_ blocks: Int) -> Int { blocks * inputShape.channelShape.count }

  /// The factors, 0 or 1/(1 − rate), which `backward` needs again.
  package func scratchCount(blocks: Int, workers: Int) -> Int { count(blocks) }

  package func forward(_ regions: TrainingRegions, _ batch: BatchContext) {
    let stream = batch.dropout.child(place).child(batch.step)
    let kept = Float(1 / (1 - rate))
    // A word w stands for w/2³²; it is dropped where that is less than the rate.
    let threshold = UInt64(rate * 0x1p32)
    let total = count(batch.blocks)
    batch.kernels.dropoutFactors(
      PhiloxRow(key: stream.key, lane: stream.lane), threshold: threshold, kept: kept, into: regions.scratch,
      count: total, share: batch.share)
    batch.kernels.multiply(
      regions.input, by: regions.scratch, into: regions.output, count: total, share: batch.share)
  }

  package func backward(_ regions: TrainingRegions, _ batch: BatchContext) {
    guard let inputGradient = regions.inputGradient else { return }
    batch.kernels.multiply(
      regions.outputGradient, by: regions.scratch, into: inputGradient, count: count(batch.blocks),
      share: batch.share)
  }

  package func evaluate(_ regions: EvaluationRegions, _ batch: BatchContext) {
    if batch.share.isFirst { regions.output.copy(from: regions.input, count: count(batch.blocks)) }
    batch.share.meet()
  }
}

extension LayerKind {
  /// `dropout: 0.2`.
  static let dropout = LayerKind(
    ComponentDeclaration(
      "dropout", "Zeroes values at random while training and scales up the rest.",
      source: "Srivastava et al. 2014, §4",
      keys: [
        KeyDeclaration(
          "rate", .number(NumberRange(0...1, excludesUpper: true)), .defaulted(0.5),
          "The share of values that are zeroed.", example: "0.2")
      ],
      primaryKey: "rate")
  ) { reader, input throws(ModelError) in
    let rate = try reader.number("rate", in: NumberRange(0...1, excludesUpper: true))
    return [DropoutLayer(inputShape: input, rate: rate, place: reader.index)]
  }
}
