package import Experiment
package import Interop
package import OffprintCore
package import Plotting

/// What a figure is made from.
package struct FigureInput {
  /// The cell's `plot:`, normalized: `{name: embedding-sphere, runs: […], …}`.
  package var plot: Setting
  /// Of the cells under `runs:`, in their order.
  package var configurations: [ConfigurationResult]
  package var embeddings: @Sendable (RunID) -> EmbeddingSet?
  /// Measures labels.
  package var typesetter: Typesetter

  package init(
    plot: Setting, configurations: [ConfigurationResult], embeddings: @escaping @Sendable (RunID) -> EmbeddingSet?,
    typesetter: Typesetter
  ) {
    self.plot = plot
    self.configurations = configurations
    self.embeddings = embeddings
    self.typesetter = typesetter
  }
}

/// What a figure became.
package struct FigureContent: Sendable {
  package var drawing: DisplayList
  /// For narrow screens; nil where there is none of its own.
  package var narrowDrawing: DisplayList?
  /// What the caption must add: the seed shown, the projection, what is lacking.
  package var note: String?
  /// What is drawn, as data.
  package var data: Setting

  package init(drawing: DisplayList, narrowDrawing: DisplayList? = nil, note: String?, data: Setting) {
    self.drawing = drawing
    self.narrowDrawing = narrowDrawing
    self.note = note
    self.data = data
  }
}

/// Why there is no figure, in whole sentences for the reader.
package struct FigureUnavailable: Error, Hashable, Sendable {
  package var reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}

/// Makes one kind of figure.
package protocol FigureProvider: Sendable {
  /// As `plot:` names it.
  static var plot: String { get }
  static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent
}

/// The kinds of figures. A new one is one file here and one in Plotting.
package enum FigureRegistry {
  package static let providers: [any (FigureProvider & SendableMetatype).Type] = [
    EmbeddingSphereFigure.self, LearningCurvesFigure.self,
  ]

  /// The content that `cache` remembers of the same input, or a new one.
  static func content(for input: FigureInput, cache: ReportCache?) throws(FigureUnavailable) -> FigureContent {
    if let cache { try cache.content(for: input) } else { try content(for: input) }
  }

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    guard case .string(let name)? = input.plot["name"], let provider = providers.first(where: { $0.plot == name })
    else { throw FigureUnavailable("This report knows no plot of that kind.") }
    return try provider.content(for: input)
  }
}
