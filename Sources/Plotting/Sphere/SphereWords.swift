internal import Foundation
internal import OffprintCore

/// What can be said of the spheres without looking: title, alternative text, caption note and data.
struct SphereWords {
  let panels: [MeasuredPanel]
  let camera: Camera

  var title: String {
    "Test features on the unit sphere: " + panels.map(\.title).joined(separator: ", ")
  }

  /// Counts and angles computed from what is drawn.
  var summary: String {
    let kind = panels.allSatisfy { $0.axes == .plane } ? "circle" : "sphere"
    let subject =
      panels.count == 1
      ? "Test features on a unit \(kind), coloured by class."
      : "Test features of \(panels.count) networks, each on a unit \(kind), coloured by class."
    return ([subject] + panels.enumerated().map { describe($0.element, letter: $0.offset) }).joined(separator: " ")
  }

  private func describe(_ item: MeasuredPanel, letter: Int) -> String {
    let name = panels.count > 1 ? "Panel \(letter + 1), \(item.title): " : "\(item.title): "
    var text = name + "\(NumberText.count(item.labels.count)) images, "
    text += "\(NumberText.fixed(item.accuracy * 100, decimals: 2)) % classified correctly"
    if let spread = spread(item) {
      text += "; the median angle from a feature to its class centre is \(NumberText.fixed(spread, decimals: 1))°"
    }
    if let gap = nearestCenters(item) {
      text += ", the closest two class centres are \(NumberText.fixed(gap, decimals: 1))° apart"
    }
    return text + "."
  }

  /// Median angle in degrees between a drawn point and its class center.
  private func spread(_ item: MeasuredPanel) -> Double? {
    var angles: [Double] = []
    for (point, label) in zip(item.points, item.labels) {
      if let point, let center = item.centers[label] { angles.append(Self.angle(point, center)) }
    }
    return angles.isEmpty ? nil : angles.sorted()[angles.count / 2]
  }

  private func nearestCenters(_ item: MeasuredPanel) -> Double? {
    let centers = item.centers.compactMap { $0 }
    var nearest: Double?
    for (index, first) in centers.enumerated() {
      for second in centers[(index + 1)...] { nearest = min(nearest ?? .infinity, Self.angle(first, second)) }
    }
    return nearest
  }

  private static func angle(_ first: SIMD3<Double>, _ second: SIMD3<Double>) -> Double {
    acos(min(max(first.dot(second), -1), 1)) * 180 / .pi
  }

  // MARK: Caption

  var captionNote: String? {
    var notes: [String] = []
    let projected = panels.filter { $0.axes == .principal || $0.axes == .discriminant }
    if let first = projected.first {
      let axes =
        first.axes == .principal
        ? "their first three principal axes, which keep \(shares(projected)) of the variance"
        : "the three axes that discriminate best between the classes, which keep \(shares(projected)) of the "
          + "variance between them"
      notes.append(
        "Features of \(dimensions(projected)) dimensions are projected onto \(axes), and then onto the sphere.")
    }
    if panels.contains(where: { $0.axes == .plane }) {
      notes.append("Features of two dimensions lie on a circle and are spread inward only to be seen apart.")
    }
    for item in panels where item.missingCount > 0 {
      let count = item.missingCount
      let verb = count == 1 ? "feature of \(item.title) has" : "features of \(item.title) have"
      notes.append("\(NumberText.count(count)) \(verb) no direction and \(count == 1 ? "is" : "are") not drawn.")
    }
    return notes.isEmpty ? nil : notes.joined(separator: " ")
  }

  private func dimensions(_ items: [MeasuredPanel]) -> String {
    let sizes = Set(items.map(\.dimension)).sorted().map(String.init)
    return Self.list(sizes)
  }

  private func shares(_ items: [MeasuredPanel]) -> String {
    let texts = items.map { NumberText.fixed($0.share * 100, decimals: 1) + "\u{A0}%" }
    guard items.count > 1 else { return texts.joined() }
    return Self.list(zip(texts, items).map { "\($0) (\($1.title))" })
  }

  private static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  // MARK: Data

  var data: Setting {
    [
      "plot": "embedding-sphere",
      "camera": ["azimuth": .number(camera.azimuth), "elevation": .number(camera.elevation)],
      "panels": .list(panels.map(Self.data)),
    ]
  }

  private static func data(_ item: MeasuredPanel) -> Setting {
    [
      "title": .string(item.title), "accuracy": .number(item.accuracy),
      "dimension": .number(Double(item.dimension)), "share": .number(item.share),
      "projection": .string(item.axes.word), "classes": .list(item.classNames.map(Setting.string)),
      "labels": .list(item.labels.map { .number(Double($0)) }),
      "predictions": .list(item.predictions.map { .number(Double($0)) }),
      "points": .list(item.points.map(place)), "centers": .list(item.centers.map(place)),
      "weights": .list(item.weights.map(place)),
    ]
  }

  /// A row for each image, class center and class weight; places of many to three decimals.
  var table: DataTable {
    var rows: [[Setting?]] = []
    let isCrowded = panels.reduce(0) { $0 + $1.points.count } > 5000
    for item in panels {
      let title = Setting.string(item.title)
      func add(_ kind: String, _ index: Int, _ label: Int, _ prediction: Int?, _ point: SIMD3<Double>?) {
        let place = Self.place(point, places: isCrowded ? 1000 : 10_000)
        func part(_ axis: Int) -> Setting? {
          if case .list(let parts) = place, parts.count == 3 { parts[axis] } else { nil }
        }
        rows.append([
          title, .string(kind), .finite(index), .string(item.classNames[label]),
          prediction.map { .string(item.classNames[$0]) }, part(0), part(1), part(2),
        ])
      }
      for (index, point) in item.points.enumerated() {
        add("image", index, item.labels[index], item.predictions[index], point)
      }
      for (index, point) in item.centers.enumerated() { add("class-center", index, index, nil, point) }
      for (index, point) in item.weights.enumerated() { add("class-weight", index, index, nil, point) }
    }
    return DataTable(columns: ["run", "kind", "index", "class", "prediction", "x", "y", "z"], rows: rows)
  }

  /// To four decimals, a tenth of a millimeter on a sphere of a meter; an empty list for no place.
  private static func place(_ point: SIMD3<Double>?) -> Setting { place(point, places: 10_000) }

  private static func place(_ point: SIMD3<Double>?, places: Double) -> Setting {
    guard let point else { return [] }
    return .list([point.x, point.y, point.z].map { .number(($0 * places).rounded() / places) })
  }
}
