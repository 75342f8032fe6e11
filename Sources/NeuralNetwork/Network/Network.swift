internal import KernelSets
package import Kernels
internal import OffprintCore

/// A network with its head, its gradients and its optimizer's state, all in one arena: what one run trains.
///
/// A step may be done by several threads, but is asked for from one; a run has its own network. Nothing is allocated inside a
/// step.
package final class Network {
  package let plan: NetworkPlan
  package let head: any Head
  package let optimizer: any Optimizer
  package let classCount: Int
  /// The most images of a training batch.
  package let batchSize: Int
  /// Images of an evaluation batch. Evaluation is image by image, so this changes no result.
  package let evaluationBatchSize: Int

  /// The loops that do the work; every set gives the same bits.
  package let kernels: any KernelSet.Type
  /// The workers of a step. Their number changes no bit.
  private(set) var team: Team
  /// How many of them do the next step, and the next batch of an evaluation: all, but where there is a `clock`, fewer while
  /// that is faster.
  var trainingPace: Pace
  var evaluationPace: Pace
  package var workersOfNextStep: Int { trainingPace.workers }
  /// Seconds since any fixed moment. It only chooses between schedules, which all give the same bits.
  package var clock: (() -> Double)?
  /// What loading the batch took.
  var loadingSeconds = 0.0
  /// As many as there is scratch for.
  private let mostThreads: Int
  /// Where all regions below lie.
  private let arena: Arena
  let parameterTable: TensorTable
  let statisticsTable: TensorTable
  /// Every learned value, the head's last.
  package let parameters: FloatRegion
  package let gradients: FloatRegion
  /// Running means and variances.
  package let statistics: FloatRegion
  /// `optimizer.stateCount` times as many floats as `parameters`.
  package let optimizerState: FloatRegion

  let trainingRegions: [TrainingRegions]
  let evaluationRegions: [EvaluationRegions]
  let headParameters: [FloatRegion]
  let headGradients: [FloatRegion]
  let headScratch: FloatRegion
  let logits: FloatRegion
  let gatherScratch: FloatRegion
  /// What the workers do in a step, made once: `nextBatch` and `nextStep` say with what.
  private(set) var gatherWork: (Share) -> Void = { _ in }
  private(set) var stepWork: (Share) -> Void = { _ in }
  var nextBatch: BatchSource?
  var nextStep: StepOrder?
  var outcome = StepResult(loss: .nan, correct: 0, gradientNorm: .nan)
  /// Resampled images, where there is augmentation, and the one being made.
  var augmented: [Float] = []
  var augmentedImage: [Float] = []
  /// Images of the batch that was last loaded.
  var loadedImages = 0
  var loadedForTraining = false
  var labels: [Int32] = []
  var dropout = RandomStream(seed: 0, purpose: .dropout)
  /// Told as each part of a training step ends. For measuring; nobody listens in a run.
  package var onStepPart: ((StepPart) -> Void)?

  /// Lays out everything that training needs, all zero; `initialize` or `importTensors` comes next.
  ///
  /// Throws where that would take more than `memoryLimit` bytes, or where the processor can run no kernels. `classCount` is
  /// the head's; `kernels` are the fastest of this machine unless given; a step is done by `threads` threads, or by what
  /// `useThreads` says later, up to `mostThreads`.
  package init(
    plan: NetworkPlan, head: any Head, classCount: Int, optimizer: any Optimizer, batchSize: Int,
    evaluationBatchSize: Int = 256, memoryLimit: Int = 2 << 30, kernels: (any KernelSet.Type)? = nil, threads: Int = 1,
    mostThreads: Int = 1
  ) throws(ModelError) {
    guard let kernels = kernels ?? KernelSets.fastest else { throw ModelError(KernelSets.missing) }
    self.kernels = kernels
    let workers = min(64, max(1, threads, mostThreads))
    let sizes = try Network.sizes(
      plan: plan, head: head, classCount: classCount, stateCount: optimizer.stateCount, batchSize: batchSize,
      evaluationBatchSize: evaluationBatchSize, memoryLimit: memoryLimit, workers: workers)
    self.plan = plan
    self.head = head
    self.optimizer = optimizer
    self.classCount = classCount
    self.batchSize = batchSize
    self.evaluationBatchSize = evaluationBatchSize
    arena = Arena(capacity: sizes.total)
    self.mostThreads = workers
    team = Team(count: min(workers, max(1, threads)))
    trainingPace = Pace(most: team.count)
    evaluationPace = Pace(most: team.count)
    parameterTable = sizes.parameterTable
    statisticsTable = sizes.statisticsTable
    parameters = arena.take(sizes.parameterTable.count)
    gradients = arena.take(sizes.parameterTable.count)
    statistics = arena.take(sizes.statisticsTable.count)
    optimizerState = arena.take(sizes.parameterTable.count * optimizer.stateCount)
    headParameters = sizes.parameterTable.slices(of: parameters, at: sizes.headPlaces)
    headGradients = sizes.parameterTable.slices(of: gradients, at: sizes.headPlaces)
    headScratch = arena.take(sizes.headScratch)
    logits = arena.take(sizes.logits)
    gatherScratch = arena.take(sizes.gatherScratch)
    (trainingRegions, evaluationRegions) = sizes.carve(
      arena, parameters: parameters, gradients: gradients, statistics: statistics)
    gatherWork = { [unowned self] in gatherShare($0) }
    stepWork = { [unowned self] in stepShare($0) }
  }

  /// Has the following steps done by `threads` threads, but no more than there is room for. Not to be called during a step.
  package func useThreads(_ threads: Int) {
    let count = min(mostThreads, max(1, threads))
    if count == team.count { return }
    team = Team(count: count)
    trainingPace = Pace(most: team.count)
    evaluationPace = Pace(most: team.count)
  }

  /// What a network takes, where that is no more than `memoryLimit` bytes; nothing is allocated.
  static func sizes(
    plan: NetworkPlan, head: any Head, classCount: Int, stateCount: Int, batchSize: Int, evaluationBatchSize: Int,
    memoryLimit: Int, workers: Int = 1
  ) throws(ModelError) -> NetworkSizes {
    guard 1...65_536 ~= batchSize, 1...65_536 ~= evaluationBatchSize else {
      throw ModelError("batches of \(batchSize) images are not possible", help: "use 1 to 65536")
    }
    let sizes = NetworkSizes(
      plan: plan, head: head, classCount: classCount, stateCount: stateCount,
      blocks: Layout.blocks(images: batchSize), evaluationBlocks: Layout.blocks(images: evaluationBatchSize), workers: 1
    )
    // What one worker needs decides, so that a model fits or does not whatever the number of cores.
    guard sizes.total <= memoryLimit / 4 else {
      throw ModelError(
        "training this model would take \(sizes.total >> 18) MiB, more than the \(memoryLimit >> 20) MiB allowed",
        help: "use fewer channels, a smaller batch, or more stride early on")
    }
    if workers == 1 { return sizes }
    return NetworkSizes(
      plan: plan, head: head, classCount: classCount, stateCount: stateCount,
      blocks: Layout.blocks(images: batchSize), evaluationBlocks: Layout.blocks(images: evaluationBatchSize),
      workers: workers)
  }

  /// Throws where `init` would, without allocating anything.
  package static func requireRoom(
    plan: NetworkPlan, head: any Head, classCount: Int, optimizer: any Optimizer, batchSize: Int,
    evaluationBatchSize: Int, memoryLimit: Int
  ) throws(ModelError) {
    _ = try sizes(
      plan: plan, head: head, classCount: classCount, stateCount: optimizer.stateCount, batchSize: batchSize,
      evaluationBatchSize: evaluationBatchSize, memoryLimit: memoryLimit)
  }
}
