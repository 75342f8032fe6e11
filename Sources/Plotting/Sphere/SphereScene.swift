package import Interop

/// What `embedding-sphere` shows, for a reader who turns it: the geometry of its drawing, and everything on its spheres.
package struct SphereScene: Hashable, Sendable {
  /// Of the drawing.
  package var camera: Camera
  /// The spheres of the drawing; circles, which only have one side, are not among them.
  package var panels: [SpherePanel]
}

/// One sphere. Places are in the drawing's points, directions are unit vectors in the space of the camera.
package struct SpherePanel: Hashable, Sendable {
  /// Of the panel's group in the drawing: `panel-1`.
  package var id: String
  package var title: String
  /// The panel's part of the drawing, and the part of it that may be drawn on.
  package var cell: Rect
  package var bounds: Rect
  package var center: Point
  package var radius: Double
  /// The diameter of a point on the near side, and the width of the cross on one that is misclassified.
  package var dotSize: Double
  package var errorSize: Double
  /// How far from their class centers the badges were put, by class; nil for a class without one.
  package var badges: [Point?]
  package var showsWeights: Bool
  package var classNames: [String]
  /// The true class of each image.
  package var labels: [Int]
  /// Whether directions are the features' own, so that angles can be measured between them.
  package var isSpatial: Bool
  /// By epoch, the drawn one last. Never empty.
  package var moments: [SphereMoment]
}

/// A sphere after one epoch.
package struct SphereMoment: Hashable, Sendable {
  /// Nil where it is not known.
  package var epoch: Int?
  /// One for each image; nil for a feature that has no direction.
  package var points: [SIMD3<Double>?]
  package var predictions: [Int]
  /// One for each class.
  package var centers: [SIMD3<Double>?]
  package var weights: [SIMD3<Double>?]
  /// Of the drawn epoch of features of more than three dimensions, where there are class weights: from each feature to the
  /// weight of its class and to the nearest other weight. In three dimensions they can be measured between places.
  package var angles: FeatureAngles?

  package init(
    epoch: Int?, points: [SIMD3<Double>?], predictions: [Int], centers: [SIMD3<Double>?], weights: [SIMD3<Double>?],
    angles: FeatureAngles? = nil
  ) {
    self.epoch = epoch
    self.points = points
    self.predictions = predictions
    self.centers = centers
    self.weights = weights
    self.angles = angles
  }
}

/// Angles between features and class weights, in degrees, to a hundredth.
package struct FeatureAngles: Hashable, Sendable {
  /// To the weight of the true class; not a number for a feature or a weight that has no direction.
  package var own: [Double]
  /// The class of the nearest other weight, and the angle to it.
  package var nextClass: [Int]
  package var next: [Double]

  package init(own: [Double], nextClass: [Int], next: [Double]) {
    self.own = own
    self.nextClass = nextClass
    self.next = next
  }
}

extension SphereScene {
  /// Nil where no panel is a sphere.
  init?(_ drawings: [SpherePanelDrawing], camera: Camera) {
    let panels = drawings.enumerated().compactMap { index, drawing in
      drawing.isPlane ? nil : SpherePanel(drawing, id: Self.panelID(index))
    }
    guard !panels.isEmpty else { return nil }
    self.init(camera: camera, panels: panels)
  }

  static func panelID(_ index: Int) -> String { "panel-\(index + 1)" }
}

extension SpherePanel {
  init(_ drawing: SpherePanelDrawing, id: String) {
    let panel = drawing.panel
    var badges = [Point?](repeating: nil, count: panel.classNames.count)
    for badge in drawing.placedClasses().badges { badges[badge.category] = badge.center - badge.anchor }
    self.init(
      id: id, title: panel.title, cell: drawing.cell, bounds: drawing.bounds, center: drawing.center,
      radius: drawing.radius, dotSize: 1.7 * drawing.pointScale, errorSize: drawing.errorSize, badges: badges,
      showsWeights: drawing.showsWeights && panel.measurement.hasWeights, classNames: panel.classNames,
      labels: panel.labels, isSpatial: panel.axes == .space, moments: panel.measurement.moments)
  }
}

extension SphereMoment {
  /// On the axes of the drawn epoch, so that a reader sees features move and not the axes.
  init(
    _ moment: EmbeddingMoment, labels: [Int], classCount: Int, dimension: Int, on projection: SphereProjection
  ) {
    let points = projection.places(moment.features, dimension: dimension).map { $0.map(UnitVectorCode.rounded) }
    self.init(
      epoch: moment.epoch, points: points, predictions: moment.predictions,
      centers: SphereProjection.centers(points, labels: labels, classCount: classCount),
      weights: moment.classWeights.map { projection.places($0, dimension: dimension) } ?? [])
  }
}
