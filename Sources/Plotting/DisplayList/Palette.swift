package import Interop

/// The colors of the roles.
package struct Palette: Hashable, Sendable {
  package static let categoryCount = 10
  package static let seriesCount = 8
  package static let rampCount = 12

  package var foreground: Color
  package var muted: Color
  package var grid: Color
  package var background: Color
  package var sphereLight: Color
  package var sphereShade: Color
  /// Ten, told apart with any of the three dichromatic kinds of color blindness.
  package var categories: [Color]
  /// Eight for lines and marks, each at least 3 to 1 against the page; the first four and the last four differ in lightness
  /// too, so that they can be told apart in grey.
  package var series: [Color]
  /// From little to much: away from the page in lightness, step by step.
  package var ramp: [Color]

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
    case .series(let index): series[Self.seriesIndex(index)]
    case .ramp(let step): ramp[Self.rampStep(step)]
    case .onRamp(let step): ramp[Self.rampStep(step)].contrastingText
    }
  }

  package subscript(ink: Ink) -> Color { self[ink.role].opacity(ink.opacity) }

  /// `index` counted round in 0…9, negative numbers included.
  static func categoryIndex(_ index: Int) -> Int { index.wrapped(to: categoryCount) }

  static func seriesIndex(_ index: Int) -> Int { index.wrapped(to: seriesCount) }

  static func rampStep(_ step: Int) -> Int { min(max(step, 0), rampCount - 1) }

  /// The step for a value in 0…1.
  static func rampStep(part: Double) -> Int {
    rampStep(Int((min(max(part, 0), 1) * Double(rampCount - 1)).rounded()))
  }

  // All of these were found by searches that kept any two of a kind at least 0.1 apart in OKLab (Ottosson 2020), whether
  // seen with normal sight or with full protanopia, deuteranopia or tritanopia (Machado et al. 2009).

  /// At least 3 to 1 against the dark page and off white. The same on light and dark, so that rasterized layers fit both.
  private static let tenColors = colors([
    0x5961ae, 0xb3be18, 0x0792ae, 0xc75471, 0x9dc2fb, 0x75690e, 0x9262ec, 0xf5aca0, 0x9892f8, 0xd5866d,
  ])

  /// Of the same hues on light and on dark.
  private static let lightSeries = colors([
    0x1b2c57, 0xd07d12, 0x245639, 0xb24d79, 0x059dbd, 0x726a10, 0x6725a5, 0x5a0804,
  ])
  private static let darkSeries = colors([
    0x4267c7, 0xf2a65b, 0xa9eac0, 0xbb708d, 0x57c9e9, 0xebe165, 0xac82e6, 0xba4b3e,
  ])

  /// Even steps of lightness, from cream over green to blue.
  private static let lightRamp = colors([
    0xf6f5db, 0xdae6bf, 0xb7d9ab, 0x8ecba2, 0x65bba2, 0x3ca9a4, 0x1495a3, 0x00809f, 0x006a97, 0x08558c, 0x13407e,
    0x192b6f,
  ])
  private static let darkRamp = colors([
    0x1f243f, 0x253459, 0x254673, 0x1e5b86, 0x117195, 0x02889c, 0x279e9b, 0x51b295, 0x80c38a, 0xb0d182, 0xd6e089,
    0xfced95,
  ])

  private static func colors(_ hexes: [UInt32]) -> [Color] { hexes.map { Color(hex: $0) } }

  package static let light = Palette(
    foreground: Color(hex: 0x1b1d21), muted: Color(hex: 0x5a5f68), grid: Color(hex: 0xd5d9de),
    background: Color(hex: 0xffffff), sphereLight: Color(hex: 0xfcfcfd), sphereShade: Color(hex: 0xe9ecef),
    categories: tenColors, series: lightSeries, ramp: lightRamp)

  package static let dark = Palette(
    foreground: Color(hex: 0xe8e9ec), muted: Color(hex: 0xa4a9b2), grid: Color(hex: 0x3d434c),
    background: Color(hex: 0x16181c), sphereLight: Color(hex: 0x1a1c21), sphereShade: Color(hex: 0x17191d),
    categories: tenColors, series: darkSeries, ramp: darkRamp)
}

extension Int {
  /// In 0..<`count`, negative numbers included.
  fileprivate func wrapped(to count: Int) -> Int {
    let remainder = self % count
    return remainder < 0 ? remainder + count : remainder
  }
}
