import KernelSets
import Kernels
import NeuralNetwork

/// A head's kernels run on plain arrays.
struct HeadRun {
  var result: HeadResult
  var embeddingGradient: [[Float]]
  /// What the gradient holds past the last image.
  var paddingGradient: [Float]
  var gradients: [[Float]]
  var logits: [[Float]]

  /// One training step. `padding` is what the layers left in the lanes past the last image.
  init(
    _ head: any Head, embeddings: [[Float]], parameters: [[Float]], labels: [Int], padding: Float = 0,
    progress: HeadProgress = HeadProgress(step: 0, totalSteps: 1)
  ) {
    let dimension = embeddings[0].count
    let blocks = Layout.blocks(images: embeddings.count)
    let classes = head.parameters[0].shape[0]
    let arena = Arena(capacity: 1 << 20)
    let embedding = arena.take(blocks * dimension * 32)
    let embeddingGradient = arena.take(blocks * dimension * 32)
    let scratch = arena.take(head.scratchCount(blocks: blocks))
    let regions = head.parameters.map { arena.take($0.count) }
    let gradientRegions = head.parameters.map { arena.take($0.count) }
    let logitRegion = arena.take(blocks * classes * 32)
    for region in [embeddingGradient, scratch, logitRegion] + gradientRegions { region.fill(.nan) }
    for (region, values) in zip(regions, parameters) { region.assign(values) }
    func place(_ image: Int, _ d: Int) -> Int { (image / 32 * dimension + d) * 32 + image % 32 }
    for image in 0..<blocks * 32 {
      for d in 0..<dimension {
        embedding[place(image, d)] = image < embeddings.count ? embeddings[image][d] : padding
      }
    }
    let batch = HeadBatch(
      embedding: embedding, embeddingGradient: embeddingGradient, labels: labels.map { Int32($0) })
    result = head.trainStep(
      batch, parameters: regions, gradients: gradientRegions, scratch: scratch, progress: progress, worker: .fastest)
    self.embeddingGradient = embeddings.indices.map { image in
      (0..<dimension).map { embeddingGradient[place(image, $0)] }
    }
    paddingGradient = (embeddings.count..<blocks * 32).flatMap { image in
      (0..<dimension).map { embeddingGradient[place(image, $0)] }
    }
    gradients = gradientRegions.map(\.values)
    head.logits(
      embedding: embedding, blocks: blocks, parameters: regions, scratch: scratch, into: logitRegion,
      worker: .fastest)
    logits = embeddings.indices.map { image in
      (0..<classes).map { logitRegion[(image / 32 * classes + $0) * 32 + image % 32] }
    }
  }

  var isFinite: Bool {
    result.loss.isFinite && (embeddingGradient + gradients).allSatisfy { $0.allSatisfy { $0.isFinite } }
  }
}

extension Worker {
  /// Alone, with the fastest kernels of this machine.
  static var fastest: Worker {
    guard let kernels = KernelSets.fastest else { preconditionFailure(KernelSets.missing) }
    return Worker(kernels: kernels)
  }
}

extension UnifiedMargin {
  /// ψ at one angle, in radians from 0 to π.
  func psi(atAngle theta: Float) -> Float {
    let arena = Arena(capacity: 32)
    let (angles, values) = (arena.take(16), arena.take(16))
    angles.fill(theta)
    Worker.fastest.kernels.psi(self, angles: angles, into: values)
    return values[0]
  }
}
