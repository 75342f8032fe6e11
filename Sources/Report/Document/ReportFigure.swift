package import Notebook
package import OffprintCore
package import Plotting

/// A numbered figure.
package struct ReportFigure: Hashable, Sendable {
  /// 1 for "Figure 1".
  package var number: Int
  /// Unique in the document; also the name of its files: `fig-arcface-sphere`.
  package var anchor: String
  package var caption: [ReportInline]
  /// What the drawing adds to the caption: the seed shown, the projection. Nil where there is nothing to add.
  package var captionNote: String?
  /// For those who do not see it. Never empty.
  package var alternativeText: String
  /// Whether `alternativeText` was written by the author, not made from the caption.
  package var hasAuthorsAlternativeText: Bool
  /// As a part of the text's width, in (0, 1].
  package var width: Double
  /// What is drawn, for any format.
  package var drawing: DisplayList
  /// The same for narrow screens, with letters of the same size; nil where there is none.
  package var narrowDrawing: DisplayList?
  /// What is drawn, as data, for `figures/NAME.json`.
  package var data: Setting
  /// The same, a row for each mark, for `figures/NAME.csv`; nil where there is no such table.
  package var table: DataTable?
  /// Its files in the report's folder.
  package var files = FrontMatter.FigureFile.allCases
  /// Of `figures/NAME.svg`.
  package var letters = SVGOptions.Letters.text
  /// For a figure that its reader can turn, on a page that can; nil for one that stands still.
  package var scene: SphereScene?
  /// The cell that asked for it. HTML folds it under the caption; PDF may leave it out.
  package var source: CellListing?

  package init(
    number: Int, anchor: String, caption: [ReportInline], captionNote: String?, alternativeText: String,
    hasAuthorsAlternativeText: Bool, width: Double = 1, drawing: DisplayList, narrowDrawing: DisplayList? = nil,
    data: Setting, table: DataTable? = nil, scene: SphereScene? = nil, source: CellListing? = nil
  ) {
    self.number = number
    self.anchor = anchor
    self.caption = caption
    self.captionNote = captionNote
    self.alternativeText = alternativeText
    self.hasAuthorsAlternativeText = hasAuthorsAlternativeText
    self.width = width
    self.drawing = drawing
    self.narrowDrawing = narrowDrawing
    self.data = data
    self.table = table
    self.scene = scene
    self.source = source
  }

  /// `Figure 1`, with a no-break space.
  package var label: String { "Figure\u{A0}\(number)" }
}

extension ReportFigure {
  /// The drawing under this figure's alternative text.
  package var describedDrawing: DisplayList { described(drawing) }

  /// The one for narrow screens, likewise.
  package var describedNarrowDrawing: DisplayList? { narrowDrawing.map(described) }

  private func described(_ drawing: DisplayList) -> DisplayList {
    var described = drawing
    described.title = label
    described.summary = alternativeText
    return described
  }
}
