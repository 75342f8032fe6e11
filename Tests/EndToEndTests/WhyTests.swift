import Foundation
import TestSupport
import Testing

/// What a change of a notebook, its files, its data or the program asks to be trained again, and what `offprint why` says of it:
/// each case is held to what `offprint run` then really trains.
@Suite("Why a run is reused or trained again", .serialized)
struct WhyTests {
  private static let notebook = """
    ---
    title: Two losses
    data: [{name: strokes, train: 640, test: 256}]
    seeds: 2
    bibliography: works.bib
    formats: [html]
    ---

    # Losses

    Some words about them [@work].

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
    ```

    ```{figure} fig-curves
    plot: learning-curves
    runs: [softmax, arcface]
    caption: Accuracy.
    alt: Two rising curves.
    ```

    """

  private static let works = "@article{work, title={A work}, author={Doe, Jane}, journal={J}, year={2020}}\n"

  /// One case: what is changed, and what follows.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    /// Texts of the notebook and what stands there instead.
    var edits: KeyValuePairs<String, String> = [:]
    var works = WhyTests.works
    var arguments: [String] = []
    var environment: [String: String] = [:]
    /// Run by Python on the store before anything else.
    var script: String?
    /// Runs to be trained, as `configuration/seed`, each with `key: old → new` in JSON.
    var trained: [String: [String]] = [:]

    var testDescription: String { name }
  }

  private static let everything = [
    "softmax", "arcface", "margins[loss.margin=0.1]", "margins[loss.margin=0.3]", "margins[loss.margin=0.5]",
  ]

  /// The same change of these configurations under both seeds.
  private static func all(_ change: String, of configurations: [String] = everything) -> [String: [String]] {
    Dictionary(uniqueKeysWithValues: configurations.flatMap { name in (1...2).map { ("\(name)/\($0)", [change]) } })
  }

  private static let arcfaces = Array(everything.dropFirst())

  private static let cases: [Case] = [
    Case(name: "nothing"),
    Case(
      name: "the text, and a comment among the settings",
      edits: ["Some words": "Other words", "epochs: 2": "epochs: 2  # two are enough"]),
    Case(name: "the title", edits: ["title: Two losses": "title: Three losses"]),
    Case(name: "a label", edits: ["```{train} softmax\n": "```{train} softmax\nlabel: Softmax\n"]),
    Case(
      name: "the name of a cell",
      edits: ["softmax\nmodel": "plain\nmodel", "base: softmax": "base: plain", "[softmax,": "[plain,"]),
    Case(
      name: "a figure's caption and kind",
      edits: ["Accuracy.": "Loss.", "runs: [softmax": "metric: loss\nruns: [softmax"]),
    Case(
      name: "the order of cells",
      edits: [
        "```{model} tiny\nlayers:\n  - conv: {channels: 4, kernel: 5, stride: 4}\n  - embedding: 3\n```\n\n": "",
        "```{figure}":
          "```{model} tiny\nlayers:\n  - conv: {channels: 4, kernel: 5, stride: 4}\n  - embedding: 3\n```\n\n```{figure}",
      ]),
    Case(name: "a file that the notebook includes", works: works.replacing("Doe, Jane", with: "Roe, Richard")),
    Case(
      name: "the environment and the number of workers", arguments: ["--jobs", "1"],
      environment: ["TZ": "Asia/Kathmandu", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1700000000", "NO_COLOR": "1"]),
    Case(name: "a default written out", edits: ["batch: 64": "batch: 64\nevaluation-batch: 512\nlabel-smoothing: 0"]),
    Case(name: "another spelling of a number", edits: ["margin: 0.3}": "margin: 0.300}", "scale: 16": "scale: 16.0"]),
    Case(name: "a value taken out of a sweep", edits: ["[0.1, 0.3, 0.5]": "[0.1, 0.3]"]),
    Case(
      name: "a seed more", edits: ["seeds: 2": "seeds: 3"],
      trained: Dictionary(uniqueKeysWithValues: everything.map { ("\($0)/3", ["seed: 2 → 3"]) })),
    Case(
      name: "a seed more on the command line", arguments: ["--seeds", "3"],
      trained: Dictionary(uniqueKeysWithValues: everything.map { ("\($0)/3", ["seed: 2 → 3"]) })),
    Case(
      name: "another seed", edits: ["seeds: 2": "seeds: [1, 7]"],
      trained: Dictionary(uniqueKeysWithValues: everything.map { ("\($0)/7", ["seed: 2 → 7"]) })),
    Case(
      name: "a layer's size", edits: ["channels: 4": "channels: 5"], trained: all("model.layers.0.channels: 4 → 5")),
    Case(
      name: "a layer more", edits: ["  - embedding": "  - dropout: 0.1\n  - embedding"],
      trained: all(#"model.layers.1: null → {"name":"dropout","rate":0.1}"#)),
    Case(name: "the data", edits: ["train: 640": "train: 704"], trained: all("data: 640 → 704")),
    Case(
      name: "the version of the arithmetic", script: older, trained: all("engine: 0 → 1")),
    Case(name: "the epochs", edits: ["epochs: 2": "epochs: 3"], trained: all("epochs: 2 → 3")),
    Case(name: "the rate of a base", edits: ["rate: 0.01": "rate: 0.02"], trained: all("optimizer.rate: 0.01 → 0.02")),
    Case(
      name: "a key that nobody had", edits: ["batch: 64": "batch: 64\nlabel-smoothing: 0.1"],
      trained: all("label-smoothing: null → 0.1")),
    Case(
      name: "the margin of one cell", edits: ["margin: 0.3}": "margin: 0.35}"],
      trained: all("loss.margin: 0.3 → 0.35", of: ["arcface"])),
    Case(
      name: "the batch of one cell and of the sweep that inherits it",
      edits: ["margin: 0.3}\n": "margin: 0.3}\nbatch: 32\n"], trained: all("batch: 64 → 32", of: arcfaces)),
    Case(
      name: "a value more in a sweep", edits: ["[0.1, 0.3, 0.5]": "[0.1, 0.3, 0.5, 0.7]"],
      trained: all("loss.margin: 0.5 → 0.7", of: ["margins[loss.margin=0.7]"])),
    Case(
      name: "another loss", edits: ["loss: softmax": "loss: {name: cosface, scale: 16, margin: 0.2}"],
      trained: all(#"loss: "softmax" → "cosface""#, of: ["softmax"])),
    Case(
      name: "two keys at once", edits: ["rate: 0.01": "rate: 0.02", "epochs: 2": "epochs: 3"],
      trained: everything.reduce(into: [:]) { cases, name in
        for seed in 1...2 { cases["\(name)/\(seed)"] = ["epochs: 2 → 3", "optimizer.rate: 0.01 → 0.02"] }
      }),
  ]

  /// Every run as an older version of the arithmetic would have stored it: an independent hand at the names of runs.
  private static let older = """
    import hashlib, json, os, re, sys
    runs = sys.argv[1] + "/runs"
    for name in sorted(os.listdir(runs)):
        path = f"{runs}/{name}/run.json"
        record = json.load(open(path))
        identity = {"data": record["data"]["digest"], "engine": record["engineVersion"], "spec": record["spec"]}
        def digest(): return hashlib.sha256(json.dumps(identity, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        assert digest() == name, "the name of a run is the digest of what decides it"
        identity["engine"] = record["engineVersion"] = 0
        record["id"] = digest()
        del record["sha256"]
        json.dump(record, open(path, "w"))
        os.rename(f"{runs}/{name}", f"{runs}/{record['id']}")
    """

  @Test("every change trains what it should, and the reason that is given for each run is the true one")
  func matrix() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Self.works, to: "works.bib")
    try sandbox.write(Self.notebook, to: "a.md")
    let base = try sandbox.run(["run", "--quiet", "--store", "base", "a.md"])
    #expect(base.status == 0, "\(base.error)")
    for (index, test) in Self.cases.enumerated() {
      if test.script != nil, Python.with("json", "hashlib") == nil { continue }
      try check(test, store: "store\(index)", sandbox)
    }
  }

  private func check(_ test: Case, store: String, _ sandbox: Sandbox) throws {
    var text = Self.notebook
    for (old, new) in test.edits {
      try #require(text.contains(old), "\(test.name): \(old)")
      text = text.replacingOccurrences(of: old, with: new)
    }
    try sandbox.write(text, to: "a.md")
    try sandbox.write(test.works, to: "works.bib")
    try FileManager.default.copyItem(
      at: sandbox.directory.appending(path: "base"), to: sandbox.directory.appending(path: store))
    if let script = test.script {
      let python = try #require(Python.with("json", "hashlib"))
      let outcome = try python.run(["-c", script, store], in: sandbox.directory)
      #expect(outcome.status == 0, "\(test.name): \(outcome.output)")
    }
    let before = try stored(store, sandbox)
    let seeds = test.arguments.first == "--seeds" ? test.arguments : []
    let reasons = try why(store, seeds, test.environment, sandbox)
    let expected = test.trained.mapValues { $0.sorted() }
    let found = Dictionary(
      uniqueKeysWithValues: reasons.filter { $0.verdict != "reused" }.map { ($0.name, $0.changes) })
    #expect(found == expected, "\(test.name)")

    let run = try sandbox.run(
      ["run", "--quiet", "--store", store, "--output", store + "-report"] + test.arguments + ["a.md"],
      environment: test.environment)
    #expect(run.status == 0, "\(test.name): \(run.error)")
    let trained = try stored(store, sandbox).subtracting(before)
    #expect(trained == Set(reasons.filter { $0.verdict != "reused" }.map(\.id)), "\(test.name): what was trained")
    #expect(before.isSubset(of: try stored(store, sandbox)), "\(test.name): nothing stored is lost")
    let after = try why(store, seeds, test.environment, sandbox)
    #expect(after.allSatisfy { $0.verdict == "reused" }, "\(test.name): afterwards")
  }

  private func stored(_ store: String, _ sandbox: Sandbox) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: sandbox.directory.appending(path: store + "/runs").path))
  }

  private struct Reason {
    var name: String
    var id: String
    var verdict: String
    /// `key: old → new`, sorted; of data the number of images to train on, of components the names.
    var changes: [String]
    var lines: [Int]
  }

  private func why(
    _ store: String, _ arguments: [String], _ environment: [String: String], _ sandbox: Sandbox
  ) throws -> [Reason] {
    let outcome = try sandbox.run(
      ["why", "--format", "json", "--store", store] + arguments + ["a.md"], environment: environment)
    #expect(outcome.status == 0, "\(outcome.error)")
    let file = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    return try #require(file["runs"] as? [[String: Any]]).map { run in
      let changes = run["changes"] as? [[String: Any]] ?? []
      return Reason(
        name: "\(run["configuration"] ?? "")/\(run["seed"] ?? "")", id: run["id"] as? String ?? "",
        verdict: run["verdict"] as? String ?? "",
        changes: try changes.map { change in
          "\(change["key"] ?? ""): \(try value(change["old"], change["key"])) → \(try value(change["new"], change["key"]))"
        }.sorted(),
        lines: changes.compactMap { $0["line"] as? Int })
    }
  }

  private func value(_ value: Any?, _ key: Any?) throws -> String {
    guard let value else { return "null" }
    if let map = value as? [String: Any], key as? String == "data" { return "\(map["train"] ?? "")" }
    let isComponent = key as? String == "loss"
    let shown = isComponent ? (value as? [String: Any])?["name"] ?? value : value
    let data = try JSONSerialization.data(
      withJSONObject: shown, options: [.sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }

  @Test("the terminal shows the old value, the new one, its line, and the run it was held against")
  func text() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Self.works, to: "works.bib")
    try sandbox.write(Self.notebook, to: "a.md")
    let empty = try sandbox.run(["why", "a.md", "arcface"])
    #expect(empty.output.contains("seeds 1 and 2: to be trained\n    the store has no runs yet"), "\(empty)")
    #expect(try sandbox.run(["run", "--quiet", "a.md"]).status == 0)
    try sandbox.write(Self.notebook.replacing("margin: 0.3}", with: "margin: 0.35}"), to: "a.md")
    let arcface = try sandbox.run(["why", "arcface"])
    #expect(arcface.status == 0)
    #expect(arcface.error.contains("notebook: a.md"), "it was found by the cell's name")
    let lines = Self.notebook.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.hasPrefix("loss: {name: arc") }) + 1
    #expect(
      arcface.output.contains(
        "  seeds 1 and 2: to be trained\n    loss.margin  0.3 → 0.35  (a.md:\(line))\n    against "),
      "\(arcface.output)")
    #expect(arcface.output.contains("2 distinct runs on strokes: 0 reused, 2 to be trained"))
    #expect(arcface.output.contains("its runs in reports/a"), "\(arcface.output)")
    let elsewhere = try sandbox.run(["why", "--report", "nowhere", "arcface"])
    #expect(elsewhere.output.contains("the nearest stored runs"), "\(elsewhere.output)")
    let figure = try sandbox.run(["why", "a.md", "fig-curves"])
    #expect(
      figure.output.contains(/softmax \(a\.md:\d+\)\n  seed 1: reused, [0-9a-f]{12}, \d+\.\d\d %/), "\(figure.output)")
    #expect(figure.output.contains("4 distinct runs on strokes: 2 reused, 2 to be trained"))
    let whole = try sandbox.run(["why", "a.md"])
    #expect(whole.output.contains(/margins \(a\.md:\d+\): its 6 runs are reused/), "\(whole.output)")
  }

  @Test("damaged files, checkpoints and mistakes of the command line are said")
  func others() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Self.works, to: "works.bib")
    try sandbox.write(Self.notebook, to: "a.md")
    #expect(try sandbox.run(["run", "--quiet", "a.md"]).status == 0)
    let softmax = try sandbox.run([
      "runs", "list", "--notebook", "a.md", "--cell", "softmax", "--seed", "1", "--format", "csv",
    ])
    let id = String(try #require(softmax.output.split(separator: "\n").last).prefix(64))
    let weights = ".offprint/runs/\(id)/weights.safetensors"
    let sound = try sandbox.bytes(weights)
    try sandbox.write("cut", to: weights)
    let why = try sandbox.run(["why", "a.md", "softmax"])
    #expect(
      why.output.contains(
        "seed 1: to be trained again\n    the stored run \(id.prefix(12)) is damaged: weights.safetensors"), "\(why)")
    let run = try sandbox.run(["run", "a.md"])
    #expect(run.status == 0)
    #expect(run.error.contains("is damaged: weights.safetensors"), "\(run.error)")
    #expect(run.error.contains("it is set aside in .offprint/damaged/\(id) and trained again"), "\(run.error)")
    #expect(try sandbox.bytes(weights) == sound, "it is trained again to the same bits")
    #expect(try sandbox.text(".offprint/damaged/\(id)/weights.safetensors") == "cut")

    for (arguments, words) in [
      (["why", "a.md", "arcfase"], "did you mean ‘arcface’?"),
      (["why", "nobody"], "no notebook here or in experiments/ has a cell ‘nobody’"),
      (["why", "nowhere.md"], "there is no notebook ‘nowhere.md’"),
    ] {
      let outcome = try sandbox.run(arguments)
      #expect(outcome.status == 2 && outcome.error.contains(words), "\(outcome)")
    }
    try sandbox.write(Self.notebook, to: "b.md")
    let both = try sandbox.run(["why", "arcface"])
    #expect(
      both.status == 2 && both.error.contains("several notebooks have a cell ‘arcface’: a.md and b.md"), "\(both)")
  }
}
