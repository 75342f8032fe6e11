/// What a document is before it is cut into pages: one tall column.
package enum FlowElement {
  case box(LayoutBox)
  /// Vanishes at the top of a page; of neighbors only the largest counts. `stretch` is how much it may grow to fill a page.
  case space(Double, stretch: Double)
  /// What follows stays on the page of what precedes.
  case keep
  /// Stands here if there is room, else at the top of the next page, and the text flows on.
  case float(LayoutBox)
  /// All floats stand before what follows.
  case barrier
}
