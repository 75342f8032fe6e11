import Templates

/// How a report looks: a chain of folders, a user's own before the one that it extends, the shared parts last. A file is taken
/// from the first folder that has it, so that a template need only hold what differs.
package struct ReportTemplate: Hashable, Sendable {
  /// One file of a template.
  package struct File: Hashable, Sendable {
    /// As messages show it: `looks/page.html`, `article/page.html`.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// The files of one folder, by their names.
  package struct Folder: Hashable, Sendable {
    package var files: [String: File]

    package init(files: [String: File]) {
      self.files = files
    }

    /// `path` stands before the names in messages.
    package init(path: String, texts: [String: String]) {
      files = [:]
      for (name, text) in texts { files[name] = File(path: "\(path)/\(name)", text: text) }
    }
  }

  /// What a user calls it: `article`, or the folder's path.
  package var name: String
  /// The most special first.
  package var folders: [Folder]

  package init(name: String, folders: [Folder]) {
    self.name = name
    self.folders = folders
  }

  /// `name` from the first folder that has it.
  package func file(_ name: String) -> File? {
    for folder in folders {
      if let file = folder.files[name] { return file }
    }
    return nil
  }

  /// The page styles for PDF, the most general first: a key of a later one replaces that of an earlier one.
  package var pageStyles: [File] {
    folders.reversed().compactMap { $0.files["page.yaml"] }
  }

  /// Throws for the first mistake that can be found without a report.
  package func check() throws(TemplateError) {
    try page().check(names: PageValues.names, children: PageValues.children)
    try checkStyles()
    try checkScripts()
    _ = try PageStyle(self)
  }

  /// What would end the element that a style sheet stands in, or ask for something from outside the page, which its policy
  /// refuses.
  private func checkStyles() throws(TemplateError) {
    for file in files(endingIn: ".css") {
      for (words, reason) in [
        ("</style", "‘</style’ would end the style sheet"), ("@import", "nothing is imported: put its rules here"),
      ] {
        try file.refuse(words, reason)
      }
      for match in file.text.matches(of: /url\((?!\s*["']?(?:data:|#))/.ignoresCase()) {
        throw TemplateError(
          TemplatePlace(path: file.path).advanced(over: file.text[..<match.range.lowerBound]),
          "no request leaves the page: write it as a data: address")
      }
    }
  }

  private func checkScripts() throws(TemplateError) {
    for file in files(endingIn: ".js") {
      for words in ["</script", "<!--"] { try file.refuse(words, "‘\(words)’ would end the script") }
    }
  }

  private func files(endingIn suffix: String) -> [File] {
    folders.flatMap { folder in
      folder.files.keys.filter { $0.hasSuffix(suffix) }.sorted().compactMap { folder.files[$0] }
    }
  }

  /// The page with its holes.
  func page() throws(TemplateError) -> Template {
    guard let page = file("page.html") else {
      throw TemplateError(TemplatePlace(path: name), "this template has no page.html")
    }
    return try Template(page.text, path: page.path, part: file)
  }

  /// This template with the files of `folder` before its own.
  package func extended(by folder: Folder, as name: String) -> ReportTemplate {
    ReportTemplate(name: name, folders: [folder] + folders)
  }
}

extension ReportTemplate {
  /// The names of the templates that are built in, the default first.
  package static var builtInNames: [String] { Templates.names }

  /// Nil where there is none of that name.
  package static func builtIn(_ name: String) -> ReportTemplate? {
    guard let files = Templates.files(of: name) else { return nil }
    return ReportTemplate(name: name, folders: [folder(name, files), folder("shared", Templates.shared)])
  }

  /// The built-in template that this one is or extends; nil for one that stands alone.
  package var base: String? {
    ReportTemplate.builtInNames.first { name in
      ReportTemplate.builtIn(name).map { folders.suffix($0.folders.count) == $0.folders[...] } ?? false
    }
  }

  /// The one that is used where none is asked for.
  package static var article: ReportTemplate {
    guard let template = builtIn("article") else { preconditionFailure("the article is built in") }
    return template
  }

  private static func folder(_ path: String, _ files: [String: [UInt8]]) -> Folder {
    Folder(path: path, texts: files.mapValues { String(decoding: $0, as: UTF8.self) })
  }
}

extension ReportTemplate.File {
  /// Throws where `words` stand, in letters of either case.
  fileprivate func refuse(_ words: String, _ reason: String) throws(TemplateError) {
    let lowered = text.lowercased()
    guard let range = lowered.firstRange(of: words) else { return }
    throw TemplateError(TemplatePlace(path: path).advanced(over: lowered[..<range.lowerBound]), reason)
  }
}
