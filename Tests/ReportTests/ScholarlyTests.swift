import Foundation
import Notebook
import OffprintCore
import Report
import Testing

@Suite struct ScholarlyTests {
  private static let works = """
    @article{deng, author = {Jiankang Deng and Jia Guo and Niannan Xue}, title = {ArcFace}, journal = {J}, year = 2019}
    @article{wang, author = {Hao Wang and Feng Liu}, title = {$L_2$ and {\\'E}tudes}, journal = {J}, year = 2018, doi = {10.1/x}}
    @article{wang2, author = {Hao Wang and Feng Liu}, title = {More}, journal = {J}, year = 2018}
    @article{wang3, author = {Hao Wang and Feng Liu}, title = {Yet More}, journal = {J}, year = 2020}
    @article{unused, author = {No Body}, title = {U}, journal = {J}, year = 2000}
    """

  private func document(_ text: String, style: String = "numeric") throws -> ReportDocument {
    let vocabulary = Vocabulary(
      layers: [], heads: [], optimizers: [], augmentation: [],
      dataSets: [ComponentDeclaration("strokes", "Drawn digits.")], plots: [])
    let files = NotebookFiles { path, _ in
      path == "works.bib" ? .success(Array(ScholarlyTests.works.utf8)) : .failure(NotebookFileError("not here"))
    }
    let front = "---\ntitle: T\nbibliography: works.bib\ncitation-style: \(style)\n---\n\n"
    let reading = NotebookReader(vocabulary: vocabulary).read(Array((front + text).utf8), name: "n.md", files: files)
    #expect(reading.diagnostics.map(\.summary) == [])
    return Fixture.build(try #require(reading.notebook))
  }

  /// The citations of the first paragraph, as printed.
  private func printed(_ text: String, style: String = "numeric") throws -> String {
    guard case .paragraph(let inlines)? = try document(text, style: style).body.first else { return "" }
    return inlines.plainText.replacing("\u{A0}", with: " ")
  }

  @Test(arguments: [
    ("[@deng]", "[1]", "(Deng et al., 2019)"),
    ("[@deng; @wang; @wang2; @wang3]", "[1–4]", "(Deng et al., 2019; Wang and Liu, 2018a, 2018b, 2020)"),
    ("[@deng] [@wang] [@wang2] [@wang3] [@wang3; @wang; @deng]", "[1] [2] [3] [4] [1, 2, 4]", nil),
    ("[@deng] [@wang] [@wang2] [@wang3] [@wang3; @wang2; @wang; @wang2]", "[1] [2] [3] [4] [2–4]", nil),
    ("[see @deng, p. 3; @wang]", "[see 1, p. 3; 2]", "(see Deng et al., 2019, p. 3; Wang and Liu, 2018)"),
    ("@deng shows", "Deng et al. [1] shows", "Deng et al. (2019) shows"),
    ("@deng [pp. 3--4] shows", "Deng et al. [1, pp. 3--4] shows", "Deng et al. (2019, pp. 3--4) shows"),
    ("Deng [-@deng]", "Deng [1]", "Deng (2019)"),
    ("a \\@deng and b@deng.org [not one] [@deng, *fig.* 2]", "a @deng and b@deng.org [not one] [1, fig. 2]", nil),
  ])
  func `citations print as the style has them`(text: String, numeric: String, authorYear: String?) throws {
    #expect(try printed(text) == numeric)
    if let authorYear { #expect(try printed(text, style: "author-year") == authorYear) }
  }

  @Test func `only what is cited is listed, in the order of the citations, with the way back to each`() throws {
    let document = try document("A[^n] [@wang] and [@deng; @wang].\n\n[^n]: See @wang3 and $x$.\n\n# H\n\n[@wang2]\n")
    #expect(document.references.map(\.marker) == ["[1]", "[2]", "[3]", "[4]"])
    #expect(document.references.map(\.anchor) == ["ref-wang3", "ref-wang", "ref-deng", "ref-wang2"])
    #expect(document.references.map(\.citedAt.count) == [1, 2, 1, 1])
    let html = try HTMLWriter.html(document)
    for reference in document.references {
      #expect(html.contains("id=\"\(reference.anchor)\""))
      for place in reference.citedAt { #expect(html.components(separatedBy: "id=\"\(place)\"").count == 2) }
    }
    #expect(document.references[1].text.plainText.contains("L_2 and études"))
    #expect(html.contains("https://doi.org/10.1/x"))
  }

  @Test func `in the author–year style the list goes by names and carries the letters that citations do`() throws {
    let document = try document("[@wang2; @wang; @deng]", style: "author-year")
    #expect(document.references.map(\.marker) == [nil, nil, nil])
    let labels = document.references.map { $0.label.replacing("\u{A0}", with: " ") }
    #expect(labels == ["Deng et al., 2019", "Wang and Liu, 2018a", "Wang and Liu, 2018b"])
    #expect(document.references[1].text.plainText.contains("(2018a). L_2 and études"))
  }

  @Test func `footnotes are numbered by their first marks and lead back to all of them`() throws {
    let document = try document("A[^second] b[^first] c[^second].\n\n[^first]: One.\n\n[^second]: Two.\n\n    More.\n")
    #expect(document.footnotes.map(\.number) == [1, 2])
    #expect(document.footnotes.map(\.anchor) == ["fn-1", "fn-2"])
    #expect(document.footnotes.map(\.blocks.count) == [2, 1])
    #expect(document.footnotes.map(\.markedAt) == [["fnref-1", "fnref-1-2"], ["fnref-2"]])
    #expect(document.body.count == 1)
  }

  @Test func `equations with labels are numbered, and a paragraph goes on after one`() throws {
    let document = try document(
      "See @eq-b.\n\nFirst\n$$ a = b $$\nthen\n$$\nc\n$$ {#eq-a}\nand\n\n> $$ d \\tag{*} $$ {#eq-b}\n")
    let kinds = document.body.map { block -> String in
      switch block {
      case .paragraph(let inlines): inlines.plainText.replacing("\u{A0}", with: " ")
      case .equation(let equation): "\(equation.label ?? "-") \(equation.anchor ?? "-")"
      case .quote: "quote"
      default: "?"
      }
    }
    #expect(kinds == ["See Equation *.", "First", "- -", "then", "(1) eq-a", "and", "quote"])
  }

  @Test func `tables in the text have captions, numbers and alignments, and lists of tasks their boxes`() throws {
    let document = try document(
      "@tbl-a\n\n| a | b |\n|:-:|--:|\n| $|x|$ | 2 |\n\n: What *it* shows {#tbl-a}\n\n- [x] done\n- [ ] open\n- plain\n"
    )
    let table = try #require(document.tables.first)
    #expect(table.label == "Table\u{A0}1")
    #expect(table.caption.plainText == "What it shows")
    #expect(table.columns.map(\.alignment) == [.center, .trailing])
    guard case .list(let list)? = document.body.last else {
      Issue.record("there is no list")
      return
    }
    #expect(list.checks == [true, false, nil])
    #expect(try HTMLWriter.html(document).contains("aria-label=\"done\""))
  }

  @Test func `a figure that could not be drawn is named in the summary with the reason`() {
    let document = PageFixture.document()
    let summary = SummaryFile.markdown(document)
    #expect(summary.contains("- **Figure 2 could not be drawn:** "))
    #expect(summary.contains("Nothing yet."))
    #expect(summary.contains("- [Figure"))
  }

  @Test func `a paper with all of it is set on paper, with every reference, note and formula`() throws {
    let document = try document(
      "A[^n] [@wang] and $x_1$.\n\n$$ a = b $$ {#eq-a}\n\n@eq-a, @deng\n\n[^n]: A note on [@wang2].\n")
    let bytes = try ReportWriter.files(for: document, formats: .pdf).first { $0.path == "report.pdf" }?.bytes
    let pdf = try #require(bytes)
    guard let tool = PDFTool("pdftotext") else { return }
    let text = try tool.run(["FILE", "-"], on: pdf).output
    for words in ["A note on", "References", "Hao Wang", "Jiankang Deng", "Equation 1", "(1)"] {
      #expect(text.contains(words), "\(words)")
    }
  }
}
