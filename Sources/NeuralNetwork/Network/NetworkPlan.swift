package import OffprintCore

/// A model with every shape worked out and nothing allocated: what `check` needs to know, and what a `Network` is made from.
package struct NetworkPlan: Sendable {
  /// A link of the chain and the notebook layer it came from.
  package struct Link: Sendable {
    package let layer: any Layer
    /// Its place in `layers:`, from 0.
    package let index: Int
  }

  package let inputShape: ActivationShape
  package let links: [Link]
  /// The embedding's dimensions.
  package let embeddingSize: Int
  /// Learned values, the head's not among them.
  package let parameterCount: Int

  /// The most layers that a model may have.
  package static let largestDepth = 1000

  /// From a normalised model setting, `{layers: [{name: conv, channels: 8, …}, …]}`, for images of `inputShape`. Keys that
  /// are missing take their declared defaults. Throws where the layers do not fit each other.
  package init(model: Setting, inputShape: ActivationShape) throws(ModelError) {
    guard case .list(let settings)? = model["layers"], !settings.isEmpty else {
      throw ModelError("the model has no layers", help: "list them under ‘layers’, with ‘embedding’ as the last")
    }
    guard settings.count <= NetworkPlan.largestDepth else {
      throw ModelError("the model has \(settings.count) layers; at most \(NetworkPlan.largestDepth) are possible")
    }
    guard inputShape.height > 0, inputShape.width > 0, inputShape.channels > 0,
      max(inputShape.height, inputShape.width, inputShape.channels) <= 65_536,
      inputShape.count <= LayerReader.largestCount
    else { throw ModelError("images of \(inputShape) values are not possible") }
    var links: [Link] = []
    var shape = inputShape
    for (index, setting) in settings.enumerated() {
      let (kind, reader) = try NetworkPlan.kind(of: setting, at: index)
      if kind.isEmbedding != (index == settings.count - 1) {
        throw kind.isEmbedding
          ? reader.error("‘embedding’ must be the last layer, and there only once", help: "move it to the end")
          : reader.error("the last layer must be ‘embedding’", help: "end the list with ‘- embedding: 64’")
      }
      for layer in try kind.build(reader, shape) {
        links.append(Link(layer: layer, index: index))
        shape = layer.outputShape
      }
    }
    self.inputShape = inputShape
    self.links = links
    embeddingSize = shape.count
    parameterCount = links.reduce(0) { sum, link in
      sum + link.layer.parameters.reduce(0) { $0 + $1.declaration.count }
    }
  }

  private static func kind(of setting: Setting, at index: Int) throws(ModelError) -> (LayerKind, LayerReader) {
    guard case .string(let name)? = setting["name"] else {
      throw ModelError(layer: index, "the layer has no name", help: "write it as ‘{name: conv, …}’")
    }
    guard let kind = LayerKind.all.first(where: { $0.declaration.name == name }) else {
      let known = LayerKind.all.map(\.declaration.name).joined(separator: ", ")
      throw ModelError(layer: index, layerName: name, "there is no layer of this name", help: "the layers are \(known)")
    }
    return (kind, LayerReader(setting: setting, declaration: kind.declaration, index: index))
  }
}
