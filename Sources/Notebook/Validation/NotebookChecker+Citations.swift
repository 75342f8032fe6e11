import Bibliography
import Interop
import Mathematics
import OffprintCore

/// The .bib files, and what the notebook cites of them.
extension NotebookChecker {
  mutating func readBibliography(_ frontMatter: FrontMatter?) {
    guard let frontMatter, !frontMatter.bibliography.isEmpty else { return }
    for path in frontMatter.bibliography {
      guard let text = bibliographyText(path) else { continue }
      bibliographySources.append(
        SourceText(name: NotebookFiles.path(path, beside: document.source.name), text: text))
    }
    // Where a file is missing, which keys there are is not known.
    guard bibliographySources.count == frontMatter.bibliography.count else { return }
    let bibliography = Bibliography(bibliographySources)
    self.bibliography = bibliography
    for problem in bibliography.problems where problem.kind == .malformed || problem.kind == .duplicateKey {
      tell(problem)
    }
  }

  private mutating func bibliographyText(_ path: String) -> String? {
    let place = bibliographyRange(path)
    switch read(path, limit: BibParser.maximumBytes) {
    case .failure(let error):
      log.add(
        .bibliographyFile, at: place, "the bibliography \(Wording.quoted(path)) cannot be read: \(error.reason)",
        help: "paths are relative to the notebook's folder")
      return nil
    case .success(let bytes):
      guard InvalidUTF8.firstOffset(in: bytes) == nil else {
        log.add(
          .bibliographyFile, at: place, "the bibliography \(Wording.quoted(path)) is not UTF-8 text",
          help: "save it as UTF-8, or write accents as TeX: {\\\"o}")
        return nil
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Of the path in the front matter.
  private func bibliographyRange(_ path: String) -> SourceRange? {
    guard case .mapping(let entries)? = document.frontMatter?.content,
      let value = entries.first(where: { $0.key == "bibliography" })?.value
    else { return nil }
    guard case .sequence(let trees) = value.content else { return value.range }
    return trees.first { $0.content == .string(path) }?.range ?? value.range
  }

  private mutating func tell(_ problem: BibProblem) {
    let kind: Problem =
      switch problem.kind {
      case .malformed: .bibliographySyntax
      case .duplicateKey: .duplicateEntry
      case .unknownString: .bibliographyString
      case .text: .bibliographyText
      case .duplicateField, .missingField, .unknownType, .name, .crossReference: .bibliographyEntry
      }
    log.add(kind, at: problem.range, problem.summary, help: problem.help, in: problem.source)
  }

  // MARK: - Citations

  mutating func check(_ citation: Citation) {
    for item in citation.items {
      check(item.prefix)
      check(item.suffix)
      check(item, isInText: citation.isInText)
    }
  }

  private mutating func check(_ item: Citation.Item, isInText: Bool) {
    guard let bibliography else {
      // Files that could not be read have been told.
      if !NotebookParser.hasKey("bibliography", document.frontMatter) {
        log.add(
          .noBibliography, at: item.keyRange, "\(Wording.code("@" + item.key)) is cited, and there is no bibliography",
          help: "add `bibliography: references.bib` to the front matter, or write \\@ if no work is meant")
      }
      return
    }
    if bibliography.entry(item.key) != nil {
      if seenKeys.insert(item.key).inserted { citedKeys.append(item.key) }
      return
    }
    // An entry that could not be read has been told.
    if log.isFull || bibliography.problems.contains(where: { $0.key == item.key && $0.kind == .malformed }) { return }
    let count = bibliography.entries.count
    log.add(
      .unknownCitation, at: item.keyRange, "no work is called \(Wording.quoted(item.key))",
      explanation: "The bibliography has \(count == 0 ? "no entries" : count == 1 ? "one entry" : "\(count) entries").",
      help: Wording.didYouMean(item.key, among: bibliography.keys)
        ?? (isInText ? "write \\@ if no work is meant" : nil))
  }

  /// What is cited, and what is wrong with that.
  mutating func citedWorks() -> [String: Reference] {
    guard let bibliography else { return [:] }
    var works: [String: Reference] = [:]
    for problem in bibliography.problems {
      if problem.kind == .unknownString || problem.kind == .duplicateField, let key = problem.key,
        seenKeys.contains(key)
      {
        tell(problem)
      }
    }
    for key in citedKeys {
      guard let (reference, problems) = bibliography.reference(key), let entry = bibliography.entry(key) else {
        continue
      }
      works[key] = reference
      for problem in problems { tell(problem) }
      for source in reference.formulas { checkFormula(source, entry) }
    }
    return works
  }

  private mutating func checkFormula(_ source: String, _ entry: BibEntry) {
    do throws(FormulaError) {
      _ = try Formula(parsing: source, style: .inline)
    } catch {
      log.add(
        .bibliographyText, at: entry.keyRange,
        "a formula of \(Wording.quoted(entry.key)) cannot be read: \(error.summary)",
        explanation: "It is shown as its TeX: \(Wording.shortened(source)).", help: error.help, in: entry.source)
    }
  }

  // MARK: - Footnotes and images

  mutating func checkFootnotes() {
    for note in document.footnotes where !usedFootnotes.contains(note.name) {
      log.add(
        .unusedFootnote, at: note.nameRange, "nothing refers to the footnote \(Wording.quoted(note.name))",
        explanation: "It is not in the report.", help: "put [^\(Wording.shortened(note.name))] where it belongs")
    }
  }

  mutating func checkImage(_ image: ImageBlock, at range: SourceRange) {
    if image.alternativeText == nil {
      log.add(
        .missingAlternativeText, at: range, "the image has no description for readers who cannot see it",
        help: "write it between quotation marks after the path: ![Caption](file.png \"What there is to see\")")
    }
    switch read(image.path, limit: NotebookChecker.maximumImageBytes) {
    case .failure(let error):
      log.add(
        .imageFile, at: range, "the image \(Wording.quoted(image.path)) cannot be read: \(error.reason)",
        help: "paths are relative to the notebook's folder")
    case .success(let bytes):
      if let reason = PNGPicture.problem(with: bytes) {
        log.add(
          .imageFile, at: range, "the image \(Wording.quoted(image.path)) cannot be shown: \(reason)",
          explanation: "PNG is what both HTML and PDF can carry as it is.", help: "convert it to PNG")
      }
    }
  }

  /// A report is one file that opens at once.
  private static let maximumImageBytes = 8 << 20
}
