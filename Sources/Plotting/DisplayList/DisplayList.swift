package import Interop

/// A finished figure: marks in points on a page of `size`, y downward, independent of any format.
package struct DisplayList: Hashable, Sendable {
  package var size: Size
  /// A few words, for screen readers and SVG's `<title>`.
  package var title: String
  /// The figure in a sentence or two, computed from its data; alt text and SVG's `<desc>`.
  package var summary: String
  /// In drawing order.
  package var marks: [Mark]
  /// The marks that have a value, for readers who point at them; in drawing order. No back end draws them.
  package var hoverPoints: [HoverPoint]

  package init(size: Size, title: String, summary: String, marks: [Mark] = [], hoverPoints: [HoverPoint] = []) {
    self.size = size
    self.title = title
    self.summary = summary
    self.marks = marks
    self.hoverPoints = hoverPoints
  }
}

/// A place of a figure that tells its value: an epoch of a curve, a bar, a cell of a heat map.
package struct HoverPoint: Hashable, Sendable {
  /// In the figure's points, where the value is drawn.
  package var position: Point
  /// What counts as pointing at it, for marks with an extent (bars, cells); nil for a point, where the nearest counts.
  package var area: Rect?
  /// What is to be said, in the reader's words: all of it, `ArcFace, epoch 3: 98.71 % (mean of 3 seeds)`, or what the heading
  /// does not say: `ArcFace: 98.71 ± 0.04`.
  package var text: String
  /// What stands above the texts of all points with this heading, which are told together, from one crosshair: `Epoch 3`.
  /// Nil for a point that is told alone.
  package var heading: String?
  /// Marks of one series share a number, from 0; nil where there are no series. The group of the series' marks has the
  /// id `line-1`, `line-2`, … (this number + 1).
  package var series: Int?

  package init(
    at position: Point, area: Rect? = nil, text: String, heading: String? = nil, series: Int? = nil
  ) {
    self.position = position
    self.area = area
    self.text = text
    self.heading = heading
    self.series = series
  }
}

/// One thing to draw.
package indirect enum Mark: Hashable, Sendable {
  case group(Group)
  case shape(Shape)
  case text(TextMark)
  case points(PointLayer)
  case image(ImageMark)
}

/// Marks under one name; a back end without names draws just the marks.
package struct Group: Hashable, Sendable {
  /// Unique in the figure where given; SVG puts the figure's prefix before it.
  package var id: String?
  /// What the marks are, for style sheets: `axis`, `legend`, `panel`.
  package var role: String?
  package var marks: [Mark]

  package init(id: String? = nil, role: String? = nil, _ marks: [Mark]) {
    self.id = id
    self.role = role
    self.marks = marks
  }
}

/// A path, filled and then stroked.
package struct Shape: Hashable, Sendable {
  package var path: Path
  package var fill: Fill?
  package var stroke: Stroke?

  package init(_ path: Path, fill: Fill? = nil, stroke: Stroke? = nil) {
    self.path = path
    self.fill = fill
    self.stroke = stroke
  }
}

package enum Fill: Hashable, Sendable {
  case ink(Ink)
  case radial(Gradient)
}

/// Inks from a focus (offset 0) to a circle (offset 1).
package struct Gradient: Hashable, Sendable {
  package var center: Point
  package var radius: Double
  package var focus: Point
  package var stops: [GradientStop]

  package init(center: Point, radius: Double, focus: Point, stops: [GradientStop]) {
    self.center = center
    self.radius = radius
    self.focus = focus
    self.stops = stops
  }
}

package struct GradientStop: Hashable, Sendable {
  /// In 0…1, from the focus to the circle.
  package var offset: Double
  package var ink: Ink

  package init(_ offset: Double, _ ink: Ink) {
    self.offset = offset
    self.ink = ink
  }
}

package struct Stroke: Hashable, Sendable {
  package var ink: Ink
  package var style: StrokeStyle

  package init(_ ink: Ink, _ style: StrokeStyle) {
    self.ink = ink
    self.style = style
  }

  package init(_ ink: Ink, width: Double, dash: [Double] = [], cap: StrokeStyle.Cap = .butt) {
    self.init(ink, StrokeStyle(width: width, dash: dash, cap: cap, join: .round))
  }
}

/// One line of text.
package struct TextMark: Hashable, Sendable {
  package enum Anchor: Hashable, Sendable { case start, middle, end }

  package var text: String
  /// On the baseline, at the start, middle or end of the text.
  package var position: Point
  package var anchor: Anchor
  package var face: TextFace
  package var ink: Ink
  /// Background color around the letters, that far out in points; 0 for none.
  package var halo: Double
  /// Clockwise, about `position`.
  package var rotation: Double

  package init(
    _ text: String, at position: Point, anchor: Anchor = .start, face: TextFace, ink: Ink = .foreground,
    halo: Double = 0, rotation: Double = 0
  ) {
    self.text = text
    self.position = position
    self.anchor = anchor
    self.face = face
    self.ink = ink
    self.halo = halo
    self.rotation = rotation
  }
}

/// The label face of the theme in a size.
package struct TextFace: Hashable, Sendable {
  /// In points.
  package var size: Double
  package var bold: Bool
  package var italic: Bool

  package init(size: Double, bold: Bool = false, italic: Bool = false) {
    self.size = size
    self.bold = bold
    self.italic = italic
  }

  package var textStyle: TextStyle {
    TextStyle(families: Fonts.figures, size: size, weight: bold ? 700 : 400, italic: italic)
  }
}

/// Many like marks. Past the rasterization policy's threshold, vector formats embed the layer as a picture.
package struct PointLayer: Hashable, Sendable {
  package enum Form: Hashable, Sendable { case dot, cross }

  package struct Spot: Hashable, Sendable {
    package var position: Point
    package var ink: Ink

    package init(_ position: Point, _ ink: Ink) {
      self.position = position
      self.ink = ink
    }
  }

  package var form: Form
  /// Diameter of a dot, width of a cross, in points.
  package var size: Double
  /// Of the layer as a whole, so that crowded spots fade like single ones.
  package var opacity: Double
  /// In drawing order.
  package var spots: [Spot]

  package init(form: Form, size: Double, opacity: Double = 1, spots: [Spot]) {
    self.form = form
    self.size = size
    self.opacity = opacity
    self.spots = spots
  }
}
