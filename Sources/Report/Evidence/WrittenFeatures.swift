import Experiment
import Plotting

/// An element of `spheres` in the file.
struct WrittenSphere: Codable {
  struct Moment: Codable {
    var epoch: Int?
    /// As `UnitVectorCode` has them in columns.
    var points: Hex
    /// The prediction, exclusive or the label: mostly zero.
    var predictions: Hex
    /// Each `[x, y, z]`, or empty for none.
    var centers: [[Double]]
    var weights: [[Double]]
    var angles: Angles?
  }

  /// In hundredths of a degree, 65535 for one that is not known.
  struct Angles: Codable {
    var own: Hex
    var next: Hex
    var nextClass: Hex
  }

  var run: RunID
  var epoch: Int
  /// The earlier epochs that the figure asks for.
  var earlier: [Int]
  var method: String
  var title: String
  /// Why there is no sphere; then the rest is left out.
  var refusal: String?
  var dimension: Int?
  var projection: String?
  var share: Double?
  var labels: Hex?
  var hasWeights: Bool?
  var moments: [Moment]?

  /// In an order of their own, whatever order figures asked in.
  static func all(_ evidence: FeatureEvidence) -> [WrittenSphere] {
    evidence.spheres.map { WrittenSphere($0.key, $0.value) }.sorted {
      ($0.run, $0.method, $0.earlier.count, $0.title) < ($1.run, $1.method, $1.earlier.count, $1.title)
        || ($0.run, $0.method, $0.earlier.count, $0.title) == ($1.run, $1.method, $1.earlier.count, $1.title)
          && $0.earlier.lexicographicallyPrecedes($1.earlier)
    }
  }

  private init(_ question: SphereQuestion, _ answer: SphereAnswer) {
    run = question.run
    epoch = question.epoch
    earlier = question.earlier
    method = question.method.rawValue
    title = question.title
    switch answer {
    case .refused(let reason): refusal = reason
    case .measured(let sphere):
      dimension = sphere.dimension
      projection = sphere.projection
      share = sphere.share
      labels = Hex(sphere.labels.map { UInt8(truncatingIfNeeded: $0) })
      hasWeights = sphere.hasWeights
      moments = sphere.moments.map { Moment($0, labels: sphere.labels) }
    }
  }

  func question() throws(EvidenceError) -> SphereQuestion {
    guard let method = ProjectionMethod(rawValue: method) else {
      throw EvidenceError("it has a sphere by a method ‘\(method)’ that this Offprint does not know")
    }
    return SphereQuestion(run: run, epoch: epoch, earlier: earlier, method: method, title: title)
  }

  func answer() throws(EvidenceError) -> SphereAnswer {
    if let refusal { return .refused(refusal) }
    guard let dimension, dimension > 1, let projection, let share, let labels, let hasWeights, let moments,
      !moments.isEmpty
    else { throw broken }
    let classes = labels.bytes.map(Int.init)
    var found: [SphereMoment] = []
    for moment in moments {
      guard let moment = moment.moment(labels: classes) else { throw broken }
      found.append(moment)
    }
    return .measured(
      SphereMeasurement(
        dimension: dimension, projection: projection, share: share, labels: classes, hasWeights: hasWeights,
        moments: found))
  }

  private var broken: EvidenceError { EvidenceError("the sphere of run \(run.short) does not fit together") }
}

extension WrittenSphere.Moment {
  init(_ moment: SphereMoment, labels: [Int]) {
    epoch = moment.epoch
    points = Hex(UnitVectorCode.columns(moment.points.map { $0.map { UnitVectorCode($0) } ?? .none }))
    predictions = Hex(zip(moment.predictions, labels).map { UInt8(truncatingIfNeeded: $0 ^ $1) })
    centers = moment.centers.map(Self.list)
    weights = moment.weights.map(Self.list)
    angles = moment.angles.map { angles in
      WrittenSphere.Angles(
        own: Hex(words: angles.own.map(Self.hundredths)), next: Hex(words: angles.next.map(Self.hundredths)),
        nextClass: Hex(angles.nextClass.map { UInt8(truncatingIfNeeded: $0) }))
    }
  }

  /// Nil where the parts do not fit together.
  func moment(labels: [Int]) -> SphereMoment? {
    let count = labels.count
    let classes = centers.indices
    guard let codes = UnitVectorCode.codes(points.bytes), codes.count == count, predictions.bytes.count == count,
      labels.allSatisfy(classes.contains), weights.isEmpty || weights.count == classes.count
    else { return nil }
    let predicted = zip(predictions.bytes, labels).map { Int($0) ^ $1 }
    guard predicted.allSatisfy(classes.contains) else { return nil }
    let places = codes.map { $0 == .none ? nil : $0.direction }
    var moment = SphereMoment(
      epoch: epoch, points: places, predictions: predicted, centers: centers.map(Self.vector),
      weights: weights.map(Self.vector))
    if let angles {
      guard let found = angles.angles(count: count, classes: classes.count) else { return nil }
      moment.angles = found
    }
    return moment
  }

  private static func list(_ vector: SIMD3<Double>?) -> [Double] { vector.map { [$0.x, $0.y, $0.z] } ?? [] }
  private static func vector(_ list: [Double]) -> SIMD3<Double>? {
    list.count == 3 ? SIMD3(list[0], list[1], list[2]) : nil
  }

  private static func hundredths(_ degrees: Double) -> UInt16 {
    degrees.isFinite ? UInt16(min(max((degrees * 100).rounded(), 0), 18_000)) : .max
  }
}

extension WrittenSphere.Angles {
  fileprivate func angles(count: Int, classes: Int) -> FeatureAngles? {
    guard let own = own.words, let next = next.words, own.count == count, next.count == count,
      nextClass.bytes.count == count, nextClass.bytes.allSatisfy({ Int($0) < classes })
    else { return nil }
    func degrees(_ word: UInt16) -> Double { word == .max ? .nan : Double(word) / 100 }
    return FeatureAngles(own: own.map(degrees), nextClass: nextClass.bytes.map(Int.init), next: next.map(degrees))
  }
}

/// An element of `values` in the file: each distinct value with how often it occurs.
struct WrittenValues: Codable {
  var run: RunID
  var quantity: String
  var values: [Double]
  var counts: [Int]

  static func all(_ evidence: FeatureEvidence) -> [WrittenValues] {
    evidence.values.map { WrittenValues($0.key, $0.value) }.sorted {
      ($0.run, $0.quantity) < ($1.run, $1.quantity)
    }
  }

  init(_ question: ValuesQuestion, _ list: [Double]) {
    run = question.run
    quantity = question.quantity.rawValue
    values = []
    counts = []
    for value in list {
      if values.last == value {
        counts[counts.count - 1] += 1
      } else {
        values.append(value)
        counts.append(1)
      }
    }
  }

  func question() throws(EvidenceError) -> ValuesQuestion {
    guard let quantity = ImageQuantity(rawValue: quantity) else {
      throw EvidenceError("it has a quantity ‘\(quantity)’ that this Offprint does not know")
    }
    return ValuesQuestion(run: run, quantity: quantity)
  }

  func list() throws(EvidenceError) -> [Double] {
    guard values.count == counts.count, counts.allSatisfy({ (0...10_000_000).contains($0) }),
      counts.reduce(0, { min($0, 1 << 40) + $1 }) <= 10_000_000
    else { throw EvidenceError("the \(quantity) of run \(run.short) does not fit together") }
    return zip(values, counts).flatMap { [Double](repeating: $0, count: $1) }
  }
}
