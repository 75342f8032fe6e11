package import OffprintCore

/// What resolving a document's prose gathers on its way through it.
package struct ResolutionState: Sendable {
  /// Warnings for the author.
  package var diagnostics: [Diagnostic] = []
  var anchors: Anchors
  /// The anchors of citations, by the keys of what they cite.
  var citedAt: [String: [String]] = [:]
  /// The anchors of footnotes' marks, by the notes' numbers.
  var markedAt: [Int: [String]] = [:]

  package init(anchors: Anchors) {
    self.anchors = anchors
  }
}
