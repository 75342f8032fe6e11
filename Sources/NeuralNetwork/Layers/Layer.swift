package import Kernels
package import OffprintCore

/// A tensor of a layer: what is learned, or a statistic that is carried along.
package struct LayerTensor: Sendable {
  /// How a tensor's elements are ordered in memory, next to how PyTorch orders them.
  package enum Ordering: Hashable, Sendable {
    /// The same.
    case same
    /// Memory `[kernel row][kernel column][input][output]`, on disk `[output][input][kernel row][kernel column]`.
    case convolution
    /// As a convolution over the whole input, on disk flattened to `[output][input · height · width]`.
    case linear
  }

  package var declaration: ParameterDeclaration
  package var ordering: Ordering

  package init(
    _ name: String, shape: [Int], _ initializer: ParameterDeclaration.Initializer, ordering: Ordering = .same
  ) {
    declaration = ParameterDeclaration(name: name, shape: shape, initializer: initializer)
    self.ordering = ordering
  }
}

/// Where a layer's values lie during training; carved out once, before the first step.
package struct TrainingRegions {
  package var input: FloatRegion
  package var output: FloatRegion
  package var outputGradient: FloatRegion
  /// Nil for the first layer, whose input needs no gradient; `outputGradient` itself where `Layer.worksInPlace`.
  package var inputGradient: FloatRegion?
  package var parameters: [FloatRegion]
  package var gradients: [FloatRegion]
  package var statistics: [FloatRegion]
  /// The layer's own; what `forward` leaves there `backward` finds again.
  package var scratch: FloatRegion
  /// Set for a layer whose output a batch normalisation follows: where its sums go.
  package var sumsBehind: NormalizationLink?
  /// Set for a layer whose input comes from a batch normalisation: where its backward sums go.
  package var sumsBefore: NormalizationLink?
  /// In a batch normalisation: whether the layers before and behind it gather its sums.
  package var hasForwardSums = false
  package var hasBackwardSums = false
}

/// A batch normalisation as its neighbours see it, which gather its sums while the values are still in registers' reach.
package struct NormalizationLink {
  package var input: FloatRegion
  package var shift: FloatRegion
  package var runningMean: FloatRegion
  package var rectifies: Bool
  package var scratch: FloatRegion
}

/// Where a layer's values lie during evaluation.
package struct EvaluationRegions {
  package var input: FloatRegion
  package var output: FloatRegion
  package var parameters: [FloatRegion]
  package var statistics: [FloatRegion]
  package var scratch: FloatRegion
}

/// Which batch this is.
package struct BatchContext: Sendable {
  /// Images in the batch; the lanes past them are padding.
  package var images: Int
  /// Steps done, from 0.
  package var step: Int
  /// The run's random numbers for dropout; a layer takes the child of its own place.
  package var dropout: RandomStream
  package var worker: Worker

  package var kernels: any KernelSet.Type { worker.kernels }
  package var share: Share { worker.share }
  package var blocks: Int { Layout.blocks(images: images) }

  package init(images: Int, step: Int, dropout: RandomStream, worker: Worker) {
    self.images = images
    self.step = step
    self.dropout = dropout
    self.worker = worker
  }
}

/// One link of the chain from images to embeddings. A notebook's layer makes one or several: `conv` is a convolution and a
/// batch normalisation.
///
/// Gradients in the lanes past the batch's images are 0 when they come in, and must be 0 when they go out.
package protocol Layer: Sendable {
  /// Its name among its siblings of one notebook layer, as tensors on disk are called: `conv` in `layers.0.conv.weight`.
  var name: String { get }
  var inputShape: ActivationShape { get }
  var outputShape: ActivationShape { get }
  /// What is learned, in the order of `TrainingRegions.parameters`.
  var parameters: [LayerTensor] { get }
  /// What is carried along but not learned, in the order of `TrainingRegions.statistics`.
  var statistics: [LayerTensor] { get }
  /// Floats of scratch for a batch of `blocks` blocks and `workers` workers, in training and in evaluation alike.
  func scratchCount(blocks: Int, workers: Int) -> Int

  /// What `evaluate` does, for those who do it elsewhere.
  var operation: LayerOperation { get }

  /// Whether `backward` can leave each element of the input's gradient where that of the output's was.
  var worksInPlace: Bool { get }

  func forward(_ regions: TrainingRegions, _ batch: BatchContext)
  /// Overwrites `gradients` and `inputGradient`.
  func backward(_ regions: TrainingRegions, _ batch: BatchContext)
  /// `batch.images` fill whole blocks here.
  func evaluate(_ regions: EvaluationRegions, _ batch: BatchContext)
}

extension Layer {
  package var parameters: [LayerTensor] { [] }
  package var statistics: [LayerTensor] { [] }
  package var worksInPlace: Bool { false }
  package func scratchCount(blocks: Int, workers: Int) -> Int { 0 }
}
