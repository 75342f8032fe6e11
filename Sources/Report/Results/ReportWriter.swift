import Foundation
import Interop
import OffprintCore

/// One file of a report.
package struct ReportFile: Hashable, Sendable {
  /// Relative to the report's folder, with `/`: `figures/fig-sphere.svg`.
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// A report as files. Pure: who calls it writes them.
package enum ReportWriter {
  /// The formats that a reader reads; `results.json`, `summary.md` and `figures/` are always there.
  package struct Formats: OptionSet, Hashable, Sendable {
    package let rawValue: Int
    package static let html = Formats(rawValue: 1)
    package static let pdf = Formats(rawValue: 2)

    package init(rawValue: Int) {
      self.rawValue = rawValue
    }
  }

  /// Every file, in a fixed order. Throws where a template or a figure cannot be used.
  package static func files(
    for document: ReportDocument, formats: Formats
  ) throws(ReportWritingError) -> [ReportFile] {
    var files: [ReportFile] = []
    if formats.contains(.html) {
      files.append(ReportFile(path: "index.html", bytes: Array(try HTMLWriter.html(document).utf8)))
    }
    files.append(ReportFile(path: "results.json", bytes: try results(of: document)))
    files.append(ReportFile(path: "summary.md", bytes: Array(SummaryFile.markdown(document).utf8)))
    guard !document.figures.isEmpty else { return files }
    let typesetter = Typesetter()
    for figure in document.figures { files += try FigureFiles.files(of: figure, typesetter: typesetter) }
    return files
  }

  /// The bytes of `results.json`.
  package static func results(of document: ReportDocument) throws(ReportWritingError) -> [UInt8] {
    do {
      return Array(try ReadableJSON.encode(ResultsFile(document)))
    } catch {
      throw ReportWritingError("results.json could not be written: \(error)")
    }
  }
}
