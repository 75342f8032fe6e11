internal import Foundation

/// Plane geometry in points (1/72 inch), x to the right and y downward.

/// A place in the plane.
package struct Point: Hashable, Sendable {
  package var x: Double
  package var y: Double

  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  package static let zero = Point(0, 0)

  package static func + (left: Point, right: Point) -> Point { Point(left.x + right.x, left.y + right.y) }
  package static func - (left: Point, right: Point) -> Point { Point(left.x - right.x, left.y - right.y) }
  package static func * (left: Point, right: Double) -> Point { Point(left.x * right, left.y * right) }

  /// The Euclidean length of the vector from the origin.
  package var length: Double { (x * x + y * y).squareRoot() }
}

/// A width and a height.
package struct Size: Hashable, Sendable {
  package var width: Double
  package var height: Double

  package init(_ width: Double, _ height: Double) {
    self.width = width
    self.height = height
  }

  /// ISO 216 A4, 210 mm × 297 mm.
  package static let a4 = Size(210 / 25.4 * 72, 297 / 25.4 * 72)
  /// ANSI A, 8.5 in × 11 in.
  package static let letter = Size(612, 792)
}

/// An upright rectangle by its top left corner and size.
package struct Rect: Hashable, Sendable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double

  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  package init(center: Point, width: Double, height: Double) {
    self.init(x: center.x - width / 2, y: center.y - height / 2, width: width, height: height)
  }

  package var minX: Double { x }
  package var maxX: Double { x + width }
  package var minY: Double { y }
  package var maxY: Double { y + height }
  package var center: Point { Point(x + width / 2, y + height / 2) }

  package func insetBy(_ distance: Double) -> Rect {
    Rect(x: x + distance, y: y + distance, width: width - 2 * distance, height: height - 2 * distance)
  }

  /// Whether the two share more than an edge.
  package func overlaps(_ other: Rect) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }

  /// Whether `other` lies inside, edges included.
  package func contains(_ other: Rect) -> Bool {
    other.minX >= minX && other.maxX <= maxX && other.minY >= minY && other.maxY <= maxY
  }

  package func union(_ other: Rect) -> Rect {
    let left = min(minX, other.minX)
    let top = min(minY, other.minY)
    return Rect(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }
}

/// An affine map (x, y) → (a·x + c·y + tx, b·x + d·y + ty), Cairo's and SVG's order of coefficients.
package struct Transform: Hashable, Sendable {
  package var a: Double
  package var b: Double
  package var c: Double
  package var d: Double
  package var tx: Double
  package var ty: Double

  package init(a: Double, b: Double, c: Double, d: Double, tx: Double, ty: Double) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
    self.tx = tx
    self.ty = ty
  }

  package static func scale(_ x: Double, _ y: Double) -> Transform {
    Transform(a: x, b: 0, c: 0, d: y, tx: 0, ty: 0)
  }

  /// Clockwise on the page by `degrees`, about the origin.
  package static func rotation(degrees: Double) -> Transform {
    let radians = degrees * .pi / 180
    return Transform(a: cos(radians), b: sin(radians), c: -sin(radians), d: cos(radians), tx: 0, ty: 0)
  }
}
