import Experiment
import Foundation
import Interop
package import Notebook
import OffprintCore
import Plotting

/// What a page carries so that every number and figure that it shows can be worked out again from the page alone: the notebook
/// and its files, and of the runs what the page shows, exactly. What the page has anyway, such as the places of features that its
/// figures turn and the pictures of test images, is referred to with its digest.
///
/// In the page it is an element that no browser executes or shows, `<script type="application/octet-stream">`, with the SHA-256
/// of its content: four bytes with the length of a JSON header, low bytes first, the header, and columns of bytes; compressed by
/// gzip, in base 64.
package struct PageEvidence: Hashable, Sendable {
  /// What a page's evidence is made from.
  package enum Source: Sendable {
    case report(Evidence, CheckedNotebook)
    /// As a page already has it.
    case element(String)
  }

  static let opening = "<script type=\"application/octet-stream\" id=\"page-evidence\""

  /// As it stands in the page.
  let element: String

  /// `page` with its evidence as the last of its body.
  static func added(to page: String, _ source: Source, _ document: ReportDocument) throws(ReportWritingError) -> String
  {
    let element =
      switch source {
      case .element(let element): element
      case .report(let evidence, let notebook):
        try PageEvidence(evidence, notebook, document, page: Array(page.utf8)).element
      }
    guard let end = page.utf8.lastIndex(of: UInt8(ascii: "<"), before: "</body>") else { return page + element }
    return page[..<end] + element + page[end...]
  }

  // MARK: - Writing

  private init(
    _ evidence: Evidence, _ notebook: CheckedNotebook, _ document: ReportDocument, page: [UInt8]
  ) throws(ReportWritingError) {
    let plan = PlanPlaces(document)
    let blocks = PageBlocks(page)
    var columns = ColumnWriter()
    let stored = Dictionary(evidence.runs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let runs = PageRuns(plan.ids.map { $0.flatMap { stored[$0] } }, data: evidence.data)
      .write(PageDemand(notebook).cells.mapValues(plan.places), to: &columns)
    var spheres = PageSpheres(document, blocks, page)
    let entries = spheres.write(evidence.features, plan, to: &columns)
    let values = PageSpheres.writeValues(evidence.features, plan, to: &columns)
    let whole = WrittenEvidence.Parts(evidence)
    let header = WrittenPage(
      notebook: whole.notebook, files: PageEvidence.files(evidence, blocks, page), template: whole.template,
      data: whole.data, versions: whole.versions, evidence: document.reproducibility.evidence,
      typesetting: TypesettingProbe.name, runs: runs, spheres: entries, values: values, scenes: spheres.used,
      testPictures: evidence.testPictures.flatMap { pictures in
        blocks.testPictures.map { _ in
          WrittenPage.Pictures(
            count: pictures.count, side: pictures.side, levels: pictures.levels,
            digest: ContentHash(of: pictures.packed))
        }
      })
    element = try PageEvidence.element(header, columns.bytes)
  }

  /// Pictures that the page shows are not repeated.
  private static func files(_ evidence: Evidence, _ blocks: PageBlocks, _ page: [UInt8]) -> [WrittenPage.File] {
    guard !evidence.files.isEmpty else { return [] }
    let shown = blocks.pictures.map { Array(page[$0]) }
    return evidence.files.map { file in
      guard file.path.lowercased().hasSuffix(".png"),
        let index = shown.firstIndex(of: Array(Data(file.bytes).base64EncodedData()))
      else { return WrittenPage.File(path: file.path, content: Content(file.bytes)) }
      return WrittenPage.File(path: file.path, picture: index, digest: ContentHash(of: file.bytes))
    }
  }

  private static func element(_ header: WrittenPage, _ columns: [UInt8]) throws(ReportWritingError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let text = Array(try encoder.encode(header))
      let size = UInt32(clamping: text.count)
      let bytes = (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * UInt32($0))) } + text + columns
      let digest = ContentHash(of: bytes)
      return "\(opening) data-sha256=\"\(digest)\">\(Data(Gzip.compress(bytes)).base64EncodedString())</script>\n"
    } catch {
      throw ReportWritingError("the evidence of index.html could not be written: \(error)")
    }
  }
}

/// The distinct runs of a plan by their places in it.
struct PlanPlaces {
  /// Nil without data, where no run has a name.
  private(set) var ids: [RunID?] = []
  private var byCell: [String: Set<Int>] = [:]
  private var byID: [RunID: Int] = [:]

  init(_ document: ReportDocument) {
    var known: [RunSpec: Int] = [:]
    for run in document.runs {
      let place = known[run.spec] ?? ids.count
      if place == ids.count {
        known[run.spec] = place
        ids.append(run.id)
        if let id = run.id { byID[id] = byID[id] ?? place }
      }
      byCell[run.cell, default: []].insert(place)
    }
  }

  func place(of id: RunID) -> Int? { byID[id] }

  /// Of all runs of these cells, rising.
  func places(_ cells: Set<String>) -> [Int] {
    cells.reduce(into: Set<Int>()) { $0.formUnion(byCell[$1] ?? []) }.sorted()
  }
}

extension String.UTF8View {
  /// Where the last occurrence of `words`, which starts with `first`, begins.
  fileprivate func lastIndex(of first: UInt8, before words: String) -> Index? {
    var end = endIndex
    while let found = self[..<end].lastIndex(of: first) {
      if self[found...].starts(with: words.utf8) { return found }
      end = found
    }
    return nil
  }
}
