/// Something that a report shows and that is not what its evidence gives.
package struct DisplayedDifference: Hashable, Sendable, Codable {
  package enum Kind: String, Hashable, Sendable, Codable {
    /// A computed number in the text.
    case value
    /// A cell of a table, of the claims or of the list of runs.
    case cell
    /// A number or a text that a figure draws or tells.
    case mark
    /// A line, an area or a letter of a figure's drawing.
    case drawing
    /// Running text, captions and headings.
    case text
    /// Whatever else stands in a file.
    case part
  }

  package var kind: Kind
  /// Relative to the report's folder: `index.html`.
  package var file: String
  /// What it is of: a value's path (`softmax.accuracy`), `tbl-one[Softmax].Accuracy`, `fig-sphere`.
  package var path: String
  /// For people: `section 4.1`, `figure 3`.
  package var place: String
  /// As it stands there, and as the evidence gives it; nil where one of them does not have it.
  package var displayed: String?
  package var recomputed: String?
  /// A sentence without its final stop.
  package var sentence: String

  package init(
    _ kind: Kind, in file: String, path: String, place: String, displayed: String? = nil, recomputed: String? = nil,
    _ sentence: String
  ) {
    self.kind = kind
    self.file = file
    self.path = path
    self.place = place
    self.displayed = displayed
    self.recomputed = recomputed
    self.sentence = sentence
  }
}
