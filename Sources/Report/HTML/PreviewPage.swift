import OffprintCore
import Templates

/// What `offprint preview` adds to a page, so that it follows its notebook: a script and a style sheet of their own, and the
/// name of the page. A written report has nothing of it.
package struct PreviewPage: Sendable {
  var scripts: [String] { [Templates.previewScript] }
  var styles: [String] { [Templates.previewStyleSheet] }

  package init() {}

  /// What tells one page from another: made from all that stands in it.
  private static func identity(of html: String) -> String {
    String(ContentHash(ofText: html).hexadecimal.prefix(16))
  }

  /// What such a page says of itself; empty for a page that is none.
  package static func identity(in html: String) -> String {
    guard let start = html.firstRange(of: marker) else { return "" }
    return String(html[start.upperBound...].prefix { $0 != "\"" })
  }

  private static let marker = "<meta name=\"offprint-page\" content=\""

  /// The page with the addition in its head, so that the script can put things back before anything is drawn.
  func page(_ html: String) -> String {
    guard let end = html.firstRange(of: "</head>") else { return html }
    return html[..<end.lowerBound] + head(PreviewPage.identity(of: html)) + html[end.lowerBound...]
  }

  /// In place of a report that cannot be made yet.
  package func placeholder(title: String, text: String) -> String {
    let policy = ContentPolicy.text(styles: styles, scripts: scripts, connects: true)
    let html = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(HTMLText.escaped(policy))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(HTMLText.escaped(title))</title>
      </head>
      <body>
      <main>
      <h1>\(HTMLText.escaped(title))</h1>
      <p>\(HTMLText.escaped(text))</p>
      </main>
      </body>
      </html>

      """
    return page(html)
  }

  private func head(_ identity: String) -> String {
    """
    \(PreviewPage.marker)\(identity)">
    <template id="offprint-preview-style"><style>\(Templates.previewStyleSheet)</style></template>
    <script>\(Templates.previewScript)</script>

    """
  }
}
