import Foundation
import TestSupport
import Testing

/// `--template` and `template:` as people use them, from the command line to the files of the report.
@Suite("Templates from the command line", .serialized)
struct TemplateTests {
  /// A sandbox whose runs are stored, so that everything below is a matter of `render`.
  private static func trained(_ text: String = Notebooks.small) throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write(text, to: "small.md")
    #expect(try sandbox.run(["run", "--quiet", "--format", "html", "--output", "first", "small.md"]).status == 0)
    return sandbox
  }

  @Test("each built-in template is had by its name, from the option as from the notebook; the article is the default")
  func builtIn() throws {
    let sandbox = try Self.trained()
    defer { sandbox.remove() }
    var seen: Set<Data> = []
    for name in ["article", "two-column", "brief"] {
      let asked = try sandbox.run(["render", "--template", name, "--output", name, "small.md"])
      #expect(asked.status == 0, "\(asked.error)")
      let files = try sandbox.files(below: name)
      let page = try sandbox.text("\(name)/index.html")
      #expect(page.contains("data-template=\"\(name)\""))
      #expect(page.contains("A small notebook"))
      #expect(seen.insert(try #require(files["report.pdf"])).inserted, "the paper of \(name) looks like another's")
      try sandbox.write(
        Notebooks.small.replacing("seeds: 2", with: "seeds: 2\ntemplate: \(name)"), to: "named.md")
      #expect(try sandbox.run(["render", "--output", "named", "named.md"]).status == 0)
      #expect(try sandbox.text("named/index.html").contains("data-template=\"\(name)\""))
    }
    #expect(try sandbox.run(["render", "--output", "default", "small.md"]).status == 0)
    #expect(try sandbox.files(below: "default") == sandbox.files(below: "article"))
  }

  @Test("a folder of one's own changes what it has files for and leaves the rest to what it extends")
  func folder() throws {
    let sandbox = try Self.trained()
    defer { sandbox.remove() }
    try FileManager.default.createDirectory(
      at: sandbox.directory.appending(path: "looks"), withIntermediateDirectories: true)
    try sandbox.write("extends: two-column\n", to: "looks/template.yaml")
    try sandbox.write("h1 { color: rebeccapurple }\n", to: "looks/style.css")
    try sandbox.write("paper: letter\n", to: "looks/page.yaml")
    let outcome = try sandbox.run(["render", "--template", "looks", "--output", "mine", "small.md"])
    #expect(outcome.status == 0, "\(outcome.error)")
    let page = try sandbox.text("mine/index.html")
    #expect(page.contains("h1 { color: rebeccapurple }"))
    #expect(page.contains("data-template=\"two-column\""))
    #expect(page.contains("A small notebook"))
    // A page of US Letter in points, as every page of the PDF says it.
    if let pdfinfo = Tool("pdfinfo") {
      let said = try pdfinfo.run([sandbox.directory.appending(path: "mine/report.pdf").path]).output
      #expect(said.contains("612 x 792 pts"), "\(said)")
    }
    // The option is beside where the program was started, the notebook's word beside the notebook.
    try FileManager.default.createDirectory(
      at: sandbox.directory.appending(path: "notes"), withIntermediateDirectories: true)
    try sandbox.write(
      Notebooks.small.replacing("seeds: 2", with: "seeds: 2\ntemplate: ../looks"), to: "notes/small.md")
    #expect(try sandbox.run(["render", "--output", "named", "notes/small.md"]).status == 0)
    #expect(try sandbox.text("named/index.html").contains("h1 { color: rebeccapurple }"))
  }

  @Test("a template that is not there or cannot be used is an error with its place, and nothing is written")
  func mistakes() throws {
    let sandbox = try Self.trained()
    defer { sandbox.remove() }
    let looks = sandbox.directory.appending(path: "looks")
    try FileManager.default.createDirectory(at: looks, withIntermediateDirectories: true)
    func refusal(_ name: String) throws -> String {
      let outcome = try sandbox.run(["render", "--template", name, "--output", "wrong", "small.md"])
      #expect(outcome.status == 2, "\(name): \(outcome)")
      #expect(!sandbox.exists("wrong"))
      return outcome.error
    }
    let misspelled = try refusal("artcle")
    #expect(misspelled.contains("there is no template ‘artcle’") && misspelled.contains("did you mean ‘article’?"))
    #expect(try refusal("nowhere/at-all").contains("there are article, two-column, brief, and any folder"))
    #expect(try refusal("looks").contains("‘looks’ has no file of a template"))
    try sandbox.write("<!DOCTYPE html>\n<p>{{titel}}</p>\n", to: "looks/page.html")
    #expect(try refusal("looks").contains("looks/page.html:2:4: error: "))
    try sandbox.write("extends: brif\n", to: "looks/template.yaml")
    #expect(try refusal("looks").contains("brif"))

    try sandbox.write(Notebooks.small.replacing("seeds: 2", with: "seeds: 2\ntemplate: artcle"), to: "named.md")
    let named = try sandbox.run(["render", "--output", "wrong", "named.md"])
    #expect(named.status == 2)
    #expect(named.error.contains("named.md:6:11: error: there is no template ‘artcle’"), "\(named.error)")
    #expect(!sandbox.exists("wrong"))
  }
}
