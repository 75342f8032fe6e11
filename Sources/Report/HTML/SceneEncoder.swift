import Foundation
import Interop
import OffprintCore
import Plotting

/// A scene for `sphere.js`: a header that names things, and columns of bytes, compressed.
///
/// A direction is a `UnitVectorCode`; an angle is in hundredths of a degree. Labels stand once where panels share them; a prediction as its
/// difference from the label, mostly zero.
struct SceneEncoder {
  /// What the columns of one figure may come to, compressed: 300 kB in base 64.
  static let limit = 222_000
  /// How many images an earlier epoch draws at least.
  static let fewestImages = 500

  private var columns: [UInt8] = []
  private let showsAngles: Bool
  private let imagesBefore: Int

  static func setting(of scene: SphereScene, in drawing: DisplayList) -> Setting {
    let count = scene.panels[0].labels.count
    var encoder = SceneEncoder(scene, count: count)
    let panels = scene.panels.indices.map { encoder.panel(scene.panels[$0], shared: scene.panels[..<$0]) }
    let bytes = Data(Gzip.compress(encoder.columns)).base64EncodedString()
    return [
      "camera": [FigureData.number(scene.camera.azimuth), FigureData.number(scene.camera.elevation)],
      "size": [FigureData.number(drawing.size.width), FigureData.number(drawing.size.height)],
      "panelCount": .number(Double(drawing.panelCount)), "count": .number(Double(count)), "panels": .list(panels),
      "bytes": .string(bytes),
    ]
  }

  /// Decides what there is room for: the drawn epoch whole, its angles where they cannot be measured in the figure itself,
  /// then as many images of the earlier epochs as fit.
  private init(_ scene: SphereScene, count: Int) {
    let panels = scene.panels.count
    let measured = scene.panels.count { !$0.isSpatial && $0.moments.last?.angles != nil }
    var room = Self.limit - panels * count * 3 - count / 2
    showsAngles = room >= measured * count * 4
    if showsAngles { room -= measured * count * 4 }
    let earlier = scene.panels.reduce(0) { $0 + $1.moments.count - 1 }
    imagesBefore = min(count, max(Self.fewestImages, room / max(1, earlier) * 10 / 32))
  }

  // MARK: Panels

  private mutating func panel(_ panel: SpherePanel, shared: ArraySlice<SpherePanel>) -> Setting {
    var header: [String: Setting] = [
      "id": .string(panel.id), "title": .string(panel.title), "cell": FigureData.rect(panel.cell),
      "bounds": FigureData.rect(panel.bounds), "center": FigureData.point(panel.center),
      "radius": FigureData.number(panel.radius), "dot": FigureData.number(panel.dotSize),
      "cross": FigureData.number(panel.errorSize), "badges": .list(panel.badges.map { $0.map(FigureData.point) ?? [] }),
      "showsWeights": .boolean(panel.showsWeights), "spatial": .boolean(panel.isSpatial),
      "classNames": .list(panel.classNames.map { .string($0) }),
    ]
    if let index = shared.firstIndex(where: { $0.labels == panel.labels }) {
      header["labels"] = .number(Double(index))
    } else {
      columns += panel.labels.map { UInt8(truncatingIfNeeded: $0) }
    }
    header["moments"] = .list(
      panel.moments.indices.map { moment(panel.moments[$0], of: panel, isLast: $0 == panel.moments.count - 1) })
    return .map(header)
  }

  private mutating func moment(_ moment: SphereMoment, of panel: SpherePanel, isLast: Bool) -> Setting {
    let count = panel.labels.count
    let images = Self.chosen(isLast ? count : imagesBefore, of: count)
    add(images.map { moment.points[$0] ?? SIMD3(0, 0, 1) })
    columns += images.map { UInt8(truncatingIfNeeded: moment.predictions[$0] ^ panel.labels[$0]) }
    var header: [String: Setting] = [
      "shown": .number(Double(images.count)),
      "centers": .list(moment.centers.map(Self.direction)), "weights": .list(moment.weights.map(Self.direction)),
    ]
    if let epoch = moment.epoch { header["epoch"] = .number(Double(epoch)) }
    let missing = images.filter { moment.points[$0] == nil }
    if !missing.isEmpty { header["missing"] = .list(missing.map { .number(Double($0)) }) }
    if isLast, showsAngles, !panel.isSpatial, let angles = moment.angles {
      header["angles"] = true
      addWords(images.map { Self.hundredths(angles.own[$0]) })
      columns += images.map { UInt8(truncatingIfNeeded: angles.nextClass[$0]) }
      addWords(images.map { Self.hundredths(angles.next[$0]) })
    }
    return .map(header)
  }

  /// Evenly spread over the images; `sphere-model.js` has the same rule.
  static func chosen(_ shown: Int, of count: Int) -> [Int] {
    (0..<count).filter { ($0 + 1) * shown / count > $0 * shown / count }
  }

  // MARK: Columns

  private mutating func add(_ points: [SIMD3<Double>]) {
    columns += UnitVectorCode.columns(points.map { UnitVectorCode($0) })
  }

  private mutating func addWords(_ words: [UInt16]) {
    columns += words.map { UInt8(truncatingIfNeeded: $0) }
    columns += words.map { UInt8(truncatingIfNeeded: $0 >> 8) }
  }

  /// 65535 for an angle that is not known.
  private static func hundredths(_ degrees: Double) -> UInt16 {
    degrees.isFinite ? UInt16(min(max((degrees * 100).rounded(), 0), 18_000)) : .max
  }

  /// To five decimals; null in the script's eyes where it is an empty list.
  private static func direction(_ direction: SIMD3<Double>?) -> Setting {
    guard let direction else { return [] }
    return .list([direction.x, direction.y, direction.z].map { .number(($0 * 100_000).rounded() / 100_000) })
  }
}

extension DisplayList {
  /// The groups of marks that are panels, spheres or not.
  fileprivate var panelCount: Int {
    marks.count { if case .group(let group) = $0 { group.role == "panel" } else { false } }
  }
}
