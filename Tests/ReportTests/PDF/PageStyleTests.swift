import Foundation
import Interop
import OffprintCore
import Report
import Testing

/// Page styles as people write them.
@Suite struct PageStyleTests {
  private func style(_ text: String) throws(TemplateError) -> PageStyle {
    let template = ReportTemplate.article.extended(
      by: ReportTemplate.Folder(path: "looks", texts: ["page.yaml": text]), as: "looks")
    return try PageStyle(template)
  }

  private func error(_ text: String) -> String {
    do throws(TemplateError) {
      _ = try style(text)
      return "no error"
    } catch { return error.description }
  }

  @Test func `a style says what differs from the one it extends`() throws {
    let article = LaidOut.style("article")
    let changed = try style("paper: letter\nmargins: {left: 1in, right: 2.54cm}\ntext: {size: 10}\n")
    #expect(changed.pageSize == .letter && changed.marginLeft == 72)
    #expect((changed.marginRight - 72).magnitude < 1e-9)
    #expect(changed.text.size == 10)
    #expect((changed.text.leading - article.text.leading * 10 / article.text.size).magnitude < 1e-9)
    #expect(changed.marginTop == article.marginTop && changed.textFamilies == article.textFamilies)
    #expect(try style("") == style("# nothing\n"))
  }

  @Test func `every key is read, and said in the documentation`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Documentation/PageStyle.md")
    let documentation = try String(contentsOf: page, encoding: .utf8)
    let plain = try style("")
    func check(_ keys: [KeyDeclaration], _ indent: String, _ around: (String) -> String) throws {
      for key in keys {
        #expect(documentation.contains("`\(key.name)`") || documentation.contains(key.name), "\(key.name)")
        if case .group(let inner) = key.kind {
          try check(inner, indent + "  ") { around("\(key.name): {\($0)}") }
          continue
        }
        var values = [key.example ?? ""]
        switch key.kind {
        case .boolean: values = ["true", "false"]
        case .choice(let words): values = words
        case .integer: values = ["1", "2"]
        default: values += ["7.5", "\"#102030\"", "Some Family"]
        }
        let read = values.compactMap { try? style(around("\(key.name): \($0)")) }
        #expect(read.contains { $0 != plain }, "\(around(key.name)) changes nothing")
      }
    }
    try check(PageStyleKeys.all, "") { $0 }
  }

  @Test func `mistakes are told with their places`() {
    #expect(error("margins: {top: 3ells}\n").hasPrefix("looks/page.yaml:1:16: "))
    #expect(error("columns: 3\n").hasPrefix("looks/page.yaml:1:10: "))
    #expect(error("text:\n  sise: 10\n").hasPrefix("looks/page.yaml:2:3: "))
    #expect(error("text:\n  sise: 10\n").contains("size"))
    #expect(error("paper: a5\n").contains("a4"))
    #expect(error("links: blue\n").contains("#1f4272"))
    #expect(error("margins: {left: 300, right: 290}\n").contains("column"))
    #expect(error("- a\n- list\n").contains("looks/page.yaml:1:1"))
    #expect(error("text: {size: 10\n").contains("looks/page.yaml:"))
    #expect(error("text: {size: 1e400}\n") != "no error" && error("column-gap: 1e9\n") != "no error")
  }

  @Test func `letter paper is asked for by name`() throws {
    let style = try PageStyle(.article, paper: .letter)
    #expect(style.pageSize == .letter)
    guard let pdfinfo = PDFTool("pdfinfo") else { return }
    let bytes = try PDFWriter.write(SamplePaper.document(), options: PDFOptions(style: style))
    #expect(try pdfinfo.run(["FILE"], on: bytes).output.contains("(letter)"))
  }
}
