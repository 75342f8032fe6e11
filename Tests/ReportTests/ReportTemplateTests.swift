import Report
import Testing

@Suite struct ReportTemplateTests {
  private func folder(_ texts: [String: String]) -> ReportTemplate {
    ReportTemplate.article.extended(by: .init(path: "looks", texts: texts), as: "looks")
  }

  private func place(of mistake: [String: String]) -> String? {
    do throws(TemplateError) {
      try folder(mistake).check()
      return nil
    } catch {
      return "\(error.place.path):\(error.place.line):\(error.place.column)"
    }
  }

  @Test(arguments: ReportTemplate.builtInNames)
  func `each template that is built in can be used`(name: String) throws {
    let template = try #require(ReportTemplate.builtIn(name))
    try template.check()
    let html = try HTMLWriter.html(PageFixture.document(), template: template)
    #expect(html.contains("data-template=\"\(name)\"") && html.contains("99.17"))
    #expect(!template.pageStyles.isEmpty)
  }

  @Test func `a folder need only hold what differs, and what it holds comes first`() throws {
    let html = try HTMLWriter.html(
      PageFixture.document(),
      template: folder(["extra.css": ":root{--link:#010203}", "foot.html": "<footer>Ours</footer>"]))
    #expect(html.contains("<footer>Ours</footer>") && !html.contains("Made by Offprint"))
    let style = try #require(html.firstRange(of: "--link:#010203"))
    let base = try #require(html.firstRange(of: "--link: light-dark"))
    #expect(base.lowerBound < style.lowerBound)
  }

  @Test func `page styles come from the most general to the most special`() {
    let styles = folder(["page.yaml": "size: letter"]).pageStyles
    #expect(styles.last?.path == "looks/page.yaml" && styles.first?.path == "article/page.yaml")
  }

  @Test(arguments: [
    (["page.html": "<p>\n  {{titel}}"], "looks/page.html:2:3"),
    (["page.html": "{{#authors}}{{name}}{{/authors}}\n{{name}}"], "looks/page.html:2:1"),
    (["page.html": "{{#date}}\n{{> nowhere}}{{/date}}"], "looks/page.html:2:1"),
    (["page.html": "{{> a}}", "a.html": "{{> a}}"], "looks/a.html:1:1"),
    (["page.html": "a {{#date}}"], "looks/page.html:1:3"),
    (["extra.css": "p {\n  background: url(https://example.org/x.png) }"], "looks/extra.css:2:15"),
    (["style.css": "@import 'x.css';"], "looks/style.css:1:1"),
    (["style.css": "p {}\n</STYLE>"], "looks/style.css:2:1"),
    (["extra.js": "let a = '</script>'"], "looks/extra.js:1:10"),
  ])
  func `a mistake is shown where it stands`(texts: [String: String], expected: String) {
    #expect(place(of: texts) == expected)
  }

  @Test func `fonts and images that are written into the style sheet are no requests`() {
    #expect(place(of: ["extra.css": "p { background: url(data:image/png;base64,AA==); fill: url( '#x' ) }"]) == nil)
  }

  @Test func `a manifest names one template, and nothing else`() throws {
    func manifest(_ text: String) throws(TemplateError) -> String {
      try TemplateManifest(ReportTemplate.File(path: "looks/template.yaml", text: text)).extends
    }
    #expect(try manifest("extends: brief\n") == "brief")
    #expect(try manifest("") == "article")
    for (text, place) in [("extend: brief", "1:1"), ("extends: [a]", "1:10"), ("- a", "1:1"), ("a: 'b", "")] {
      do throws(TemplateError) {
        _ = try manifest(text)
        Issue.record("it was taken: \(text)")
      } catch {
        #expect(error.description.hasPrefix("looks/template.yaml:\(place)"), "\(error)")
      }
    }
  }

  @Test func `links to what a template leaves out lose their address and keep their words`() throws {
    let template = folder(["page.html": "<main>{{{body}}}</main>"])
    let html = try HTMLWriter.html(PageFixture.document(), template: template)
    #expect(!html.contains("href=\"#data\"") && html.contains("href=\"#fig-sphere\""))
  }
}
