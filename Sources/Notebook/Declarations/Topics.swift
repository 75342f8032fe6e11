package import OffprintCore

extension CellKind {
  /// What a cell of this kind is for, in one sentence.
  package var summary: String {
    switch self {
    case .model: "A network: its layers from the image to the embedding."
    case .train: "One configuration to be trained, once for each seed."
    case .sweep: "A grid of configurations that vary keys of a `train` cell."
    case .figure: "A picture drawn from runs; its name begins with `fig-`, and `@fig-name` refers to it."
    case .table: "Rows of runs with their results; its name begins with `tbl-`, and `@tbl-name` refers to it."
    case .claim: "What a paper says, put to the runs: the report gives it a verdict."
    }
  }
}

/// A family of components, as `offprint help` names it.
package struct ComponentFamily: Sendable {
  /// `loss`, as in `offprint help loss arcface`.
  package var name: String
  package var summary: String
  package var components: [ComponentDeclaration]
}

extension NotebookKeys {
  /// The families of components that the vocabulary offers.
  package var families: [ComponentFamily] {
    [
      ComponentFamily(name: "layer", summary: "What `layers:` of a model lists.", components: vocabulary.layers),
      ComponentFamily(name: "loss", summary: "What `loss:` can be.", components: vocabulary.heads),
      ComponentFamily(name: "optimizer", summary: "What `optimizer:` can be.", components: vocabulary.optimizers),
      ComponentFamily(
        name: "data", summary: "What `data:` of the front matter lists.", components: vocabulary.dataSets),
      ComponentFamily(name: "plot", summary: "What `plot:` of a figure can be.", components: vocabulary.plots),
    ]
  }
}
