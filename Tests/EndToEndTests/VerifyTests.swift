import Foundation
import TestSupport
import Testing

/// A report's runs trained again: the sound report, and reports in which something was changed.
@Suite("Verifying a report's runs", .serialized)
struct VerifyTests {
  /// A sandbox with the report of `Notebooks.small` in reports/small, made once and copied.
  private static let made = Result {
    let sandbox = try Sandbox()
    try sandbox.write(Notebooks.small, to: "small.md")
    let outcome = try sandbox.run(["run", "--quiet", "--format", "html", "small.md"])
    #expect(outcome.status == 0, "\(outcome.error)")
    return sandbox
  }

  private static func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    try FileManager.default.copyItem(
      at: made.get().directory.appending(path: "reports"), to: sandbox.directory.appending(path: "reports"))
    for folder in ["scratch", "empty"] {
      try FileManager.default.createDirectory(
        at: sandbox.directory.appending(path: folder), withIntermediateDirectories: true)
    }
    return sandbox
  }

  private static func verify(_ sandbox: Sandbox, _ words: String...) throws -> Outcome {
    try sandbox.run(
      ["verify", "--only", "runs", "reports/small"] + words,
      environment: ["TMPDIR": sandbox.directory.appending(path: "scratch").path])
  }

  /// Changes the evidence and every digest of it, as somebody would who wants it not to be noticed. `edit` is Python with the
  /// evidence as `e`.
  private static func forge(_ sandbox: Sandbox, _ edit: String, isSealed: Bool = true) throws {
    let python = try #require(Program.tool("python3"))
    try sandbox.write(
      """
      import gzip, hashlib, json, pathlib
      folder = pathlib.Path("reports/small")
      text = gzip.decompress((folder / "evidence.json.gz").read_bytes())
      e = json.loads(text)
      run = lambda n: e["runs"][n]
      \(edit)
      new = json.dumps(e, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
      assert new != text
      (folder / "evidence.json.gz").write_bytes(gzip.compress(new, mtime=0))
      for name in ["results.json", "index.html"] if \(isSealed ? "True" : "False") else []:
          page = (folder / name).read_text()
          assert hashlib.sha256(text).hexdigest() in page
          (folder / name).write_text(page.replace(hashlib.sha256(text).hexdigest(), hashlib.sha256(new).hexdigest()))
      """, to: "forge.py")
    let outcome = try sandbox.tool(python, ["forge.py"])
    #expect(outcome.status == 0, "\(outcome.error)")
  }

  private static let hasPython: Comment = "python3 is not installed: no evidence is changed"

  // MARK: - Sound reports

  @Test("a sound report is BITWISE, on one worker or two, by its folder or its page, and nothing is left behind")
  func sound() throws {
    let sandbox = try Self.sandbox()
    defer { sandbox.remove() }
    let before = try sandbox.files(below: "reports")
    let outcome = try Self.verify(sandbox, "--write", "out/audit.json", "--write", "audit.md", "--write", "audit.xml")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("8 runs: all BITWISE\n") && !outcome.output.contains("confidence"))
    #expect(outcome.output.contains("BITWISE       softmax/seed-1\n"), "\(outcome.output)")
    #expect(try sandbox.files(below: "scratch").isEmpty && !sandbox.exists(".offprint"))
    #expect(try sandbox.files(below: "reports") == before)
    let json = try #require(
      try JSONSerialization.jsonObject(with: sandbox.bytes("out/audit.json")) as? [String: Any])
    #expect(json["format"] as? String == "offprint-audit" && json["status"] as? Int == 0)
    #expect((json["counts"] as? [String: Int])?["BITWISE"] == 8 && (json["runs"] as? [Any])?.count == 8)
    #expect(try sandbox.text("audit.xml").contains("tests=\"8\" failures=\"0\" errors=\"0\" skipped=\"0\""))
    #expect(try sandbox.text("audit.md").contains("| arcface/seed-2 | BITWISE |"))
    let page = try sandbox.run(["verify", "--quiet", "--jobs", "2", "reports/small/index.html"])
    #expect(page.status == 0 && page.output.isEmpty && page.error.isEmpty, "\(page)")
  }

  @Test("a random part is drawn anew each time, can be drawn again, and says what it proves")
  func sample() throws {
    let sandbox = try Self.sandbox()
    defer { sandbox.remove() }
    func graded(_ output: String) -> [String] {
      output.split(separator: "\n").filter { $0.hasPrefix("BITWISE ") }.map(String.init)
    }
    let first = try Self.verify(sandbox, "--sample", "3", "--draw", "77")
    #expect(first.status == 0 && graded(first.output).count == 3)
    // C(3, 3) / C(8, 3) = 1/56 for five that differ, C(4, 3) / C(8, 3) = 4/56 for four.
    #expect(first.output.contains("3 of 8 runs: all BITWISE\nwith 95 % confidence at most 4 of the 5 others differ\n"))
    #expect(first.output.contains("offprint verify reports/small --sample 3 --draw 77\n"), "\(first.output)")
    #expect(try graded(Self.verify(sandbox, "--sample", "3", "--draw", "77").output) == graded(first.output))
    let more = try Self.verify(sandbox, "--sample", "5", "--draw", "77")
    #expect(Array(graded(more.output).prefix(3)) == graded(first.output), "a larger draw goes on where a smaller ends")
    let draws = try (0..<2).map { _ in try Self.verify(sandbox, "--sample", "20%", "--quiet", "--format", "json").output
    }
    let numbers = draws.map { $0.firstMatch(of: /"draw" : (\d+)/)?.output.1 }
    #expect(numbers[0] != nil && numbers[0] != numbers[1], "\(draws)")
    #expect(draws.allSatisfy { $0.matches(of: /"grade" : "BITWISE"/).count == 2 })
    let budget = try Self.verify(sandbox, "--budget", "5m", "--cell", "margins")
    #expect(budget.status == 0 && budget.output.contains("6 runs: all BITWISE\n"), "\(budget)")
    let short = try Self.verify(sandbox, "--budget", "0.001s")
    #expect(short.output.contains("1 of 8 runs fitted into the time") && graded(short.output).count == 1, "\(short)")
    let one = try Self.verify(sandbox, "--cell", "arcface/seed-2")
    #expect(one.status == 0 && one.output.contains("1 run: BITWISE\n"))
  }

  @Test("a run that failed is BITWISE where it fails in the same place")
  func failed() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.diverging, to: "wild.md")
    #expect(try sandbox.run(["run", "--quiet", "--format", "html", "wild.md"]).status == 1)
    let outcome = try sandbox.run(["verify", "reports/wild"])
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.contains("2 runs: all BITWISE"))
    #expect(
      outcome.output.contains(/BITWISE       wild\/seed-1: it failed in epoch \d, step \d+, as it did for the report/))
  }

  @Test("stopped by Ctrl-C it says what it has seen, and with a store of its own it goes on from there")
  func interrupted() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.sweep, to: "sweep.md")
    #expect(try sandbox.run(["run", "--quiet", "--format", "html", "sweep.md"]).status == 0)
    let words = ["verify", "--store", "audit", "--checkpoint-every", "0.1", "--jobs", "1", "reports/sweep"]
    let process = try sandbox.start(words)
    for _ in 0..<6000 where process.isRunning && !process.errorSoFar.contains("on the test set") {
      Thread.sleep(forTimeInterval: 0.01)
    }
    process.interrupt()
    let stopped = process.finish()
    #expect(stopped.status == 130, "\(stopped)")
    #expect(
      stopped.output.contains("BITWISE") && stopped.output.contains("stopped before the end"), "\(stopped.output)")
    #expect(stopped.error.contains("the same command goes on from what is kept in audit"))
    let again = try sandbox.run(words)
    #expect(again.status == 0 && again.output.contains("4 runs: all BITWISE"), "\(again)")
    #expect(again.error.contains("done before"))
  }

  // MARK: - Changed reports

  @Test(
    "whatever was changed in the evidence is caught and named",
    .enabled(if: Program.tool("python3") != nil, hasPython),
    arguments: [
      (
        "run(2)['weightsDigest'] = '0' * 64",
        ["DIVERGED      arcface/seed-1: changed in the report", "the digest of the weights is ", "says 000000000000"]
      ),
      (
        "run(0)['epochs']['testAccuracy'][0] += 0.0078125",
        ["DIVERGED      softmax/seed-1: changed in the report", "epoch 1: the test accuracy is 0."]
      ),
      (
        "run(0)['epochs']['state'][0] = '0' * 16",
        ["DIVERGED      softmax/seed-1: changed in the report", "epoch 1: weights and optimizer are not in the state"]
      ),
      (
        "e['notebook']['content']['text'] = e['notebook']['content']['text'].replace('seeds: 2', 'seeds: [1, 7]')",
        ["it is softmax/seed-2, which the notebook does not ask for", "asks for 4 runs that the report does not have"]
      ),
      // The results of one seed under another's name.
      (
        "a, b = run(0)['id'], run(1)['id']; run(0)['id'], run(1)['id'] = b, a",
        [
          "DIVERGED      softmax/seed-1: the report gives it the results of softmax/seed-2",
          "DIVERGED      softmax/seed-2: the report gives it the results of softmax/seed-1",
        ]
      ),
      // As reports of older versions are.
      (
        "[r['epochs'].pop('state') for r in e['runs']]; run(0)['epochs']['trainLoss'][1] *= 1.0000001",
        [
          "DIVERGED      softmax/seed-1: changed in the report", "epoch 2: the training loss is ",
          "7 BITWISE and 1 DIVERGED",
        ]
      ),
    ] as [(String, [String])])
  func forged(edit: String, named: [String]) throws {
    let sandbox = try Self.sandbox()
    defer { sandbox.remove() }
    try Self.forge(sandbox, edit)
    let outcome = try Self.verify(sandbox)
    #expect(outcome.status == 1, "\(outcome)")
    for words in named { #expect(outcome.output.contains(words), "\(outcome.output)") }
    #expect(try Self.verify(sandbox, "--quiet", "--write", "a.xml").output.contains(named[0]))
    #expect(try sandbox.text("a.xml").contains("<failure message="))
  }

  @Test(
    "evidence that is not the report's own is refused before anything is trained",
    .enabled(if: Program.tool("python3") != nil, hasPython))
  func unsealed() throws {
    let sandbox = try Self.sandbox()
    defer { sandbox.remove() }
    try Self.forge(sandbox, "run(2)['weightsDigest'] = '0' * 64", isSealed: false)
    let outcome = try Self.verify(sandbox)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.error.contains("is not what this report was made from"), "\(outcome.error)")
  }

  @Test(
    "without the report's data nothing is concluded, and another build of them is held to the tolerance",
    .enabled(if: Program.tool("python3") != nil, hasPython))
  func data() throws {
    func outcome(_ data: String, _ words: String...) throws -> Outcome {
      let sandbox = try Self.sandbox()
      defer { sandbox.remove() }
      try Self.forge(
        sandbox,
        "t = e['notebook']['content']; t['text'] = t['text'].replace('{name: strokes, train: 640, test: 256}', '\(data)')"
      )
      return try sandbox.run(["verify", "--only", "runs", "--offline", "reports/small"] + words)
    }
    let absent = try outcome("mnist")
    #expect(absent.status == 3 && absent.output.contains("8 runs: 8 INCONCLUSIVE"), "\(absent)")
    #expect(absent.output.contains("lists no data set ‘strokes’"))
    let others = try outcome("{name: strokes, train: 704, test: 256}")
    #expect(others.status == 3 && others.output.contains("the data here are others than the report's"), "\(others)")
    let build = "{name: strokes, train: 640, test: 256, seed: 2}"
    let near = try outcome(build, "--tolerance", "100", "--angle-tolerance", "180", "--sample", "2")
    #expect(near.status == 0 && near.output.contains("2 EQUIVALENT"), "\(near)")
    #expect(near.output.contains("the data are another build of strokes; accuracy is "))
    let far = try outcome(build, "--tolerance", "0", "--sample", "2")
    #expect(far.status == 1 && far.output.contains("(beyond 0.00 points)"), "\(far)")
    #expect(far.output.contains("the data are another build of strokes\n") && !far.output.contains("this machine"))
  }

  @Test(
    "where two machines part is named by step and tensor, once there is a trace of the other",
    .enabled(if: Program.tool("python3") != nil, hasPython))
  func places() throws {
    let sandbox = try Self.sandbox()
    defer { sandbox.remove() }
    let traced = try Self.verify(sandbox, "--cell", "softmax/seed-1", "--trace", "traces", "--trace-epochs", "2")
    #expect(traced.status == 0, "\(traced.error)")
    let path = "traces/softmax-seed-1-epochs-2.trace"
    #expect(traced.output == "\(path): 10 steps\n")
    // As if the report had been made where the second epoch went another way.
    try Self.forge(
      sandbox,
      """
      r = run(0); r['epochs']['state'][1] = '1' * 16; r['epochs']['trainLoss'][1] += 0.125
      r['weightsDigest'], r['embeddingsDigest'] = '1' * 64, '2' * 64
      """)
    let alone = try Self.verify(sandbox, "--cell", "softmax")
    #expect(alone.status == 1, "\(alone)")
    for words in [
      "DIVERGED      softmax/seed-1: equal through epoch 1; epoch 2 differs", "epoch 2: the training loss is ",
      "this machine repeats itself: all 10 steps of epoch 2 are the same with x86-64-v",
      "offprint verify reports/small --cell softmax/seed-1 --trace traces --trace-epochs 2",
      "2 runs: 1 BITWISE and 1 DIVERGED",
    ] where !words.contains("x86") || alone.output.contains("x86") {
      #expect(alone.output.contains(words), "\(alone.output)")
    }
    // And as if that machine's trace parted in the third step, with all that comes of it.
    try sandbox.write(
      """
      import json
      lines = open("\(path)").read().splitlines()
      items = json.loads(lines[0])["items"]
      place = items.index("gradient layers.1.linear.weight")
      for number in range(4, len(lines)):
          words = lines[number].split()
          for k in range(2 + (place if number == 4 else 0), len(words)):
              words[k] = format(int(words[k], 16) ^ 1, "016x")
          lines[number] = " ".join(words)
      open("other.trace", "w").write("\\n".join(lines) + "\\n")
      """, to: "part.py")
    #expect(try sandbox.tool(#require(Program.tool("python3")), ["part.py"]).status == 0)
    let place = "equal through step 2 of epoch 2; in step 3 the gradient of layers.1.linear.weight differs"
    let named = try Self.verify(sandbox, "--cell", "softmax/seed-1", "--against", "other.trace", "--write", "a.json")
    #expect(named.status == 1 && named.output.contains(place), "\(named)")
    let json = try sandbox.text("a.json")
    #expect(json.contains("\"item\" : \"gradient layers.1.linear.weight\"") && json.contains("\"step\" : 3"))
    // It is found in the report's folder, too.
    let folder = sandbox.directory.appending(path: "reports/small/traces")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: sandbox.directory.appending(path: "other.trace"), to: folder.appending(path: "x.trace"))
    #expect(try Self.verify(sandbox, "--cell", "softmax/seed-1").output.contains(place))
    // A trace that agrees with this machine says nothing of where.
    let same = try Self.verify(sandbox, "--cell", "softmax/seed-1", "--against", path)
    #expect(same.status == 1 && same.output.contains(place), "the report's own trace still does")
  }

  // MARK: - Mistakes

  @Test("mistakes are answered with what is wrong, and status 2")
  func mistakes() throws {
    let sandbox = try Self.sandbox()
    defer { sandbox.remove() }
    try sandbox.write("x", to: "empty/file")
    func mistake(_ words: [String], _ said: String) throws {
      let outcome = try sandbox.run(["verify"] + words)
      #expect(outcome.status == 2 && outcome.output.isEmpty, "\(words): \(outcome)")
      #expect(outcome.error.contains(said), "\(words): \(outcome.error)")
    }
    let report = "reports/small"
    try mistake([], "<report>")
    try mistake(["nowhere"], "there is no report ‘nowhere’")
    try mistake(["empty"], "‘empty’ is no report")
    try mistake(["--only", "runs", "empty"], "‘empty’ has no evidence.json.gz")
    try mistake(["empty/file"], "is no report")
    try mistake([report, "--sample", "0"], "a number of runs or a part of them")
    try mistake([report, "--sample", "101%"], "a number of runs or a part of them")
    try mistake([report, "--budget", "10"], "a time with its unit")
    try mistake([report, "--draw", "5"], "‘--draw’ repeats a random choice")
    try mistake([report, "--cell", "sofmax"], "did you mean ‘softmax’?")
    try mistake([report, "--cell", "softmax/seed-9"], "the report has no run ‘softmax/seed-9’")
    try mistake([report, "--only", "runs", "--store", "empty"], "not the store of an audit")
    try mistake([report, "--trace", "t", "--sample", "2"], "‘--trace’ and ‘--sample’ exclude each other")
    try mistake([report, "--trace", "t", "--trace-epochs", "2-1"], "an epoch or a range of them")
    try mistake([report, "--trace", "t", "--trace-epochs", "3"], "has 2 epochs")
    try mistake([report, "--against", "empty"], "‘empty’ has no traces")
    try mistake([report, "--against", "empty/file"], "‘empty/file’ is no trace that can be used")
    try mistake([report, "--only", "displayed", "--cell", "softmax"], "is about training runs again")
    try mistake([report, "--only", "displayed", "--trace", "t"], "‘--trace’ and ‘--only’ exclude each other")
    try mistake([report, "--write", "audit.pdf"], "write .json, .md, .xml or .txt")
    #expect(try Self.verify(sandbox, "--quiet", "--store", "kept", "--cell", "softmax").status == 0)
    if Program.tool("python3") != nil {
      try Self.forge(sandbox, "run(2)['weightsDigest'] = '0' * 64")
      try mistake([report, "--only", "runs", "--store", "kept"], "the store of an audit of another report")
    }
  }
}
