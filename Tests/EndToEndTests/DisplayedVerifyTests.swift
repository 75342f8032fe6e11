import Foundation
import TestSupport
import Testing

/// `offprint verify`: what a report displays, worked out again from its own evidence.
@Suite("What a report displays, verified", .serialized)
struct DisplayedVerifyTests {
  @Test(
    "is sound as it was written: the folder, and the page alone, from any template", arguments: ["article", "brief"])
  func sound(template: String) throws {
    let sandbox = try DisplayedReport.sandbox(template: template)
    defer { sandbox.remove() }
    let folder = try sandbox.run(["verify", "reports/study"])
    #expect(
      folder.status == 0 && folder.output.contains("all as the evidence gives them"), "\(folder.output)\(folder.error)")
    let before = try sandbox.files(below: "reports/study")
    let page = try DisplayedReport.verify(page: try sandbox.text("reports/study/index.html"), in: sandbox)
    #expect(page.status == 0 && page.output.contains("8 figures"), "\(page.output)\(page.error)")
    #expect(try sandbox.files(below: "reports/study") == before, "nothing is written")
  }

  @Test("is sound with a template of one's own, which the page carries")
  func ownTemplate() throws {
    let sandbox = try Published.sandbox()
    defer { sandbox.remove() }
    let page = try DisplayedReport.verify(page: try sandbox.text("reports/study/index.html"), in: sandbox)
    #expect(page.status == 0, "\(page.output)\(page.error)")
    let folder = try sandbox.run(["verify", "--only", "displayed", "reports/study"])
    #expect(folder.status == 0, "\(folder.output)\(folder.error)")
  }

  @Test("names what was changed in a page that has nothing beside it")
  func pageChanges() throws {
    let sandbox = try DisplayedReport.sandbox()
    defer { sandbox.remove() }
    let page = try sandbox.text("reports/study/index.html")
    for (change, words) in try Self.changes(of: page) {
      #expect(change != page, "\(words)")
      let outcome = try DisplayedReport.verify(page: change, in: sandbox)
      #expect(outcome.status == 1, "\(words): \(outcome.output)\(outcome.error)")
      for word in words { #expect(outcome.output.contains(word), "\(words): \(outcome.output)") }
    }
  }

  /// Pages with one change each, and words that name it.
  private static func changes(of page: String) throws -> [(page: String, words: [String])] {
    let bars = String(try page.part(from: "<figure class=\"plot\" id=\"fig-bars\">", to: "</figure>"))
    let curves = String(try page.part(from: "<figure class=\"plot\" id=\"fig-curves\">", to: "</figure>"))
    let data = String(try bars.part(from: "class=\"figure-data\">", to: "</script>"))
    let (first, second) = (try bars.part(from: "<svg", to: "</svg>"), try curves.part(from: "<svg", to: "</svg>"))
    func withBars(_ other: String) -> String { page.replacing(bars, with: other) }
    let verdict = try page.changed(
      /(?s)<tr data-claim="close">.*?data-path="verdict"[^>]*>([A-Z ]+)</, to: "VERY TRUE")
    return [
      (try page.changed(/data-path="softmax\.accuracy"[^>]*>\d+\.(\d)/), ["the value ‘softmax.accuracy’"]),
      (
        try page.changed(/data-path="margins\.below\.90"[^>]*>(\d)/),
        ["the value ‘margins.below.90’ in section 1.1 reads"]
      ),
      (
        try page.changed(/(?s)id="tbl-all".*?data-path="train-loss"[^>]*>\d\.(\d)/),
        ["row ‘Softmax’, column ‘Training loss’, of table 1 reads"]
      ),
      (
        try page.changed(/(?s)<tr data-claim="close">.*?data-path="p"[^>]*>[<\d. ]*(\d)</),
        ["the claim ‘close’, column ‘p’ reads"]
      ),
      (verdict, ["the claim ‘close’, column ‘Verdict’ reads VERY TRUE"]),
      (
        try page.changed(/(?s)<tr data-claim="better">.*?data-path="interval"[^>]*>\[[+−]?\d+\.(\d)/),
        ["the claim ‘better’, column ‘Interval’ reads"]
      ),
      (
        withBars(bars.replacing(data, with: try data.changed(/(?s)"rows":\[\[.*?\d\.(\d)/))),
        ["figure 1 has", "its runs give"]
      ),
      // The height of a bar.
      (
        withBars(try bars.changed(/(?s)<g class="[^"]*"[^>]*>.*<path class="f-s0[^"]*" d="M[\d.]+ \d*(\d)/)),
        ["the drawing of figure 1", "has d "]
      ),
      (withBars(try bars.changed(/<text class="[^"]*"[^>]*>\d*(\d)</)), ["the drawing of figure 1 has the text"]),
      (
        page.replacing(first, with: "<svg/>").replacing(second, with: first).replacing("<svg/>", with: second),
        ["shows the drawing of figure"]
      ),
      (
        page.replacing(bars, with: "<figure/>").replacing(curves, with: bars).replacing("<figure/>", with: curves),
        ["figure 4 and figure 1 stand in each other's places"]
      ),
      (
        page.replacing("Bars of the margins.", with: "Bars of all margins."),
        ["the caption of figure 1 reads", "all margins"]
      ),
      (
        try page.changed(/(?s)<tr data-run="arcface\/seed-2">.*?<code>\w+<\/code>.*?<code>\w*(\d)/),
        ["‘Weights’ of the run arcface/seed-2"]
      ),
      (page.replacing("in which 137 networks", with: "in which 138 networks"), ["section 1 reads", "138 networks"]),
      (
        try page.changed(/(?s)id="fig-sphere".*?"bytes":"H4sI.{200}(\w)/, to: "-"),
        ["the features that the figure ‘fig-sphere’"]
      ),
      (
        try page.changed(/(?s)id="test-images">.*?"bytes":"H4sI.{200}(\w)/, to: "-"),
        ["the pictures of the test images"]
      ),
      (
        try page.changed(/(?s)id="page-evidence".{2000}(.{40})/, to: ""),
        ["the evidence inside the page cannot be used"]
      ),
      (page.replacing("<title>A study", with: "<title>A trick"), ["the page's head", "A trick"]),
      (page.replacing("data-path=\"softmax.accuracy\"", with: "data-path=\"softmax.error\""), ["softmax.error"]),
      (page.replacing("</body>", with: "<p>And 99 more.</p>\n</body>"), ["And 99 more."]),
    ]
  }

  @Test("finds any one digit that is changed, wherever in the page it stands")
  func anyDigit() throws {
    let sandbox = try DisplayedReport.sandbox()
    defer { sandbox.remove() }
    let bytes = Array(try sandbox.bytes("reports/study/index.html"))
    let text = String(decoding: bytes, as: UTF8.self)
    let evidence = try text.part(from: "<script type=\"application/octet-stream\"", to: "</script>")
    let start = text.utf8.distance(from: text.startIndex, to: evidence.startIndex)
    let end = text.utf8.distance(from: text.startIndex, to: evidence.endIndex)
    let digits = bytes.indices.filter { (48...57).contains(bytes[$0]) && !(start..<end).contains($0) }
    var state: UInt64 = 2021
    for attempt in 0..<100 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let place = digits[Int(state >> 33) % digits.count]
      var changed = bytes
      changed[place] = 48 + (changed[place] - 48 + 1 + UInt8(state >> 40 & 7)) % 10
      let outcome = try DisplayedReport.verify(page: String(decoding: changed, as: UTF8.self), in: sandbox)
      let around = String(decoding: bytes[max(0, place - 40)..<min(bytes.count, place + 40)], as: UTF8.self)
      #expect(
        outcome.status == 1 && !outcome.output.isEmpty, "\(attempt), in \(around): \(outcome.output)\(outcome.error)")
    }
  }

  @Test("says that a page of an older version carries no evidence, with status 3, and that another file is no report")
  func olderPage() throws {
    let sandbox = try DisplayedReport.sandbox()
    defer { sandbox.remove() }
    let page = try sandbox.text("reports/study/index.html")
    let evidence = try page.part(from: "<script type=\"application/octet-stream\"", to: "</script>\n")
    let bare = page.replacing(evidence, with: "")
    let outcome = try DisplayedReport.verify(page: bare, in: sandbox)
    #expect(outcome.status == 3 && outcome.output.contains("carries no evidence"), "\(outcome.output)\(outcome.error)")
    // The folder has it, and says so.
    try sandbox.write(bare, to: "reports/study/index.html")
    let folder = try sandbox.run(["verify", "--only", "displayed", "reports/study"])
    #expect(folder.status == 0 && folder.output.contains("no evidence of its own"), "\(folder.output)\(folder.error)")
    #expect(try DisplayedReport.verify(page: "<!DOCTYPE html><title>A page</title>", in: sandbox).status == 2)
    #expect(try sandbox.run(["verify", "nowhere"]).status == 2)
    try FileManager.default.removeItem(at: sandbox.directory.appending(path: "reports/study/report.pdf"))
    let partial = try sandbox.run(["verify", "--only", "displayed", "reports/study"])
    #expect(partial.status == 3 && partial.output.contains("not there: report.pdf"), "\(partial.output)")
  }

  @Test("names the files of a folder that are not what its evidence gives")
  func folderChanges() throws {
    let sandbox = try DisplayedReport.sandbox()
    defer { sandbox.remove() }
    try sandbox.write(
      DisplayedReport.notebook.replacing("137 networks", with: "138 networks"), to: "study.md")
    #expect(try sandbox.run(["render", "--quiet", "--output", "other", "study.md"]).status == 0)
    let folder = "reports/study"
    let changes: [(file: String, bytes: Data, words: [String])] = [
      ("report.pdf", try sandbox.bytes("other/report.pdf"), ["report.pdf is not what its evidence gives", "page"]),
      (
        "figures/fig-bars.svg", try sandbox.bytes("\(folder)/figures/fig-curves.svg"), ["is the file of another figure"]
      ),
      (
        "figures/fig-bars.png", try sandbox.bytes("\(folder)/figures/fig-curves.png"), ["is the file of another figure"]
      ),
      (
        "figures/fig-bars.json",
        Data(try sandbox.text("\(folder)/figures/fig-bars.json").changed(/(?s)"rows":\[\[.*?\d\.(\d)/).utf8),
        ["figures/fig-bars.json has", "its runs give"]
      ),
      (
        "figures/fig-bars.csv", Data(try sandbox.text("\(folder)/figures/fig-bars.csv").changed(/\n.*?\d\.(\d)/).utf8),
        ["figures/fig-bars.csv, line 2"]
      ),
      (
        "results.json", Data(try sandbox.text("\(folder)/results.json").changed(/"accuracy":\d+\.(\d)/).utf8),
        ["results.json has", "runs["]
      ),
      (
        "index.html",
        Data(try sandbox.text("\(folder)/index.html").changed(/data-path="softmax\.accuracy"[^>]*>\d+\.(\d)/).utf8),
        ["index.html: the value ‘softmax.accuracy’"]
      ),
      (
        "summary.md", Data(try sandbox.text("\(folder)/summary.md").replacing("All of it", with: "Much of it").utf8),
        ["summary.md, line"]
      ),
      (
        "evidence.json.gz", try sandbox.bytes("\(folder)/evidence.json.gz").dropLast(30),
        ["evidence.json.gz is damaged", "cut short"]
      ),
    ]
    for (file, bytes, words) in changes {
      let whole = try sandbox.bytes("\(folder)/\(file)")
      #expect(whole != bytes, "\(file)")
      try bytes.write(to: sandbox.directory.appending(path: "\(folder)/\(file)"))
      let outcome = try sandbox.run(["verify", "--only", "displayed", folder])
      #expect(outcome.status == 1, "\(file): \(outcome.output)\(outcome.error)")
      for word in words { #expect(outcome.output.contains(word), "\(file): \(outcome.output)") }
      try whole.write(to: sandbox.directory.appending(path: "\(folder)/\(file)"))
    }
    #expect(try sandbox.run(["verify", "--only", "displayed", folder]).status == 0)
  }
}
