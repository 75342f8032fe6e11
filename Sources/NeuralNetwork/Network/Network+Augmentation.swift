import Kernels
package import OffprintCore

extension Network {
  /// Takes the images at `indices` as the next training batch, each shifted, rotated and scaled as `augmentation` draws it
  /// for this epoch, then standardised; what comes in from outside an image is paper. `stream` is the run's stream for the
  /// purpose `augmentation`. For images of one channel.
  package func load(
    _ source: ImageSource, indices: ArraySlice<Int32>, augmentation: Augmentation, epoch: Int, stream: RandomStream
  ) {
    let (height, width) = (plan.inputShape.height, plan.inputShape.width)
    let size = height * width
    precondition(plan.inputShape.channels == 1 && source.pixelsPerImage == size)
    if augmented.isEmpty {
      augmented = [Float](repeating: 0, count: batchSize * size)
      augmentedImage = [Float](repeating: 0, count: size)
    }
    for (place, index) in indices.enumerated() {
      let first = Int(index) * size
      let resampling = augmentation.resampling(epoch: epoch, image: Int(index), stream: stream)
      var target = augmentedImage.mutableSpan
      kernels.resample(
        resampling, source.pixels.span.extracting(first..<first + size), height: height, width: width,
        scale: source.scale, offset: source.offset, into: &target)
      augmented.replaceSubrange(place * size..<(place + 1) * size, with: augmentedImage)
    }
    load(augmented, count: indices.count)
  }

  /// The version of the order of sums, part of every run's identity.
  package static var numericVersion: Int { EngineVersion.numeric }
}
