package import OffprintCore

/// The kinds of figures a notebook can ask for; a new kind is one file with its declaration, named here.
package enum PlottingVocabulary {
  package static let plots: [ComponentDeclaration] = [
    EmbeddingSphere.declaration, LearningCurves.declaration, Scatter.declaration, Intervals.declaration,
    Bars.declaration, HeatMap.declaration, Histogram.declaration, ConfusionMatrix.declaration,
    FunctionCurves.declaration, SmallMultiples.declaration,
  ]
}

/// A drawn figure with what the report says about it.
package struct Figure: Hashable, Sendable {
  package var displayList: DisplayList
  /// The same for a column of half the width, with letters of the same size; nil where there is no such drawing.
  package var narrow: DisplayList?
  /// What the drawing adds to the caption, as sentences; nil where there is nothing to add.
  package var captionNote: String?
  /// What is drawn, as data, for `figures/NAME.json`.
  package var data: Setting
  /// The same with one row for each mark, for `figures/NAME.csv`.
  package var table: DataTable
  /// For a figure that its reader can turn; nil for one that stands still.
  package var scene: SphereScene?

  package init(
    displayList: DisplayList, narrow: DisplayList? = nil, captionNote: String?, data: Setting, table: DataTable,
    scene: SphereScene? = nil
  ) {
    self.displayList = displayList
    self.narrow = narrow
    self.captionNote = captionNote
    self.data = data
    self.table = table
    self.scene = scene
  }

  /// One or two sentences computed from the data.
  package var alternativeText: String { displayList.summary }
}

/// Why a figure cannot be drawn, in the reader's words.
package struct PlotError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) {
    self.description = description
  }
}
