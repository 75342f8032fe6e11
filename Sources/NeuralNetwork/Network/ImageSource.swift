/// Grey (or interleaved) images as bytes, and how they are standardised: (byte/255 − mean)/deviation.
package struct ImageSource: Sendable {
  /// `[image][height][width][channel]`.
  package let pixels: [UInt8]
  package let pixelsPerImage: Int
  /// Standardised pixel = fma(byte, scale, offset).
  package let scale: Float
  package let offset: Float

  /// Images in the source.
  package var count: Int { pixels.count / pixelsPerImage }

  /// `mean` and `deviation` of pixels on [0, 1]; the deviation must be positive.
  package init(pixels: [UInt8], pixelsPerImage: Int, mean: Double, deviation: Double) {
    precondition(pixelsPerImage > 0 && pixels.count % pixelsPerImage == 0 && deviation > 0)
    self.pixels = pixels
    self.pixelsPerImage = pixelsPerImage
    scale = Float(1 / (255 * deviation))
    offset = Float(-mean / deviation)
  }
}
