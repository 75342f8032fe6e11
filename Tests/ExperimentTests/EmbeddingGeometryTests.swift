import Experiment
import Testing

@Suite struct EmbeddingGeometryTests {
  /// Numbers by a rule that NumPy can follow.
  private func rule(_ count: Int, _ k: Int) -> [Float] {
    (0..<count).map { Float((Double(($0 * 7919 + k * 104_729) % 2003) / 1000) - 1) }
  }

  private var embeddings: EmbeddingSet {
    var features = rule(200, 1)
    let labels = (0..<40).map { UInt8($0 % 3) }
    for (image, label) in labels.enumerated() { features[image * 5 + Int(label)] += 2 }
    // The fourth class has a weight and no features.
    return EmbeddingSet(
      dimension: 5, features: features, labels: labels, predictions: labels, classWeights: rule(20, 2))
  }

  @Test("The angles are those that NumPy finds by the definitions")
  func againstNumPy() throws {
    let geometry = try #require(EmbeddingGeometry(embeddings))
    func isNear(_ value: Double, _ expected: Double) -> Bool { (value - expected).magnitude < 1e-4 }
    #expect(isNear(geometry.weightToCenter, 95.18965570155677))
    #expect(isNear(geometry.betweenWeights, 75.4985500969165))
    #expect(isNear(geometry.withinClasses, 29.522983731686566))
    #expect(isNear(geometry.betweenCenters, 91.00329008248411))
    #expect(isNear(geometry.targetAngle, 93.60288395700479))
    #expect(geometry.targetAngles.count == 180 && geometry.targetAngles.reduce(0, +) == 40)
    #expect(geometry.targetAngles[37] == 3 && geometry.targetAngles[38] == 1 && geometry.targetAngles[134] == 2)
  }

  @Test("Lengths play no part, and opposite directions are counted in the last degree")
  func directions() throws {
    let set = EmbeddingSet(
      dimension: 2, features: [3, 0, 0.5, 0, 0, -7], labels: [0, 0, 1], predictions: [0, 0, 1],
      classWeights: [2, 0, 0, 9])
    let geometry = try #require(EmbeddingGeometry(set))
    #expect(geometry.withinClasses < 1e-5 && (geometry.betweenCenters - 90).magnitude < 1e-9)
    #expect((geometry.weightToCenter - 90).magnitude < 1e-5)
    #expect(geometry.targetAngles[0] == 2 && geometry.targetAngles[179] == 1)
  }

  @Test("A feature without a direction, or one class alone, gives nothing rather than a wrong number")
  func nothing() {
    func set(_ features: [Float], _ labels: [UInt8], weights: [Float] = [1, 0, 0, 1]) -> EmbeddingSet {
      EmbeddingSet(dimension: 2, features: features, labels: labels, predictions: labels, classWeights: weights)
    }
    #expect(EmbeddingGeometry(set([0, 0, 1, 1], [0, 1])) == nil)
    #expect(EmbeddingGeometry(set([1, 0, .nan, 1], [0, 1])) == nil)
    #expect(EmbeddingGeometry(set([1, 0, 1, 1], [0, 0])) == nil)
    #expect(EmbeddingGeometry(set([1, 0, -1, 0, 0, 1], [0, 0, 1])) == nil)
    #expect(EmbeddingGeometry(set([1, 0, 0, 1], [0, 1], weights: [0, 0, 0, 1])) == nil)
    #expect(EmbeddingGeometry(set([], [])) == nil)
  }
}
