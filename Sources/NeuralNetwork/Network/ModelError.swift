/// A model that cannot be built: which layer, what is wrong, and what to write instead.
package struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The layer's place in `layers:`, from 0; nil where the model as a whole is at fault.
  package var layer: Int?
  /// The layer's name as the notebook writes it.
  package var layerName: String?
  /// What is wrong, in one sentence without a final stop.
  package var reason: String
  /// What to write instead.
  package var help: String?

  package init(layer: Int? = nil, layerName: String? = nil, _ reason: String, help: String? = nil) {
    self.layer = layer
    self.layerName = layerName
    self.reason = reason
    self.help = help
  }

  package var description: String {
    let place = layer.map { "layer \($0 + 1)\(layerName.map { " (\($0))" } ?? ""): " } ?? ""
    return place + reason + (help.map { "; \($0)" } ?? "")
  }
}
