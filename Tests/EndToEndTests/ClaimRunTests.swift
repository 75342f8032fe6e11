import Foundation
import TestSupport
import Testing

/// Claims and profiles through the program: what a report may say of a paper when its data or its seeds are lacking.
@Suite("Claims and profiles", .serialized)
struct ClaimRunTests {
  /// Claims of every kind, in cells and from a table, about the data set that comes first.
  private static func notebook(data: String) -> String {
    """
    ---
    title: What was claimed
    data: \(data)
    seeds: 3
    profiles: {quick: {seeds: 1, note: One seed decides nothing.}, pair: {seeds: 2}}
    abstract: Of `{claims.count}` claims `{claims.reproduced}` are reproduced.
    ---

    ```{model} tiny
    layers:
      - conv: {channels: 4, kernel: 5, stride: 4}
      - embedding: 3
    ```

    ```{train} softmax
    model: tiny
    loss: softmax
    optimizer: {name: adamw, rate: 0.01}
    epochs: 1
    batch: 64
    ```

    ```{train} arcface
    base: softmax
    loss: {name: arcface, scale: 16, margin: 0.3}
    ```

    ```{sweep} margins
    base: arcface
    over: {loss.margin: [0.1, 0.3]}
    claims: {table: printed.csv, margin: 60, source: Table 1}
    ```

    ```{claim} number
    label: Softmax is at fifty
    quote: It reaches fifty
    run: softmax
    equals: "50"
    margin: 60
    ```

    ```{claim} same
    quote: They are alike
    run: arcface
    same-as: softmax
    margin: 99
    ```

    ```{claim} better
    quote: A margin helps
    run: arcface
    above: softmax
    ```

    ```{claim} winner
    quote: This margin is the best
    run: "margins[loss.margin=0.3]"
    best-of: margins
    ```

    ```{claim} order
    quote: One after the other
    order: [margins.best, arcface, softmax]
    ```

    ```{table} tbl-margins
    runs: [margins]
    columns: [claimed, accuracy, difference, verdict]
    caption: As printed; `{margins.claims.underpowered}` of them open.
    ```

    Better: `{better.verdict}`, needing `{better.seeds-needed}` seeds; the number: `{number.verdict}`, needing `{number.seeds-needed}`.
    """
  }

  private static let strokes = "{name: strokes, train: 640, test: 256}"

  private func sandbox(data: String) throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write(Self.notebook(data: data), to: "study.md")
    try sandbox.write("margin,accuracy\n0.1,50.0\n0.3,49.5\n", to: "printed.csv")
    return sandbox
  }

  /// The verdicts of results.json, and every one that the page shows, the ledger's rows for tables left out.
  private func verdicts(_ sandbox: Sandbox, _ folder: String) throws -> (stored: [String], shown: [String]) {
    let object = try JSONSerialization.jsonObject(with: sandbox.bytes("\(folder)/results.json")) as? [String: Any]
    let claims = try #require(object?["claims"] as? [[String: Any]])
    let page = try sandbox.text("\(folder)/index.html")
    let shown = page.matches(of: /data-path="(?:[^"]*\.)?verdict"[^>]*>([^<]*)</).map {
      String($0.output.1).replacing("\u{A0}", with: " ").replacing("&nbsp;", with: " ")
    }
    return (claims.compactMap { $0["verdict"] as? String }, shown)
  }

  @Test("on other data than the paper's every comparison of the page and the PDF reads NOT COMPARABLE")
  func otherData() throws {
    let sandbox = try sandbox(data: "[mnist, \(Self.strokes)]")
    defer { sandbox.remove() }
    let outcome = try sandbox.run(
      ["run", "--offline", "study.md"], environment: ["XDG_CACHE_HOME": sandbox.directory.appending(path: "cache").path]
    )
    #expect(outcome.status == 0, "\(outcome.error)")
    let found = try verdicts(sandbox, "reports/study")
    #expect(found.stored == [String](repeating: "not-comparable", count: 7))
    // Five boxes, five rows and one for the table in the ledger, two rows of the table, two in the text.
    #expect(found.shown.count == 15, "\(found.shown)")
    #expect(found.shown.allSatisfy { $0 == "NOT COMPARABLE" || $0 == "2 NOT COMPARABLE" }, "\(found.shown)")
    let page = try sandbox.text("reports/study/index.html")
    #expect(page.contains("The runs are on other data than the claim is about."))
    #expect(page.contains(/data-path="claims.reproduced"[^>]*>0</))
    if let tool = Program.tool("pdftotext") {
      let paper = try sandbox.tool(tool, ["reports/study/report.pdf", "-"]).output
      #expect(paper.contains("NOT COMPARABLE"))
      #expect(!paper.contains("REPRODUCED") && !paper.contains("UNDERPOWERED"), "\(paper)")
    }
  }

  @Test("with one seed every claim is UNDERPOWERED and says how many seeds it would take at the least")
  func oneSeed() throws {
    let sandbox = try sandbox(data: "[\(Self.strokes)]")
    defer { sandbox.remove() }
    let outcome = try sandbox.run(["run", "--seeds", "1", "study.md"])
    #expect(outcome.status == 0, "\(outcome.error)")
    let found = try verdicts(sandbox, "reports/study")
    #expect(found.stored == [String](repeating: "underpowered", count: 7))
    #expect(found.shown.count == 15)
    #expect(found.shown.allSatisfy { $0 == "UNDERPOWERED" || $0 == "2 UNDERPOWERED" }, "\(found.shown)")
    let page = try sandbox.text("reports/study/index.html")
    // Five claims of one family are decided by signs at 1 %: seven pairs, since 2⁻⁶ is more than that.
    #expect(page.contains("One seed has no spread: it takes at least 7; two tell how many."))
    #expect(page.contains("One seed has no spread: it takes at least two, which also tell how many."))
    #expect(page.contains(/data-path="better.seeds-needed"[^>]*>at least 7</))
    #expect(page.contains(/data-path="number.seeds-needed"[^>]*>at least 2</))
  }

  @Test("a profile takes its seeds, says so on the page, and leaves the whole report alone; all of it can be replayed")
  func profile() throws {
    let sandbox = try sandbox(data: "[\(Self.strokes)]")
    defer { sandbox.remove() }
    let check = try sandbox.run(["check", "--profile", "quick", "study.md"])
    // Softmax and two margins, of which one is ArcFace's.
    #expect(check.status == 0 && check.output.contains("3 distinct runs: 0 stored, 3 to train"), "\(check.output)")
    #expect(check.error.contains("profile ‘quick’: at most 1 seed"), "\(check.error)")

    #expect(try sandbox.run(["run", "--quiet", "study.md"]).status == 0)
    let whole = try sandbox.files(below: "reports/study")
    let quick = try sandbox.run(["run", "--profile", "quick", "study.md"])
    #expect(quick.status == 0 && quick.output.contains("reports/study-quick/index.html"), "\(quick.error)")
    #expect(quick.output.contains("nothing to train: all 3 runs are stored"), "seeds are the whole notebook's own")
    #expect(try sandbox.files(below: "reports/study") == whole)

    let page = try sandbox.text("reports/study-quick/index.html")
    #expect(page.contains("Made with the profile “quick”"))
    #expect(
      page.contains("at most one seed here; the whole notebook has up to 3, and 12 runs where this report has 4."))
    #expect(page.contains("One seed decides nothing.") && page.contains("offprint run study.md --profile quick"))
    #expect(try sandbox.text("reports/study-quick/summary.md").contains("profile “quick”"))
    #expect(try !sandbox.text("reports/study/index.html").contains("profile “"))
    #expect(try verdicts(sandbox, "reports/study-quick").stored.allSatisfy { $0 == "underpowered" })

    let folder = try sandbox.files(below: "reports/study-quick")
    #expect(try sandbox.run(["render", "--quiet", "--profile", "quick", "-o", "again", "study.md"]).status == 0)
    #expect(Published.differences(folder, try sandbox.files(below: "again")) == [])
    let replay = try sandbox.run(["render", "--quiet", "--from", "reports/study-quick", "-o", "replayed"])
    #expect(replay.status == 0, "\(replay.error)")
    #expect(Published.differences(folder, try sandbox.files(below: "replayed")) == [])
  }

  @Test("a profile that is not there is a mistake, with what is meant")
  func unknown() throws {
    let sandbox = try sandbox(data: "[\(Self.strokes)]")
    defer { sandbox.remove() }
    for command in ["check", "run", "render"] {
      let outcome = try sandbox.run([command, "--profile", "quik", "study.md"])
      #expect(outcome.status == 2 && outcome.output.isEmpty)
      #expect(outcome.error.contains("study.md has no profile ‘quik’"), "\(outcome.error)")
      #expect(outcome.error.contains("did you mean ‘quick’?"), "\(outcome.error)")
    }
    #expect(!sandbox.exists("reports"))
  }
}
