package import Interop

/// A formula set in type, about the left end of its baseline; lengths in points, y downward.
package struct MathBox {
  /// How far the next thing in the line is.
  package var width: Double
  /// Above the baseline.
  package var ascent: Double
  /// Below the baseline.
  package var descent: Double
  /// What is drawn, in reading order.
  package var marks: [MathMark]

  package var height: Double { ascent + descent }

  init(width: Double = 0, ascent: Double = 0, descent: Double = 0, marks: [MathMark] = []) {
    self.width = width
    self.ascent = ascent
    self.descent = descent
    self.marks = marks
  }

  /// The smallest rectangle around what is drawn; empty without marks.
  package var ink: Rect {
    let rects = marks.map(\.ink).filter { $0.width > 0 && $0.height > 0 }
    guard let first = rects.first else { return Rect(x: 0, y: 0, width: 0, height: 0) }
    return rects.dropFirst().reduce(first) { $0.union($1) }
  }

  /// Draws the formula with the left end of its baseline at `origin`.
  package func draw(on canvas: Canvas, at origin: Point, _ paint: Paint = .color(.black)) {
    var run: [PlacedGlyph] = []
    var current: (font: GlyphFont, size: Double)?
    func flush() {
      if let current { canvas.show(run, of: current.font, size: current.size, paint) }
      run = []
    }
    for mark in marks {
      switch mark {
      case .glyph(var glyph, let font, let size):
        if current.map({ $0.font !== font || $0.size != size }) ?? false { flush() }
        current = (font, size)
        glyph.position = glyph.position + origin
        run.append(glyph)
      case .rule(let rect):
        flush()
        let moved = Rect(x: rect.x + origin.x, y: rect.y + origin.y, width: rect.width, height: rect.height)
        canvas.fill(.rectangle(moved), paint)
      }
    }
    flush()
  }
}

/// A glyph or a rule of a formula.
package enum MathMark {
  /// A glyph of `font` at `size` points.
  case glyph(PlacedGlyph, font: GlyphFont, size: Double)
  case rule(Rect)

  /// The rectangle around what is drawn.
  package var ink: Rect {
    switch self {
    case .rule(let rect): return rect
    case .glyph(let glyph, let font, let size):
      let ink = font.ink(of: glyph.glyph)
      return Rect(
        x: glyph.position.x + ink.x * size, y: glyph.position.y + ink.y * size, width: ink.width * size,
        height: ink.height * size)
    }
  }

  func moved(_ x: Double, _ y: Double) -> MathMark {
    switch self {
    case .rule(let rect):
      return .rule(Rect(x: rect.x + x, y: rect.y + y, width: rect.width, height: rect.height))
    case .glyph(var glyph, let font, let size):
      glyph.position = Point(glyph.position.x + x, glyph.position.y + y)
      return .glyph(glyph, font: font, size: size)
    }
  }
}
