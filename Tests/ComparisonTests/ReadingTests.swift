import Comparison
import Experiment
import Foundation
import OffprintCore
import TestSupport
import Testing

@Suite("Results and pages read")
struct ReadingTests {
  private static func results(version: String = "2", runs: String? = nil) -> String {
    let runs =
      runs
        ?? """
        [{"accuracy":99.23,"cell":"softmax","configuration":"softmax","embeddingsDigest":null,"epochs":{"testAccuracy":[0.9,\
        0.9923],"trainAccuracy":0.999,"trainLoss":0.0625},"failure":null,"geometry":{"test":{"betweenCenters":60,\
        "betweenWeights":70,"targetAngle":20,"weightToCenter":10,"withinClasses":15},"train":null},"id":"00ff","name":\
        "softmax/seed-1","seed":1,"status":"finished","weightsDigest":"ab"},{"accuracy":null,"cell":"softmax",\
        "configuration":"softmax","epochs":{"testAccuracy":[],"trainAccuracy":null,"trainLoss":null},"failure":{"epoch":2,\
        "reason":"the loss is not a number","step":41},"geometry":null,"id":"01ff","name":"softmax/seed-2","seed":2,\
        "status":"failed","weightsDigest":null}]
        """
    return """
      {"claims":[],"configurations":[{"cell":"softmax","label":"Softmax","name":"softmax","settings":{"epochs":2}}],
      "data":{"isFallback":false,"skipped":[],"used":{"digest":"dd","name":"mnist","testCount":10000,"trainCount":60000}},
      "figures":[],"format":"offprint-results","gates":[{"detect":null,"margin":0.1,"metric":"accuracy","runs":["softmax"]}],
      "runs":\(runs),"tables":[],"title":"A \\u00e9 title","version":\(version)}
      """
  }

  private func problem(_ text: String) -> String? {
    do throws(SnapshotError) {
      _ = try ResultsReader.read(Array(text.utf8), name: "x")
      return nil
    } catch {
      return error.description
    }
  }

  @Test("results.json gives runs with all their metrics, failures and gates")
  func results() throws {
    let report = try ResultsReader.read(Array(Self.results().utf8), name: "x")
    #expect(report.title == "A é title")
    #expect(report.runs.map(\.status) == [.finished, .failed])
    #expect(report.runs[0].metrics[.trainAccuracy] == 99.9)
    #expect(report.runs[0].metrics[.trainLoss] == 0.0625)
    #expect(report.runs[0].metrics[.intraAngle] == 15)
    #expect(report.runs[1].failure == "epoch 2, step 41: the loss is not a number")
    #expect(report.gates?.first?.margin == 0.1 && report.gates?.first?.runs == ["softmax"])
  }

  @Test("The first form of results.json has the settings in each run")
  func firstForm() throws {
    let text = """
      {"claims":[],"data":{"used":{"digest":"dd","name":"mnist","testCount":10000}},"figures":[],"format":"offprint-results",
      "runs":[{"accuracy":99.2,"cell":"a","epochs":[{"testAccuracy":0.9,"trainAccuracy":0.8,"trainLoss":1},{"testAccuracy":0.99,
      "trainAccuracy":0.9,"trainLoss":0.5}],"geometry":null,"id":"00","label":"A","name":"a[x=1]/seed-1","seed":1,
      "spec":{"epochs":2,"seed":1},"status":"finished"}],"tables":[],"title":"T","version":1}
      """
    let report = try ResultsReader.read(Array(text.utf8), name: "x")
    #expect(report.configurations.map(\.name) == ["a[x=1]"] && report.configurations.map(\.cell) == ["a"])
    #expect(report.configurations.first?.settings == ["epochs": 2])
    #expect(report.runs.first?.metrics == [.accuracy: 99.2, .trainAccuracy: 90, .trainLoss: 0.5])
  }

  @Test("What is no results.json is said to be what it is")
  func problems() {
    #expect(problem(Self.results(version: "3"))?.contains("version 3") == true)
    #expect(problem(Self.results(version: "1e99"))?.contains("does not say the version") == true)
    #expect(problem(String(Self.results().dropLast(40)))?.contains("cut short") == true)
    #expect(problem("{}")?.contains("not the results") == true)
    #expect(problem("[]")?.contains("not the results") == true)
    #expect(problem("")?.contains("damaged") == true)
    #expect(problem("version https://git-lfs.github.com/spec/v1\noid sha256:1\n")?.contains("git lfs pull") == true)
    #expect(problem(Self.results(runs: "7"))?.contains("no list of runs") == true)
    #expect(problem(Self.results().replacing("\"runs\":[{", with: "runs:[{"))?.contains("line 4, column 1") == true)
  }

  @Test("No damage of a results.json traps")
  func damage() {
    let bytes = Array(Self.results().utf8)
    var stream = RandomStream(seed: 3, purpose: SimulationTests.purpose)
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0...stream.nextInteger(below: 3) {
        damaged[stream.nextInteger(below: damaged.count)] = UInt8(stream.nextInteger(below: 256))
      }
      if stream.nextInteger(below: 4) == 0 { damaged.removeLast(stream.nextInteger(below: damaged.count)) }
      if let report = try? ResultsReader.read(damaged, name: "x") { _ = ReportComparison(report, report).outcome }
      _ = PageReader.prose(damaged)
      _ = try? FigureMarks(data: damaged, table: damaged)
    }
  }

  private static let page = """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><meta name="generator" content="Offprint 0.1.0"><title>A title</title>
    <style>p > a { color: red }</style></head>
    <body><main id="content"><h2 id="s">One <a class="anchor" href="#s">#</a></h2><p>Words &#39;here&#39;.</p>
    <figure class="table" id="tbl-a"><figcaption><span class="label">Table&nbsp;1.</span> Of numbers.</figcaption>
    <table><thead><tr><th>Loss</th><th>Accuracy</th></tr></thead>
    <tbody><tr><th>Softmax</th><td>99.23<sup class="mark">a</sup></td></tr></tbody></table></figure>
    <figure class="plot" id="fig-a"><svg><p>no text</p></svg><figcaption><span class="label">Figure&nbsp;2.</span> Drawn.</figcaption>
    <script type="application/json" class="figure-data">{"plot":"bar"}</script></figure>
    <section><dl><div><dt>Notebook</dt><dd>a.md</dd></div><div><dt>Data</dt><dd>mnist, 60,000 + 10,000 images</dd></div>
    <div><dt>Versions</dt><dd>Offprint 0.1.0, engine 1</dd></div></dl></section>
    <div class="runs" id="runs"><details class="run-group"><summary><span class="name">Softmax</span></summary>
    <table><tr data-run="softmax/seed-1"><th>1</th><td>99.23&nbsp;%</td><td><code>00ff00ff00ff</code></td><td><code>aa</code></td></tr>
    <tr data-run="softmax/seed-2"><th>2</th><td>failed</td><td><code>01ff00ff00ff</code></td><td>–</td></tr></table>
    <pre><code>epochs: 20
    loss: arcface (margin 0.5)
    model:
      - conv (channels 8)
      - embedding (size 3)</code></pre></details></div></main></body></html>
    """

  @Test("A page by itself gives runs, settings, tables, figures and text")
  func page() throws {
    let report = try PageReader.read(Array(Self.page.utf8), name: "x")
    #expect(report.title == "A title")
    #expect(report.runs.map(\.status) == [.finished, .failed])
    #expect(report.runs[0].metrics == [.accuracy: 99.23] && report.runs[0].id == "00ff00ff00ff")
    #expect(report.data == ReportSnapshot.Data(name: "mnist", digest: nil, testCount: 10_000))
    #expect(report.configurations.first?.settingsText?["model"] == "conv (channels 8), embedding (size 3)")
    #expect(report.tables.first?.rows == [["Softmax", "99.23"]])
    #expect(report.tables.first?.label == "Table 1" && report.tables.first?.caption == "Of numbers.")
    #expect(report.figures.first?.number == 2 && report.figures.first?.data?.bytes == Array("{\"plot\":\"bar\"}".utf8))
    #expect(report.prose?.map(\.text).prefix(2) == ["One", "Words 'here'."])
    #expect(report.facts["engine"] == "1")
  }

  @Test("A page that is not ours is refused")
  func otherPage() {
    #expect(throws: SnapshotError.self) { try PageReader.read(Array("<html><p>hello".utf8), name: "x") }
    #expect(throws: SnapshotError.self) {
      try PageReader.read(Array(Self.page.replacing("Offprint 0", with: "Other 0").utf8), name: "x")
    }
  }

  @Test("JSON is read as Python reads it", .enabled(if: Python.with() != nil, Python.lack(of: "")))
  func json() throws {
    let python = try #require(Python.with())
    let texts = [
      "[0.1, 1e-7, 123456789012345678901234567890, -0.0, 5e-324, 1.7976931348623157e308, 99.22999999999999]",
      "{\"a\": [true, false, {\"b\\n\\u00e9\\ud83d\\ude00\": \"\\\"\\\\\\/\\b\\f\\r\\t\"}], \"\": 0.30000000000000004}",
    ]
    for text in texts {
      let ours = try JSONText.read(Array(text.utf8)).canonicalJSON
      let script =
        "import json, sys; print(json.loads(sys.argv[1], parse_int=float) == json.loads(sys.argv[2], parse_int=float))"
      #expect(try python.run(["-c", script, text, ours]).output == "True\n", "\(ours)")
    }
    for text in [
      "01", "1.", ".5", "[1,]", "{\"a\":1,}", "\"\\x\"", "\"\\ud800\"", "nul", "1e999", "[1] 2", "\"\u{1}\"",
    ] {
      #expect(throws: JSONTextError.self, "\(text)") { try JSONText.read(Array(text.utf8)) }
    }
    #expect(throws: JSONTextError.self) { try JSONText.read([UInt8](repeating: UInt8(ascii: "["), count: 100_000)) }
  }

  @Test("Keys that are passed over are not in the result, whatever they hold")
  func passedOver() throws {
    let text = "{\"a\": [1, 2.5e-3, -1], \"b\": {\"a\": [\"]\", [1]]}, \"c\": null}"
    #expect(try JSONText.read(Array(text.utf8), leavingOut: ["a"]) == ["b": .map([:])])
  }
}
