import OffprintCore

/// The references in the prose and in captions.
extension NotebookChecker {
  mutating func checkProse(_ blocks: [Block]) {
    for block in blocks {
      switch block.content {
      case .heading(_, _, let inlines), .paragraph(let inlines): check(inlines)
      case .list(let list): for item in list.items { checkProse(item) }
      case .quote(let blocks): checkProse(blocks)
      case .table(let table):
        for cell in table.header { check(cell) }
        for row in table.rows { for cell in row { check(cell) } }
        check(table.caption ?? [])
      case .image(let image):
        check(image.caption)
        checkImage(image, at: block.range)
      case .code, .thematicBreak, .cell, .equation: break
      }
    }
  }

  mutating func check(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline.content {
      case .emphasis(let content), .strong(let content), .strikethrough(let content), .link(_, _, let content):
        check(content)
      case .result(let path): checkResult(path, at: inline.range)
      case .crossReference(let label): checkCrossReference(label, at: inline.range)
      case .citation(let citation): check(citation)
      case .footnote(let name): usedFootnotes.insert(name)
      case .text, .code, .math, .softBreak, .hardBreak: break
      }
    }
  }

  private mutating func checkCrossReference(_ label: String, at range: SourceRange) {
    if log.isFull || labels.targets[label] != nil || labels.isLost(label) { return }
    let known = labels.crossReferences
    log.add(
      .unknownCrossReference, at: range, "there is nothing called \(Wording.code("@" + label))",
      explanation: known.isEmpty
        ? "The notebook has no figures, tables, or labelled headings and equations."
        : "The notebook has \(Wording.shortList(known)).",
      help: Wording.didYouMean(label, among: known)
        ?? (label.hasPrefix("sec-")
          ? "label the heading: `# Heading {#\(Wording.shortened(label))}`"
          : label.hasPrefix("eq-") ? "label the equation: `$$ … $$ {#\(Wording.shortened(label))}`" : nil))
  }

  private mutating func checkResult(_ path: String, at range: SourceRange) {
    if log.isFull || results[path] != nil { return }
    do throws(ResultFailure) {
      results[path] = try ResultResolver(checker: self).resolve(path)
    } catch {
      if error.isToldAlready { return }
      log.add(
        .unknownResult, at: range, "`{\(Wording.shortened(path, to: 60))}` stands for nothing: \(error.reason)",
        explanation: error.explanation, help: error.help)
    }
  }
}
