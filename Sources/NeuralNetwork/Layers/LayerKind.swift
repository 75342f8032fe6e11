package import OffprintCore

/// A layer that a notebook can name: its declaration, and how it becomes links of the chain.
package struct LayerKind: Sendable {
  package let declaration: ComponentDeclaration
  /// The links that the layer makes behind an activation of `input`.
  package let build: @Sendable (_ reader: LayerReader, _ input: ActivationShape) throws(ModelError) -> [any Layer]
  /// Whether it must be the model's last, and there exactly once.
  package let isEmbedding: Bool

  package init(
    _ declaration: ComponentDeclaration, isEmbedding: Bool = false,
    build: @escaping @Sendable (LayerReader, ActivationShape) throws(ModelError) -> [any Layer]
  ) {
    self.declaration = declaration
    self.isEmbedding = isEmbedding
    self.build = build
  }

  /// Every layer there is. A new one is a file of its own and a line here.
  package static let all: [LayerKind] = [
    convolution, batchNormalization, relu, prelu, maximumPooling, averagePooling, dropout, linear, embedding,
  ]
}

/// The layers of a notebook's model cells.
extension NetworkVocabulary {
  package static let layers: [ComponentDeclaration] = LayerKind.all.map(\.declaration)
}
