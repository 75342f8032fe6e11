import Foundation
import OffprintCore
import Plotting

/// Why a page could not be written.
package struct ReportWritingError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) {
    self.description = description
  }
}

/// The report as one HTML file from which no request leaves. Pure: equal documents, equal bytes.
package enum HTMLWriter {
  /// Throws where the template cannot be used. `preview` makes it a page for `offprint preview`; without it the page is the
  /// report. With `evidence` the page carries what it can be worked out again from.
  package static func html(
    _ document: ReportDocument, template: ReportTemplate = .article, preview: PreviewPage? = nil,
    cache: ReportCache? = nil, evidence: PageEvidence.Source? = nil
  ) throws(ReportWritingError) -> String {
    let page = try html(document, template, preview, cache)
    guard let evidence else { return page }
    return try PageEvidence.added(to: page, evidence, document)
  }

  private static func html(
    _ document: ReportDocument, _ template: ReportTemplate, _ preview: PreviewPage?, _ cache: ReportCache?
  ) throws(ReportWritingError) -> String {
    let page: Template
    do throws(TemplateError) { page = try template.page() } catch { throw ReportWritingError(error.description) }
    let pictures = HTMLPictures(of: document, cache: cache)
    let parts = PageParts(template: template, features: PageFeature.needed(by: document))
    let styleSheet = "\n" + HTMLPictures.variables + parts.styleSheet + HTMLPictures.widths(of: document)
    var values = PageValues.values(of: document, pictures: pictures.pictures, wanted: page.names, cache: cache)
    values["template"] = .text(template.base ?? template.name)
    values["styleSheet"] = .text(styleSheet)
    values["script"] = .text(parts.script)
    values["earlyScript"] = .text(parts.earlyScript)
    values["policy"] = .text(
      ContentPolicy.text(
        styles: [styleSheet] + pictures.styleSheets + (preview?.styles ?? []),
        scripts: [parts.script, parts.earlyScript].filter { !$0.isEmpty } + (preview?.scripts ?? []),
        connects: preview != nil))
    do throws(TemplateError) {
      let html = LinkRepair.repaired(try page.render(values))
      return preview?.page(html) ?? html
    } catch {
      throw ReportWritingError(error.description)
    }
  }
}
