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
    var batch: [Float] = []
    batch.reserveCapacity(indices.count * size)
    var image = [Float](repeating: 0, count: size)
    for index in indices {
      let first = Int(index) * size
      let resampling = augmentation.resampling(epoch: epoch, image: Int(index), stream: stream)
      var target = image.mutableSpan
      kernels.resample(
        resampling, source.pixels.span.extracting(first..<first + size), height: height, width: width,
        scale: source.scale, offset: source.offset, into: &target)
      batch.append(contentsOf: image)
    }
    load(batch, count: indices.count)
  }

  /// The version of the order of sums, part of every run's identity.
  package static var numericVersion: Int { EngineVersion.numeric }
}
