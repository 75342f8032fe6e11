import Interop

/// `template.yaml` of a user's own template: which template it extends.
package struct TemplateManifest: Hashable, Sendable {
  /// The name of a template that is built in, or a folder, relative to this one.
  package var extends: String

  /// A template that says nothing extends the article.
  package init(extends: String = "article") {
    self.extends = extends
  }

  /// Throws for anything but a map with the key `extends`.
  package init(_ file: ReportTemplate.File) throws(TemplateError) {
    self.init()
    let tree: YAMLNode?
    do throws(YAMLError) {
      tree = try YAMLParser.parse(file.text)
    } catch {
      throw TemplateError(file.path, error.mark, "this is not YAML that can be read")
    }
    guard let tree else { return }
    guard case .mapping(let pairs) = tree.content else {
      throw TemplateError(file.path, tree.start, "this is no line such as ‘extends: brief’")
    }
    for pair in pairs {
      guard case .scalar(let key, _) = pair.key.content, key == "extends" else {
        throw TemplateError(file.path, pair.key.start, "a template’s only key is ‘extends’")
      }
      guard case .scalar(let name, _) = pair.value.content, !name.isEmpty else {
        throw TemplateError(file.path, pair.value.start, "‘extends’ names one template or folder, such as ‘brief’")
      }
      extends = name
    }
  }
}

extension TemplateError {
  fileprivate init(_ path: String, _ mark: YAMLNode.Mark, _ reason: String) {
    // Marks count from 0.
    self.init(TemplatePlace(path: path, line: mark.line + 1, column: mark.column + 1), reason)
  }
}
