internal import Foundation
internal import Interop

/// One sphere with its title, points, weights and class badges.
struct SpherePanelDrawing {
  let panel: MeasuredPanel
  let camera: Camera
  let cell: Rect
  let radius: Double
  /// 0 for (a); nil for a lone panel.
  let letter: Int?
  let showsWeights: Bool
  let measure: TextMeasure

  var isPlane: Bool { panel.axes == .plane }
  var center: Point {
    Point(cell.center.x, cell.minY + SphereLayout.titleHeight + SphereLayout.margin + radius)
  }

  func marks() -> [Mark] {
    let places = self.places()
    let title = Mark.group(Group(role: "panel-title", title()))
    var marks: [Mark] = [isPlane ? circle() : disc()]
    if !isPlane { marks.append(graticule(front: false)) }
    marks.append(contentsOf: points(places, front: false))
    if !isPlane { marks.append(graticule(front: true)) }
    marks.append(contentsOf: points(places, front: true))
    if !isPlane { marks.append(rim()) }
    marks.append(contentsOf: errors(places))
    marks.append(contentsOf: classMarks())
    return [title, .group(Group(role: "sphere", marks))]
  }

  // MARK: Title

  private func title() -> [Mark] {
    let name = letter.map { "(\(Self.letters[$0 % Self.letters.count]))" }
    let accuracy = NumberText.fixed(panel.accuracy * 100, decimals: 2) + "\u{2009}%"
    let gap = 4.0
    let nameWidth = name.map { measure.width($0, Theme.titleStrong) + gap } ?? 0
    let accuracyWidth = measure.width(accuracy, Theme.title) + 1.5 * gap
    let limit = cell.width - nameWidth - accuracyWidth - 6
    let title = measure.fitted(panel.title, Theme.titleStrong, limit: limit)
    let titleWidth = measure.width(title, Theme.titleStrong)
    var x = cell.center.x - (nameWidth + titleWidth + accuracyWidth) / 2
    let baseline = cell.minY + 11
    var marks: [Mark] = []
    if let name {
      marks.append(.text(TextMark(name, at: Point(x, baseline), face: Theme.title)))
      x += nameWidth
    }
    marks.append(.text(TextMark(title, at: Point(x, baseline), face: Theme.titleStrong)))
    marks.append(
      .text(
        TextMark(accuracy, at: Point(x + titleWidth + 1.5 * gap, baseline), face: Theme.title, ink: .muted)))
    return marks
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

  // MARK: Ground

  private func disc() -> Mark {
    let focus = Point(center.x - 0.3 * radius, center.y - 0.35 * radius)
    let gradient = Gradient(
      center: center, radius: radius, focus: focus,
      stops: [
        GradientStop(0, Ink(.sphereLight)), GradientStop(0.6, Ink(.sphereLight)), GradientStop(1, Ink(.sphereShade)),
      ])
    return .shape(Shape(.circle(center: center, radius: radius), fill: .radial(gradient)))
  }

  private func rim() -> Mark {
    .shape(
      Shape(.circle(center: center, radius: radius), stroke: Stroke(Ink(.muted, opacity: 0.7), width: Theme.thin)))
  }

  private func circle() -> Mark {
    var marks: [Mark] = [
      .shape(Shape(.circle(center: center, radius: radius), stroke: Stroke(.muted, width: Theme.thin)))
    ]
    for step in 0..<12 {
      let angle = Double(step) * .pi / 6
      let direction = Point(cos(angle), sin(angle))
      marks.append(
        .shape(
          Shape(
            .segment(center + direction * 4, center + direction * radius),
            stroke: Stroke(.grid, width: Theme.hairline))))
    }
    return .group(Group(role: "graticule", marks))
  }

  private func graticule(front: Bool) -> Mark {
    var path = Path()
    for line in Graticule.lines {
      path.append(Path(Graticule.visible(line.map(camera.view), front: front).map { $0.map(place) }))
    }
    let stroke =
      front
      ? Stroke(.grid, width: Theme.hairline)
      : Stroke(Ink(.grid, opacity: 0.8), width: Theme.hairline, dash: [1.2, 1.6])
    return .group(Group(role: "graticule", [.shape(Shape(path, stroke: stroke))]))
  }

  private func place(_ view: SIMD3<Double>) -> Point { Point(center.x + radius * view.x, center.y - radius * view.y) }

  // MARK: Points

  private struct Place {
    var view: SIMD3<Double>
    var label: Int
    var isRight: Bool
  }

  /// Seen by the camera, from the farthest to the nearest.
  private func places() -> [Place] {
    var places: [Place] = []
    let data = panel
    for (index, point) in panel.points.enumerated() {
      guard let point else { continue }
      var view = camera.view(point)
      if isPlane {
        // Points on a circle would hide each other: spread inward along a golden-ratio sequence, which is no randomness.
        let spread = 1 - 0.1 * (Double(index) * 0.6180339887498949).truncatingRemainder(dividingBy: 1)
        view = SIMD3(view.x * spread, view.y * spread, 1)
      }
      places.append(
        Place(view: view, label: data.labels[index], isRight: data.labels[index] == data.predictions[index]))
    }
    let order = places.indices.sorted { (places[$0].view.z, $0) < (places[$1].view.z, $1) }
    return order.map { places[$0] }
  }

  private func points(_ places: [Place], front: Bool) -> [Mark] {
    let spots = places.filter { ($0.view.z >= 0) == front }.map { item in
      // Toward the far pole points fade on; crowded ones do not add up, because the layer as a whole is translucent.
      let depth = front ? 0.85 : 1 + 0.55 * item.view.z
      return PointLayer.Spot(place(item.view), .category(item.label, opacity: (depth * 20).rounded() / 20))
    }
    guard !spots.isEmpty else { return [] }
    let size = (front ? 1.7 : 1.4) * pointScale
    return [.points(PointLayer(form: .dot, size: size, opacity: front ? 1 : 0.5, spots: spots))]
  }

  /// Fewer points are drawn larger; smaller spheres take smaller points.
  var pointScale: Double {
    let count = Double(max(1, panel.labels.count))
    return min(2, max(0.8, pow(10_000 / count, 0.2))) * min(1, max(0.7, radius / 100))
  }

  /// Many errors are drawn smaller, so that they do not hide what they lie on.
  var errorSize: Double {
    let count = panel.labels.indices.count { panel.labels[$0] != panel.predictions[$0] }
    return 3 * min(1, max(0.6, pow(120 / Double(max(1, count)), 0.16)))
  }

  private func errors(_ places: [Place]) -> [Mark] {
    [false, true].compactMap { front in
      let spots = places.filter { !$0.isRight && ($0.view.z >= 0) == front }.map {
        PointLayer.Spot(place($0.view), .foreground)
      }
      guard !spots.isEmpty else { return nil }
      let size = errorSize * (front ? 1 : 0.85)
      return .points(PointLayer(form: .cross, size: size, opacity: front ? 0.85 : 0.35, spots: spots))
    }
  }

  // MARK: Classes

  private func classMarks() -> [Mark] {
    let (diamonds, placed) = placedClasses()
    let far = placed.filter { !$0.isFront }
    let near = placed.filter(\.isFront)
    var marks = diamonds.filter { !$0.isFront }.map(\.mark)
    marks += far.flatMap(\.marks)
    marks += diamonds.filter(\.isFront).map(\.mark)
    // The nearest last, on top.
    marks += near.reversed().flatMap(\.marks)
    return [.group(Group(role: "classes", marks))]
  }

  /// What badges must stay in.
  var bounds: Rect {
    Rect(
      x: cell.minX + 1, y: cell.minY + SphereLayout.titleHeight - 2, width: cell.width - 2,
      height: cell.height - SphereLayout.titleHeight + 1)
  }

  /// The class weights, and the class centers from the nearest to the farthest where there is room for them.
  func placedClasses() -> (diamonds: [ClassDiamond], badges: [ClassBadge]) {
    var diamonds: [ClassDiamond] = []
    if showsWeights {
      for (index, weight) in panel.weights.enumerated() {
        guard let weight else { continue }
        let view = camera.view(weight)
        diamonds.append(ClassDiamond(category: index, center: place(view), isFront: isPlane || view.z >= 0))
      }
    }
    var badges: [ClassBadge] = []
    for (index, classCenter) in panel.centers.enumerated() {
      guard let classCenter else { continue }
      let view = camera.view(classCenter)
      badges.append(
        ClassBadge(
          text: panel.classNames[index], category: index, anchor: place(view), depth: isPlane ? 1 : view.z,
          measure: measure))
    }
    return (diamonds, BadgeLayout.place(badges, avoiding: diamonds, in: bounds, sphereCenter: center))
  }
}
