import Experiment
import OffprintCore
import Testing

@Suite("The stored run that is most like another")
struct NearestRunTests {
  private static let digits = DataIdentity(
    name: "digits", digest: ContentHash(ofText: "digits"), trainCount: 10, testCount: 10)
  private static let letters = DataIdentity(
    name: "letters", digest: ContentHash(ofText: "letters"), trainCount: 20, testCount: 10)

  private func identity(
    margin: Double = 0.3, seed: Int = 1, rate: Double = 0.01, data: DataIdentity = NearestRunTests.digits,
    engine: Int = 2
  ) -> RunIdentity {
    RunIdentity(
      spec: RunSpec(
        model: ["layers": [["name": "embedding", "size": 2]]],
        loss: ["name": "arcface", "margin": .number(margin), "scale": 16],
        optimizer: ["name": "sgd", "rate": .number(rate)], epochs: 2, batchSize: 32, evaluationBatchSize: 64,
        labelSmoothing: 0, gradientClip: nil, augmentation: .map([:]), seed: seed), data: data, engineVersion: engine)
  }

  private func record(_ identity: RunIdentity) -> RunRecord {
    RunRecord(
      id: identity.id, spec: identity.spec, data: identity.data, engineVersion: identity.engineVersion,
      status: .finished, epochs: [], confusion: [], weightsDigest: nil, embeddingsDigest: nil,
      provenance: Provenance(offprintVersion: "", machine: "", instructionSet: "", imagesPerSecond: [], seconds: 0))
  }

  private func neighbor(of wanted: RunIdentity, among stored: [RunIdentity]) -> NearestRun.Neighbor? {
    var nearest = NearestRun(stored.map(record))
    let found = nearest.neighbor(of: wanted)
    // The order in which runs are stored says nothing.
    var other = NearestRun(stored.reversed().map(record))
    #expect(other.neighbor(of: wanted) == found)
    return found
  }

  @Test func `nothing is near where nothing is stored, or the run itself only`() {
    #expect(neighbor(of: identity(), among: []) == nil)
    #expect(neighbor(of: identity(), among: [identity()]) == nil)
  }

  @Test func `the fewest changed values win`() throws {
    let found = neighbor(
      of: identity(margin: 0.5), among: [identity(margin: 0.4, rate: 0.1), identity(seed: 9, rate: 0.2)])
    #expect(found?.changes.map(\.path) == ["loss.margin", "optimizer.rate"])
  }

  @Test func `the same run of another engine comes before one with another seed or margin`() {
    let stored = [identity(seed: 2), identity(margin: 0.31), identity(data: Self.letters), identity(engine: 1)]
    #expect(neighbor(of: identity(), among: stored)?.changes == [SettingChange(path: "engine", old: 1, new: 2)])
    #expect(neighbor(of: identity(), among: Array(stored.dropLast()))?.changes.map(\.path) == ["data"])
    #expect(
      neighbor(of: identity(), among: Array(stored.dropLast(2)))?.changes
        == [SettingChange(path: "seed", old: 2, new: 1)])
    #expect(
      neighbor(of: identity(), among: Array(stored.dropLast(2).dropFirst()))?.changes
        == [SettingChange(path: "loss.margin", old: 0.31, new: 0.3)])
  }

  @Test func `of several values of one key the nearest number wins`() {
    let stored = [0.1, 0.2, 0.45, 0.6].map { identity(margin: $0) }
    #expect(
      neighbor(of: identity(margin: 0.5), among: stored)?.changes
        == [SettingChange(path: "loss.margin", old: 0.45, new: 0.5)])
    #expect(
      neighbor(of: identity(seed: 7), among: [1, 2, 4].map { identity(seed: $0) })?.changes
        == [SettingChange(path: "seed", old: 4, new: 7)])
  }

  @Test func `changes are none exactly where the names agree`() {
    let all = [
      identity(), identity(margin: 0.5), identity(seed: 2), identity(rate: 1), identity(data: Self.letters),
      identity(engine: 3),
    ]
    for left in all {
      for right in all { #expect(right.changes(from: left).isEmpty == (left.id == right.id)) }
    }
  }
}
