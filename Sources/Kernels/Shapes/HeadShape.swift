/// The sizes that every head kernel works with. Embeddings are `[block][dimension][32]`, logits `[block][class][32]`, weights
/// `[class][dimension]`.
package struct HeadShape: Hashable, Sendable {
  package let images: Int
  package let classes: Int
  package let dimension: Int

  package init(images: Int, classes: Int, dimension: Int) {
    precondition(images >= 0 && classes > 0 && dimension > 0)
    self.images = images
    self.classes = classes
    self.dimension = dimension
  }

  package var blocks: Int { Layout.blocks(images: images) }
  package var embeddingCount: Int { blocks * dimension * Layout.blockSize }
  package var logitCount: Int { blocks * classes * Layout.blockSize }
  package var weightCount: Int { classes * dimension }

  /// Vectors of sixteen images; the last may be in part or wholly padding.
  package var vectors: Int { blocks * 2 }
}
