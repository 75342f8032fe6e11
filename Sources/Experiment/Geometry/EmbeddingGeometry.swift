internal import OffprintCore

/// How the features of a data set lie around their class weights and class centres, in degrees: the statistics of Table 3 in
/// Deng et al. 2019 (ArcFace). Lengths play no part: features and weights are compared by direction.
package struct EmbeddingGeometry: Hashable, Sendable, Codable {
  /// W-EC: the mean angle between a class's weight and the centre of its features. A centre is the normalised mean of unit
  /// features.
  package var weightToCenter: Double
  /// W-Inter: the mean over classes of the smallest angle to another class's weight.
  package var betweenWeights: Double
  /// Intra: the mean angle between a feature and the centre of its class.
  package var withinClasses: Double
  /// Inter: the mean over classes of the smallest angle to another class's centre.
  package var betweenCenters: Double
  /// The mean of θ_y, the angle between a feature and the weight of its own class.
  package var targetAngle: Double
  /// θ_y of every feature, counted by whole degrees: element d counts d ≤ θ_y < d + 1, the last one 180 too.
  package var targetAngles: [Int]

  /// What was measured before.
  package init(
    weightToCenter: Double, betweenWeights: Double, withinClasses: Double, betweenCenters: Double, targetAngle: Double,
    targetAngles: [Int]
  ) {
    self.weightToCenter = weightToCenter
    self.betweenWeights = betweenWeights
    self.withinClasses = withinClasses
    self.betweenCenters = betweenCenters
    self.targetAngle = targetAngle
    self.targetAngles = targetAngles
  }

  /// Nil where there is nothing to measure: fewer than two classes with features, or a feature, weight or centre without a
  /// direction (of length 0, or not finite).
  package init?(_ embeddings: EmbeddingSet) {
    let size = embeddings.dimension
    guard let weights = Directions(embeddings.classWeights, dimension: size),
      let features = Directions(embeddings.features, dimension: size), weights.count > 1,
      let centers = features.centers(of: embeddings.labels, classes: weights.count), centers.present.count > 1
    else { return nil }
    var own = 0.0
    var within = 0.0
    var counts = [Int](repeating: 0, count: 180)
    for image in 0..<features.count {
      let label = Int(embeddings.labels[image])
      let angle = features.angle(image, weights, label)
      own += angle
      within += features.angle(image, centers.directions, label)
      counts[min(179, Int(angle))] += 1
    }
    targetAngle = own / Double(features.count)
    withinClasses = within / Double(features.count)
    targetAngles = counts
    let present = centers.present
    weightToCenter = present.reduce(0) { $0 + weights.angle($1, centers.directions, $1) } / Double(present.count)
    betweenWeights = weights.meanNearest(among: Array(0..<weights.count))
    betweenCenters = centers.directions.meanNearest(among: present)
  }
}

/// The geometry of one run's features; nil where a set's cannot be measured.
package struct RunGeometry: Hashable, Sendable, Codable {
  package var train: EmbeddingGeometry?
  package var test: EmbeddingGeometry?

  package init(train: EmbeddingGeometry?, test: EmbeddingGeometry?) {
    self.train = train
    self.test = test
  }
}

/// Rows of unit length, as doubles.
private struct Directions {
  let dimension: Int
  private(set) var values: [Double]

  var count: Int { values.count / dimension }

  /// Nil where a row has no direction.
  init?(_ rows: [Float], dimension: Int) {
    self.init(rows.map(Double.init), dimension: dimension, required: nil)
  }

  /// Only the rows in `required` (nil: all) must have a direction; others stay as they are.
  private init?(_ rows: [Double], dimension: Int, required: [Int]?) {
    self.dimension = dimension
    values = rows
    for row in required ?? Array(0..<(rows.count / dimension)) {
      let range = row * dimension..<(row + 1) * dimension
      let length = values[range].reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0, length.isFinite else { return nil }
      for index in range { values[index] /= length }
    }
  }

  /// The normalised means of the rows of each class, and which classes have rows at all.
  func centers(of labels: [UInt8], classes: Int) -> (directions: Directions, present: [Int])? {
    guard labels.allSatisfy({ Int($0) < classes }) else { return nil }
    var sums = [Double](repeating: 0, count: classes * dimension)
    for (row, label) in labels.enumerated() {
      for index in 0..<dimension { sums[Int(label) * dimension + index] += values[row * dimension + index] }
    }
    let present = Set(labels).map(Int.init).sorted()
    return Directions(sums, dimension: dimension, required: present).map { ($0, present) }
  }

  /// In degrees; within 1e-6 of one at 0 and 180, where the arc cosine is steep, and closer elsewhere.
  func angle(_ row: Int, _ others: Directions, _ other: Int) -> Double {
    var cosine = 0.0
    for index in 0..<dimension {
      cosine += values[row * dimension + index] * others.values[other * dimension + index]
    }
    return Elementary.acos(min(max(cosine, -1), 1)) * 180 / .pi
  }

  /// The mean over `rows` of the smallest angle to another of them.
  func meanNearest(among rows: [Int]) -> Double {
    let nearest = rows.map { row in
      rows.reduce(180.0) { $1 == row ? $0 : min($0, angle(row, self, $1)) }
    }
    return nearest.reduce(0, +) / Double(rows.count)
  }
}
