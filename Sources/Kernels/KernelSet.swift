/// Every loop of the training step, compiled for one instruction set: the one door between layers and loops.
///
/// The loops are written once, in `Sources/KernelLoops`, and compiled once for each instruction set, as the modules
/// `KernelsV3`, `KernelsV4` and `KernelsBaseline`. All of them do the same arithmetic in the order that
/// `Documentation/NumericOrder.md` states, so which of them runs decides the speed and never a bit. No vector crosses this
/// door: modules built for different instruction sets would pass it in different registers.
///
/// Unless said otherwise a kernel overwrites what it writes. Every worker of a team calls it with the same arguments and its
/// own `share`; unless said otherwise it returns when the work of all shares is done.
package protocol KernelSet: SendableMetatype {
  /// What the loops were compiled for.
  static var instructionSet: InstructionSet { get }

  // MARK: Images

  /// Gathers the images at `indices` out of `images` (`[image][pixels]`) into `[block][pixel][32]`, standardised: fma(byte,
  /// scale, offset). Lanes past the last image become 0.
  static func gather(
    _ images: [UInt8], pixels: Int, indices: ArraySlice<Int32>, scale: Float, offset: Float, into input: FloatRegion,
    scratch: FloatRegion, share: Share)

  /// The same for images that are floats already, `count` of them one after another, unchanged.
  static func gather(
    _ images: [Float], pixels: Int, count: Int, into input: FloatRegion, scratch: FloatRegion, share: Share)

  /// Writes the resampled `source` (row-major, `height` × `width`) to `target`, both of `height`·`width` pixels, as
  /// fma(value, scale, offset), bilinearly interpolated; outside the plane the value is 0.
  static func resample(
    _ map: AffineResampling, _ source: Span<UInt8>, height: Int, width: Int, scale: Float, offset: Float,
    into target: inout MutableSpan<Float>)

  // MARK: Convolutions and linear layers

  /// output = weights ∗ input (+ bias). Each output sums its taps from 0 with fused multiply-adds in (row, column, input
  /// channel) order; taps in the padding are skipped; the bias is added last.
  ///
  /// Where a batch normalisation follows, `sums` has its sums gathered on the way.
  static func convolutionForward(
    _ shape: ConvolutionShape, input: FloatRegion, weights: FloatRegion, bias: FloatRegion?, output: FloatRegion,
    blocks: Int, sums: ForwardSums?, share: Share)

  /// ∂loss/∂input. Each input sums from 0 with fused multiply-adds, in (kernel row, kernel column, output channel) order,
  /// over the taps through which it reaches an output; an input that reaches none gets 0.
  ///
  /// Where the input came from a batch normalisation, `sums` has the gradient stopped where that layer's ReLU did, and its
  /// sums gathered on the way.
  static func convolutionInputGradient(
    _ shape: ConvolutionShape, outputGradient: FloatRegion, weights: FloatRegion, inputGradient: FloatRegion,
    blocks: Int, sums: BackwardSums?, share: Share)

  /// ∂loss/∂weights. Where there are sixteen output channels or more, each weight is one chain of fused multiply-adds from
  /// 0 over (block, output row, output column, image); otherwise sixteen such chains, one for each lane, over (block,
  /// output row, output column, half of the block), folded by the fixed tree.
  ///
  /// Returns without waiting for the other shares: nobody reads a gradient before the step's last part.
  static func convolutionWeightGradient(
    _ shape: ConvolutionShape, input: FloatRegion, outputGradient: FloatRegion, weightGradient: FloatRegion,
    scratch: FloatRegion, blocks: Int, share: Share)

  /// Both gradients. Returns when the input's is done; where nobody wants that (nil), without waiting for the other shares.
  ///
  /// Two workers that have blocks of their own keep to them: the first begins every weight's chain while the second does its
  /// input gradients, and the second ends the chains while the first does its own.
  static func convolutionBackward(
    _ shape: ConvolutionShape, input: FloatRegion, outputGradient: FloatRegion, weights: FloatRegion,
    weightGradient: FloatRegion, inputGradient: FloatRegion?, scratch: FloatRegion, blocks: Int, sums: BackwardSums?,
    share: Share)

  /// sums[channel] = Σ values over pixels and images, for ∂bias. In each block, per lane over pixels in order, adding
  /// (first half + second half); the sixteen lanes of each block folded by the fixed tree; blocks added in order from 0.
  /// Lanes of missing images must hold 0. Returns without waiting for the other shares.
  static func channelSums(
    _ shape: ChannelShape, _ values: FloatRegion, into sums: FloatRegion, scratch: FloatRegion, blocks: Int,
    share: Share)

  // MARK: Batch normalisation

  /// Normalises with the batch's own statistics and moves the running ones.
  ///
  /// The sums are of x − K and (x − K)², where K is the running mean before the step, which keeps the variance from
  /// cancelling. In each block, per lane over pixels in order: S ← S + (a + b) and Q ← Q + fma(b, b, a·a) for the two
  /// halves a and b; blocks in order, lane by lane; then the fixed tree. `hasSums` says that they were gathered already.
  static func normalizationForward(
    _ shape: ChannelShape, _ parameters: BatchNormalization.Parameters, input: FloatRegion, output: FloatRegion,
    rectifies: Bool, scratch: FloatRegion, images: Int, hasSums: Bool, share: Share)

  /// Normalises with the running statistics.
  static func normalizationEvaluate(
    _ shape: ChannelShape, _ parameters: BatchNormalization.Parameters, input: FloatRegion, output: FloatRegion,
    rectifies: Bool, scratch: FloatRegion, blocks: Int, share: Share)

  /// From ∂loss/∂output to ∂loss/∂input, ∂loss/∂γ and ∂loss/∂β, with the statistics that `normalizationForward` left in
  /// `scratch`. `inputGradient` may be `outputGradient`, which is written to anyway.
  ///
  /// With d the gradient behind the ReLU and S₁ = Σd, S₂ = Σd·(x − mean) summed like the forward sums
  /// (S₂ ← S₂ + fma(d_b, x_b − mean, d_a·(x_a − mean))): ∂β = S₁, ∂γ = S₂/deviation,
  /// ∂x = fma(d, A, fma(x − mean, B, D)), A = γ/deviation, B = −A·(S₂/deviation)/deviation/M, D = −A·S₁/M.
  /// `hasSums` says that `outputGradient` is d already and the sums were gathered on the way.
  static func normalizationBackward(
    _ shape: ChannelShape, _ parameters: BatchNormalization.Parameters, input: FloatRegion,
    rectifies: Bool, outputGradient: FloatRegion, inputGradient: FloatRegion, weightGradient: FloatRegion,
    biasGradient: FloatRegion, scratch: FloatRegion, images: Int, hasSums: Bool, share: Share)

  // MARK: Pooling

  /// output = the window's maximum; taps in the padding are skipped; a NaN in the window wins.
  static func poolMaximum(_ shape: PoolingShape, input: FloatRegion, output: FloatRegion, blocks: Int, share: Share)

  /// ∂input: each output's gradient goes to the first tap, in (row, column) order, that equals the maximum; an input under
  /// several windows adds them up from 0 in output order.
  static func poolMaximumGradient(
    _ shape: PoolingShape, input: FloatRegion, output: FloatRegion, outputGradient: FloatRegion,
    inputGradient: FloatRegion, blocks: Int, share: Share)

  /// output = the window's sum, taps in (row, column) order from 0, times 1/(window area): padding counts as zeros, as
  /// PyTorch has it by default.
  static func poolAverage(_ shape: PoolingShape, input: FloatRegion, output: FloatRegion, blocks: Int, share: Share)

  /// ∂input: each input adds up, from 0 in output order, the gradients of its windows times 1/(window area).
  static func poolAverageGradient(
    _ shape: PoolingShape, outputGradient: FloatRegion, inputGradient: FloatRegion, blocks: Int, share: Share)

  // MARK: Element by element

  /// output = max(input, 0) over `count` floats, whole vectors.
  static func relu(input: FloatRegion, output: FloatRegion, count: Int, share: Share)

  /// The ReLU's gradient; 0 at 0.
  static func reluGradient(
    output: FloatRegion, outputGradient: FloatRegion, inputGradient: FloatRegion, count: Int, share: Share)

  /// output = factors · input, element by element, over `count` floats, whole vectors: dropout, forward and backward.
  static func multiply(
    _ input: FloatRegion, by factors: FloatRegion, into output: FloatRegion, count: Int, share: Share)

  /// Factors of a dropout over `count` floats, whole vectors: 0 where the random word of that place is below
  /// `threshold`, else `kept`. Words 4n … 4n + 3 are Philox's block n of `words`.
  static func dropoutFactors(
    _ words: PhiloxRow, threshold: UInt64, kept: Float, into factors: FloatRegion, count: Int, share: Share)

  /// PReLU: x where x > 0, a·x elsewhere. He, Zhang, Ren, Sun 2015, eq. 1. One slope for each channel, or one for all.
  static func parametricForward(
    _ shape: ChannelShape, input: FloatRegion, slopes: FloatRegion, output: FloatRegion, blocks: Int, share: Share)

  /// ∂input and ∂slopes. A channel's slope gathers d·x where x ≤ 0: in each block per lane over pixels in order, L ← L +
  /// (a + b) for the two halves; lanes folded by the tree; blocks added in order; for a shared slope then the channels in
  /// order.
  static func parametricBackward(
    _ shape: ChannelShape, input: FloatRegion, slopes: FloatRegion, outputGradient: FloatRegion,
    inputGradient: FloatRegion, slopeGradients: FloatRegion, scratch: FloatRegion, blocks: Int, share: Share)

  // MARK: Heads (`[block][dimension][32]` embeddings, `[block][class][32]` logits, `[class][dimension]` weights)

  /// z_j = b_j + Σ_d W_jd·x_d; each logit starts at its bias and adds the dimensions in order.
  static func linearLogits(
    embedding: FloatRegion, weight: FloatRegion, bias: FloatRegion, shape: HeadShape, into logits: FloatRegion,
    share: Share)

  /// ∂L/∂x_d = Σ_j ∂L/∂z_j·W_jd, classes in order.
  static func linearEmbeddingGradient(
    logitGradient: FloatRegion, weight: FloatRegion, shape: HeadShape, into gradient: FloatRegion, share: Share)

  /// ∂L/∂W_jd = Σ_images ∂L/∂z_j·x_d and ∂L/∂b_j = Σ_images ∂L/∂z_j: in lanes over the vectors in order, then folded.
  static func linearParameterGradients(
    logitGradient: FloatRegion, embedding: FloatRegion, shape: HeadShape, weight: FloatRegion, bias: FloatRegion,
    share: Share)

  /// x̂ = x/‖x‖ for each image, 0 in the padding, and 1/‖x‖ as `[block][32]`; squares are summed in order of dimension.
  ///
  /// A vector whose components are all below 2⁻¹⁰⁰ is the zero vector: its unit vector is 0, every cosine with it is 0 (θ =
  /// π/2), and no gradient passes through it. Vectors are scaled by a power of two before they are squared, so that no
  /// finite length over- or underflows.
  ///
  /// Like all parts of a cosine head that go image by image, it returns when this share's images are done: the same share has
  /// the same images in each.
  static func unitFeatures(
    _ embedding: FloatRegion, shape: HeadShape, into unit: FloatRegion, inverseLength: FloatRegion, share: Share)

  /// Ŵ_j = W_j/‖W_j‖ for each class and 1/‖W_j‖, in the same way; returns when all classes of all shares are done.
  static func unitWeights(
    _ weight: FloatRegion, classes: Int, dimension: Int, into unit: FloatRegion, inverseLength: FloatRegion,
    share: Share)

  /// cos θ_j times `scale`, dimensions in order. Returns when this share's images are done.
  static func cosines(
    unit features: FloatRegion, unitWeight: FloatRegion, shape: HeadShape, scale: Float, into cosines: FloatRegion,
    share: Share)

  /// Writes the logits z_y = s·ψ(θ_y), z_j = s·cos θ_j, and each image's `[block][32]` slope (see `UnifiedMargin`).
  /// Returns when this share's images are done.
  static func applyMargin(
    _ margin: UnifiedMargin, scale: Float, cosines: FloatRegion, unit features: FloatRegion, unitWeight: FloatRegion,
    labels: [Int32], shape: HeadShape, logits: FloatRegion, slopes: FloatRegion, share: Share)

  /// Turns ∂L/∂z into ∂L/∂cos θ in place: times the scale, and on the target times the slope. Returns when this
  /// share's images are done.
  static func logitToCosineGradient(
    _ gradient: FloatRegion, slopes: FloatRegion, scale: Float, labels: [Int32], shape: HeadShape, share: Share)

  /// ∂L/∂x = Σ_j ∂L/∂cos θ_j·(Ŵ_j − cos θ_j·x̂)/‖x‖, classes in order.
  static func cosineEmbeddingGradient(
    cosineGradient: FloatRegion, cosines: FloatRegion, unit features: FloatRegion, inverseLength: FloatRegion,
    unitWeight: FloatRegion, shape: HeadShape, into gradient: FloatRegion, share: Share)

  /// ∂L/∂W_j = Σ_images ∂L/∂cos θ_j·(x̂ − cos θ_j·Ŵ_j)/‖W_j‖: in lanes over the vectors in order, then folded.
  /// Returns without waiting for the other shares.
  static func cosineWeightGradient(
    cosineGradient: FloatRegion, cosines: FloatRegion, unit features: FloatRegion, unitWeight: FloatRegion,
    inverseWeightLength: FloatRegion, shape: HeadShape, into gradient: FloatRegion, share: Share)

  /// Softmax cross-entropy with label smoothing, targets q_j = (1 − ε)·[j = y] + ε/C (Szegedy et al. 2016, §7): the mean
  /// loss over the images. On return `logits` holds ∂(mean loss)/∂logits, zero in the padding.
  ///
  /// Logits of any finite size: the largest of each image is taken off before the exponential. Each image sums its classes
  /// in order; losses are summed in lanes over the vectors in order, then folded. Every share works out the whole loss.
  static func crossEntropy(
    logits: FloatRegion, losses: FloatRegion, labels: [Int32], shape: HeadShape, labelSmoothing: Float, share: Share
  ) -> Float

  /// The images whose largest logit is their label's; the first of several equal ones is the prediction, and an image with a
  /// logit that is not a number is wrong. Every share counts all.
  static func correctCount(logits: FloatRegion, labels: [Int32], shape: HeadShape) -> Int

  // MARK: Optimizers

  /// √Σg². Element i is squared into lane i mod 16, elements in order; the lanes are folded by the tree. A value that is not
  /// finite makes the norm not finite, and so does one beyond about 10¹⁹. Every share works out the whole norm.
  static func euclideanNorm(_ gradients: FloatRegion) -> Float

  /// `velocity` has one float for each parameter.
  static func update(
    _ rule: ParameterUpdate.SGD, parameters: FloatRegion, gradients: FloatRegion, velocity: FloatRegion, share: Share)

  /// `moments` has two floats for each parameter: all first moments, then all second ones.
  static func update(
    _ rule: ParameterUpdate.Adam, parameters: FloatRegion, gradients: FloatRegion, moments: FloatRegion, share: Share)

  // MARK: Elementary functions

  /// `function` of every element, as it is used inside the kernels.
  static func apply(_ function: ElementaryFunction, _ arguments: FloatRegion, into values: FloatRegion)

  /// The angles of the points (cosine, sine), as the margins see them.
  static func angles(sines: FloatRegion, cosines: FloatRegion, into angles: FloatRegion)

  /// ψ of every angle, in radians from 0 to π.
  static func psi(_ margin: UnifiedMargin, angles: FloatRegion, into values: FloatRegion)

  /// The sum of the region's sixteen floats by the stated tree.
  static func fold(_ lanes: FloatRegion) -> Float
}

/// The elementary functions that kernels use, none of them libm's.
package enum ElementaryFunction: CaseIterable, Sendable {
  case exp, log, sin, cos, acos
}
