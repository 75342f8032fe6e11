import Interop
import Notebook
import OffprintCore
import Report

/// The template that a report is made with: `--template`, else the notebook's, else the article. Read and checked before
/// anything is trained.
struct TemplateLoading {
  let template: ReportTemplate
  /// The user's own folders that it was read from; empty for one that is built in.
  let folders: [String]

  /// Throws, with the place, where there is no such template or it cannot be used. `asked` is that of `--template`.
  init(for loaded: LoadedNotebook, named asked: String?, console: Console) throws(CommandFailure) {
    do throws(TemplateProblem) {
      try self.init(for: loaded, named: asked)
    } catch {
      console.show([error.diagnostic].compactMap(\.self), in: error.source)
      throw error.failure
    }
  }

  /// The same, saying nothing.
  init(for loaded: LoadedNotebook, named asked: String?) throws(TemplateProblem) {
    var reader = TemplateFolderReader()
    do throws(TemplateLoadingError) {
      if let asked {
        template = try reader.template(asked, below: nil)
      } else if let name = loaded.notebook.frontMatter.template {
        template = try reader.template(name, below: Paths.folder(of: loaded.path))
      } else {
        template = .article
      }
      folders = reader.folders
      try TemplateLoading.check(template)
    } catch {
      throw TemplateLoading.problem(error, loaded: loaded, isAsked: asked != nil, folders: reader.folders)
    }
  }

  /// Finds what is wrong with the page before a report is made with it.
  private static func check(_ template: ReportTemplate) throws(TemplateLoadingError) {
    do throws(TemplateError) {
      try template.check()
    } catch {
      throw .unusable(error, template.folders.flatMap(\.files.values).first { $0.path == error.place.path })
    }
  }

  private static func problem(
    _ error: TemplateLoadingError, loaded: LoadedNotebook, isAsked: Bool, folders: [String]
  ) -> TemplateProblem {
    switch error {
    case .unreadable(let reason):
      return TemplateProblem(failure: CommandFailure(reason, status: .usage), folders: folders)
    case .unusable(let error, let file):
      let position = SourcePosition(line: error.place.line, column: error.place.column)
      return TemplateProblem(
        diagnostic: Diagnostic(
          .error, "template", source: error.place.path, at: SourceRange(at: position), error.reason),
        source: file.map { SourceText(name: $0.path, text: $0.text) },
        failure: CommandFailure(
          "the template cannot be used; nothing was done",
          help: "‘offprint help templates’ explains what it may hold", status: .usage), folders: folders)
    case .unknown(let name, let help):
      let message = "there is no template ‘\(name)’"
      guard !isAsked else {
        return TemplateProblem(failure: CommandFailure(message, help: help, status: .usage), folders: folders)
      }
      return TemplateProblem(
        diagnostic: Diagnostic(
          .error, "unknown-template", at: TemplateLoading.place(in: loaded.notebook.document), message, help: help),
        source: loaded.notebook.document.source,
        failure: CommandFailure("\(loaded.path): 1 error; nothing was done", status: .usage), folders: folders)
    }
  }

  /// Where the front matter names its template.
  private static func place(in document: NotebookDocument) -> SourceRange? {
    guard case .mapping(let entries)? = document.frontMatter?.content else { return nil }
    return entries.last { $0.key == "template" }?.value.range
  }
}

/// What is wrong with a template, where it stands: in the template's file or in the notebook.
struct TemplateProblem: Error {
  /// Nil where the sentence of `failure` is all there is to say.
  var diagnostic: Diagnostic?
  /// What the diagnostic's excerpt is from.
  var source: SourceText?
  let failure: CommandFailure
  /// The user's own folders that were read so far.
  let folders: [String]
}

/// Why there is no template.
enum TemplateLoadingError: Error {
  /// Neither a template that is built in nor a folder.
  case unknown(name: String, help: String)
  /// Files that cannot be read.
  case unreadable(String)
  /// A mistake in a file, which is given for its excerpt.
  case unusable(TemplateError, ReportTemplate.File?)
}

/// Reads templates from folders.
struct TemplateFolderReader {
  /// Those that were read, the most special first.
  private(set) var folders: [String] = []

  private static let sizeLimit = 8 << 20
  private static let extensions = [".html", ".css", ".js", ".yaml"]

  /// The template that is built in under `name`, or that of the folder `name`, relative to `base` or, without one, to where
  /// the program was started.
  mutating func template(_ name: String, below base: String?) throws(TemplateLoadingError) -> ReportTemplate {
    if let template = ReportTemplate.builtIn(name) { return template }
    let path = base.map { name.hasPrefix("/") ? name : Paths.joined($0, name) } ?? name
    guard FileSystem.kind(of: path) == .directory else {
      let names = ReportTemplate.builtInNames
      let help =
        Suggestion.closest(to: name, among: names).map { "did you mean ‘\($0)’?" }
        ?? "there are \(names.joined(separator: ", ")), and any folder that has files of a template"
      throw .unknown(name: name, help: help)
    }
    guard !folders.contains(path), folders.count < 8 else {
      throw .unreadable("the template in ‘\(path)’ extends itself, by way of others")
    }
    folders.append(path)
    let folder = try read(path)
    let manifest: TemplateManifest
    do throws(TemplateError) {
      manifest =
        try folder.files["template.yaml"].map { file throws(TemplateError) in try TemplateManifest(file) }
        ?? TemplateManifest()
    } catch {
      throw .unusable(error, folder.files["template.yaml"])
    }
    return try template(manifest.extends, below: path).extended(by: folder, as: name)
  }

  private func read(_ path: String) throws(TemplateLoadingError) -> ReportTemplate.Folder {
    var texts: [String: String] = [:]
    do throws(SystemError) {
      for name in try FileSystem.entries(of: path) where Self.extensions.contains(where: name.hasSuffix) {
        let file = "\(path)/\(name)"
        guard FileSystem.kind(of: file) == .file, !name.hasPrefix(".") else { continue }
        let bytes = try FileSystem.read(file, atMost: Self.sizeLimit + 1)
        // A larger one is no part of a template.
        guard bytes.count <= Self.sizeLimit else { continue }
        texts[name] = String(decoding: bytes, as: UTF8.self)
      }
    } catch {
      throw .unreadable(error.description)
    }
    guard !texts.isEmpty else {
      throw .unreadable("‘\(path)’ has no file of a template, such as style.css, page.html or page.yaml")
    }
    return ReportTemplate.Folder(path: path, texts: texts)
  }
}
