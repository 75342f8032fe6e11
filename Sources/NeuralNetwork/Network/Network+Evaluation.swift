internal import Kernels

/// What evaluation found, image by image.
package struct Evaluation: Hashable, Sendable {
  /// The class with the largest margin-free logit; the first of equals.
  package var predictions: [Int32] = []
  /// `[image][class]`, margin-free; empty unless asked for.
  package var logits: [Float] = []
  /// `[image][dimension]`, as the embedding layer leaves them; empty unless asked for.
  package var embeddings: [Float] = []

  package init() {}
}

extension Network {
  /// Runs images through in evaluation mode, with running statistics and without dropout or margins.
  package func evaluate(
    _ source: ImageSource, indices: Range<Int>, includingLogits: Bool = false, includingEmbeddings: Bool = false
  ) -> Evaluation {
    precondition(indices.lowerBound >= 0 && indices.upperBound <= source.count)
    precondition(source.pixelsPerImage == plan.inputShape.count)
    let all = indices.map(Int32.init)
    var evaluation = Evaluation()
    for start in stride(from: 0, to: all.count, by: evaluationBatchSize) {
      let batch = all[start..<min(all.count, start + evaluationBatchSize)]
      let seconds = timed {
        gather(.stored(source, batch), into: evaluationRegions[0].input, workers: evaluationPace.workers)
        evaluateLoaded(
          batch.count, into: &evaluation, includingLogits: includingLogits, includingEmbeddings: includingEmbeddings)
      }
      evaluationPace.finished(size: Double(batch.count), seconds: seconds)
    }
    return evaluation
  }

  /// The embeddings of the images in `indices`, row-major.
  package func embeddings(_ source: ImageSource, indices: Range<Int>) -> [Float] {
    evaluate(source, indices: indices, includingEmbeddings: true).embeddings
  }

  private func evaluateLoaded(
    _ images: Int, into evaluation: inout Evaluation, includingLogits: Bool, includingEmbeddings: Bool
  ) {
    let blocks = Layout.blocks(images: images)
    let size = plan.embeddingSize
    let embedding = evaluationRegions[evaluationRegions.count - 1].output
      .slice(0..<(blocks * size * Layout.blockSize))
    let batchLogits = logits.slice(0..<(blocks * classCount * Layout.blockSize))
    team.run(workers: evaluationPace.workers) { share in
      let worker = Worker(kernels: kernels, share: share)
      let batch = BatchContext(images: blocks * Layout.blockSize, step: 0, dropout: dropout, worker: worker)
      for place in plan.links.indices { plan.links[place].layer.evaluate(evaluationRegions[place], batch) }
      head.logits(
        embedding: embedding, blocks: blocks, parameters: headParameters, scratch: headScratch, into: batchLogits,
        worker: worker)
    }
    for image in 0..<images {
      evaluation.predictions.append(Int32(ImageGather.largest(image, of: batchLogits, count: classCount)))
      if includingLogits {
        ImageGather.appendRow(image, of: batchLogits, count: classCount, to: &evaluation.logits)
      }
      if includingEmbeddings { ImageGather.appendRow(image, of: embedding, count: size, to: &evaluation.embeddings) }
    }
  }
}
