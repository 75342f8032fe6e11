/// A color by its job, so that one figure can be light or dark.
package struct Ink: Hashable, Sendable {
  package enum Role: Hashable, Sendable {
    /// Text and marks that matter most.
    case foreground
    /// Axes, ticks, secondary text.
    case muted
    /// Grid lines and graticules.
    case grid
    /// The page, also behind halos.
    case background
    /// The lit and the shaded side of a sphere.
    case sphereLight, sphereShade
    /// One of the ten class colors, counted round.
    case category(Int)
    /// Text on that color: black or white, whichever stands out more.
    case onCategory(Int)
    /// One of the colors of lines and marks in charts, counted round.
    case series(Int)
    /// A step from little (0) to much (`Palette.rampCount` − 1), clamped.
    case ramp(Int)
    /// Text on that step.
    case onRamp(Int)
  }

  package var role: Role
  package var opacity: Double

  package init(_ role: Role, opacity: Double = 1) {
    self.role = role
    self.opacity = opacity
  }

  package static let foreground = Ink(.foreground)
  package static let muted = Ink(.muted)
  package static let grid = Ink(.grid)
  package static let background = Ink(.background)

  package static func category(_ index: Int, opacity: Double = 1) -> Ink { Ink(.category(index), opacity: opacity) }
  package static func series(_ index: Int, opacity: Double = 1) -> Ink {
    Ink(.series(Palette.seriesIndex(index)), opacity: opacity)
  }
}

extension Ink.Role {
  /// The name in style sheets: `--plot-foreground`, `--plot-3`.
  package var name: String {
    switch self {
    case .foreground: "foreground"
    case .muted: "muted"
    case .grid: "grid"
    case .background: "background"
    case .sphereLight: "sphere-light"
    case .sphereShade: "sphere-shade"
    case .category(let index): String(Palette.categoryIndex(index))
    case .onCategory(let index): "on-" + String(Palette.categoryIndex(index))
    case .series(let index): "s" + String(Palette.seriesIndex(index))
    case .ramp(let step): "r" + String(Palette.rampStep(step))
    case .onRamp(let step): "on-r" + String(Palette.rampStep(step))
    }
  }

  /// Every role with all its numbers, in a fixed order.
  package static let all: [Ink.Role] =
    [.foreground, .muted, .grid, .background, .sphereLight, .sphereShade]
    + (0..<Palette.categoryCount).map { .category($0) }
    + (0..<Palette.categoryCount).map { .onCategory($0) }
    + (0..<Palette.seriesCount).map { .series($0) }
    + (0..<Palette.rampCount).map { .ramp($0) }
    + (0..<Palette.rampCount).map { .onRamp($0) }
}
