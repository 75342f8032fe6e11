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
  /// report.
  package static func html(
    _ document: ReportDocument, template: ReportTemplate = .article, preview: PreviewPage? = nil,
    cache: ReportCache? = nil
  ) throws(ReportWritingError) -> String {
    let pictures = HTMLPictures(of: document, cache: cache)
    let parts = PageParts(template: template, features: PageFeature.needed(by: document))
    let styleSheet = "\n" + HTMLPictures.variables + parts.styleSheet + HTMLPictures.widths(of: document)
    var values = self.values(of: document, pictures: pictures.pictures)
    values["styleSheet"] = .text(styleSheet)
    values["script"] = .text(parts.script)
    values["policy"] = .text(
      ContentPolicy.text(
        styles: [styleSheet] + pictures.styleSheets + (preview?.styles ?? []),
        scripts: (parts.script.isEmpty ? [] : [parts.script]) + (preview?.scripts ?? []), connects: preview != nil))
    do throws(TemplateError) {
      let html = try template.page().render(values)
      return preview?.page(html) ?? html
    } catch {
      throw ReportWritingError(error.description)
    }
  }

  private static func values(of document: ReportDocument, pictures: [String: String]) -> [String: TemplateValue] {
    let metadata = document.metadata
    let blocks = HTMLBlocks(pictures: pictures)
    let contents = HTMLContents.html(document.body)
    let abstract = metadata.abstract.map { "<p>\(HTMLInlines.html($0))</p>\n" }.joined()
    return [
      "language": .text(document.language), "version": .text(document.reproducibility.offprintVersion),
      "windowTitle": .text(metadata.title), "title": .text(HTMLText.prose(metadata.title)),
      "subtitle": TemplateValue(metadata.subtitle.map(HTMLText.prose)),
      "hasAuthors": .flag(!metadata.authors.isEmpty),
      "authors": .list(
        metadata.authors.map {
          .map(["name": .text($0.name), "affiliation": TemplateValue($0.affiliation)])
        }),
      "date": TemplateValue(metadata.date), "hasContents": .flag(!contents.isEmpty), "contents": .text(contents),
      "isFallback": .flag(document.data.isFallback), "dataHeadline": .text(document.data.headline),
      "dataExplanation": .list(document.data.explanation.map { .text($0) }),
      "notices": .text(document.notices.map(HTMLBlocks.html).joined()), "hasAbstract": .flag(!abstract.isEmpty),
      "abstract": .text(abstract),
      "body": .text(
        blocks.html(document.body) + HTMLEndNotes.references(document.references)
          + HTMLEndNotes.footnotes(document.footnotes, blocks)),
      "reproducibility": .list(
        document.reproducibility.entries.map {
          .map([
            "term": .text($0.term), "value": .text($0.value), "isCode": .flag($0.isCode),
            "digest": TemplateValue($0.digest?.hexadecimal),
          ])
        }),
    ]
  }
}
