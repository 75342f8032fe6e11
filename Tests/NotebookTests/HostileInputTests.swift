import Notebook
import OffprintCore
import Testing

@Suite("Hostile notebooks")
struct HostileInputTests {
  private func identifiers(_ text: String) -> [String] {
    identifiers(Array(text.utf8))
  }

  private func identifiers(_ bytes: [UInt8]) -> [String] {
    let reading = Reading.reader.read(bytes, name: "hostile.md", files: Golden.files)
    // Rendering walks the ranges, so it is part of not trapping.
    #expect(Reading.rendered(reading).utf8.count < 1_000_000)
    return reading.diagnostics.map(\.identifier)
  }

  private let front = "---\ntitle: A\n---\n\n"

  private func train(_ yaml: String) -> String { front + "```{train} t\n\(yaml)\n```\n" }

  @Test("Markdown nested ten thousand deep is refused")
  func deepMarkdown() {
    #expect(identifiers(front + String(repeating: ">", count: 10_000) + " x") == ["too-deep"])
    #expect(identifiers(front + String(repeating: "- ", count: 10_000) + "x") == ["too-deep"])
    let lists = (0..<300).map { String(repeating: " ", count: 2 * $0) + "- x\n" }.joined()
    #expect(identifiers(front + lists) == ["too-deep"])
  }

  @Test("ten thousand brackets are text")
  func brackets() {
    #expect(identifiers(front + String(repeating: "[", count: 10_000)) == [])
    #expect(identifiers(front + String(repeating: "![", count: 10_000)) == [])
    #expect(identifiers(front + String(repeating: "[a](", count: 10_000)) == [])
    #expect(identifiers(front + String(repeating: "`{a.b ", count: 10_000)) == [])
    #expect(identifiers(front + String(repeating: "a_b__c*d", count: 7_000)) == [])
  }

  @Test("formulas, footnotes and citations made to be slow are gone through")
  func scholarlyFloods() {
    let cited = "---\ntitle: A\nbibliography: good.bib\n---\n\n"
    let lines = [
      "$a $b$ $$c\n", "$$ x $$\n", "[@deng2019arcface; @b [\n", "@a [b] @c\n", "[^a] [^b]: x\n", "\\$ $`$` ``$``\n",
      "| $|$ |\n", "> $$ a\n", "- [ ] $x$\n", "{#eq-a} $$\n",
    ]
    for line in lines { _ = identifiers(cited + String(repeating: line, count: 100_000 / line.utf8.count)) }
    _ = identifiers(cited + String(repeating: "[@a ", count: 10_000) + String(repeating: "]", count: 10_000))
    _ = identifiers(cited + String(repeating: "[", count: 10_000) + "@a" + String(repeating: "]", count: 10_000))
    _ = identifiers(cited + (0..<5000).map { "[^n\($0)]: note\n\n" }.joined())
    #expect(identifiers(cited + "$$" + String(repeating: "{", count: 30_000) + "$$\n").contains("formula"))
    #expect(identifiers(cited + "\u{F0024}\u{10FFF0}x\u{10FFF1} \u{10FFF3}\u{10FFF2}\n") == [])
  }

  @Test("YAML nested ten thousand deep is refused, in brackets, braces and hyphens")
  func deepYAML() {
    #expect(identifiers(train("model: " + String(repeating: "[", count: 10_000))) == ["too-deep"])
    #expect(identifiers(train("model: " + String(repeating: "{a: ", count: 10_000))) == ["too-deep"])
    #expect(identifiers(train(String(repeating: "- ", count: 10_000))) == ["too-deep"])
    #expect(identifiers(train(String(repeating: "? ", count: 10_000))) == ["too-deep"])
  }

  @Test("an alias bomb never goes off")
  func aliasBomb() {
    var yaml = "a0: &a0 [x, x]\n"
    for level in 1..<40 { yaml += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(identifiers(train(yaml)) == ["yaml-alias"])
  }

  @Test(
    "numbers of any size end in a diagnostic", arguments: ["1e400", "-1e400", "1e-400", ".nan", "1e99999999999999"])
  func unholdableNumbers(number: String) {
    #expect(identifiers(train("epochs: \(number)")).contains("number-range"))
  }

  @Test("whole numbers past every range end in a diagnostic")
  func hugeIntegers() {
    for digits in [20, 40, 300] {
      let number = "1" + String(repeating: "0", count: digits)
      #expect(identifiers(train("epochs: \(number)")).contains("out-of-range"))
      #expect(identifiers(train("seeds: \(number)")).contains("out-of-range"))
      #expect(identifiers(train("seeds: [\(number)]")).contains("out-of-range"))
      #expect(identifiers(train("seeds: -\(number)")).contains("out-of-range"))
    }
  }

  @Test("a line of ten megabytes, and a line of a hundred kilobytes, are refused")
  func longLines() {
    #expect(identifiers(front + String(repeating: "a", count: 10 << 20)) == ["too-large"])
    #expect(identifiers(front + String(repeating: "a", count: 100_000)) == ["line-too-long"])
  }

  @Test("more YAML values than are accepted are refused")
  func manyValues() {
    let lines = String(repeating: "- [" + String(repeating: "1,", count: 1000) + "]\n", count: 101)
    #expect(identifiers(train("over:\n" + lines)) == ["yaml-too-large"])
  }

  @Test(
    "bytes that are not text are refused",
    arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]])
  func invalidUTF8(bytes: [Int]) {
    #expect(identifiers(Array(front.utf8) + bytes.map { UInt8($0) }) == ["not-utf8"])
    #expect(identifiers(Array(front.utf8) + [0]) == ["nul-byte"])
  }

  @Test("a sweep of a billion runs, of 10^30 and of more than there are doubles for is counted, not made")
  func hugeSweeps() {
    let cells = """
      ```{model} net
      layers: [{embedding: 3}]
      ```

      ```{train} arc
      model: net
      loss: arcface
      epochs: 1
      ```


      """
    for steps in ["to: 1e9, step: 1", "to: 1e30, step: 1", "to: 1e300, step: 1e-300"] {
      let sweep = "```{sweep} s\nbase: arc\nover: {loss.scale: {from: 1, \(steps)}}\n```\n"
      #expect(identifiers(front + cells + sweep) == ["sweep-too-large"])
    }
    let many = (0..<9).map { _ in "{from: 1, to: 1000, step: 1}" }
    let grid = zip(0..., many).map { "  p\($0): \($1)\n" }.joined()
    #expect(identifiers(front + cells + "```{sweep} s\nbase: arc\nover:\n\(grid)```\n") == ["sweep-too-large"])
    let seeds = (0..<30).map { "```{train} t\($0)\nbase: arc\nseeds: 1000\n```\n\n" }.joined()
    #expect(identifiers(front + cells + seeds) == ["sweep-too-large"])
  }

  @Test("a flood of mistakes is answered by at most two hundred diagnostics")
  func flood() {
    let text = (0..<20_000).map { "`{cell\($0).accuracy}` @fig-x\($0)\n" }.joined()
    #expect(identifiers(front + text).count == 200)
    let cells = (0..<5_000).map { "```{train} t\($0)\nbase: t\($0 + 1)\n```\n\n" }.joined()
    #expect(identifiers(front + cells).count <= 200)
  }

  @Test("an error behind any number of warnings is told, and its notebook is not handed on")
  func errorsBehindWarnings() {
    let warnings = String(repeating: "<b>\n\n", count: 300)
    let caption = (0..<300).map { _ in "<b>" }.joined(separator: " ")
    for text in [
      "\(front)\(warnings)\n@fig-none\n",
      "\(front)```{figure} fig-a\nplot: nothing\ncaption: \"\(caption)\"\n```\n",
    ] {
      let reading = Reading.reader.read(Array(text.utf8), name: "warnings.md")
      #expect(reading.notebook == nil)
      #expect(reading.diagnostics.contains { $0.severity == .error })
      #expect(reading.diagnostics.count { $0.severity == .warning } == 200)
    }
  }

  @Test("a hundred thousand names, and as many references that miss them, are gone through once")
  func manyNames() {
    let headings = (0..<50_000).map { "# a {#sec-\($0)}\n" }.joined()
    let references = (0..<50_000).map { "@sec-x\($0) `{x\($0).b}`\n" }.joined()
    #expect(identifiers(front + headings + references).count == 200)
    let cells = (0..<20_000).map { "```{train} t\($0)\nmodel: m\($0)\n```\n" }.joined()
    #expect(identifiers(front + cells).count == 200)
    let paths = (0..<30_000).map { "  a\($0).b: [1]\n" }.joined()
    let base =
      "```{model} net\nlayers: [{embedding: 3}]\n```\n```{train} arc\nmodel: net\nloss: arcface\nepochs: 1\n```\n"
    #expect(identifiers(front + base + "```{sweep} s\nbase: arc\nover:\n\(paths)```\n").count == 200)
  }

  @Test("large files of every construct that makes slow parsers slow are read or refused")
  func slowConstructs() {
    let lines = [
      "*a **b _c __d\n", "![[](((\n", "<a <b <!-- \n", "| a | b\n|-|-\n| `|\n", "> - > - x\n", "a@b.c @fig-x www.a\n",
      "~~a~~ ~~\n",
      "&amp;&#x41;\\*\\_\n", "``` `` `\n", "1. - 2) * x\n\n", "[a]: b\n[a][b]\n",
    ]
    for line in lines {
      _ = identifiers(front + String(repeating: line, count: 200_000 / line.utf8.count))
    }
  }
}
