/// How much a page shows that was computed.
package struct PageCounts: Hashable, Sendable {
  /// Numbers with a path, those in tables included.
  package private(set) var values = 0
  package private(set) var figures = 0

  package init(_ page: [UInt8]) {
    let tree = MarkupReader.read(page)
    count(tree)
  }

  private mutating func count(_ element: MarkupElement) {
    for child in element.elements {
      if child.attributes["data-path"] != nil { values += 1 }
      if child.tag == "figure", child.has(class: "plot") { figures += 1 }
      count(child)
    }
  }
}
