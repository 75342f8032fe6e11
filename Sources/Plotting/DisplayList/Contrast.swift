internal import Foundation
package import Interop

extension Color {
  /// Relative luminance, 0 for black to 1 for white (WCAG 2.2, "relative luminance").
  package var relativeLuminance: Double {
    func linear(_ value: Double) -> Double { value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// 1 for equal colors to 21 for black on white (WCAG 2.2, "contrast ratio").
  package func contrast(with other: Color) -> Double {
    let (first, second) = (relativeLuminance, other.relativeLuminance)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// Black or white, whichever stands out more.
  var contrastingText: Color {
    contrast(with: .black) >= contrast(with: .white) ? .black : .white
  }
}
