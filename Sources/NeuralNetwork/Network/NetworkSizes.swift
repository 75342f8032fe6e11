import Kernels

/// How large every region of a network is, worked out before anything is allocated.
///
/// No product overflows: a layer's activations and weights are at most 2²⁸, blocks at most 2¹¹, layers at most 1000.
struct NetworkSizes {
  let plan: NetworkPlan
  let blocks: Int
  let workers: Int
  let evaluationBlocks: Int
  var parameterTable = TensorTable()
  var statisticsTable = TensorTable()
  /// Per link, its entries in the tables.
  var parameterPlaces: [Range<Int>] = []
  var statisticsPlaces: [Range<Int>] = []
  let headPlaces: Range<Int>
  let headScratch: Int
  let logits: Int
  let gatherScratch: Int
  /// Floats of the whole arena.
  private(set) var total = 0

  /// The largest activation of one image, the input's among them.
  private var widest: Int { plan.links.reduce(plan.inputShape.count) { max($0, $1.layer.outputShape.count) } }

  init(
    plan: NetworkPlan, head: any Head, classCount: Int, stateCount: Int, blocks: Int, evaluationBlocks: Int,
    workers: Int
  ) {
    self.plan = plan
    self.blocks = blocks
    self.workers = workers
    self.evaluationBlocks = evaluationBlocks
    for link in plan.links {
      let prefix = "layers.\(link.index).\(link.layer.name)"
      parameterPlaces.append(parameterTable.append(link.layer.parameters, prefix: prefix))
      statisticsPlaces.append(statisticsTable.append(link.layer.statistics, prefix: prefix))
    }
    headPlaces = parameterTable.append(
      head.parameters.map { LayerTensor($0.name, shape: $0.shape, $0.initializer) }, prefix: "head")
    headScratch = head.scratchCount(blocks: max(blocks, evaluationBlocks))
    logits = evaluationBlocks * classCount * Layout.blockSize
    gatherScratch = ImageGather.scratchCount(pixels: plan.inputShape.count, workers: workers)
    total = parameterTable.count * (2 + stateCount) + statisticsTable.count
    for count in [headScratch, logits, gatherScratch] { total += Arena.footprint(count) }
    total += (plan.inputShape.count + 2 * widest) * blocks * Layout.blockSize
    total += 2 * widest * evaluationBlocks * Layout.blockSize
    for link in plan.links {
      total += link.layer.outputShape.count * blocks * Layout.blockSize
      total += Arena.footprint(link.layer.scratchCount(blocks: blocks, workers: workers))
    }
  }

  /// Carves the links' regions out of `arena`. In training every activation stays for the way back, while two gradients
  /// take turns, and some layers work in place; in evaluation two activations take turns.
  func carve(
    _ arena: Arena, parameters: FloatRegion, gradients: FloatRegion, statistics: FloatRegion
  ) -> ([TrainingRegions], [EvaluationRegions]) {
    let size = Layout.blockSize
    var input = arena.take(plan.inputShape.count * blocks * size)
    let turns = (0..<2).map { _ in arena.take(widest * blocks * size) }
    let evaluationTurns = (0..<2).map { _ in arena.take(widest * evaluationBlocks * size) }
    var training: [TrainingRegions] = []
    var evaluation: [EvaluationRegions] = []
    let turn = gradientTurns
    for (place, link) in plan.links.enumerated() {
      let output = arena.take(link.layer.outputShape.count * blocks * size)
      let scratch = arena.take(link.layer.scratchCount(blocks: blocks, workers: workers))
      let learned = parameterTable.slices(of: parameters, at: parameterPlaces[place])
      let carried = statisticsTable.slices(of: statistics, at: statisticsPlaces[place])
      training.append(
        TrainingRegions(
          input: input, output: output, outputGradient: turns[turn[place]],
          inputGradient: place == 0 ? nil : turns[turn[place - 1]], parameters: learned,
          gradients: parameterTable.slices(of: gradients, at: parameterPlaces[place]), statistics: carried,
          scratch: scratch))
      evaluation.append(
        EvaluationRegions(
          input: evaluationTurns[place % 2], output: evaluationTurns[(place + 1) % 2], parameters: learned,
          statistics: carried, scratch: scratch))
      input = output
    }
    joinNormalizations(&training)
    return (training, evaluation)
  }

  /// Per link, in which of the two gradients that of its output is.
  private var gradientTurns: [Int] {
    var turns = [Int](repeating: 0, count: plan.links.count)
    for place in turns.indices.dropFirst().reversed() {
      turns[place - 1] = plan.links[place].layer.worksInPlace ? turns[place] : 1 - turns[place]
    }
    return turns
  }

  /// Lets the convolutions around each batch normalisation gather its sums.
  private func joinNormalizations(_ regions: inout [TrainingRegions]) {
    for (place, link) in plan.links.enumerated() {
      guard let layer = link.layer as? BatchNormalizationLayer else { continue }
      let own = regions[place]
      let neighbor = NormalizationLink(
        input: own.input, shift: own.parameters[1], runningMean: own.statistics[0], rectifies: layer.rectifies,
        scratch: own.scratch)
      if place > 0, plan.links[place - 1].layer is ConvolutionLayer {
        regions[place - 1].sumsBehind = neighbor
        regions[place].hasForwardSums = true
      }
      if place + 1 < plan.links.count, plan.links[place + 1].layer is ConvolutionLayer {
        regions[place + 1].sumsBefore = neighbor
        regions[place].hasBackwardSums = true
      }
    }
  }
}
