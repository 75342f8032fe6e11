internal import Kernels
internal import OffprintCore

/// What one step did.
package struct StepResult: Hashable, Sendable {
  /// The mean loss over the batch, margins included.
  package var loss: Float
  /// Images whose margin-free prediction was right.
  package var correct: Int
  /// The Euclidean norm of all gradients together, before clipping.
  package var gradientNorm: Float

  /// Whether loss and gradients are finite; where they are not, the parameters were left alone.
  package var isFinite: Bool { loss.isFinite && gradientNorm.isFinite }
}

/// What a training step is asked for.
struct StepOrder {
  var progress: HeadProgress
  var optimizer: OptimizerStep
  var clipNorm: Double?
}

/// The images of a batch and where they go.
struct BatchSource {
  enum Images {
    /// Of a data set, at these indices.
    case stored(ImageSource, ArraySlice<Int32>)
    /// So many, standardised already.
    case ready([Float], Int)
  }

  var images: Images
  var input: FloatRegion
}

extension Network {
  /// Fills parameters from the seed, one random stream for each tensor by its place; sets statistics, optimizer state and
  /// dropout back to the start.
  package func initialize(seed: UInt64) {
    let streams = RandomStream(seed: seed, purpose: .initialization)
    for (place, entry) in parameterTable.entries.enumerated() {
      ParameterInitializer.fill(
        parameters.slice(entry.range), entry.tensor.declaration, stream: streams.child(place))
    }
    for entry in statisticsTable.entries {
      ParameterInitializer.fill(statistics.slice(entry.range), entry.tensor.declaration, stream: streams)
    }
    optimizerState.fill(0)
    dropout = RandomStream(seed: seed, purpose: .dropout)
  }

  /// Takes the images at `indices` as the next training batch, standardised; at most `batchSize` of them.
  package func load(_ source: ImageSource, indices: ArraySlice<Int32>) {
    precondition(1...batchSize ~= indices.count && source.pixelsPerImage == plan.inputShape.count)
    loadingSeconds = timed {
      gather(.stored(source, indices), into: trainingRegions[0].input, workers: trainingPace.workers)
    }
    loadedImages = indices.count
    loadedForTraining = true
    onStepPart?(.loading)
  }

  /// Takes `count` images that are standardised (and augmented) already, `[image][height][width][channel]`.
  package func load(_ images: [Float], count: Int) {
    precondition(1...batchSize ~= count)
    loadingSeconds = timed {
      gather(.ready(images, count), into: trainingRegions[0].input, workers: trainingPace.workers)
    }
    loadedImages = count
    loadedForTraining = true
  }

  /// How many seconds `work` takes, 0 where there is no clock or nothing to choose by it.
  @inline(__always) func timed(_ work: () -> Void) -> Double {
    guard team.count > 1, let clock else {
      work()
      return 0
    }
    let start = clock()
    work()
    return clock() - start
  }

  func gather(_ images: BatchSource.Images, into input: FloatRegion, workers: Int) {
    nextBatch = BatchSource(images: images, input: input)
    team.runPrepared(workers: workers, gatherWork)
    // The arrays go back to where they are from, which may want to write to them.
    nextBatch = nil
  }

  /// One worker's part of the gathering.
  func gatherShare(_ share: Share) {
    guard let batch = nextBatch else { preconditionFailure("a batch is said first") }
    switch batch.images {
    case .stored(let source, let indices):
      kernels.gather(
        source.pixels, pixels: source.pixelsPerImage, indices: indices, scale: source.scale, offset: source.offset,
        into: batch.input, scratch: gatherScratch, share: share)
    case .ready(let images, let count):
      kernels.gather(
        images, pixels: plan.inputShape.count, count: count, into: batch.input, scratch: gatherScratch, share: share)
    }
  }

  /// One step on the loaded batch, whose classes are `labels`: forward, backward, clipping to `clipNorm` where given, update.
  ///
  /// `progress.step` counts the dropout's masks and `step.step` the optimizer's corrections.
  package func trainStep(
    labels batchLabels: ArraySlice<Int32>, progress: HeadProgress, step: OptimizerStep, clipNorm: Double? = nil
  ) -> StepResult {
    take(batchLabels)
    nextStep = StepOrder(progress: progress, optimizer: step, clipNorm: clipNorm)
    let seconds = timed { team.runPrepared(workers: trainingPace.workers, stepWork) }
    trainingPace.finished(size: Double(loadedImages), seconds: loadingSeconds + seconds)
    onStepPart?(.update)
    return outcome
  }

  /// One worker's part of a step.
  func stepShare(_ share: Share) {
    guard let order = nextStep else { preconditionFailure("a step is ordered first") }
    let worker = Worker(kernels: kernels, share: share)
    let result = work(order.progress, worker)
    // Weight gradients end without waiting.
    share.meet()
    finishShare(result, order, worker)
  }

  /// One worker's part of a step after the gradients: their norm, clipping, the update.
  @inline(__always) func finishShare(_ result: HeadResult, _ order: StepOrder, _ worker: Worker) {
    let norm = kernels.euclideanNorm(gradients)
    let own = StepResult(loss: result.loss, correct: result.correct, gradientNorm: norm)
    if worker.share.isFirst { outcome = own }
    guard own.isFinite else { return }
    var step = order.optimizer
    step.gradientScale *= GradientClipping.scale(norm: norm, maximum: order.clipNorm)
    optimizer.update(
      parameters: parameters, gradients: gradients, state: optimizerState, step: step, worker: worker)
  }

  /// Forward and backward only: fills `gradients` and moves the running statistics.
  package func computeGradients(labels batchLabels: ArraySlice<Int32>, progress: HeadProgress) -> HeadResult {
    take(batchLabels)
    var outcome = HeadResult(loss: .nan, correct: 0)
    team.run { share in
      let result = work(progress, Worker(kernels: kernels, share: share))
      if share.isFirst { outcome = result }
    }
    return outcome
  }

  private func take(_ batchLabels: ArraySlice<Int32>) {
    precondition(
      loadedForTraining && batchLabels.count == loadedImages, "load a batch first, with a label for each image")
    precondition(batchLabels.allSatisfy { 0..<Int32(classCount) ~= $0 }, "a label is no class of the head")
    labels.removeAll(keepingCapacity: true)
    labels.append(contentsOf: batchLabels)
    loadedForTraining = false
  }

  /// One worker's part of the way forward and back.
  private func work(_ progress: HeadProgress, _ worker: Worker) -> HeadResult {
    let batch = BatchContext(images: loadedImages, step: progress.step, dropout: dropout, worker: worker)
    let tell = worker.share.isFirst ? onStepPart : nil
    for place in plan.links.indices {
      plan.links[place].layer.forward(trainingRegions[place], batch)
      tell?(.forward(place))
    }
    let result = runHead(batch, progress)
    tell?(.head)
    for place in plan.links.indices.reversed() {
      plan.links[place].layer.backward(trainingRegions[place], batch)
      tell?(.backward(place))
    }
    return result
  }

  private func runHead(_ batch: BatchContext, _ progress: HeadProgress) -> HeadResult {
    let last = trainingRegions[trainingRegions.count - 1]
    let extent = 0..<(batch.blocks * plan.embeddingSize * Layout.blockSize)
    return head.trainStep(
      HeadBatch(
        embedding: last.output.slice(extent), embeddingGradient: last.outputGradient.slice(extent), labels: labels),
      parameters: headParameters, gradients: headGradients, scratch: headScratch, progress: progress,
      worker: batch.worker)
  }
}
