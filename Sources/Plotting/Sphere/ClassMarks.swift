internal import Foundation
internal import Interop

/// A class weight: a hollow diamond, wide enough to frame the badge of a center that lies under it.
struct ClassDiamond {
  var category: Int
  var center: Point
  var isFront: Bool

  static let reach = 7.6

  var mark: Mark {
    let path = Self.path(center)
    let opacity = isFront ? 1 : 0.45
    var marks: [Mark] = []
    if isFront {
      marks.append(.shape(Shape(path, stroke: Stroke(Ink(.background, opacity: 0.85), width: 2.8))))
      marks.append(.shape(Shape(path, stroke: Stroke(.foreground, width: 1.7))))
    }
    marks.append(.shape(Shape(path, stroke: Stroke(.category(category, opacity: opacity), width: 1))))
    return .group(Group(role: "class-weight", marks))
  }

  static func path(_ center: Point) -> Path {
    Path(
      through: [
        center + Point(0, -reach), center + Point(reach, 0), center + Point(0, reach), center + Point(-reach, 0),
      ], closed: true)
  }

  var box: Rect { Rect(center: center, width: 2 * Self.reach, height: 2 * Self.reach) }
}

/// A class center with its name: filled on the near side, outlined on the far side.
struct ClassBadge {
  var text: String
  var category: Int
  /// The class center on the page.
  var anchor: Point
  /// Toward the viewer, −1…1.
  var depth: Double
  /// Where the badge came to lie.
  var center: Point
  let halfWidth: Double

  static let radius = 5.1
  static let face = TextFace(size: 7.5, bold: true)

  init(text: String, category: Int, anchor: Point, depth: Double, measure: TextMeasure) {
    self.text = measure.fitted(text, Self.face, limit: 60)
    self.category = category
    self.anchor = anchor
    self.depth = depth
    center = anchor
    halfWidth = max(Self.radius, measure.width(self.text, Self.face) / 2 + 3)
  }

  var isFront: Bool { depth >= 0 }
  var box: Rect { box(at: center) }

  func box(at center: Point) -> Rect { Rect(center: center, width: 2 * halfWidth, height: 2 * Self.radius) }

  private var isDisplaced: Bool { (center - anchor).length > 0.5 }

  var marks: [Mark] {
    let pill = Path.roundedRectangle(box, radius: Self.radius)
    var marks: [Mark] = []
    if isDisplaced { marks += leader }
    if isFront {
      marks.append(
        .shape(Shape(pill, fill: .ink(.category(category)), stroke: Stroke(.background, width: 1))))
    } else {
      marks.append(
        .shape(
          Shape(
            pill, fill: .ink(Ink(.background, opacity: 0.8)),
            stroke: Stroke(.category(category, opacity: 0.75), width: 0.9))))
    }
    let ink = isFront ? Ink(.onCategory(category)) : Ink.muted
    let baseline = center + Point(0, 0.36 * Self.face.size)
    marks.append(.text(TextMark(text, at: baseline, anchor: .middle, face: Self.face, ink: ink)))
    return [.group(Group(role: "class-center", marks))]
  }

  /// From the badge to a dot at the true center.
  private var leader: [Mark] {
    let line = Path.segment(anchor, center)
    let ink = Ink(.foreground, opacity: isFront ? 1 : 0.5)
    return [
      .shape(Shape(line, stroke: Stroke(Ink(.background, opacity: 0.8), width: 1.8))),
      .shape(Shape(line, stroke: Stroke(ink, width: 0.6))),
      .shape(
        Shape(
          .circle(center: anchor, radius: 1.5), fill: .ink(.category(category)), stroke: Stroke(ink, width: 0.5))),
    ]
  }
}
