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

  /// Every file, in a fixed order. `date` stands in each PDF as the time it was made: from `SOURCE_DATE_EPOCH` where that is
  /// set, never the clock's. Throws where a template or a figure cannot be used.
  package static func files(
    for document: ReportDocument, formats: Formats, template: ReportTemplate = .article,
    date: String = "1970-01-01T00:00:00Z"
  ) throws(ReportWritingError) -> [ReportFile] {
    var files: [ReportFile] = []
    if formats.contains(.html) {
      files.append(ReportFile(path: "index.html", bytes: Array(try HTMLWriter.html(document, template: template).utf8)))
    }
    if formats.contains(.pdf) { files.append(ReportFile(path: "report.pdf", bytes: try pdf(of: document, date: date))) }
    files.append(ReportFile(path: "results.json", bytes: try results(of: document)))
    files.append(ReportFile(path: "summary.md", bytes: Array(SummaryFile.markdown(document).utf8)))
    guard !document.figures.isEmpty else { return files }
    let typesetter = Typesetter()
    for figure in document.figures { files += try FigureFiles.files(of: figure, typesetter: typesetter, date: date) }
    return files
  }

  /// The bytes of `report.pdf`.
  package static func pdf(of document: ReportDocument, date: String) throws(ReportWritingError) -> [UInt8] {
    do throws(CairoError) {
      return try PDFWriter.write(document, options: PDFOptions(date: date))
    } catch {
      throw ReportWritingError("report.pdf could not be written: \(error)")
    }
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
