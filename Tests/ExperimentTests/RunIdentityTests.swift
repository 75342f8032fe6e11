import Experiment
import Foundation
import OffprintCore
import Testing

@Suite struct RunIdentityTests {
  private let spec = RunSpec(
    model: ["layers": [["name": "embedding", "size": 3]]], loss: ["name": "arcface", "scale": 30, "margin": 0.5],
    optimizer: ["name": "adamw", "rate": 0.01], epochs: 20, batchSize: 64, evaluationBatchSize: 512,
    labelSmoothing: 0, gradientClip: nil, augmentation: .map([:]), seed: 1)
  private let data = ContentHash(ofText: "data")

  private func id(_ spec: RunSpec, engine: Int = 1) -> RunID {
    RunID(spec: spec, data: data, engineVersion: engine)
  }

  @Test("The name is SHA-256 over sorted, minimal JSON: worked out with sha256sum")
  func identity() {
    let text =
      #"{"data":"\#(data)","engine":1,"spec":{"batch":64,"epochs":20,"evaluation-batch":512,"#
      + #""loss":{"margin":0.5,"name":"arcface","scale":30},"model":{"layers":[{"name":"embedding","size":3}]},"#
      + #""optimizer":{"name":"adamw","rate":0.01},"seed":1}}"#
    #expect(id(spec).hash == ContentHash(ofText: text))
    #expect(data.hexadecimal == "3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7")
  }

  @Test("Every part of a spec, the data and the engine move the name")
  func everyPartCounts() {
    let changes: [(inout RunSpec) -> Void] = [
      { $0.model = ["layers": []] }, { $0.loss = $0.loss.replacing(path: "margin", with: 0.4) },
      { $0.optimizer = ["name": "sgd"] }, { $0.epochs = 21 }, { $0.batchSize = 65 }, { $0.evaluationBatchSize = 513 },
      { $0.labelSmoothing = 0.1 }, { $0.gradientClip = 1 }, { $0.augmentation = ["shift": 2] }, { $0.seed = 2 },
    ]
    var names: Set<RunID> = [id(spec), id(spec, engine: 2)]
    names.insert(RunID(spec: spec, data: ContentHash(ofText: "other"), engineVersion: 1))
    for change in changes {
      var changed = spec
      change(&changed)
      names.insert(id(changed))
    }
    #expect(names.count == changes.count + 3)
  }

  @Test("A spec survives the way through a file")
  func roundTrip() throws {
    var full = spec
    full.labelSmoothing = 0.1
    full.gradientClip = 2.5
    full.augmentation = ["shift": 2]
    for original in [spec, full] {
      let data = try ReadableJSON.encode(original)
      #expect(try ReadableJSON.decode(RunSpec.self, from: data) == original)
    }
  }

  @Test("A spec of the wrong shape is refused with the key's name")
  func wrongShape() {
    let wrong = spec.setting.replacing(path: "epochs", with: 2.5)
    #expect(throws: SettingError(path: "epochs", expected: "a whole number")) { try RunSpec(setting: wrong) }
  }

  @Test("A plan names each distinct spec once, in the order of first appearance")
  func distinctSpecs() {
    var second = spec
    second.seed = 2
    let cell = { (name: String, specs: [RunSpec]) in
      Configuration(cell: name, name: name, label: name, assignments: [], specs: specs)
    }
    let plan = Plan(configurations: [cell("a", [second, spec]), cell("b", [spec])])
    #expect(plan.distinctSpecs == [second, spec])
    #expect(plan.configurations(of: "b").count == 1)
  }

  @Test("A failed run has no accuracy, a finished one that of its last epoch and not of its best")
  func accuracy() throws {
    let epochs = [0.99, 0.97].enumerated().map { index, accuracy in
      EpochRecord(
        epoch: index + 1, trainLoss: 1, trainAccuracy: 1, testAccuracy: accuracy, learningRate: 0.1, gradientNorm: 1)
    }
    var record = RunRecord(
      id: id(spec), spec: spec, data: DataIdentity(name: "strokes", digest: data, trainCount: 10, testCount: 10),
      engineVersion: 1, status: .finished, epochs: epochs, confusion: [], weightsDigest: nil, embeddingsDigest: nil,
      provenance: Provenance(
        offprintVersion: "0", machine: "", instructionSet: "", imagesPerSecond: [], seconds: 0))
    #expect(record.accuracy == 0.97)
    record.status = .failed(RunFailure(epoch: 3, step: 7, reason: "the loss is not finite"))
    #expect(record.accuracy == nil)
    #expect(try ReadableJSON.decode(RunRecord.self, from: ReadableJSON.encode(record)) == record)
  }
}
