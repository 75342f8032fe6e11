/// How much the digits of `strokes` vary. Set so that the notebooks' small convolutional network reads between 98 and 99.7 %
/// of the test images; any change changes every digest.
enum StrokeVariation {
  /// Of each point, in units of the hands' box (64 × 100): the standard deviation for a writer of middling unsteadiness.
  static let jitter = 2.8
  /// Of each of the three elastic waves, in the same units.
  static let elastic = 3.0
  /// Of the logarithm of width against height.
  static let stretch = 0.13
  /// Horizontal shift per height; to the right on the whole, as most people write.
  static let meanSlant = 0.12
  static let slant = 0.17
  /// Radians.
  static let rotation = 0.10
  /// Of the pen's radius: the middle in pixels, and the deviation of its logarithm.
  static let radius = 1.08
  static let radiusSpread = 0.26
  /// Of the pen's width along a stroke, relative.
  static let pressure = 0.16
  /// How thin a stroke's ends can be, relative.
  static let taper = 0.7
  /// The largest part of a stroke that its start and its end can lose.
  static let lateStart = 0.12
  static let earlyEnd = 0.15
  /// Of a faint moment in a stroke.
  static let gapChance = 0.06
}
