import Report
import Testing

@Suite struct TemplateTests {
  private func render(_ source: String, _ values: [String: TemplateValue]) throws -> String {
    try Template(source).render(values)
  }

  @Test func `two braces escape and three do not`() throws {
    let values: [String: TemplateValue] = ["x": .text("<b>&\"'")]
    #expect(
      try render("{{x}}|{{{x}}}|{{&x}}|{{ x }}", values)
        == "&lt;b&gt;&amp;&quot;&#39;|<b>&\"'|<b>&\"'|&lt;b&gt;&amp;&quot;&#39;")
  }

  @Test func `a section repeats for a list, shows for something and hides for nothing`() throws {
    let values: [String: TemplateValue] = [
      "list": .list([.text("a"), .text("b")]),
      "people": .list([.map(["name": .text("Ada")]), .map(["name": .text("Emmy")])]),
      "yes": .flag(true), "no": .flag(false), "empty": .list([]), "name": .text("outside"),
    ]
    #expect(try render("{{#list}}<{{.}}>{{/list}}", values) == "<a><b>")
    #expect(try render("{{#people}}{{name}},{{/people}}{{name}}", values) == "Ada,Emmy,outside")
    #expect(
      try render("{{#yes}}1{{/yes}}{{#no}}2{{/no}}{{^no}}3{{/no}}{{#empty}}4{{/empty}}{{^empty}}5{{/empty}}", values)
        == "135")
  }

  @Test func `a tag alone on its line leaves no line behind, and remarks leave nothing`() throws {
    let source = "a\n  {{#yes}}\nb\n  {{! a remark }}\n{{/yes}}\nc {{! another }}d\n"
    #expect(try render(source, ["yes": .flag(true)]) == "a\nb\nc d\n")
    #expect(try render("{{#yes}}\nb\n{{/yes}}\n", ["yes": .flag(true)]) == "b\n")
  }

  @Test(arguments: [
    ("a\n{{x", 2), ("{{#x}}", 1), ("\n{{/x}}", 2), ("{{#x}}\n\n{{/y}}", 3), ("{{nothing}}", 1), ("{{{x}}", 1),
  ])
  func `a template that cannot be used is refused with its line`(source: String, line: Int) {
    do {
      _ = try render(source, ["x": .flag(true)])
      Issue.record("it was taken")
    } catch {
      #expect((error as? TemplateError)?.place.line == line)
    }
  }

  @Test func `what is filled in is not read as a template`() throws {
    #expect(try render("{{x}}", ["x": .text("{{y}}")]) == "{{y}}")
  }
}
