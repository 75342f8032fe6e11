import Foundation
import TestSupport
import Testing

@Suite("offprint diff", .serialized)
struct DiffTests {
  /// A report of the small notebook, made once, in the folder `reports/small` of a directory of its own.
  private static let trained = Result {
    let sandbox = try Sandbox()
    try sandbox.write(Notebooks.small, to: "small.md")
    let outcome = try sandbox.run(["run", "--quiet", "small.md"])
    guard outcome.status == 0 else { throw Failure(outcome.error) }
    return sandbox
  }

  private struct Failure: Error {
    var text: String
    init(_ text: String) { self.text = text }
  }

  /// A copy of the report as `old` and `new` beside a copy of the store.
  private func copies() throws -> Sandbox {
    let source = try Self.trained.get()
    let sandbox = try Sandbox()
    let files = FileManager.default
    for name in ["old", "new"] {
      try files.copyItem(
        at: source.directory.appending(path: "reports/small"), to: sandbox.directory.appending(path: name))
    }
    try files.copyItem(
      at: source.directory.appending(path: ".offprint"), to: sandbox.directory.appending(path: ".offprint"))
    return sandbox
  }

  private func edit(_ path: String, in sandbox: Sandbox, _ change: (inout [String: Any]) throws -> Void) throws {
    var file = try #require(try JSONSerialization.jsonObject(with: sandbox.bytes(path)) as? [String: Any])
    try change(&file)
    try JSONSerialization.data(withJSONObject: file).write(to: sandbox.directory.appending(path: path))
  }

  /// Moves the accuracy of a cell's runs.
  private func shift(_ cell: String, by points: Double, in path: String, _ sandbox: Sandbox) throws {
    try edit(path, in: sandbox) { file in
      var runs = try #require(file["runs"] as? [[String: Any]])
      for index in runs.indices where runs[index]["cell"] as? String == cell {
        runs[index]["accuracy"] = try #require(runs[index]["accuracy"] as? Double) + points
      }
      file["runs"] = runs
    }
  }

  @Test("A report is the same as itself: as folder, page, results, store and across them")
  func same() throws {
    let sandbox = try copies()
    defer { sandbox.remove() }
    let folder = try sandbox.run(["diff", "old", "new"])
    #expect(
      folder.status == 0 && folder.output.contains("The two sides say the same."), "\(folder.output)\(folder.error)")
    for pair in [
      ("old/index.html", "new"), ("old", "new/results.json"), ("old/index.html", "new/results.json"),
      ("old", ".offprint"),
    ] {
      let outcome = try sandbox.run(["diff", pair.0, pair.1])
      #expect(outcome.status == 0, "\(pair): \(outcome.output)\(outcome.error)")
      #expect(!outcome.output.contains("Settings") && !outcome.output.contains("Runs\n"), "\(pair): \(outcome.output)")
      #expect(outcome.output.contains("The two sides say the same."), "\(pair): \(outcome.output)")
    }
  }

  @Test("A planted loss is found, named and ends with status 1; the margin lets it pass")
  func loss() throws {
    let sandbox = try copies()
    defer { sandbox.remove() }
    try shift("softmax", by: -5, in: "new/results.json", sandbox)
    let outcome = try sandbox.run(["diff", "old", "new"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("accuracy of softmax: 5.00 points lost over 2 seeds"), "\(outcome.output)")
    #expect(try sandbox.run(["diff", "--margin", "6", "old", "new"]).status == 0)
    #expect(try sandbox.run(["diff", "--gate", "accuracy:arcface", "old", "new"]).status == 0)
    #expect(try sandbox.run(["diff", "--gate", "accuracy:softmax=6", "old", "new"]).status == 0)
    #expect(try sandbox.run(["diff", "--gate", "none", "old", "new"]).status == 0)
    #expect(try sandbox.run(["diff", "--quiet", "new", "old"]).output == "")
  }

  @Test("Two runs by themselves are compared; one seed cannot tell")
  func runs() throws {
    let sandbox = try copies()
    defer { sandbox.remove() }
    let results = try #require(
      try JSONSerialization.jsonObject(with: sandbox.bytes("old/results.json")) as? [String: Any])
    let runs = try #require(results["runs"] as? [[String: Any]])
    let ids = try ["softmax/seed-1", "arcface/seed-1"].map { name in
      try #require(runs.first { $0["name"] as? String == name }?["id"] as? String)
    }
    let outcome = try sandbox.run(["diff"] + ids.map { String($0.prefix(10)) })
    #expect(outcome.status == 3, "\(outcome.error)")
    #expect(outcome.output.contains("loss: softmax → arcface ("), "\(outcome.output)")
    #expect(try sandbox.run(["diff", ids[0], ids[0]]).status == 0)
  }

  @Test(
    "A revision of git is read without a checkout, a slash at its end or not",
    .enabled(if: Tool.find("git") != nil, "git is not installed"))
  func revision() throws {
    let sandbox = try copies()
    defer { sandbox.remove() }
    let git = try #require(Tool.find("git")).url
    let who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in [["init", "-q", "-b", "main"], ["add", "old"], who + ["commit", "-q", "-m", "a"]] {
      #expect(try sandbox.tool(git, words).status == 0)
    }
    try shift("softmax", by: -5, in: "new/results.json", sandbox)
    for side in ["main:old", "HEAD:old/", "main:old/results.json", "main:./old"] {
      let outcome = try sandbox.run(["diff", side, "new"])
      #expect(outcome.status == 1, "\(side): \(outcome.error)")
      #expect(outcome.output.contains("accuracy of softmax: 5.00 points lost"), "\(outcome.output)")
    }
    let mistakes = [
      ("nowhere:old", "git knows no revision ‘nowhere’"), ("main:nothing", "the revision ‘main’ has no ‘nothing’"),
      ("--upload-pack=x:old", "git knows no revision ‘--upload-pack=x’"), ("main:old/figures", "no results.json"),
    ]
    for (side, words) in mistakes {
      let outcome = try sandbox.run(["diff", "--", side, "new"])
      #expect(outcome.status == 2 && outcome.error.contains(words), "\(side): \(outcome.error)")
    }
  }

  @Test("What is no report is said to be what it is, with status 2")
  func mistakes() throws {
    let sandbox = try copies()
    defer { sandbox.remove() }
    let json = try sandbox.text("old/results.json")
    try sandbox.write(String(json.dropLast(100)), to: "short.json")
    try sandbox.write(json.replacing("\"version\": 2", with: "\"version\": 99"), to: "newer.json")
    try sandbox.write("# A notebook", to: "a.md")
    try FileManager.default.createDirectory(
      at: sandbox.directory.appending(path: "empty"), withIntermediateDirectories: true)
    let mistakes = [
      ("nothing", "there is no report ‘nothing’"), ("empty", "‘empty’ is no report: it has no results.json"),
      ("short.json", "it is damaged: line"), ("newer.json", "version 99"), ("a.md", "neither an index.html"),
      ("main:old", "in no git repository"), ("abcdef12", "no run in .offprint begins with"),
    ]
    for (side, words) in mistakes {
      for sides in [[side, "new"], ["new", side]] {
        let outcome = try sandbox.run(["diff"] + sides)
        #expect(outcome.status == 2 && outcome.error.contains(words), "\(side): \(outcome.status) \(outcome.error)")
        #expect(outcome.output.isEmpty)
      }
    }
    let options = [
      (["--gate", "acuracy"], "did you mean ‘accuracy’?"), (["--gate", "accuracy:softmx"], "did you mean ‘softmax’?"),
      (["--gate", "accuracy=x"], "the margin, a number"), (["--write", "a.pdf"], "the ending does not say"),
      (["--level", "0.9"], "a number from"),
    ]
    for (words, sentence) in options {
      let outcome = try sandbox.run(["diff"] + words + ["old", "new"])
      #expect(outcome.status == 2 && outcome.error.contains(sentence), "\(words): \(outcome.error)")
    }
  }

  @Test("Gates that a notebook declares decide, and stand in results.json")
  func declared() throws {
    let sandbox = try copies()
    defer { sandbox.remove() }
    let gate = "gate:\n  - {metric: accuracy, runs: [arcface], margin: 2}\n  - failed-runs\n---\n\n```{model}"
    let notebook = Notebooks.small.replacing("---\n\n```{model}", with: gate)
    try sandbox.write(notebook, to: "gated.md")
    let made = try sandbox.run(["render", "--quiet", "--output", "gated", "gated.md"])
    #expect(made.status == 0, "\(made.error)")
    #expect(
      try sandbox.text("gated/results.json").contains(
        "\"gates\": [{\"detect\":null,\"margin\":2,\"metric\":\"accuracy\""))
    try shift("softmax", by: -5, in: "gated/results.json", sandbox)
    let outcome = try sandbox.run(["diff", "old", "gated"])
    #expect(
      outcome.status == 0 && outcome.output.contains("gate: now accuracy of arcface margin 2; failed-runs"),
      "\(outcome.output)")
    try sandbox.write(notebook.replacing("runs: [arcface], margin", with: "runs: [arcfac], margin"), to: "wrong.md")
    let wrong = try sandbox.run(["check", "wrong.md"])
    #expect(wrong.status == 2 && wrong.error.contains("arcfac"))
  }

  @Test("Every form can be written at once, and HTML has both pictures of a figure that changed")
  func forms() throws {
    let sandbox = try copies()
    defer { sandbox.remove() }
    try shift("softmax", by: -5, in: "new/results.json", sandbox)
    let picture = try sandbox.text("new/figures/fig-sphere.svg")
    try sandbox.write(
      picture.replacing("</svg>", with: "<rect width=\"9\" height=\"9\"/></svg>"), to: "new/figures/fig-sphere.svg")
    let names = ["out/a.html", "out/a.md", "out/a.json", "out/a.xml", "out/a.txt"]
    let outcome = try sandbox.run(["diff"] + names.flatMap { ["--write", $0] } + ["old", "new"])
    #expect(outcome.status == 1 && names.allSatisfy(sandbox.exists))
    #expect(try sandbox.text("out/a.txt") == outcome.output)
    #expect(outcome.output.contains("Figure 1 (fig-sphere): style only"), "\(outcome.output)")
    let page = try sandbox.text("out/a.html")
    #expect(page.contains("type=\"range\"") && page.ranges(of: "data:image/svg+xml;base64,").count >= 2)
    #expect(!page.contains("http://") && !page.contains("https://"))
  }
}
