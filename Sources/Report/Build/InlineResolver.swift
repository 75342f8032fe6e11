package import Notebook
import OffprintCore

/// Prose with its references looked up.
package struct InlineResolver: Sendable {
  package let labels: Labels
  package let evaluator: ResultEvaluator
  package let references: [String: ResultReference]
  package let citations: CitationSetter
  package let footnotes: FootnoteNumbers

  package init(
    labels: Labels, evaluator: ResultEvaluator, references: [String: ResultReference], citations: CitationSetter,
    footnotes: FootnoteNumbers
  ) {
    self.citations = citations
    self.footnotes = footnotes
    self.labels = labels
    self.evaluator = evaluator
    self.references = references
  }

  /// Tells `state` of each link that cannot be kept, and of the places of citations and footnotes.
  package func resolve(_ inlines: [Inline], _ state: inout ResolutionState) -> [ReportInline] {
    var resolved: [ReportInline] = []
    for inline in inlines {
      append(self.resolve(inline, after: resolved.last.flatMap { [$0].plainText.last }, &state), to: &resolved)
    }
    return resolved
  }

  /// Joins neighboring texts, and gives a percent sign to the number before it, so that no line and no note comes between.
  private func append(_ inlines: [ReportInline], to resolved: inout [ReportInline]) {
    for inline in inlines {
      guard case .text(let text) = inline else {
        resolved.append(inline)
        continue
      }
      switch resolved.last {
      case .text(let before)?: resolved[resolved.count - 1] = .text(before + text)
      case .value(var value)? where text.hasPrefix(" %"):
        value.text += "\u{A0}%"
        resolved[resolved.count - 1] = .value(value)
        if text.count > 2 { resolved.append(.text(String(text.dropFirst(2)))) }
      default: resolved.append(inline)
      }
    }
  }

  /// `previous` is the character before it.
  private func resolve(
    _ inline: Inline, after previous: Character?, _ state: inout ResolutionState
  ) -> [ReportInline] {
    switch inline.content {
    case .text(let text): return [.text(Typography.set(text, after: previous))]
    case .code(let text): return [.code(text)]
    case .emphasis(let content): return [.emphasis(resolve(content, &state))]
    case .strong(let content): return [.strong(resolve(content, &state))]
    case .strikethrough(let content): return [.strikethrough(resolve(content, &state))]
    case .link(let destination, _, let content):
      return link(to: destination, resolve(content, &state), at: inline.range, &state)
    case .math(let formula): return [.math(formula)]
    case .citation(let citation): return [self.citation(citation, &state)]
    case .footnote(let name): return footnotes.mark(name, &state).map { [.footnote($0)] } ?? []
    case .softBreak: return [.text(" ")]
    case .hardBreak: return [.lineBreak]
    case .result(let path): return [value(of: path)]
    case .crossReference(let label):
      // Validation has looked it up; what it let through that is no label is shown as typed.
      return labels.references[label].map { [.reference($0)] } ?? [.text("@\(label)")]
    }
  }

  private func citation(_ citation: Citation, _ state: inout ResolutionState) -> ReportInline {
    let items = citation.items.map { item in
      CitationSetter.Item(
        key: item.key, prefix: resolve(item.prefix, &state), suffix: CitationSetter.tied(resolve(item.suffix, &state)),
        omitsNames: item.omitsNames)
    }
    return .citation(citations.set(items, isInText: citation.isInText, &state))
  }

  private func value(of path: String) -> ReportInline {
    guard let reference = references[path] else { return .code("{\(path)}") }
    return placed(.value(evaluator.value(of: reference, path: path)))
  }

  /// A computed value with the place of the cell that it is of; anything else as it is.
  package func placed(_ inline: ReportInline) -> ReportInline {
    guard case .value(var value) = inline else { return inline }
    value.provenance.anchor = labels.references[value.provenance.cell]?.anchor
    return .value(value)
  }

  private func link(
    to destination: String, _ content: [ReportInline], at range: SourceRange, _ state: inout ResolutionState
  ) -> [ReportInline] {
    guard let checked = SafeLink.checked(destination) else {
      state.diagnostics.append(
        Diagnostic(
          .warning, "link-refused", at: range, "the report cannot link to ‘\(destination)’",
          explanation: "Its words are kept, without the link.",
          help: "write a web address (https://…), a mail address (mailto:…) or a label of this notebook (#sec-…)"))
      return content
    }
    guard checked.hasPrefix("#") else { return [.link(destination: checked, content)] }
    guard let place = labels.references[String(checked.dropFirst())] else {
      state.diagnostics.append(
        Diagnostic(
          .warning, "link-leads-nowhere", at: range,
          "there is no place called ‘\(checked.dropFirst())’ in this notebook",
          explanation: "The words are kept, without the link.", help: "give a heading that label: # Title {\(checked)}")
      )
      return content
    }
    return [.link(destination: "#" + place.anchor, content)]
  }
}
