import Experiment
import Interop
import Notebook
package import OffprintCore

/// Evidence as bytes: a gzip file of one JSON object, keys sorted, no white space, so that equal evidence is equal text.
package struct EvidenceFile: Hashable, Sendable {
  /// Of the JSON, so that it does not depend on how it is compressed.
  package let digest: ContentHash
  private let content: Content

  private enum Content: Hashable, Sendable {
    case text([UInt8])
    case compressed([UInt8])
  }

  /// Compressed, which is work where the file was not read: ask once.
  package var bytes: [UInt8] {
    switch content {
    case .text(let text): Gzip.compress(text, level: 6)
    case .compressed(let bytes): bytes
    }
  }

  /// As it was read.
  package init(bytes: [UInt8], digest: ContentHash) {
    content = .compressed(bytes)
    self.digest = digest
  }

  /// Larger evidence is none of ours.
  private static let limit = 1 << 30

  package init(_ evidence: Evidence) throws(ReportWritingError) {
    do {
      let text = try CompactJSON.encode(WrittenEvidence(evidence))
      digest = ContentHash(of: text)
      content = .text(text)
    } catch {
      throw ReportWritingError("\(Evidence.fileName) could not be written: \(error)")
    }
  }

  /// Reads what `bytes` hold.
  package static func read(
    _ bytes: [UInt8]
  ) throws(EvidenceError) -> (evidence: Evidence, digest: ContentHash) {
    let text: [UInt8]
    do {
      text = try Gzip.decompress(bytes, atMost: limit)
    } catch {
      throw EvidenceError("\(error)")
    }
    let written: WrittenEvidence
    do {
      let file = ReadJSON(text)
      let head = try file.decode(WrittenEvidence.Head.self)
      guard head.format == WrittenEvidence.format else { throw EvidenceError("it is not the evidence of a report") }
      guard head.version == WrittenEvidence.version else {
        throw EvidenceError(
          "its form is version \(head.version), and this Offprint reads version \(WrittenEvidence.version)")
      }
      written = try file.decode(WrittenEvidence.self)
    } catch let error as EvidenceError {
      throw error
    } catch {
      throw EvidenceError("it is not the evidence of a report")
    }
    return (try written.evidence(), ContentHash(of: text))
  }
}

/// The form of the file.
struct WrittenEvidence: Codable {
  static let format = "offprint-evidence"
  /// Raised when a reader of the older form would misread the newer.
  static let version = 1

  struct Head: Codable {
    var format: String
    var version: Int
  }

  struct Notebook: Codable {
    var name: String
    var content: Content
    var options: Setting
  }

  struct File: Codable {
    var path: String
    var content: Content
  }

  struct Template: Codable {
    /// A user's own folder of a template: texts by name.
    struct Folder: Codable {
      var path: String
      var files: [String: String]
    }

    var name: String
    /// The most special first.
    var folders: [Folder]
    /// The built-in template that they extend.
    var base: String
  }

  struct Data: Codable {
    struct Skipped: Codable {
      var name: String
      var reason: String
    }

    var used: DataIdentity?
    var skipped: [Skipped]
  }

  struct Versions: Codable {
    var offprint: String
    var engine: Int
  }

  struct Pictures: Codable {
    var count: Int
    var side: Int
    var levels: Int
    var packed: Hex
  }

  var format = WrittenEvidence.format
  var version = WrittenEvidence.version
  var notebook: Notebook
  var files: [File]
  var template: Template
  var formats: [String]
  var paper: String?
  var date: String
  var data: Data
  var versions: Versions
  var runs: [WrittenRun]
  var spheres: [WrittenSphere]
  var values: [WrittenValues]
  var testPictures: Pictures?
}

extension WrittenEvidence {
  /// What the evidence of a page has in the same form.
  struct Parts {
    let notebook: Notebook
    let template: Template
    let data: Data
    let versions: Versions

    init(_ evidence: Evidence) {
      notebook = Notebook(
        name: evidence.notebookName, content: Content(evidence.notebook), options: evidence.options)
      template = Template(evidence.template)
      data = Data(
        used: evidence.data, skipped: evidence.skipped.map { Data.Skipped(name: $0.name, reason: $0.reason) })
      versions = Versions(offprint: evidence.offprintVersion, engine: evidence.engineVersion)
    }
  }

  init(_ evidence: Evidence) {
    let parts = Parts(evidence)
    notebook = parts.notebook
    files = evidence.files.map { File(path: $0.path, content: Content($0.bytes)) }
    template = parts.template
    formats = evidence.formats
    paper = evidence.paper
    date = evidence.date
    data = parts.data
    versions = parts.versions
    runs = evidence.runs.map(WrittenRun.init)
    spheres = WrittenSphere.all(evidence.features)
    values = WrittenValues.all(evidence.features)
    testPictures = evidence.testPictures.map {
      Pictures(count: $0.count, side: $0.side, levels: $0.levels, packed: Hex($0.packed))
    }
  }

  func evidence() throws(EvidenceError) -> Evidence {
    var features = FeatureEvidence()
    for sphere in spheres { features.spheres[try sphere.question()] = try sphere.answer() }
    for entry in values { features.values[try entry.question()] = try entry.list() }
    return Evidence(
      notebookName: notebook.name, notebook: notebook.content.bytes, options: notebook.options,
      files: files.map { NotebookFile(path: $0.path, bytes: $0.content.bytes) }, template: try template.template(),
      formats: formats, paper: paper, date: date, data: data.used,
      skipped: data.skipped.map { DataStatement.Skipped(name: $0.name, reason: $0.reason) },
      offprintVersion: versions.offprint, engineVersion: versions.engine,
      runs: try runs.map { run throws(EvidenceError) in try run.evidence() }, features: features,
      testPictures: testPictures.map {
        TestPictures(count: $0.count, side: $0.side, levels: $0.levels, packed: $0.packed.bytes)
      })
  }
}

extension WrittenEvidence.Template {
  init(_ template: ReportTemplate) {
    let base = template.base
    let own = template.folders.dropLast(base.flatMap(ReportTemplate.builtIn)?.folders.count ?? 0)
    name = Self.lastPart(template.name)
    self.base = base ?? ""
    folders = own.map { folder in
      // Where a folder was on one machine is nobody's concern.
      let path = folder.files.values.map(\.path).min().map {
        Self.lastPart(String($0.dropLast(Self.lastPart($0).count + 1)))
      }
      return Folder(path: path ?? "template", files: folder.files.mapValues(\.text))
    }
  }

  private static func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  func template() throws(EvidenceError) -> ReportTemplate {
    let own = folders.map { ReportTemplate.Folder(path: $0.path, texts: $0.files) }
    guard base.isEmpty || ReportTemplate.builtIn(base) != nil else {
      throw EvidenceError("it extends a template ‘\(base)’ that this Offprint does not have")
    }
    return ReportTemplate(name: name, folders: own + (ReportTemplate.builtIn(base)?.folders ?? []))
  }
}
