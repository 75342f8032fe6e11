package import Experiment
package import Kernels
import NeuralNetwork
import OffprintCore

/// Trains one run: a spec and a data set in, a result out, the same bits whatever else the machine does.
///
/// An epoch takes every training image once, in the order that the stream `batch-order` → epoch shuffles them into, in
/// batches of the spec's size; where that does not divide the images the last batch is smaller, and is trained on too. So
/// an epoch has ⌈images / batch⌉ steps, and a schedule runs over epochs · ⌈images / batch⌉.
package struct Trainer {
  let spec: RunSpec
  let data: DataSet
  let network: Network
  private let optimizer: OptimizerPlan
  private let augmentation: Augmentation
  let trainSource: ImageSource
  private let testSource: ImageSource
  private let trainLabels: [Int32]

  /// Steps between two looks at the cancellation, and between two reports.
  private static let stepsPerReport = 16

  /// Builds the network and allocates all it needs. Throws for a spec that cannot be trained.
  ///
  /// `kernels` are the fastest of this machine unless given; neither they nor the number of `threads` change a bit. The
  /// observer may ask for other numbers of threads from epoch to epoch, up to `mostThreads`.
  package init(
    spec: RunSpec, data: DataSet, kernels: (any KernelSet.Type)? = nil, threads: Int = 1, mostThreads: Int = 1
  ) throws(TrainingError) {
    self.spec = spec
    self.data = data
    (network, optimizer, augmentation) = try Trainer.build(
      spec, classCount: data.classCount, kernels: kernels, threads: threads,
      mostThreads: mostThreads)
    trainSource = Trainer.source(data.train, data.standardization)
    testSource = Trainer.source(data.test, data.standardization)
    trainLabels = data.train.labels.map(Int32.init)
  }

  /// What a trained spec is called: without training or allocating anything.
  package static func runID(spec: RunSpec, data: DataIdentity) -> RunID {
    RunID(spec: spec, data: data.digest, engineVersion: Network.numericVersion)
  }

  /// Trains to the end, to a number that is not finite, or to the cancellation; nil for the last, after a checkpoint.
  /// `provenance` is completed with the times. `progress` is what `restore` gave, or nil to begin at the beginning.
  package func run(
    provenance: Provenance, observer: TrainingObserver, from progress: RunProgress? = nil
  ) -> RunResult? {
    var session = Session(observer: observer, progress: progress ?? RunProgress())
    network.clock = observer.clock
    if progress == nil { network.initialize(seed: UInt64(bitPattern: Int64(spec.seed))) }
    var evaluation = Evaluation()
    while session.progress.epochs.count < max(1, spec.epochs) {
      let epoch = session.progress.epochs.count + 1
      if let threads = observer.threads() { network.useThreads(threads) }
      switch train(epoch, &session) {
      case .cancelled:
        save(&session)
        return nil
      case .failed(let failure):
        return RunResult(
          record: record(.failed(failure), session.progress.epochs, [], session.completed(provenance)), weights: [],
          embeddings: nil)
      case .done: break
      }
      let rate = Trainer.rate(images: data.train.count, seconds: session.epochSeconds)
      let isLast = epoch == max(1, spec.epochs)
      let isWanted = !isLast && observer.snapshots?.epochs.contains(epoch) ?? false
      evaluation = network.evaluate(
        testSource, indices: 0..<data.test.count, includingEmbeddings: isLast || isWanted)
      if isWanted { observer.snapshots?.keep(epoch, embeddings(evaluation, network.exportTensors())) }
      session.finishEpoch(
        testAccuracy: accuracy(evaluation), imagesPerSecond: rate, state: stateFingerprint(after: session.progress))
      observer.onEpoch(session.progress.epochs[epoch - 1], rate)
      if epoch < spec.epochs { saveIfDue(&session, isEpochEnd: true) }
    }
    return finish(evaluation, session, provenance)
  }

  // MARK: - An epoch

  private enum EpochOutcome {
    case done
    case failed(RunFailure)
    case cancelled
  }

  /// From the step at which the session stands.
  private func train(_ epoch: Int, _ session: inout Session) -> EpochOutcome {
    let count = data.train.count
    let (stepsPerEpoch, totalSteps) = Trainer.steps(of: spec, images: count)
    let seed = UInt64(bitPattern: Int64(spec.seed))
    let order = Trainer.batchOrder(seed: spec.seed, epoch: epoch, count: count)
    let labels = order.map { trainLabels[Int($0)] }
    let draws = RandomStream(seed: seed, purpose: .augmentation)
    let witness = session.observer.witness.flatMap { $0.watches(epoch: epoch) ? $0 : nil }
    if session.progress.sums.steps == 0 { witness?.look(sight(epoch, 0, [], .start)) }
    session.beginEpoch()
    for stepInEpoch in session.progress.sums.steps..<stepsPerEpoch {
      let step = (epoch - 1) * stepsPerEpoch + stepInEpoch
      let range = stepInEpoch * spec.batchSize..<min(count, (stepInEpoch + 1) * spec.batchSize)
      if augmentation.isIdentity {
        network.load(trainSource, indices: order[range])
      } else {
        network.load(trainSource, indices: order[range], augmentation: augmentation, epoch: epoch, stream: draws)
      }
      let asked = optimizer.step(
        at: LearningRateSchedule.Position(step: step, totalSteps: totalSteps, stepsPerEpoch: stepsPerEpoch))
      let progress = HeadProgress(step: step, totalSteps: totalSteps)
      let result =
        if let witness {
          network.watchedTrainStep(
            labels: labels[range], progress: progress, step: asked, clipNorm: spec.gradientClip,
            look: { witness.look(sight(epoch, stepInEpoch + 1, order[range], $0)) })
        } else {
          network.trainStep(labels: labels[range], progress: progress, step: asked, clipNorm: spec.gradientClip)
        }
      guard result.isFinite else {
        return .failed(Trainer.failure(result, epoch: epoch, step: stepInEpoch + 1))
      }
      session.progress.sums.add(result, images: range.count, learningRate: asked.learningRate)
      session.progress.step = step + 1
      if step % Trainer.stepsPerReport == 0 || stepInEpoch + 1 == stepsPerEpoch {
        session.observer.onStep(step + 1, totalSteps)
        if session.observer.cancellation.isCancelled { return .cancelled }
        // An epoch's last step has its checkpoint after the evaluation.
        if stepInEpoch + 1 < stepsPerEpoch { saveIfDue(&session, isEpochEnd: false) }
      }
    }
    return .done
  }

  private func sight(_ epoch: Int, _ step: Int, _ batch: ArraySlice<Int32>, _ moment: StepMoment) -> StepSight {
    StepSight(epoch: epoch, step: step, batch: batch, moment: moment, tensors: NetworkTensors(network))
  }

  /// After the epoch that has just been trained; nil where an earlier one has none to go on from.
  private func stateFingerprint(after progress: RunProgress) -> Fingerprint? {
    guard let last = progress.epochs.last else { return network.stateFingerprint(after: nil) }
    return last.state.map { network.stateFingerprint(after: $0) }
  }

  // MARK: - Checkpoints

  private func saveIfDue(_ session: inout Session, isEpochEnd: Bool) {
    if session.isCheckpointDue(isEpochEnd: isEpochEnd) { save(&session) }
  }

  /// Gives a checkpoint away, unless there is nothing new since the last.
  private func save(_ session: inout Session) {
    session.save { [network] progress in
      Checkpoint(
        id: Trainer.runID(spec: spec, data: data.identity), engineVersion: Network.numericVersion,
        progress: progress, tensors: network.exportState())
    }
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
    _ evaluation: Evaluation, _ session: Session, _ provenance: Provenance
  ) -> RunResult {
    let epochs = session.progress.epochs
    // A weight can become infinite in the very last update, after which no loss is computed; predictions would be chance.
    let weights = network.exportTensors()
    guard weights.allSatisfy(\.isFinite), evaluation.embeddings.allSatisfy(\.isFinite) else {
      let failure = RunFailure(
        epoch: max(1, spec.epochs), step: Trainer.steps(of: spec, images: data.train.count).perEpoch,
        reason: "the weights are not finite after the last step; a smaller learning rate may help")
      return RunResult(
        record: record(.failed(failure), epochs, [], session.completed(provenance)), weights: [], embeddings: nil)
    }
    let predictions = evaluation.predictions.map { UInt8($0) }
    var confusion = [[Int]](repeating: [Int](repeating: 0, count: data.classCount), count: data.classCount)
    for (label, prediction) in zip(data.test.labels, predictions) { confusion[Int(label)][Int(prediction)] += 1 }
    let embeddings = embeddings(evaluation, weights)
    var record = record(.finished, epochs, confusion, session.completed(provenance))
    record.geometry = geometry(embeddings)
    return RunResult(record: record, weights: weights, embeddings: embeddings)
  }

  /// The test set as the network sees it, evaluated with these weights.
  private func embeddings(_ evaluation: Evaluation, _ weights: [NamedTensor]) -> EmbeddingSet {
    EmbeddingSet(
      dimension: network.plan.embeddingSize, features: evaluation.embeddings, labels: data.test.labels,
      predictions: evaluation.predictions.map { UInt8($0) }, classWeights: Trainer.classWeights(weights))
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
