package import Kernels
package import OffprintCore

/// Random shifts, rotations and scalings of training images: what an `augmentation:` key says.
///
/// The draw for an image depends on the seed, the epoch and the image's number alone, so that batches, workers and resumed
/// runs all see the same pictures.
package struct Augmentation: Hashable, Sendable {
  /// Largest shift in each direction, in pixels.
  package let shift: Double
  /// Largest rotation either way, in degrees.
  package let rotation: Double
  /// Largest change of size, as a fraction: 0.1 is from 0.9 to 1.1 times.
  package let scale: Double

  package init(shift: Double = 0, rotation: Double = 0, scale: Double = 0) {
    precondition(shift >= 0 && rotation >= 0 && scale >= 0 && scale < 1)
    self.shift = shift
    self.rotation = rotation
    self.scale = scale
  }

  /// From the keys of `augmentation:` that are set; a key that is missing changes nothing.
  package init(setting: Setting) throws(SettingError) {
    func read(_ key: String, below limit: Double) throws(SettingError) -> Double {
      guard setting[key] != nil else { return 0 }
      let value = try setting.number(key)
      guard value >= 0, value < limit else {
        throw SettingError(path: "augmentation.\(key)", expected: "at least 0 and below \(limit)")
      }
      return value
    }
    self.init(
      shift: try read("shift", below: 1000), rotation: try read("rotation", below: 360.5),
      scale: try read("scale", below: 1))
  }

  /// Whether images stay as they are.
  package var isIdentity: Bool { shift == 0 && rotation == 0 && scale == 0 }

  /// The map for one image in one epoch; `stream` is the run's stream for the purpose `augmentation`. All four draws are uniform.
  package func resampling(epoch: Int, image: Int, stream: RandomStream) -> AffineResampling {
    let stream = stream.child(epoch).child(image)
    func draw(_ place: UInt64, _ extent: Double) -> Double { (2 * stream.uniformDouble(at: place) - 1) * extent }
    let (right, down) = (draw(0, shift), draw(1, shift))
    let angle = draw(2, rotation) * Double.pi / 180
    let size = 1 + draw(3, scale)
    // Where an output pixel comes from: shift back, turn back, shrink back.
    let (cosine, sine) = (Elementary.cos(angle) / size, Elementary.sin(angle) / size)
    return AffineResampling(
      xx: Float(cosine), xy: Float(sine), yx: Float(-sine), yy: Float(cosine),
      xShift: Float(-(cosine * right + sine * down)), yShift: Float(-(cosine * down - sine * right)))
  }
}

extension NetworkVocabulary {
  /// The keys of `augmentation:`.
  package static let augmentation: [KeyDeclaration] = [
    KeyDeclaration(
      "shift", .number(NumberRange(0...28)), .optional, "largest shift in each direction, in pixels", example: "2"),
    KeyDeclaration(
      "rotation", .number(NumberRange(0...180)), .optional, "largest rotation either way, in degrees", example: "10"),
    KeyDeclaration(
      "scale", .number(NumberRange(0...0.9)), .optional, "largest change of size, as a fraction", example: "0.1"),
  ]
}
