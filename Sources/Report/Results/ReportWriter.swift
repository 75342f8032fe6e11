import Foundation
import Interop
import Notebook
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

  /// Every file, in a fixed order, made on all cores; the page and `results.json` say the digest of `evidence`, and the page
  /// carries what of `source` it shows. `date` stands
  /// in each PDF as the time it was made: from `SOURCE_DATE_EPOCH` where that is set, never the clock's. Throws where a
  /// template or a figure cannot be used.
  package static func files(
    for document: ReportDocument, formats: Formats, template: ReportTemplate = .article,
    paper: PageStyle.Paper? = nil, date: String = "1970-01-01T00:00:00Z", evidence: EvidenceFile? = nil,
    source: PageEvidence.Source? = nil
  ) throws(ReportWritingError) -> [ReportFile] {
    var document = document
    document.reproducibility.evidence = evidence?.digest
    let stated = document
    var parts: [Part] = []
    if formats.contains(.html) { parts.append(.page(template, source)) }
    if formats.contains(.pdf) { parts.append(.paper(try options(template, paper, date))) }
    parts += [.results, .summary]
    parts += document.figures.flatMap { figure in FigureFiles.kinds(of: figure).map { .figure(figure, $0) } }
    if let evidence { parts.append(.evidence(evidence)) }
    return try ParallelWork.map(parts, weight: \.weight) { part throws(ReportWritingError) in
      try part.file(of: stated, date: date)
    }
  }

  /// What can be made without the rest.
  private enum Part: Sendable {
    case page(ReportTemplate, PageEvidence.Source?)
    case paper(PDFOptions)
    case results
    case summary
    case figure(ReportFigure, FigureFiles.Kind)
    case evidence(EvidenceFile)

    /// By and large, as measured.
    var weight: Int {
      switch self {
      case .paper: 8
      case .page, .evidence: 5
      case .figure(_, .png): 4
      case .figure(_, .pdf), .figure(_, .svg): 3
      case .results, .summary, .figure(_, .json), .figure(_, .csv): 1
      }
    }

    func file(of document: ReportDocument, date: String) throws(ReportWritingError) -> ReportFile {
      switch self {
      case .page(let template, let source):
        ReportFile(
          path: "index.html", bytes: Array(try HTMLWriter.html(document, template: template, evidence: source).utf8))
      case .paper(let options): ReportFile(path: "report.pdf", bytes: try ReportWriter.pdf(of: document, options))
      case .results: ReportFile(path: "results.json", bytes: try ReportWriter.results(of: document))
      case .summary: ReportFile(path: "summary.md", bytes: Array(SummaryFile.markdown(document).utf8))
      case .figure(let figure, let kind): try FigureFiles.file(of: figure, as: kind, date: date)
      case .evidence(let evidence): ReportFile(path: Evidence.fileName, bytes: evidence.bytes)
      }
    }
  }

  private static func options(
    _ template: ReportTemplate, _ paper: PageStyle.Paper?, _ date: String
  ) throws(ReportWritingError) -> PDFOptions {
    do throws(TemplateError) {
      return PDFOptions(date: date, style: try PageStyle(template, paper: paper))
    } catch {
      throw ReportWritingError(error.description)
    }
  }

  /// The bytes of `report.pdf`.
  package static func pdf(
    of document: ReportDocument, template: ReportTemplate, paper: PageStyle.Paper? = nil, date: String
  ) throws(ReportWritingError) -> [UInt8] {
    try pdf(of: document, try options(template, paper, date))
  }

  private static func pdf(of document: ReportDocument, _ options: PDFOptions) throws(ReportWritingError) -> [UInt8] {
    do throws(CairoError) {
      return try PDFWriter.write(document, options: options)
    } catch {
      throw ReportWritingError("report.pdf could not be written: \(error)")
    }
  }

  /// The bytes of `results.json`.
  package static func results(of document: ReportDocument) throws(ReportWritingError) -> [UInt8] {
    do {
      return Array(try ResultsFile(document).text().utf8)
    } catch {
      throw ReportWritingError("results.json could not be written: \(error)")
    }
  }
}
