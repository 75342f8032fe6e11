import Kernels
import Testing

@Suite struct ConvolutionTests {
  /// Odd shapes: every remainder of the tiles, strides that leave input unread, kernels wider than the image, windows all
  /// but in the padding, linear layers.
  static let shapes: [ConvolutionShape] = [
    shape(9, 9, 1, 8, 5, 5, stride: 2, padding: 2),
    shape(7, 7, 8, 16, 3, 3, stride: 2, padding: 1),
    shape(4, 5, 16, 33, 3, 3, stride: 2, padding: 1),
    shape(5, 4, 3, 20, 3, 2, stride: 1, padding: 1),
    shape(6, 7, 2, 11, 4, 3, stride: 3, padding: 0),
    shape(1, 1, 5, 3, 5, 5, stride: 1, padding: 2),
    shape(1, 3, 1, 17, 3, 7, stride: 1, padding: 2),
    shape(5, 5, 13, 7, 1, 1, stride: 2, padding: 0),
    shape(3, 3, 1, 32, 3, 3, stride: 1, padding: 1),
    shape(8, 2, 4, 1, 7, 2, stride: 4, padding: 1),
    shape(2, 2, 9, 3, 2, 2, stride: 1, padding: 0),
    shape(2, 2, 14, 48, 2, 2, stride: 1, padding: 0),
  ]

  private static func shape(
    _ height: Int, _ width: Int, _ channels: Int, _ outputs: Int, _ kernelHeight: Int, _ kernelWidth: Int,
    stride: Int, padding: Int
  ) -> ConvolutionShape {
    ConvolutionShape(
      inputHeight: height, inputWidth: width, inputChannels: channels, outputChannels: outputs,
      kernelHeight: kernelHeight, kernelWidth: kernelWidth, stride: stride, paddingHeight: padding,
      paddingWidth: min(padding, kernelWidth - 1))
  }

  @Test(arguments: shapes, [1, 31, 33, 64, 100])
  func forwardHasThePlainTwinsBits(shape: ConvolutionShape, images: Int) {
    let arena = Arena.roomy()
    let blocks = Layout.blocks(images: images)
    let plain = PlainConvolution(shape: shape, blocks: blocks)
    let x = plainActivations(images: images, perImage: shape.inputCount / 32, salt: 1)
    let w = plainValues(shape.weightCount, salt: 2)
    let bias = plainValues(shape.outputChannels, salt: 3)
    for bias in [nil, bias] {
      let output = arena.takeDirty(blocks * shape.outputCount)
      Convolution.forward(
        shape, input: arena.take(x), weights: arena.take(w), bias: bias.map(arena.take), output: output, blocks: blocks)
      #expect(bits(output.values) == bits(plain.forward(x, w, bias: bias)))
    }
  }

  @Test(arguments: shapes, [1, 31, 33, 64, 100])
  func inputGradientHasThePlainTwinsBits(shape: ConvolutionShape, images: Int) {
    let arena = Arena.roomy()
    let blocks = Layout.blocks(images: images)
    let d = plainActivations(images: images, perImage: shape.outputCount / 32, salt: 4)
    let w = plainValues(shape.weightCount, salt: 5)
    let gradient = arena.takeDirty(blocks * shape.inputCount)
    Convolution.inputGradient(
      shape, outputGradient: arena.take(d), weights: arena.take(w), inputGradient: gradient, blocks: blocks)
    #expect(bits(gradient.values) == bits(PlainConvolution(shape: shape, blocks: blocks).inputGradient(d, w)))
  }

  @Test(arguments: shapes, [1, 31, 33, 64, 100])
  func weightGradientHasThePlainTwinsBits(shape: ConvolutionShape, images: Int) {
    let arena = Arena.roomy()
    let blocks = Layout.blocks(images: images)
    let x = plainActivations(images: images, perImage: shape.inputCount / 32, salt: 6)
    let d = plainActivations(images: images, perImage: shape.outputCount / 32, salt: 7)
    let gradient = arena.takeDirty(shape.weightCount)
    Convolution.weightGradient(
      shape, input: arena.take(x), outputGradient: arena.take(d), weightGradient: gradient,
      scratch: arena.takeDirty(Convolution.weightGradientScratch(shape)), blocks: blocks)
    #expect(bits(gradient.values) == bits(PlainConvolution(shape: shape, blocks: blocks).weightGradient(x, d)))
  }
}
