import Foundation
import Experiment
import OffprintCore
import Synchronization
import Testing
import Training

@Suite("Training a run") struct TrainerTests {
  @Test func `one spec gives the same weights, embeddings and epochs twice`() throws {
    let first = try #require(try SmallRuns.train(SmallRuns.spec()))
    let second = try #require(try SmallRuns.train(SmallRuns.spec()))
    #expect(first.weights == second.weights)
    #expect(first.embeddings == second.embeddings)
    #expect(first.record == second.record)
    #expect(first.record.status == .finished)
  }

  @Test func `each part of the spec that should change the weights does`() throws {
    let base = try #require(try SmallRuns.train(SmallRuns.spec())).weights
    var variants: [String: RunSpec] = [:]
    variants["seed"] = SmallRuns.spec(seed: 2)
    variants["loss"] = SmallRuns.spec(loss: ["name": "normface", "scale": 10])
    var spec = SmallRuns.spec()
    spec.labelSmoothing = 0.1
    variants["label smoothing"] = spec
    spec = SmallRuns.spec()
    spec.gradientClip = 0.01
    variants["clipping"] = spec
    spec = SmallRuns.spec()
    spec.augmentation = ["shift": 2, "rotation": 10]
    variants["augmentation"] = spec
    spec = SmallRuns.spec()
    spec.batchSize = 33
    variants["batch size"] = spec
    for (name, spec) in variants {
      let weights = try #require(try SmallRuns.train(spec)).weights
      #expect(weights != base, "\(name) changed nothing")
    }
  }

  @Test func `the record says what happened, epoch by epoch`() throws {
    let result = try #require(try SmallRuns.train(SmallRuns.spec(epochs: 4)))
    let record = result.record
    #expect(record.epochs.map(\.epoch) == [1, 2, 3, 4])
    #expect(record.epochs[3].trainLoss < record.epochs[0].trainLoss)
    #expect(record.epochs[3].testAccuracy > 0.3)
    // PyTorch's OneCycleLR over 4 · 11 steps of which the last has the smallest rate: 0.01 / 25 / 10⁴.
    #expect((record.epochs[3].learningRate - 0.01 / 25 / 1e4).magnitude < 1e-15)
    #expect(record.epochs.allSatisfy { $0.gradientNorm > 0 })
    #expect(record.id == Trainer.runID(spec: SmallRuns.spec(epochs: 4), data: SmallRuns.data.identity))
  }

  @Test func `confusion, predictions and accuracy tell one story`() throws {
    let result = try #require(try SmallRuns.train(SmallRuns.spec()))
    let embeddings = try #require(result.embeddings)
    #expect(embeddings.labels == SmallRuns.data.test.labels)
    #expect(embeddings.dimension == 3 && embeddings.classCount == 10)
    let correct = zip(embeddings.labels, embeddings.predictions).count { $0 == $1 }
    #expect(result.record.accuracy == Double(correct) / 100)
    #expect((0..<10).reduce(0) { $0 + result.record.confusion[$1][$1] } == correct)
    for digit in 0..<10 {
      let row = result.record.confusion[digit].reduce(0, +)
      #expect(row == embeddings.labels.count { $0 == digit })
    }
    // Wᵀx + b of the features in the record leads to its predictions.
    let bias = try #require(result.weights.first { $0.name == "head.bias" })
    guard case .float32(let biases) = bias.elements else { return }
    for image in 0..<embeddings.count {
      let logits = (0..<10).map { digit in
        (0..<3).reduce(Double(biases[digit])) {
          $0 + Double(embeddings.features[image * 3 + $1]) * Double(embeddings.classWeights[digit * 3 + $1])
        }
      }
      let best = logits.indices.max { logits[$0] < logits[$1] }
      #expect(best == Int(embeddings.predictions[image]))
    }
  }

  @Test func `the geometry is that of the embeddings and of the training set as the trained network sees it`() throws {
    let result = try #require(try SmallRuns.train(SmallRuns.spec()))
    let geometry = try #require(result.record.geometry)
    let test = try #require(geometry.test)
    let train = try #require(geometry.train)
    #expect(test == EmbeddingGeometry(try #require(result.embeddings)))
    #expect(train.targetAngles.reduce(0, +) == SmallRuns.data.train.count)
    // Weights are the network's, whichever set is looked at; features are nearer to their class where it was trained on them.
    #expect(train.betweenWeights == test.betweenWeights)
    #expect(train.targetAngle < test.targetAngle)
  }

  @Test func `a run that was stored before angles were measured can be read`() throws {
    var record = try #require(try SmallRuns.train(SmallRuns.spec(epochs: 1))).record
    record.geometry = nil
    let text = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
    #expect(!text.contains("geometry"))
    #expect(try JSONDecoder().decode(RunRecord.self, from: Data(text.utf8)) == record)
  }

  @Test func `every image is trained on, those of the last small batch too`() throws {
    let steps = Mutex<[Int]>([])
    let observer = TrainingObserver(
      clock: { 0 }, onStep: { step, total in steps.withLock { $0 += [step, total] } })
    let result = try #require(try SmallRuns.train(SmallRuns.spec(epochs: 2), observer))
    // 11 steps an epoch; reports at the first of every sixteen and at the end of each epoch.
    #expect(steps.withLock { $0 } == [1, 22, 11, 22, 17, 22, 22, 22])
    let images = 330.0
    let correct = result.record.epochs[0].trainAccuracy * images
    #expect((correct - correct.rounded()).magnitude < 1e-9)
  }

  @Test func `the order of images is a permutation that differs with the epoch and with the seed`() {
    let order = Trainer.batchOrder(seed: 1, epoch: 1, count: 330)
    #expect(order.sorted() == Array(0..<330))
    #expect(order != Array(0..<330))
    #expect(Trainer.batchOrder(seed: 1, epoch: 2, count: 330) != order)
    #expect(Trainer.batchOrder(seed: 2, epoch: 1, count: 330) != order)
    #expect(Trainer.batchOrder(seed: 1, epoch: 1, count: 330) == order)
  }

  @Test func `speed goes to the provenance and nowhere else`() throws {
    let time = Mutex(0.0)
    let observer = TrainingObserver(clock: {
      time.withLock { now in
        now += 1
        return now
      }
    })
    let timed = try #require(try SmallRuns.train(SmallRuns.spec(), observer))
    let plain = try #require(try SmallRuns.train(SmallRuns.spec()))
    #expect(timed.record.provenance.imagesPerSecond == [330, 330, 330])
    #expect(timed.record.epochs == plain.record.epochs)
    #expect(timed.weights == plain.weights)
  }

  @Test func `a loss that is not finite ends the run with its place and a reason`() throws {
    let result = try #require(try SmallRuns.train(SmallRuns.diverging))
    guard case .failed(let failure) = result.record.status else {
      Issue.record("the run should have failed")
      return
    }
    #expect(failure.epoch == 1 && failure.step > 1 && failure.step < 11)
    #expect(failure.reason.contains("the loss is not a number"))
    #expect(result.weights.isEmpty && result.embeddings == nil)
    #expect(result.record.accuracy == nil)
    #expect(try SmallRuns.train(SmallRuns.diverging)?.record == result.record)
  }

  @Test func `cancelling stops within a few steps and gives nothing`() throws {
    let cancellation = Cancellation()
    let epochs = Mutex(0)
    let observer = TrainingObserver(
      clock: { 0 }, cancellation: cancellation,
      onEpoch: { _, _ in
        epochs.withLock { $0 += 1 }
        cancellation.cancel()
      })
    #expect(try SmallRuns.train(SmallRuns.spec(epochs: 100_000), observer) == nil)
    #expect(epochs.withLock { $0 } == 1)
  }

  @Test func `a spec that cannot be trained is refused with a sentence`() {
    var specs: [RunSpec] = []
    for (path, value) in [
      ("epochs", 0), ("epochs", 1e12), ("batch", 0), ("batch", 1e9), ("evaluation-batch", 0),
      ("loss.name", "none"), ("optimizer.name", "none"), ("optimizer.schedule.name", "none"),
      ("model.layers", .list([])), ("model.layers", [["name": "dense"]]), ("augmentation.shift", -1),
      ("label-smoothing", 1), ("gradient-clip", 0), ("gradient-clip", 1e-300),
    ] as [(String, Setting)] {
      guard let spec = try? RunSpec(setting: SmallRuns.spec().setting.replacing(path: path, with: value)) else {
        Issue.record("\(path) is no spec")
        continue
      }
      specs.append(spec)
    }
    for spec in specs {
      let error = #expect(throws: TrainingError.self) { try SmallRuns.train(spec) }
      #expect(error.map { !$0.reason.isEmpty } == true)
    }
  }

  @Test func `a batch larger than the set, and one of a single image, train`() throws {
    var spec = SmallRuns.spec(epochs: 1)
    spec.batchSize = 5000
    #expect(try SmallRuns.train(spec)?.record.status == .finished)
    spec.batchSize = 329
    #expect(try SmallRuns.train(spec)?.record.status == .finished)
  }
}
