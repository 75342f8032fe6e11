package import Experiment
import NeuralNetwork
import OffprintCore

/// Trains one run: a spec and a data set in, a result out, the same bits whatever else the machine does.
///
/// An epoch takes every training image once, in the order that the stream `batch-order` → epoch shuffles them into, in
/// batches of the spec's size; where that does not divide the images the last batch is smaller, and is trained on too. So
/// an epoch has ⌈images / batch⌉ steps, and a schedule runs over epochs · ⌈images / batch⌉.
package struct Trainer {
  private let spec: RunSpec
  private let data: DataSet
  private let network: Network
  private let optimizer: OptimizerPlan
  private let augmentation: Augmentation
  private let trainSource: ImageSource
  private let testSource: ImageSource
  private let trainLabels: [Int32]

  /// Steps between two looks at the cancellation, and between two reports.
  private static let stepsPerReport = 16

  /// Builds the network and allocates all it needs. Throws for a spec that cannot be trained.
  package init(spec: RunSpec, data: DataSet) throws(TrainingError) {
    self.spec = spec
    self.data = data
    (network, optimizer, augmentation) = try Trainer.build(spec, classCount: data.classCount)
    trainSource = Trainer.source(data.train, data.standardization)
    testSource = Trainer.source(data.test, data.standardization)
    trainLabels = data.train.labels.map(Int32.init)
  }

  /// What a trained spec is called: without training or allocating anything.
  package static func runID(spec: RunSpec, data: DataIdentity) -> RunID {
    RunID(spec: spec, data: data.digest, engineVersion: Network.numericVersion)
  }

  /// Trains to the end, to a number that is not finite, or to the cancellation; nil for the last. `provenance` is completed with
  /// the times.
  package func run(provenance: Provenance, observer: TrainingObserver) -> RunResult? {
    let start = observer.clock()
    var provenance = provenance
    provenance.imagesPerSecond = []
    network.initialize(seed: UInt64(bitPattern: Int64(spec.seed)))
    var epochs: [EpochRecord] = []
    var evaluation = Evaluation()
    for epoch in 1...max(1, spec.epochs) {
      let begun = observer.clock()
      let sums: EpochSums
      switch train(epoch, observer) {
      case .cancelled: return nil
      case .failed(let failure):
        provenance.seconds = observer.clock() - start
        return RunResult(record: record(.failed(failure), epochs, [], provenance), weights: [], embeddings: nil)
      case .done(let done): sums = done
      }
      let rate = Trainer.rate(images: data.train.count, seconds: observer.clock() - begun)
      evaluation = network.evaluate(
        testSource, indices: 0..<data.test.count, includingEmbeddings: epoch == max(1, spec.epochs))
      epochs.append(sums.record(epoch: epoch, testAccuracy: accuracy(evaluation)))
      provenance.imagesPerSecond.append(rate)
      observer.onEpoch(epochs[epochs.count - 1], rate)
    }
    return finish(evaluation, epochs, provenance, seconds: { observer.clock() - start })
  }

  // MARK: - An epoch

  private enum EpochOutcome {
    case done(EpochSums)
    case failed(RunFailure)
    case cancelled
  }

  private func train(_ epoch: Int, _ observer: TrainingObserver) -> EpochOutcome {
    let count = data.train.count
    let stepsPerEpoch = (count + spec.batchSize - 1) / spec.batchSize
    let totalSteps = stepsPerEpoch * max(1, spec.epochs)
    let seed = UInt64(bitPattern: Int64(spec.seed))
    let order = Trainer.batchOrder(seed: spec.seed, epoch: epoch, count: count)
    let labels = order.map { trainLabels[Int($0)] }
    let draws = RandomStream(seed: seed, purpose: .augmentation)
    var sums = EpochSums()
    for stepInEpoch in 0..<stepsPerEpoch {
      let step = (epoch - 1) * stepsPerEpoch + stepInEpoch
      let range = stepInEpoch * spec.batchSize..<min(count, (stepInEpoch + 1) * spec.batchSize)
      if augmentation.isIdentity {
        network.load(trainSource, indices: order[range])
      } else {
        network.load(trainSource, indices: order[range], augmentation: augmentation, epoch: epoch, stream: draws)
      }
      let asked = optimizer.step(
        at: LearningRateSchedule.Position(step: step, totalSteps: totalSteps, stepsPerEpoch: stepsPerEpoch))
      let result = network.trainStep(
        labels: labels[range], progress: HeadProgress(step: step, totalSteps: totalSteps), step: asked,
        clipNorm: spec.gradientClip)
      guard result.isFinite else {
        return .failed(Trainer.failure(result, epoch: epoch, step: stepInEpoch + 1))
      }
      sums.add(result, images: range.count, learningRate: asked.learningRate)
      if step % Trainer.stepsPerReport == 0 || stepInEpoch + 1 == stepsPerEpoch {
        observer.onStep(step + 1, totalSteps)
        if observer.cancellation.isCancelled { return .cancelled }
      }
    }
    return .done(sums)
  }

  /// The images of one epoch, from 1, in the order in which they are trained on: a matter of seed and epoch alone, so that two
  /// losses under one seed see the same batches.
  package static func batchOrder(seed: Int, epoch: Int, count: Int) -> [Int32] {
    var stream = RandomStream(seed: UInt64(bitPattern: Int64(seed)), purpose: .batchOrder).child(epoch)
    return stream.nextPermutation(count: count).map(Int32.init)
  }

  private static func failure(_ result: StepResult, epoch: Int, step: Int) -> RunFailure {
    let what =
      if result.loss.isFinite {
        "the gradients grew past what a 32-bit number can hold"
      } else {
        result.loss.isNaN ? "the loss is not a number any more" : "the loss grew past what a 32-bit number can hold"
      }
    return RunFailure(
      epoch: epoch, step: step, reason: "\(what); a smaller learning rate may help")
  }

  // MARK: - The end

  private func finish(
    _ evaluation: Evaluation, _ epochs: [EpochRecord], _ provenance: Provenance, seconds: () -> Double
  ) -> RunResult {
    // A weight can become infinite in the very last update, after which no loss is computed; predictions would be chance.
    let weights = network.exportTensors()
    guard weights.allSatisfy(\.isFinite), evaluation.embeddings.allSatisfy(\.isFinite) else {
      var provenance = provenance
      provenance.seconds = seconds()
      let failure = RunFailure(
        epoch: max(1, spec.epochs), step: (data.train.count + spec.batchSize - 1) / spec.batchSize,
        reason: "the weights are not finite after the last step; a smaller learning rate may help")
      return RunResult(record: record(.failed(failure), epochs, [], provenance), weights: [], embeddings: nil)
    }
    let predictions = evaluation.predictions.map { UInt8($0) }
    var confusion = [[Int]](repeating: [Int](repeating: 0, count: data.classCount), count: data.classCount)
    for (label, prediction) in zip(data.test.labels, predictions) { confusion[Int(label)][Int(prediction)] += 1 }
    let embeddings = EmbeddingSet(
      dimension: network.plan.embeddingSize, features: evaluation.embeddings, labels: data.test.labels,
      predictions: predictions, classWeights: Trainer.classWeights(weights))
    var provenance = provenance
    provenance.seconds = seconds()
    return RunResult(
      record: record(.finished, epochs, confusion, provenance), weights: weights, embeddings: embeddings)
  }

  /// The digests are the store's to fill in: they are of the files it writes.
  private func record(
    _ status: RunStatus, _ epochs: [EpochRecord], _ confusion: [[Int]], _ provenance: Provenance
  ) -> RunRecord {
    RunRecord(
      id: Trainer.runID(spec: spec, data: data.identity), spec: spec, data: data.identity,
      engineVersion: Network.numericVersion, status: status, epochs: epochs, confusion: confusion, weightsDigest: nil,
      embeddingsDigest: nil, provenance: provenance)
  }

  private func accuracy(_ evaluation: Evaluation) -> Double {
    let correct = zip(evaluation.predictions, data.test.labels).count { $0 == Int32($1) }
    return Double(correct) / Double(data.test.count)
  }

  private static func rate(images: Int, seconds: Double) -> Double { seconds > 0 ? Double(images) / seconds : 0 }

  private static func classWeights(_ weights: [NamedTensor]) -> [Float] {
    guard case .float32(let values)? = weights.first(where: { $0.name == "head.weight" })?.elements else {
      preconditionFailure("every head exports head.weight")
    }
    return values
  }
}

extension NamedTensor {
  fileprivate var isFinite: Bool {
    guard case .float32(let values) = elements else { return true }
    return values.allSatisfy(\.isFinite)
  }
}
