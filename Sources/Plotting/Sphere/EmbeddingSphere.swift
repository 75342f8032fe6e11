internal import Foundation
package import Interop
package import OffprintCore

/// `embedding-sphere`: test features on the unit sphere, a panel for each run, all under one camera.
package enum EmbeddingSphere {
  package static let declaration = ComponentDeclaration(
    "embedding-sphere",
    "Test features of each run on the unit sphere, side by side under one camera, with class centres and weights.",
    keys: [
      KeyDeclaration(
        "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...maximumPanels), .required,
        "The cells whose first seed is drawn, one panel each.", example: "[softmax-3d, arcface-3d]"),
      KeyDeclaration(
        "projection", .choice(ProjectionMethod.allCases.map(\.rawValue)), .defaulted("auto"),
        "How more than three dimensions become three: on principal axes (auto, principal) or on the axes that tell the "
          + "classes apart best (discriminant)."),
      KeyDeclaration(
        "camera",
        .either(
          [
            .choice(["auto"]),
            .group([
              KeyDeclaration(
                "azimuth", .number(NumberRange(-360...360)), .required, "Degrees from the first axis toward the second."
              ),
              KeyDeclaration(
                "elevation", .number(NumberRange(-90...90)), .required, "Degrees above the first two axes."),
            ]),
          ], summary: "`auto`, or {azimuth, elevation} in degrees"),
        .defaulted("auto"), "Where the spheres are seen from; auto shows most classes.",
        example: "{azimuth: 30, elevation: 20}"),
      KeyDeclaration(
        "snapshots", .list(of: .integer(1...1_000_000), count: 1...12), .optional,
        "Epochs after which the test features are kept as well, for a slider in the HTML report; runs that are stored without "
          + "them are trained again. Other formats show the last epoch.", example: "[1, 2, 5, 10]"),
      KeyDeclaration("weights", .boolean, .defaulted(true), "Whether to mark the class weights."),
    ])

  /// Panels are still readable in three columns and three rows.
  package static let maximumPanels = 9

  package struct Options: Hashable, Sendable {
    package var projection: ProjectionMethod
    /// Nil for the view that shows most classes.
    package var camera: Camera?
    package var showsWeights: Bool

    package init(projection: ProjectionMethod = .auto, camera: Camera? = nil, showsWeights: Bool = true) {
      self.projection = projection
      self.camera = camera
      self.showsWeights = showsWeights
    }

    /// From a normalized setting of `declaration`. Throws `SettingError` where it is not one.
    package init(_ setting: Setting) throws(SettingError) {
      let word = try setting.string("projection")
      guard let method = ProjectionMethod(rawValue: word) else {
        throw SettingError(path: "projection", expected: "auto, principal or discriminant")
      }
      projection = method
      showsWeights = try setting.boolean("weights")
      if case .map? = setting["camera"] {
        let map = try setting.map("camera")
        camera = Camera(azimuth: try map.number("azimuth"), elevation: try map.number("elevation"))
      }
    }
  }

  /// Draws one panel for each of `panels` (at least one).
  package static func figure(
    _ panels: [EmbeddingPanel], _ options: Options = Options(), width: Double = 1, typesetter: Typesetter
  ) throws(PlotError) -> Figure {
    var measured: [MeasuredPanel] = []
    for panel in panels {
      let measurement = try SphereMeasurement(panel, method: options.projection)
      measured.append(MeasuredPanel(title: panel.title, classNames: panel.classNames, measurement: measurement))
    }
    return try figure(measured: measured, options, width: width, typesetter: typesetter)
  }

  /// The same from what was measured of the features.
  package static func figure(
    measured panels: [MeasuredPanel], _ options: Options = Options(), width: Double = 1, typesetter: Typesetter
  ) throws(PlotError) -> Figure {
    guard (1...maximumPanels).contains(panels.count) else {
      throw PlotError("embedding-sphere draws one to \(maximumPanels) runs, not \(panels.count)")
    }
    let spatial = panels.filter { $0.axes != .plane }
    let camera = options.camera ?? Camera.automatic(spatial.map { $0.centers.compactMap { $0 } })
    let layout = SphereLayout(panelCount: panels.count, width: Theme.width * min(max(width, 0.2), 1))
    let measure = TextMeasure(typesetter: typesetter)
    let drawings = panels.enumerated().map { index, panel in
      SpherePanelDrawing(
        panel: panel, camera: panel.axes == .plane ? .above : camera, cell: layout.cell(index),
        radius: layout.radius, letter: panels.count > 1 ? index : nil, showsWeights: options.showsWeights,
        measure: measure)
    }
    var marks = drawings.enumerated().map { index, drawing in
      Mark.group(Group(id: SphereScene.panelID(index), role: "panel", drawing.marks()))
    }
    let hasWeights = options.showsWeights && panels.contains { $0.measurement.hasWeights }
    let legend = SphereLegend(
      hasWeights: hasWeights, hasErrors: panels.contains { $0.labels != $0.predictions },
      hasFarSide: !spatial.isEmpty)
    let bottom = layout.size.height
    let (legendMarks, legendHeight) = legend.marks(top: bottom, width: layout.size.width, measure: measure)
    marks.append(.group(Group(id: "legend", role: "legend", legendMarks)))
    let words = SphereWords(panels: panels, camera: camera)
    let list = DisplayList(
      size: Size(layout.size.width, bottom + legendHeight), title: words.title, summary: words.summary, marks: marks)
    return Figure(
      displayList: list, captionNote: words.captionNote, data: words.data, table: words.table,
      scene: SphereScene(drawings, camera: camera))
  }
}

/// A panel of `embedding-sphere` with its places on the sphere.
package struct MeasuredPanel: Hashable, Sendable {
  package var title: String
  /// As written at the class centers, one for each class.
  package var classNames: [String]
  package var measurement: SphereMeasurement

  package init(title: String, classNames: [String], measurement: SphereMeasurement) {
    self.title = title
    self.classNames = classNames
    self.measurement = measurement
  }

  var dimension: Int { measurement.dimension }
  var axes: SphereProjection.Axes { SphereProjection.Axes(measurement.projection, dimension: dimension) }
  var share: Double { measurement.share }
  var labels: [Int] { measurement.labels }
  /// The epoch that is drawn.
  var drawn: SphereMoment { measurement.moments[measurement.moments.count - 1] }
  var predictions: [Int] { drawn.predictions }
  var points: [SIMD3<Double>?] { drawn.points }
  var centers: [SIMD3<Double>?] { drawn.centers }
  var weights: [SIMD3<Double>?] { drawn.weights }
  /// The images that have no place.
  var missingCount: Int { points.count { $0 == nil } }

  /// The share of predictions that are right, in 0…1.
  var accuracy: Double {
    let right = zip(labels, predictions).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
    return labels.isEmpty ? 0 : Double(right) / Double(labels.count)
  }
}

/// Where the panels go.
struct SphereLayout {
  let columns: Int
  let rows: Int
  let radius: Double
  private let width: Double
  private let cellSize: Size
  static let titleHeight = 18.0
  /// Around the sphere, for badges that lie beyond its rim.
  static let margin = 9.0

  init(panelCount: Int, width: Double) {
    self.width = width
    // Spheres of less than three centimeters show little.
    let fitting = max(1, Int(width / 90))
    columns = min(fitting, panelCount == 4 ? 2 : min(panelCount, 3))
    rows = (panelCount + columns - 1) / columns
    let cellWidth = width / Double(columns)
    radius = min(108, cellWidth / 2 - Self.margin)
    cellSize = Size(cellWidth, Self.titleHeight + 2 * (radius + Self.margin))
  }

  var size: Size { Size(width, cellSize.height * Double(rows)) }

  func cell(_ index: Int) -> Rect {
    Rect(
      x: cellSize.width * Double(index % columns), y: cellSize.height * Double(index / columns),
      width: cellSize.width, height: cellSize.height)
  }
}
