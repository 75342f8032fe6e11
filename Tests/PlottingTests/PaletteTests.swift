import Foundation
import Interop
import Plotting
import Testing

@Suite("Palette") struct PaletteTests {
  /// Machado, Oliveira and Fernandes 2009, table of matrices for severity 1.0, on linear sRGB.
  private static let sights: [(name: String, matrix: [[Double]])] = [
    ("normal", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    (
      "protanopia",
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    (
      "deuteranopia",
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    (
      "tritanopia",
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
  ]

  private static func times(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// Ottosson 2020, from linear sRGB.
  private static func oklab(_ linear: [Double]) -> [Double] {
    let cones = times(
      [
        [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
      ], linear.map { min(max($0, 0), 1) }
    ).map { cbrt($0) }
    return times(
      [
        [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
      ], cones)
  }

  private static func linear(_ color: Color) -> [Double] {
    [color.red, color.green, color.blue].map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
  }

  private static func distance(_ first: [Double], _ second: [Double]) -> Double {
    zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  @Test(arguments: [Palette.light, .dark])
  func `any two class colors and any two series colors differ for every kind of sight`(palette: Palette) {
    for (kind, colors) in [("class", palette.categories), ("series", palette.series)] {
      for sight in Self.sights {
        let places = colors.map { Self.oklab(Self.times(sight.matrix, Self.linear($0))) }
        for first in places.indices {
          for second in places.indices where second > first {
            #expect(
              Self.distance(places[first], places[second]) > 0.1,
              "\(kind) colors \(first) and \(second) with \(sight.name)")
          }
        }
      }
    }
  }

  @Test(arguments: [Palette.light, .dark])
  func `series that share a dash differ in lightness, so that a copy in grey tells them apart`(palette: Palette) {
    let lightness = palette.series.map { Self.oklab(Self.linear($0))[0] }
    for group in [0..<4, 4..<8] {
      for first in group {
        for second in group where second > first {
          #expect((lightness[first] - lightness[second]).magnitude > 0.075, "series \(first) and \(second)")
        }
      }
    }
  }

  @Test(arguments: [Palette.light, .dark])
  func `steps of the ramp go one way in lightness, evenly and for every kind of sight`(palette: Palette) {
    let lightness = palette.ramp.map { Self.oklab(Self.linear($0))[0] }
    let steps = zip(lightness, lightness.dropFirst()).map { $1 - $0 }
    let direction: Double = palette == .dark ? 1 : -1
    for step in steps { #expect(step * direction > 0.04 && step * direction < 0.08) }
    for sight in Self.sights {
      let places = palette.ramp.map { Self.oklab(Self.times(sight.matrix, Self.linear($0))) }
      for (first, second) in zip(places, places.dropFirst()) {
        #expect(Self.distance(first, second) > 0.04, "\(sight.name)")
      }
    }
  }

  @Test(arguments: [Palette.light, .dark])
  func `text can be read and marks can be seen on the page`(palette: Palette) {
    #expect(palette.foreground.contrast(with: palette.background) > 7)
    #expect(palette.muted.contrast(with: palette.background) > 4.5)
    #expect(palette.muted.contrast(with: palette.sphereShade) > 4.5)
    for index in palette.categories.indices {
      #expect(palette[.onCategory(index)].contrast(with: palette.categories[index]) > 4.5)
    }
    // WCAG 2.2, 1.4.11: graphical objects. Class colors are bounded by text and marks of their own on the light page.
    for color in palette.series { #expect(color.contrast(with: palette.background) >= 3) }
    for color in palette.categories {
      #expect(color.contrast(with: palette.background) >= (palette == .dark ? 3 : 1.8))
      if palette == .dark { #expect(color.contrast(with: palette.sphereLight) >= 3) }
    }
    for step in palette.ramp.indices {
      #expect(palette[.onRamp(step)].contrast(with: palette.ramp[step]) > 4.5)
    }
  }

  @Test func `contrast is that of the standard`() {
    #expect((Color.black.contrast(with: .white) - 21).magnitude < 1e-9)
    // WCAG's often quoted limit: #767676 on white is 4.54.
    #expect((Color(hex: 0x767676).contrast(with: .white) - 4.54).magnitude < 0.01)
  }
}
