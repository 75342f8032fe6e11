import OffprintCore

/// Pages of `offprint help` about cells and components.
package struct CellHelp: Sendable {
  private let keys: NotebookKeys

  package init(_ keys: NotebookKeys) {
    self.keys = keys
  }

  /// The words that `text(for:)` knows to begin with, for completions and "did you mean".
  package var topics: [String] { ["cells"] + keys.families.map(\.name) }

  /// Text for `offprint help cells`, `cells train`, `cells front-matter`, `cells arcface`, `loss`, `loss arcface`; nil for
  /// what there is not.
  package func text(for words: [String]) -> String? {
    switch (words.first, words.count) {
    case ("cells", 1): return overview
    case ("cells", 2): return cell(words[1]) ?? components(named: words[1])
    case (let name?, 1): return keys.families.first { $0.name == name }.map { family($0) }
    case (let name?, 2):
      let components = keys.families.first { $0.name == name }?.components
      return components?.first { $0.name == words[1] }.map { component($0) }
    default: return nil
    }
  }

  // MARK: - Pages

  private var overview: String {
    var text = """
      A notebook is Markdown. It begins with front matter between two lines ---, and its cells are fenced blocks of YAML:

        ```{train} arcface
        base: softmax
        loss: {name: arcface, margin: 0.5}
        ```

      Front matter: \(names(keys.frontMatter))

      Cells:

      """
    for kind in CellKind.allCases {
      text += "  \(kind.rawValue)\n      \(kind.summary)\n      Keys: \(names(keys.keys(of: kind)))\n"
    }
    text += """

      In the text:
        `{arcface.accuracy}`         mean test accuracy in percent; also error, train-accuracy, train-loss
        `{arcface.accuracy.sd}`      also mean, min, max and seeds
        `{arcface.loss.margin}`      a setting of a cell
        `{margins.best.loss.margin}` of the best configuration of a sweep, by mean accuracy; also worst
        `{margins.count}`            how many configurations a sweep has
        `{claims.reproduced}`        how many claims have this verdict; also count, not-reproduced, underpowered,
                                     not-comparable; `{claims.FAMILY.count}` of a family, `{margins.claims.count}`
                                     of the `claims:` of a sweep or a table
        `{data.title}`               the data set; also name, train-count, test-count and digest
        @fig-name, @tbl-name         a figure or a table
        @sec-name                    a heading that ends in {#sec-name}
        $x_i$, $$ … $$ {#eq-name}    formulas; @eq-name refers to one with a label
        [@key, p. 3], @key           a work of the .bib files that `bibliography:` names
        [^name]                      a footnote, defined by a paragraph [^name]: …
        ![Caption](a.png "alt")      an image, as a paragraph of its own; {#fig-name width=0.6} may follow it
        : Caption {#tbl-name}        the caption of a table in the text, as a paragraph after it

      More: offprint help cells \(CellKind.allCases.map(\.rawValue).joined(separator: "|"))|front-matter
            offprint help \(keys.families.map(\.name).joined(separator: "|"))
            offprint help cells NAME, of one layer, loss, optimizer, schedule, data set or plot

      """
    return text
  }

  private func cell(_ name: String) -> String? {
    if name == "front-matter" {
      return "front-matter: What the notebook is called and what it is run on.\n\n" + list(keys.frontMatter, indent: 2)
    }
    guard let kind = CellKind(rawValue: name) else { return nil }
    var text = "\(kind.rawValue): \(kind.summary)\n\n" + list(keys.keys(of: kind), indent: 2)
    if kind == .figure {
      for plot in keys.vocabulary.plots where !plot.keys.isEmpty {
        text += "\nWith `plot: \(plot.name)` also:\n\n" + list(plot.keys, indent: 2)
      }
    }
    return text
  }

  private func family(_ family: ComponentFamily) -> String {
    let list = family.components.reduce("\(family.name): \(family.summary)\n\n") { text, component in
      text + "  \(component.name)\n      \(component.summary)\n"
    }
    return list + (family.components.first.map { "\nMore: such as offprint help \(family.name) \($0.name)\n" } ?? "")
  }

  /// Everything that can be named so: a layer, a loss, an optimizer, a data set, a plot, or a schedule within one of them. What
  /// several share, such as the schedules of all optimizers, is there once.
  private func components(named name: String) -> String? {
    var pages: [String] = []
    for component in keys.families.flatMap(\.components).flatMap(CellHelp.withParts) where component.name == name {
      let page = self.component(component)
      if !pages.contains(page) { pages.append(page) }
    }
    return pages.isEmpty ? nil : pages.joined(separator: "\n")
  }

  /// The names that `cells` can be followed by, for "did you mean".
  package var names: [String] {
    let components = keys.families.flatMap(\.components).flatMap(CellHelp.withParts).map(\.name)
    return CellKind.allCases.map(\.rawValue) + ["front-matter"] + components
  }

  /// A component with those that its keys can name.
  private static func withParts(_ component: ComponentDeclaration) -> [ComponentDeclaration] {
    [component]
      + component.keys.flatMap { key in
        if case .component(let parts) = key.kind { return parts }
        return []
      }
  }

  private func component(_ component: ComponentDeclaration) -> String {
    var text = "\(component.name): \(component.summary)\n"
    if let source = component.source { text += "Source: \(source)\n" }
    // Only layers are written as a map of one key.
    if let primary = component.primaryKey, keys.vocabulary.layers.contains(where: { $0.name == component.name }) {
      text += "`\(component.name): value` sets `\(primary)`.\n"
    }
    return text + (component.keys.isEmpty ? "\nIt has no keys.\n" : "\n" + list(component.keys, indent: 2))
  }

  // MARK: - Keys

  private func names(_ keys: [KeyDeclaration]) -> String {
    keys.map(\.name).joined(separator: ", ")
  }

  private func list(_ keys: [KeyDeclaration], indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    let entries = keys.map { key in
      var lines = ["\(margin)\(key.name) (\(CellHelp.presence(key)))", "\(margin)    \(key.summary)"]
      lines.append("\(margin)    Value: \(key.kind.phrase)")
      if let example = key.example { lines.append("\(margin)    Example: \(key.name): \(example)") }
      return lines.joined(separator: "\n") + "\n" + nested(key.kind, indent: indent + 4)
    }
    return entries.joined()
  }

  /// The keys of a map within a map.
  private func nested(_ kind: ValueKind, indent: Int) -> String {
    switch kind {
    case .group(let keys): return list(keys, indent: indent)
    case .component(let parts) where parts.contains { !$0.keys.isEmpty }:
      return parts.reduce("") { $0 + part($1, indent: indent) }
    default: return ""
    }
  }

  /// What a key of a component can name, with its keys: `step: every (required), factor (default 0.1)`.
  private func part(_ part: ComponentDeclaration, indent: Int) -> String {
    let keys = part.keys.map { "\($0.name) (\(CellHelp.presence($0)))" }.joined(separator: ", ")
    let margin = String(repeating: " ", count: indent)
    return "\(margin)\(part.name): \(part.summary)\n" + (keys.isEmpty ? "" : "\(margin)    Keys: \(keys)\n")
  }

  /// "required", "optional", "default 64".
  static func presence(_ key: KeyDeclaration) -> String {
    switch key.presence {
    case .required: return "required"
    case .optional: return "optional"
    case .defaulted(.string(let text)): return "default \(text)"
    case .defaulted(let value):
      if case .string(let name)? = value["name"] { return "default \(name)" }
      return "default \(value.canonicalJSON)"
    }
  }
}
