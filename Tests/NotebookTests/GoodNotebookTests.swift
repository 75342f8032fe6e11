import Experiment
import Foundation
import Notebook
import OffprintCore
import Testing

@Suite("Good notebooks")
struct GoodNotebookTests {
  private func notebook(_ file: String = "everything.md", seeds: Int? = nil) throws -> CheckedNotebook {
    let reading = Reading.reader.read(try Golden.bytes("Good/\(file)"), name: file, seeds: seeds, files: Golden.files)
    #expect(Reading.rendered(reading) == "")
    return try #require(reading.notebook)
  }

  @Test("the tree has every node with its place")
  func dump() throws {
    try Golden.expect(try notebook().document.dump, matches: "Good/everything.dump.txt")
  }

  @Test("the plan has every configuration with every default")
  func plan() throws {
    let text = try notebook().plan.configurations.map { configuration in
      let specs = configuration.specs.map { "  \($0.setting.canonicalJSON)\n" }.joined()
      return "\(configuration.name) of \(configuration.cell): \(configuration.label)\n\(specs)"
    }.joined()
    try Golden.expect(text, matches: "Good/everything.plan.txt")
  }

  @Test("steps give exactly the doubles of their decimals")
  func steps() throws {
    let cells = """
      ---
      title: A
      seeds: 1
      ---

      ```{model} net
      layers: [{embedding: 3}]
      ```

      ```{train} arc
      model: net
      loss: arcface
      epochs: 1
      ```

      ```{sweep} s
      base: arc
      over: {loss.margin: {from: 0.40, to: 0.59, step: 0.01}}
      ```
      """
    let plan = try #require(Reading.read(cells).notebook).plan
    let margins = plan.configurations(of: "s").compactMap { $0.assignments.first?.value }
    let expected = [
      0.40, 0.41, 0.42, 0.43, 0.44, 0.45, 0.46, 0.47, 0.48, 0.49, 0.50, 0.51, 0.52, 0.53, 0.54, 0.55, 0.56, 0.57, 0.58,
      0.59,
    ]
    #expect(margins == expected.map { Setting.number($0) })
    #expect(plan.configurations(of: "s")[1].label == "s, margin = 0.41")
    #expect(plan.configurations(of: "s")[1].name == "s[loss.margin=0.41]")
  }

  @Test("seeds of the command line replace those of every cell")
  func seedOverride() throws {
    let plan = try notebook(seeds: 2).plan
    #expect(plan.configurations.allSatisfy { $0.specs.map(\.seed) == [1, 2] })
  }

  @Test("a cell's seeds go before its base's, and those before the front matter's")
  func seeds() throws {
    let plan = try notebook().plan
    #expect(plan.configurations(of: "soft").first?.specs.map(\.seed) == [1, 3])
    #expect(plan.configurations(of: "arc").first?.specs.map(\.seed) == [1])
    #expect(plan.configurations(of: "margins").first?.specs.map(\.seed) == [5])
  }

  @Test("result references mean what they say")
  func results() throws {
    let results = try notebook().results
    let arc = ResultReference.RunSelection(cell: "arc", choice: .only)
    #expect(results["arc.accuracy"] == .metric(arc, .accuracy, .mean))
    #expect(results["arc.accuracy.sd"] == .metric(arc, .accuracy, .standardDeviation))
    #expect(results["arc.loss.margin"] == .setting(arc, path: "loss.margin"))
    #expect(
      results["margins.best.loss.margin"]
        == .setting(ResultReference.RunSelection(cell: "margins", choice: .best), path: "loss.margin"))
    #expect(
      results["losses.worst.loss"]
        == .setting(ResultReference.RunSelection(cell: "losses", choice: .worst), path: "loss.name"))
    #expect(results["margins.count"] == .configurationCount(cell: "margins"))
    #expect(results["data.train-count"] == .data(.trainCount))
  }

  @Test("references to counts, whole sweeps and named configurations mean what they say, in any order and spelling")
  func runFacts() throws {
    let results = try #require(
      Reading.read(
        """
        ---
        title: A title
        ---

        `{arc.runs}` `{grid.below.99.5}` `{arc.intra.above.20}` `{grid.accuracy.min}` `{grid.accuracy.seeds}`
        `{grid[ epochs=5, loss.margin=0.50 ].accuracy}` `{grid[loss.margin=0.5,epochs=5].epochs}` `{grid.best.runs}`
        `{wins.margin}` `{wins.label}` `{arc.accuracy.interval}` `{a[i]}`

        ```{model} net
        layers:
          - embedding: 3
        ```

        ```{train} arc
        model: net
        loss: {name: arcface, margin: 0.5}
        epochs: 2
        ```

        ```{sweep} grid
        base: arc
        over: {loss.margin: [0.3, 0.5], epochs: [5, 10]}
        ```

        ```{claim} wins
        label: The winner
        quote: It wins
        run: grid.best
        above: arc
        ```
        """
      ).notebook
    ).results
    let arc = ResultReference.RunSelection(cell: "arc", choice: .only)
    let all = ResultReference.RunSelection(cell: "grid", choice: .all)
    let one = ResultReference.RunSelection(cell: "grid", choice: .configuration("grid[loss.margin=0.5,epochs=5]"))
    #expect(results["arc.runs"] == .runCount(arc, nil))
    #expect(results["grid.below.99.5"] == .runCount(all, .init(metric: .accuracy, side: .below, bound: 99.5)))
    #expect(results["arc.intra.above.20"] == .runCount(arc, .init(metric: .intraAngle, side: .above, bound: 20)))
    #expect(results["grid.accuracy.min"] == .metric(all, .accuracy, .minimum))
    #expect(results["grid.accuracy.seeds"] == .metric(all, .accuracy, .seeds))
    #expect(results["grid[ epochs=5, loss.margin=0.50 ].accuracy"] == .metric(one, .accuracy, .mean))
    #expect(results["grid[loss.margin=0.5,epochs=5].epochs"] == .setting(one, path: "epochs"))
    #expect(results["grid.best.runs"] == .runCount(.init(cell: "grid", choice: .best), nil))
    #expect(results["wins.margin"] == .claim("wins", .margin))
    #expect(results["arc.accuracy.interval"] == .metric(arc, .accuracy, .interval))
    #expect(results["wins.label"] == .claim("wins", .label))
    #expect(results.count == 11)
  }

  @Test("every setting that a reference names can be looked up in its configuration")
  func values() throws {
    let notebook = try notebook()
    for (path, reference) in notebook.results {
      guard case .setting(let selection, let setting) = reference else { continue }
      let configuration = try #require(notebook.plan.configurations(of: selection.cell).first)
      #expect(notebook.value(at: setting, of: configuration) != nil, "\(path)")
    }
  }

  @Test("front matter is read whole")
  func frontMatter() throws {
    let front = try notebook().frontMatter
    #expect(front.title == "Everything: a notebook")
    #expect(front.date == "2026")
    #expect(front.authors.last?.affiliation == "Göttingen")
    #expect(front.abstract.count == 2)
    #expect(front.data == [["name": "mnist"], ["name": "strokes", "seed": 7]])
    #expect(front.formats == [.pdf])
  }

  @Test("CR LF, LF and CR give the same notebook", arguments: ["\r\n", "\r"])
  func lineEnds(end: String) throws {
    let bytes = try Golden.bytes("Good/everything.md")
    let text = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let reading = Reading.read(text.joined(separator: end))
    #expect(Reading.rendered(reading) == "")
    #expect(reading.notebook?.plan == (try notebook().plan))
    #expect(reading.document?.dump == (try notebook().document.dump))
  }

  @Test("every inline that is text stands in the file where its range says")
  func places() throws {
    let document = try notebook().document
    var checked = 0
    func check(_ inlines: [Inline]) {
      for inline in inlines {
        switch inline.content {
        case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(_, _, let inner): check(inner)
        case .result(let path): expect("`{\(path)}`", inline.range)
        case .crossReference(let label): expect("@\(label)", inline.range)
        default: break
        }
      }
    }
    func expect(_ text: String, _ range: SourceRange) {
      let line = Array((document.source.line(range.start.line) ?? "").unicodeScalars)
      var found = ""
      found.unicodeScalars.append(contentsOf: line[(range.start.column - 1)..<min(line.count, range.end.column - 1)])
      #expect(found == text)
      checked += 1
    }
    func walk(_ blocks: [Block]) {
      for block in blocks {
        switch block.content {
        case .heading(_, _, let inlines), .paragraph(let inlines): check(inlines)
        case .quote(let inner): walk(inner)
        case .list(let list): list.items.forEach(walk)
        case .table(let table): for row in [table.header] + table.rows { row.forEach(check) }
        default: break
        }
      }
    }
    walk(document.blocks)
    for cell in try notebook().cells { check(cell.caption) }
    for paragraph in try notebook().frontMatter.abstract { check(paragraph) }
    #expect(checked >= 20)
  }
}
