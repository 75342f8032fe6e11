import Foundation
import TestSupport
import Testing

/// A report's folder by itself: rendered again without a store, and worked out again without Offprint.
@Suite("The folder of a report", .serialized)
struct ReportFolderTests {
  @Test("holds what it takes to write the same bytes again: in another place and time zone, without the store")
  func replay() throws {
    let sandbox = try Published.sandbox()
    defer { sandbox.remove() }
    let written = try sandbox.files(below: "reports/study")
    #expect(written["evidence.json.gz"] != nil && written["figures/fig-sphere.csv"] != nil)
    let other = ["TZ": "Pacific/Kiritimati", "LANG": "de_DE.UTF-8", "SOURCE_DATE_EPOCH": "0"]
    let again = try sandbox.run(
      ["render", "--quiet", "--output", "again", "--template", "looks", "notes/study.md"], environment: other)
    #expect(again.status == 0, "\(again.error)")
    #expect(Published.differences(written, try sandbox.files(below: "again")) == [])

    let away = try Sandbox()
    defer { away.remove() }
    try FileManager.default.copyItem(
      at: sandbox.directory.appending(path: "reports/study"), to: away.directory.appending(path: "study"))
    let elsewhere = try away.run(["render", "--from", "study", "--output", "new/place"], environment: other)
    #expect(elsewhere.status == 0, "\(elsewhere.error)")
    #expect(elsewhere.output.contains("new/place/index.html"))
    #expect(Published.differences(written, try away.files(below: "new/place")) == [])
    // In its own place, where files are missing.
    try FileManager.default.removeItem(at: away.directory.appending(path: "study/report.pdf"))
    try FileManager.default.removeItem(at: away.directory.appending(path: "study/figures"))
    #expect(try away.run(["render", "--quiet", "--from", "study"]).status == 0)
    #expect(Published.differences(written, try away.files(below: "study")) == [])
    #expect(!away.exists(".offprint"), "nothing is made of a store")
  }

  @Test("refuses evidence that is missing, damaged, edited or another report's, with a sentence and status 1")
  func damage() throws {
    let sandbox = try Published.sandbox()
    defer { sandbox.remove() }
    let path = "reports/study/evidence.json.gz"
    let whole = try sandbox.bytes(path)
    func refusal(_ arguments: [String] = ["render", "--from", "reports/study"]) throws -> String {
      let outcome = try sandbox.run(arguments)
      #expect(outcome.status == 1, "\(outcome.output)\(outcome.error)")
      #expect(outcome.output.isEmpty)
      return outcome.error
    }
    var bent = whole
    bent[bent.count / 2] ^= 0x10
    try bent.write(to: sandbox.directory.appending(path: path))
    #expect(try refusal().contains("is damaged or not what it should be"))
    try whole.dropLast(20).write(to: sandbox.directory.appending(path: path))
    #expect(try refusal().contains("cut short"))
    try Data("{}".utf8).write(to: sandbox.directory.appending(path: path))
    #expect(try refusal().contains("it is not a gzip file"))
    if let python = Program.tool("python3") {
      try whole.write(to: sandbox.directory.appending(path: path))
      try sandbox.write(
        """
        import gzip, sys
        text = gzip.open(sys.argv[1], "rt", encoding="utf-8").read()
        assert "A study" in text
        gzip.open(sys.argv[1], "wt", encoding="utf-8").write(text.replace("A study", "A Study", 1))
        """, to: "edit.py")
      #expect(try sandbox.tool(python, ["edit.py", path]).status == 0)
      #expect(try refusal().contains("is not what this report was made from"))
    }
    try whole.write(to: sandbox.directory.appending(path: path))
    let page = try sandbox.text("reports/study/index.html")
    try sandbox.write("<!DOCTYPE html><title>Another page</title>", to: "reports/study/index.html")
    #expect(try refusal().contains("index.html says otherwise"))
    try sandbox.write(page, to: "reports/study/index.html")
    try sandbox.write("{}", to: "reports/study/results.json")
    #expect(try refusal().contains("results.json says otherwise"))
    try FileManager.default.removeItem(at: sandbox.directory.appending(path: path))
    #expect(try refusal().contains("has no evidence.json.gz"))
    #expect(try refusal(["render", "--from", "nowhere"]).contains("there is no report in ‘nowhere’"))
    let both = try sandbox.run(["render", "--from", "reports/study", "--store", ".offprint", "notes/study.md"])
    #expect(both.status == 2 && both.error.contains("exclude each other"))
    let alone = try sandbox.run(["render", "--from", "reports/study", "--seeds", "2"])
    #expect(alone.status == 2 && alone.error.contains("where no notebook is named"))
    #expect(try sandbox.run(["render"]).status == 2)
  }

  @Test("renders the notebook as it is now from its runs, to the bytes of the store; what it lacks is said")
  func change() throws {
    let sandbox = try Published.sandbox()
    defer { sandbox.remove() }
    let text = try sandbox.text("notes/study.md")
    let changed =
      text.replacing("# Words", with: "# Other words").replacing("title: A study", with: "title: The study")
      .replacing("```{train} softmax\n", with: "```{train} softmax\nlabel: Plain\n")
    try sandbox.write(changed, to: "notes/study.md")
    let stored = ["render", "--quiet", "--output", "stored", "--template", "looks", "notes/study.md"]
    #expect(try sandbox.run(stored).status == 0)
    try FileManager.default.removeItem(at: sandbox.directory.appending(path: ".offprint"))
    let again = ["render", "--from", "reports/study", "--template", "looks", "notes/study.md"]
    let kept = try sandbox.run(again + ["--quiet", "--output", "kept"])
    #expect(kept.status == 0, "\(kept.error)")
    let written = try sandbox.files(below: "kept")
    #expect(Published.differences(written, try sandbox.files(below: "stored")) == [])
    #expect(String(decoding: written["index.html"] ?? Data(), as: UTF8.self).contains("Other words"))

    let before = try sandbox.files(below: "reports/study")
    func refusal(_ old: String, _ new: String, status: Int32 = 1) throws -> String {
      try sandbox.write(text.replacing(old, with: new), to: "notes/study.md")
      let outcome = try sandbox.run(again)
      #expect(outcome.status == status && outcome.output.isEmpty, "\(outcome.output)\(outcome.error)")
      #expect(Published.differences(before, try sandbox.files(below: "reports/study")) == [], "nothing is written")
      return outcome.error
    }
    #expect(try refusal("seeds: 3", "seeds: 4").contains("4 of 16 runs on strokes are not in ‘reports/study’"))
    #expect(try refusal("train: 640", "train: 704").contains("which notes/study.md does not ask for"))
    #expect(try refusal("seeds: 3", "seeds: 2").contains("4 runs of ‘reports/study’ would be lost"))
    #expect(try refusal("epochs: 2", "epochs: two", status: 2).contains("notes/study.md:"))
    // The folder may be written anew where that is said.
    try sandbox.write(text.replacing("seeds: 3", with: "seeds: 2"), to: "notes/study.md")
    #expect(try sandbox.run(again + ["--output", "reports/study"]).status == 0)
    #expect(try sandbox.run(["render", "--from", "reports/study", "--output", "third"]).status == 0)
  }

  @Test(
    "every number of the page and the PDF is worked out again by Python; a changed digit is found and named",
    .enabled(if: Program.tool("python3") != nil, "python3 is not installed: no number is worked out again"))
  func recomputation() throws {
    let sandbox = try Published.sandbox()
    defer { sandbox.remove() }
    let fine = try Published.recompute(sandbox)
    #expect(fine.status == 0 && fine.output.contains(" 0 differ, 0 are not bound"), "\(fine.output)\(fine.error)")
    if let count = fine.output.split(separator: "\n").last?.split(separator: " ").first.flatMap({ Int($0) }) {
      #expect(count > 150, "\(fine.output)")
    }
    let page = try sandbox.text("reports/study/index.html")
    // A value in the text, cells of both tables, the list of runs, the head of the page, and an author's own number.
    let places: [(around: Regex<(Substring, Substring)>, named: String)] = [
      (/data-path="softmax\.accuracy"[^>]*>\d+\.(\d)/, "softmax.accuracy"),
      (/data-path="margins\.best\.loss\.margin"[^>]*>0\.(\d)/, "margins.best.loss.margin"),
      (/data-path="accuracy\.sd"[^>]*>\d+\.(\d)/, "accuracy.sd"),
      (/<tr data-configuration="margins\[loss\.margin=0\.3\]"><th[^>]*>margins<\/th><td[^>]*>0\.(\d)/, "loss.margin"),
      (/data-path="margins\.runs"[^>]*>(\d)/, "margins.runs"),
      (/data-path="margins\.below\.90"[^>]*>(\d)/, "margins.below.90"),
      (/data-path="margins\.accuracy\.min"[^>]*>\d+\.(\d)/, "margins.accuracy.min"),
      (/data-path="margins\[loss\.margin=0\.30\]\.accuracy"[^>]*>\d+\.(\d)/, "margins[loss.margin=0.30].accuracy"),
      (/data-path="arcface\.accuracy\.interval"[^>]*>\[\d+\.(\d)/, "arcface.accuracy.interval"),
      (/data-path="close\.margin"[^>]*>1\.(\d)/, "close.margin"), (/data-path="effect"[^>]*>[+−]\d+\.(\d)/, "effect"),
      (/data-path="p"[^>]*>\d\.(\d)/, ", p "),
      (/<tr data-run="arcface\/seed-2"><th scope="row">2<\/th><td class="trailing">\d\d\.(\d)/, "run arcface/seed-2"),
      (/640 training, 25(\d) test images/, "test images"), (/in which 1(\d)7 networks/, "networks"),
      // Claims of a paper's table: its columns, its row among the claims, and their counts in the text.
      (/<td[^>]*>77\.(1)<\/td>/, "accuracy.claimed"),
      (/(?s)id="tbl-printed".*?data-path="accuracy\.interval"[^>]*>\[\d+\.(\d)/, "accuracy.interval"),
      (/(?s)id="tbl-printed".*?data-path="effect"[^>]*>[+−]\d+\.(\d)/, "accuracy.difference"),
      (/(?s)id="tbl-printed".*?data-path="interval"[^>]*>\[[+−]?\d+\.(\d)/, "accuracy.difference.interval"),
      (/(?s)id="tbl-printed".*?data-path="verdict"[^>]*>(\w)/, "accuracy.verdict"),
      (/(?s)<tr data-claims="margins">.*?(3) values/, "margins, None"),
      (/(?s)<tr data-claims="margins">.*?±[^0-9]*0\.(5)/, "margins, None"),
      (/(?s)<tr data-claims="margins">.*?data-path="verdict"[^>]*>(\d)/, "margins, verdict"),
      (/(?s)<tr data-claims="margins">.*?<td class="trailing">(3)<\/td>/, "margins, seeds"),
      (/data-path="claims\.printed\.count"[^>]*>(\d)/, "claims.printed.count"),
      (/data-path="margins\.claims\.underpowered"[^>]*>(\d)/, "margins.claims.underpowered"),
    ]
    for (pattern, name) in places {
      let match = try #require(page.firstMatch(of: pattern), "\(name)")
      var changed = page
      let digit = match.output.1.first?.wholeNumberValue ?? 0
      changed.replaceSubrange(match.output.1.startIndex..<match.output.1.endIndex, with: String((digit + 4) % 10))
      try sandbox.write(changed, to: "reports/study/index.html")
      let outcome = try Published.recompute(sandbox)
      #expect(outcome.status == 1 && outcome.output.contains(name), "\(name): \(outcome.output)\(outcome.error)")
    }
    try sandbox.write(page, to: "reports/study/index.html")
    // Another run's result, and a p-value, changed at their source.
    let results = try sandbox.text("reports/study/results.json")
    for pattern in [/"testAccuracy":\[[\d.]+,0\.\d(\d)/, /"pFor":0\.(\d)/] {
      let match = try #require(results.firstMatch(of: pattern))
      var changed = results
      let digit = match.output.1.first?.wholeNumberValue ?? 0
      changed.replaceSubrange(match.output.1.startIndex..<match.output.1.endIndex, with: String((digit + 4) % 10))
      try sandbox.write(changed, to: "reports/study/results.json")
      #expect(try Published.recompute(sandbox).status == 1)
    }
    try sandbox.write(results, to: "reports/study/results.json")
    #expect(try Published.recompute(sandbox).status == 0)
  }

  @Test(
    "paper that says another number than the page is found",
    .enabled(
      if: Program.tool("python3") != nil && Program.tool("pdftotext") != nil, "python3 or pdftotext is not installed"))
  func paper() throws {
    let sandbox = try Published.sandbox()
    defer { sandbox.remove() }
    let text = try sandbox.text("notes/study.md")
    try sandbox.write(text.replacing("in which 137 networks", with: "in which 138 networks"), to: "notes/study.md")
    #expect(try sandbox.run(["render", "--quiet", "--output", "other", "notes/study.md"]).status == 0)
    try FileManager.default.removeItem(at: sandbox.directory.appending(path: "reports/study/report.pdf"))
    try FileManager.default.copyItem(
      at: sandbox.directory.appending(path: "other/report.pdf"),
      to: sandbox.directory.appending(path: "reports/study/report.pdf"))
    let outcome = try Published.recompute(sandbox)
    #expect(outcome.status == 1 && outcome.output.contains("report.pdf, 138"), "\(outcome.output)\(outcome.error)")
  }
}

/// A report with everything that a number can come from.
enum Published {
  private static let notebook = """
    ---
    title: A study
    data: [{name: strokes, train: 640, test: 256}]
    seeds: 3
    bibliography: study.bib
    abstract: Softmax reaches `{softmax.accuracy}` %.
    ---

    # Words

    An article [@doe2019] in which 137 networks are counted. Softmax reaches `{softmax.accuracy}` % (sd
    `{softmax.accuracy.sd}`, loss `{softmax.train-loss}`, `{softmax.accuracy.seeds}` seeds) after `{softmax.epochs}` epochs;
    of `{margins.count}` margins `{margins.best.loss.margin}` is best with `{margins.best.accuracy}` %. Angles:
    `{arcface.target-angle}`°. Data: `{data.title}`, `{data.train-count}` and `{data.test-count}`, `{data.digest}`.
    Of `{claims.count}` claims `{claims.reproduced}` are reproduced; `{close.verdict}` by `{close.effect}`
    `{close.interval}`, p = `{close.p}`, `{close.seeds}` seeds, needed: `{close.seeds-needed}`, margin `{close.margin}`, “`{close.label}`”.
    Of `{margins.runs}` runs of `{margins.accuracy.seeds}` seeds `{margins.below.90}` are below 90 % and
    `{margins.accuracy.above.10.5}` above 10.5 %, from `{margins.accuracy.min}` to `{margins.accuracy.max}` %; a margin of
    `{margins[loss.margin=0.3].loss.margin}` has `{margins[loss.margin=0.30].accuracy}` % (`{arcface.accuracy.interval}`,
    `{margins[loss.margin=0.5].target-angle.interval}`, lowest `{softmax.accuracy.min}`, `{softmax.runs}` runs).
    Of the family `{claims.printed.count}`, of the sweep `{margins.claims.underpowered}`.

    ```{model} tiny
    layers:
      - conv: {channels: 4, kernel: 5, stride: 4}
      - embedding: 3
    ```

    ```{train} softmax
    model: tiny
    loss: softmax
    optimizer: {name: adamw, rate: 0.01}
    epochs: 2
    batch: 64
    ```

    ```{train} arcface
    base: softmax
    loss: {name: arcface, scale: 16, margin: 0.3}
    ```

    ```{sweep} margins
    base: arcface
    over: {loss.margin: [0.1, 0.3, 0.5]}
    claims: {table: printed.csv, margin: 0.5, source: Table 1, family: printed}
    ```

    ```{claim} close
    label: The two don't differ much
    quote: They are much alike
    source: Section 4
    run: arcface
    same-as: softmax
    margin: 1.5
    ```

    ```{claim} number
    quote: It gets there
    run: softmax
    equals: "88.1"
    margin: 0.5
    ```

    ```{claim} better
    quote: A margin helps
    run: margins.best
    above: softmax
    margin: 0.1
    ```

    ```{claim} winner
    quote: This margin is the best
    run: "margins[loss.margin=0.3]"
    best-of: margins
    ```

    ```{table} tbl-all
    runs: [softmax, margins]
    columns: [accuracy, error, train-loss, target-angle, seeds, range]
    caption: All of it, of `{margins.count}` margins.
    ```

    ```{table} tbl-printed
    runs: [softmax, margins]
    columns: [claimed, accuracy, sd, interval, difference, verdict, error]
    grouped: true
    caption: What was printed, `{margins.claims.count}` values.
    ```

    ```{table} tbl-intervals
    runs: [softmax, margins]
    columns: [accuracy, interval, error, interval]
    caption: How well it is known.
    ```

    ```{figure} fig-sphere
    plot: embedding-sphere
    runs: [softmax, arcface]
    caption: Features of the test images.
    ```

    ```{figure} fig-angles
    plot: histogram
    runs: [softmax, arcface]
    of: angle
    caption: Angles.
    ```

    ```{figure} fig-margins
    plot: intervals
    runs: [margins]
    metric: accuracy
    caption: Margins.
    ```
    """

  private static let bibliography = """
    @article{doe2019, author = {Doe, Jane}, title = {On counting}, journal = {Journal of Numbers}, year = {2019},
      volume = {12}, pages = {34--56}}
    """

  /// A directory with the notebook in notes/, its report in reports/study, made with a template of its own, and its store.
  static func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    for folder in ["notes", "looks"] {
      try FileManager.default.createDirectory(
        at: sandbox.directory.appending(path: folder), withIntermediateDirectories: true)
    }
    try sandbox.write(notebook, to: "notes/study.md")
    try sandbox.write(bibliography, to: "notes/study.bib")
    try sandbox.write("margin,accuracy\n0.1,77.1\n0.30,80.25\n0.5,79.3\n", to: "notes/printed.csv")
    try sandbox.write("h1 { letter-spacing: .01em }\n", to: "looks/extra.css")
    try sandbox.write(":root { --measure: 41rem }\n", to: "looks/style.css")
    let outcome = try sandbox.run(["run", "--quiet", "--template", "looks", "notes/study.md"])
    #expect(outcome.status == 0, "\(outcome.error)")
    return sandbox
  }

  /// The names of files that are not alike.
  static func differences(_ first: [String: Data], _ second: [String: Data]) -> [String] {
    Set(first.keys).union(second.keys).filter { first[$0] != second[$0] }.sorted()
  }

  static func recompute(_ sandbox: Sandbox) throws -> Outcome {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let python = try #require(Program.tool("python3"))
    return try sandbox.tool(python, [root.appending(path: "Scripts/recompute.py").path, "reports/study"])
  }
}
