package import Kernels

extension Loops {
  package static func convolutionBackward(
    _ shape: ConvolutionShape, input: FloatRegion, outputGradient: FloatRegion, weights: FloatRegion,
    weightGradient: FloatRegion, inputGradient: FloatRegion?, scratch: FloatRegion, blocks: Int, sums: BackwardSums?,
    share: Share
  ) {
    if share.count == 2 && blocks % 2 == 0 && shape.passesSumsOn && (inputGradient != nil || shape.sumsGradientInLanes)
    {
      precondition(input.count >= blocks * shape.inputCount && outputGradient.count >= blocks * shape.outputCount)
      precondition(weightGradient.count == shape.weightCount && weights.count == shape.weightCount)
      precondition(scratch.count >= shape.weightGradientScratch(blocks: blocks, workers: 2))
      let own = WeightGradient(
        shape: shape.flattened, input: input.cursor, outputGradient: outputGradient.cursor,
        target: weightGradient.cursor, scratch: scratch.cursor, blocks: share.range(blocks), begins: share.isFirst,
        ends: !share.isFirst, share: .whole, worker: share.index)
      guard let inputGradient else { return passOnByKernelRows(own, share) }
      precondition(inputGradient.count >= blocks * shape.inputCount)
      // Both do half of each gradient, and neither waits unless one kind takes much longer than the other.
      if share.isFirst {
        own.add()
        share.handOn()
      }
      ownInputGradient(
        shape, outputGradient: outputGradient, weights: weights, inputGradient: inputGradient, blocks: blocks,
        sums: sums, share: share)
      if !share.isFirst {
        share.takeOver()
        own.add()
      }
      return share.meet()
    }
    convolutionWeightGradient(
      shape, input: input, outputGradient: outputGradient, weightGradient: weightGradient, scratch: scratch,
      blocks: blocks, share: share)
    if let inputGradient {
      convolutionInputGradient(
        shape, outputGradient: outputGradient, weights: weights, inputGradient: inputGradient, blocks: blocks,
        sums: sums,
        share: share)
    }
  }

  /// Where there is no input gradient to do meanwhile, the second worker follows the first by some kernel rows.
  private static func passOnByKernelRows(_ own: WeightGradient, _ share: Share) {
    let height = own.shape.kernelHeight
    let pieces = min(3, height)
    for piece in 0..<pieces {
      var part = own
      part.kernelRows = height &* piece / pieces..<height &* (piece &+ 1) / pieces
      if !share.isFirst { share.takeOver() }
      part.add()
      if share.isFirst { share.handOn() }
    }
  }
}

extension ConvolutionShape {
  /// Whether two workers, each with blocks of its own, do better to hand on the sums of the weights' gradient than to read each
  /// other's activations: what another core has written is far away.
  fileprivate var passesSumsOn: Bool {
    (sumsGradientInLanes ? 16 : 1) * weightCount <= inputCount + outputCount
  }
}
