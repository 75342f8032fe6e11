package import Interop

/// The colors of the roles.
package struct Palette: Hashable, Sendable {
  package static let categoryCount = 10

  package var foreground: Color
  package var muted: Color
  package var grid: Color
  package var background: Color
  package var sphereLight: Color
  package var sphereShade: Color
  /// Ten, told apart with any of the three dichromatic kinds of color blindness.
  package var categories: [Color]

  package subscript(role: Ink.Role) -> Color {
    switch role {
    case .foreground: foreground
    case .muted: muted
    case .grid: grid
    case .background: background
    case .sphereLight: sphereLight
    case .sphereShade: sphereShade
    case .category(let index): categories[Self.categoryIndex(index)]
    case .onCategory(let index): categories[Self.categoryIndex(index)].contrastingText
    }
  }

  package subscript(ink: Ink) -> Color { self[ink.role].opacity(ink.opacity) }

  /// `index` counted round in 0…9, negative numbers included.
  static func categoryIndex(_ index: Int) -> Int {
    let remainder = index % categoryCount
    return remainder < 0 ? remainder + categoryCount : remainder
  }

  /// Found by a search that kept any two at least 0.1 apart in OKLab (Ottosson 2020), whether seen with normal sight or
  /// with full protanopia, deuteranopia or tritanopia (Machado et al. 2009), and all of them off white and off near-black.
  /// The same on light and dark, so that rasterized layers fit both.
  private static let tenColors: [Color] = [
    0x2a51b5, 0xe57136, 0x57d594, 0xbf4066, 0xf8ab11, 0x806ca9, 0x6b5600, 0x5b95fc, 0x979a93, 0xc6b3f2,
  ].map { Color(hex: $0) }

  package static let light = Palette(
    foreground: Color(hex: 0x1b1d21), muted: Color(hex: 0x5a5f68), grid: Color(hex: 0xd5d9de),
    background: Color(hex: 0xffffff), sphereLight: Color(hex: 0xfcfcfd), sphereShade: Color(hex: 0xe9ecef),
    categories: tenColors)

  package static let dark = Palette(
    foreground: Color(hex: 0xe8e9ec), muted: Color(hex: 0xa4a9b2), grid: Color(hex: 0x3d434c),
    background: Color(hex: 0x16181c), sphereLight: Color(hex: 0x262a30), sphereShade: Color(hex: 0x1b1e23),
    categories: tenColors)
}
