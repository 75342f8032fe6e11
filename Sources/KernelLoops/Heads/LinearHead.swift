package import Kernels

// The plain softmax head.
extension Loops {
  package static func linearLogits(
    embedding: FloatRegion, weight: FloatRegion, bias: FloatRegion, shape: HeadShape, into logits: FloatRegion,
    share: Share
  ) {
    precondition(embedding.count >= shape.embeddingCount && logits.count >= shape.logitCount)
    precondition(weight.count >= shape.weightCount && bias.count >= shape.classes)
    let (x, w) = unsafe (embedding.pointer, weight.pointer)
    let (b, z) = unsafe (bias.pointer, logits.pointer)
    let part = share.part(blocks: shape.blocks, channels: shape.classes)
    for block in part.blocks {
      let source = block * shape.dimension * 32
      for index in part.channels {
        var first = unsafe Lanes(repeating: b[index])
        var second = first
        for d in 0..<shape.dimension {
          let factor = unsafe Lanes(repeating: w[index * shape.dimension + d])
          first.addProduct(factor, unsafe loadLanes(x, source + d * 32))
          second.addProduct(factor, unsafe loadLanes(x, source + d * 32 + 16))
        }
        unsafe storeLanes(first, z, (block * shape.classes + index) * 32)
        unsafe storeLanes(second, z, (block * shape.classes + index) * 32 + 16)
      }
    }
    share.meet()
  }

  package static func linearEmbeddingGradient(
    logitGradient: FloatRegion, weight: FloatRegion, shape: HeadShape, into gradient: FloatRegion, share: Share
  ) {
    precondition(gradient.count >= shape.embeddingCount && logitGradient.count >= shape.logitCount)
    precondition(weight.count >= shape.weightCount)
    let (g, w) = unsafe (logitGradient.pointer, weight.pointer)
    let target = unsafe gradient.pointer
    let part = share.part(blocks: shape.blocks, channels: shape.dimension)
    for block in part.blocks {
      let source = block * shape.classes * 32
      for d in part.channels {
        var first = Lanes.zero
        var second = Lanes.zero
        for index in 0..<shape.classes {
          let factor = unsafe Lanes(repeating: w[index * shape.dimension + d])
          first.addProduct(factor, unsafe loadLanes(g, source + index * 32))
          second.addProduct(factor, unsafe loadLanes(g, source + index * 32 + 16))
        }
        unsafe storeLanes(first, target, (block * shape.dimension + d) * 32)
        unsafe storeLanes(second, target, (block * shape.dimension + d) * 32 + 16)
      }
    }
    share.meet()
  }

  package static func linearParameterGradients(
    logitGradient: FloatRegion, embedding: FloatRegion, shape: HeadShape, weight: FloatRegion, bias: FloatRegion,
    share: Share
  ) {
    precondition(embedding.count >= shape.embeddingCount && logitGradient.count >= shape.logitCount)
    precondition(weight.count >= shape.weightCount && bias.count >= shape.classes)
    let (g, x) = unsafe (logitGradient.pointer, embedding.pointer)
    let (w, b) = unsafe (weight.pointer, bias.pointer)
    let whole = shape.images / 16
    for index in share.range(shape.classes) {
      var sum = Lanes.zero
      for vector in 0..<shape.vectors {
        sum += unsafe loadLanes(g, shape.start(ofVector: vector, rows: shape.classes) + index * 32)
      }
      unsafe b[index] = LaneReductions.sum(sum)
      for d in 0..<shape.dimension {
        var sum = Lanes.zero
        for vector in 0..<shape.vectors {
          let gradient = unsafe loadLanes(g, shape.start(ofVector: vector, rows: shape.classes) + index * 32)
          var value = unsafe loadLanes(x, shape.start(ofVector: vector, rows: shape.dimension) + d * 32)
          // Whatever the layers left in the padding may not come in.
          if vector >= whole { value.replace(with: 0, where: shape.padding(vector: vector)) }
          sum.addProduct(gradient, value)
        }
        unsafe w[index * shape.dimension + d] = LaneReductions.sum(sum)
      }
    }
    share.meet()
  }
}
