package import Interop
package import OffprintCore
package import Plotting

/// What a figure is made from.
package struct FigureInput {
  /// The cell's `plot:`, normalized: `{name: embedding-sphere, runs: […], …}`.
  package var plot: Setting
  /// Of the cells under `runs:`, in their order.
  package var configurations: [ConfigurationResult]
  /// What it shows of test features.
  package var features: any FeatureSource
  /// ψ(θ) of a loss by its setting and an angle in radians; nil for a loss that has none.
  package var targetLogit: @Sendable (Setting, Double) -> TargetLogitSample?
  /// The configurations of any other cell, for what a figure compares with.
  package var others: (String) -> [ConfigurationResult]
  /// What is claimed of the configurations.
  package var claims: TableClaims
  /// As a part of the column's, in (0, 1]: letters keep their size in a narrower drawing.
  package var width: Double
  /// Measures labels.
  package var typesetter: Typesetter

  package init(
    plot: Setting, configurations: [ConfigurationResult], features: any FeatureSource,
    targetLogit: @escaping @Sendable (Setting, Double) -> TargetLogitSample? = { _, _ in nil },
    others: @escaping (String) -> [ConfigurationResult] = { _ in [] }, claims: TableClaims = .none,
    width: Double = 1, typesetter: Typesetter
  ) {
    self.plot = plot
    self.configurations = configurations
    self.features = features
    self.targetLogit = targetLogit
    self.others = others
    self.claims = claims
    self.width = width
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
  /// The same, a row for each mark.
  package var table: DataTable?
  /// For a figure that its reader can turn.
  package var scene: SphereScene?

  package init(
    drawing: DisplayList, narrowDrawing: DisplayList? = nil, note: String?, data: Setting, table: DataTable? = nil,
    scene: SphereScene? = nil
  ) {
    self.drawing = drawing
    self.narrowDrawing = narrowDrawing
    self.note = note
    self.data = data
    self.table = table
    self.scene = scene
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
    EmbeddingSphereFigure.self, LearningCurvesFigure.self, ScatterFigure.self, IntervalsFigure.self, BarFigure.self,
    HeatMapFigure.self, HistogramFigure.self, ConfusionMatrixFigure.self, FunctionCurvesFigure.self,
    SmallMultiplesFigure.self,
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
