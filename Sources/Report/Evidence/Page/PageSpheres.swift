import Experiment
import OffprintCore
import Plotting

/// The answers that figures got about test features, as a page's evidence has them: by reference where a figure of the page has
/// the places, else in columns.
struct PageSpheres {
  private var scenes: [(anchor: String, scene: SphereScene, written: SceneReader)] = []
  /// The scenes that are referred to.
  private(set) var used: [String: ContentHash] = [:]

  init(_ document: ReportDocument, _ blocks: PageBlocks, _ page: [UInt8]) {
    for figure in document.figures {
      guard let scene = figure.scene, let range = blocks.scenes[figure.anchor],
        let written = try? SceneReader(page[range])
      else { continue }
      scenes.append((figure.anchor, scene, written))
    }
  }

  mutating func write(
    _ features: FeatureEvidence, _ plan: PlanPlaces, to columns: inout ColumnWriter
  ) -> [WrittenPage.Sphere] {
    // In an order of their own, whatever order figures asked in.
    let asked = features.spheres.keys.compactMap { question -> (place: Int, question: SphereQuestion)? in
      plan.place(of: question.run).map { ($0, question) }
    }.sorted { PageSpheres.isBefore($0, $1) }
    return asked.compactMap { place, question in
      features.spheres[question].map { write(question, place, $0, to: &columns) }
    }
  }

  private static func isBefore(
    _ left: (place: Int, question: SphereQuestion), _ right: (place: Int, question: SphereQuestion)
  ) -> Bool {
    let first = (left.place, left.question.method.rawValue, left.question.title)
    let second = (right.place, right.question.method.rawValue, right.question.title)
    return first == second
      ? left.question.earlier.lexicographicallyPrecedes(right.question.earlier) : first < second
  }

  private mutating func write(
    _ question: SphereQuestion, _ place: Int, _ answer: SphereAnswer, to columns: inout ColumnWriter
  ) -> WrittenPage.Sphere {
    var entry = WrittenPage.Sphere(
      run: place, epoch: question.epoch, earlier: question.earlier, method: question.method.rawValue,
      title: question.title)
    switch answer {
    case .refused(let reason): entry.refusal = reason
    case .measured(let sphere):
      entry.dimension = sphere.dimension
      entry.projection = sphere.projection
      entry.share = sphere.share
      entry.hasWeights = sphere.hasWeights
      entry.count = sphere.labels.count
      guard let (anchor, panel, moments) = find(sphere) else {
        columns.add(sphere.labels.map { UInt8(truncatingIfNeeded: $0) })
        for moment in sphere.moments { Self.addPlaces(of: moment, sphere.labels, to: &columns) }
        entry.moments = sphere.moments.map { Self.header($0, isShown: false, &columns) }
        return entry
      }
      entry.figure = anchor
      entry.panel = panel
      let shown = scenes.first { $0.anchor == anchor }?.written.panels[panel].moments ?? []
      entry.moments = moments.enumerated().map { index, moment in
        Self.header(moment, isShown: index < shown.count && shown[index].angles != nil, &columns)
      }
    }
    return entry
  }

  private mutating func find(_ sphere: SphereMeasurement) -> (anchor: String, panel: Int, moments: [SphereMoment])? {
    // A figure that turns through the epochs before one that does not.
    for moments in [sphere.moments, sphere.moments.suffix(1)] {
      for (anchor, scene, written) in scenes {
        guard let index = scene.panels.firstIndex(where: { $0.moments == moments && $0.labels == sphere.labels })
        else { continue }
        used[anchor] = written.digest
        return (anchor, index, moments)
      }
    }
    return nil
  }

  private static func addPlaces(of moment: SphereMoment, _ labels: [Int], to columns: inout ColumnWriter) {
    columns.add(UnitVectorCode.columns(moment.points.map { $0.map { UnitVectorCode($0) } ?? .none }))
    columns.add(zip(moment.predictions, labels).map { UInt8(truncatingIfNeeded: $0 ^ $1) })
  }

  /// With the angles of a moment in columns, unless the figure has them.
  private static func header(
    _ moment: SphereMoment, isShown: Bool, _ columns: inout ColumnWriter
  ) -> WrittenPage.Sphere.Moment {
    if !isShown, let angles = moment.angles {
      columns.add(words: angles.own.map(hundredths))
      columns.add(angles.nextClass.map { UInt8(truncatingIfNeeded: $0) })
      columns.add(words: angles.next.map(hundredths))
    }
    return WrittenPage.Sphere.Moment(
      epoch: moment.epoch, centers: moment.centers.map(list), weights: moment.weights.map(list),
      hasAngles: moment.angles != nil, angleColumns: moment.angles != nil && !isShown)
  }

  private static func list(_ vector: SIMD3<Double>?) -> [Double] { vector.map { [$0.x, $0.y, $0.z] } ?? [] }

  private static func hundredths(_ degrees: Double) -> UInt16 {
    degrees.isFinite ? UInt16(min(max((degrees * 100).rounded(), 0), 18_000)) : .max
  }

  static func writeValues(
    _ features: FeatureEvidence, _ plan: PlanPlaces, to columns: inout ColumnWriter
  ) -> [WrittenPage.Values] {
    let asked = features.values.keys.compactMap { question -> (place: Int, question: ValuesQuestion)? in
      plan.place(of: question.run).map { ($0, question) }
    }.sorted { ($0.place, $0.question.quantity.rawValue) < ($1.place, $1.question.quantity.rawValue) }
    return asked.map { place, question in
      let written = WrittenValues(question, features.values[question] ?? [])
      columns.add(doubles: written.values)
      columns.add(counts: written.counts)
      return WrittenPage.Values(run: place, quantity: written.quantity, count: written.values.count)
    }
  }
}
