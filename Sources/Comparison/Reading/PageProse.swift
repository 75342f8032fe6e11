/// The running text of a page, in blocks.
enum PageProse {
  private static let blocks: Set<String> = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "figcaption", "pre"]
  /// What is no text of the author's: lists of runs, cells, tables, tools.
  private static let skippedClasses = [
    "cell", "cells", "run-group", "runs", "tools", "scroll", "contents", "provenance",
  ]

  static func blocks(of body: MarkupElement) -> [ReportSnapshot.ProseBlock] {
    var found: [ReportSnapshot.ProseBlock] = []
    gather(body, &found)
    return found
  }

  private static func gather(_ element: MarkupElement, _ found: inout [ReportSnapshot.ProseBlock]) {
    for child in element.elements {
      if skippedClasses.contains(where: child.has(class:)) || child.attributes["id"] == "reproducibility" { continue }
      if child.tag == "table" || child.tag == "nav" || child.tag == "dl" { continue }
      let holdsBlocks = child.first { blocks.contains($0.tag) } != nil
      if blocks.contains(child.tag), !holdsBlocks || child.tag == "figcaption" {
        let block = block(child)
        if !block.text.isEmpty { found.append(block) }
      } else {
        gather(child, &found)
      }
    }
  }

  private static func block(_ element: MarkupElement) -> ReportSnapshot.ProseBlock {
    var values: [ReportSnapshot.ProseBlock.Value] = []
    let text = spelled(element, &values)
    return ReportSnapshot.ProseBlock(text: PageReader.spaced(MarkupElement.collapsed(text)), values: values)
  }

  private static func spelled(_ element: MarkupElement, _ values: inout [ReportSnapshot.ProseBlock.Value]) -> String {
    if element.tag == "math" { return element.text }
    if element.tag == "br" { return " " }
    if element.has(class: "anchor") { return "" }
    if element.has(class: "value"), let path = element.attributes["data-path"] {
      values.append(ReportSnapshot.ProseBlock.Value(path: path, text: PageReader.spaced(element.text)))
      return "{\(path)}"
    }
    return element.children.map { node in
      switch node {
      case .text(let text): text
      case .element(let child): spelled(child, &values)
      }
    }.joined()
  }

  /// The words of a caption without its label and links to itself.
  static func words(of caption: MarkupElement) -> String {
    let kept = caption.children.map { node -> String in
      switch node {
      case .text(let text): text
      case .element(let child): child.has(class: "label") || child.has(class: "anchor") ? "" : child.text
      }
    }
    return PageReader.spaced(MarkupElement.collapsed(kept.joined()))
  }
}
