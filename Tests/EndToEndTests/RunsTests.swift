import Foundation
import TestSupport
import Testing

@Suite("Looking at stored runs, moving them, removing them", .serialized)
struct RunsTests {
  private func trained() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write(Notebooks.small, to: "small.md")
    let outcome = try sandbox.run(["run", "--quiet", "--format", "html", "small.md"])
    #expect(outcome.status == 0, "\(outcome.error)")
    return sandbox
  }

  private func ids(_ sandbox: Sandbox, _ arguments: [String]) throws -> [String] {
    let outcome = try sandbox.run(["runs", "list"] + arguments)
    #expect(outcome.status == 0, "\(arguments): \(outcome.error)")
    return outcome.output.split(separator: "\n").dropFirst().map { String($0.prefix(12)) }
  }

  @Test("filters by cell, loss, seed, status, data and any key, alone and together")
  func filters() throws {
    let sandbox = try trained()
    defer { sandbox.remove() }
    for (arguments, count) in [
      ([], 8), (["--loss", "arcface"], 6), (["--loss", "softmax", "--loss", "arcface"], 8), (["--seed", "2"], 4),
      (["--loss", "arcface", "--seed", "1"], 3), (["--status", "finished"], 8), (["--data", "strokes"], 8),
      (["--notebook", "small.md"], 8), (["--notebook", "small.md", "--cell", "arcface"], 2),
      (["--notebook", "small.md", "--cell", "margins"], 6), (["--notebook", "small.md", "--cell", "fig-sphere"], 4),
      (["--where", "loss.margin>=0.3"], 4), (["--where", "loss.margin < 0.3"], 2), (["-w", "loss.margin!=0.3"], 4),
      (["-w", "loss=softmax"], 2), (["-w", "accuracy>=0%", "-w", "seed=2"], 4), (["-w", "epochs<=2"], 8),
    ] as [([String], Int)] {
      #expect(try ids(sandbox, arguments).count == count, "\(arguments)")
    }
    for arguments in [["--status", "failed"], ["--data", "mnist"], ["-w", "accuracy>100"], ["--seed", "9"]] {
      let outcome = try sandbox.run(["runs", "list"] + arguments)
      #expect(outcome.output == "none of the 8 stored runs is like that\n", "\(arguments): \(outcome)")
    }
    for (arguments, words) in [
      (["-w", "los.margin=0.3"], "did you mean ‘loss.margin’?"), (["-w", "margin"], "a key, a comparison and a value"),
      (["-w", "loss<arcface"], "compares numbers"), (["--cell", "arcface"], "‘--cell’ needs a notebook"),
      (["--sort", "accurcy"], "did you mean ‘accuracy’?"),
    ] {
      let outcome = try sandbox.run(["runs", "list"] + arguments)
      #expect(outcome.status == 2 && outcome.error.contains(words), "\(arguments): \(outcome.error)")
    }
  }

  @Test(
    "Python's csv and json read the tables, in the order that was asked for, with numbers of the runs' own records",
    .enabled(if: Python.with("csv", "json") != nil, Python.lack(of: "csv", "json")))
  func tables() throws {
    let sandbox = try trained()
    defer { sandbox.remove() }
    let ids = try ids(sandbox, ["--sort", "accuracy", "--reverse"])
    try sandbox.write(
      try sandbox.run(["runs", "list", "--sort", "accuracy", "--reverse", "--format", "csv"]).output, to: "runs.csv")
    try sandbox.write(try sandbox.run(["runs", "list", "--format", "json"]).output, to: "runs.json")
    try sandbox.write(try sandbox.run(["runs", "show", "--format", "csv"] + ids).output, to: "epochs.csv")
    let script = """
      import csv, json
      rows = list(csv.DictReader(open("runs.csv", newline="")))
      assert len(rows) == 8 and len({len(r) for r in rows}) == 1 and None not in rows[0]
      assert sorted(rows, key=lambda r: -float(r["accuracy"])) == rows
      epochs = list(csv.DictReader(open("epochs.csv", newline="")))
      for row in rows:
          record = json.load(open(f".offprint/runs/{row['id']}/run.json"))
          last = record["epochs"][-1]
          assert abs(float(row["accuracy"]) - 100 * last["testAccuracy"]) < 1e-8
          assert abs(float(row["error"]) - 100 + float(row["accuracy"])) < 1e-8
          assert float(row["train-loss"]) == last["trainLoss"]
          assert row["weights"] == record["weightsDigest"] and row["status"] == "finished"
          assert int(row["seed"]) == record["spec"]["seed"] and row["loss.name"] == record["spec"]["loss"]["name"]
          assert (row["loss.margin"] == "") == (row["loss.name"] == "softmax")
          assert row["model.layers.0.channels"] == "4" and row["optimizer.rate"] == "0.01"
          own = [e for e in epochs if e["id"] == row["id"]]
          assert [float(e["train-loss"]) for e in own] == [e["trainLoss"] for e in record["epochs"]]
          assert [int(e["epoch"]) for e in own] == [1, 2]
      named = {r["id"]: r for r in json.load(open("runs.json"))}
      for row in rows:
          assert {k: str(v) for k, v in named[row["id"]].items() if isinstance(v, str)}.items() <= row.items()
          assert set(named[row["id"]]) == {k for k, v in row.items() if v != ""}
      """
    let python = try #require(Python.with("csv", "json"))
    let outcome = try python.run(["-c", script], in: sandbox.directory)
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  @Test("show draws the curves, with dots where the terminal has them and with stars elsewhere")
  func curves() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(
      Notebooks.long.replacing("epochs: 1\n", with: "epochs: 6\n").replacing(
        "base: short\nepochs: 100000", with: "base: short"),
      to: "a.md")
    #expect(try sandbox.run(["run", "--quiet", "--format", "html", "a.md"]).status == 0)
    let id = try #require(try ids(sandbox, []).first)
    let dots = try sandbox.run(["runs", "show", id]).output
    #expect(dots.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
    let stars = try sandbox.run(["runs", "show", id], environment: ["LANG": "C"]).output
    #expect(!stars.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) } && stars.contains("*"))
    for text in [dots, stars] {
      #expect(text.contains("  test accuracy\n") && text.contains("  train loss\n") && text.contains("epoch 6"))
      #expect(text.split(separator: "\n").drop { !$0.hasPrefix("  test accuracy") }.allSatisfy { $0.count <= 80 })
    }
    // Each column of a curve has a star, since the curve has no gaps.
    let rows = stars.split(separator: "\n").drop { !$0.hasPrefix("  train loss") }.dropFirst().prefix(8)
    let columns = rows.map { row in row.drop { $0 != "|" }.dropFirst().map { $0 == "*" } }
    let width = columns.map(\.count).max() ?? 0
    #expect(width >= 60)
    for x in 0..<width { #expect(columns.contains { x < $0.count && $0[x] }, "column \(x)") }
  }

  @Test("gc shows what nothing asks for and why the rest stays, and removes it only when told to")
  func collecting() throws {
    let sandbox = try trained()
    defer { sandbox.remove() }
    let fewer = Notebooks.small.replacing("[0.1, 0.3, 0.5]", with: "[0.3]")
    try sandbox.write(fewer, to: "small.md")
    let stored = try sandbox.files(below: ".offprint/runs")
    // The report that was written before still needs all of them.
    let reported = try sandbox.run(["runs", "gc", "small.md"])
    #expect(reported.status == 0 && reported.output == "0 runs, 0 B could be removed\n", "\(reported)")
    #expect(reported.error.contains("kept for small.md: 4 runs\nkept for reports/small: 8 runs"), "\(reported.error)")
    for arguments in [[], ["--dry-run"]] {
      let dry = try sandbox.run(["runs", "gc", "--ignore-reports", "small.md"] + arguments)
      #expect(dry.output.contains("4 runs, ") && dry.output.contains(" could be removed"), "\(dry)")
      #expect(dry.output.contains("arcface margin=0.5") && !dry.output.contains("margin=0.3"), "\(dry.output)")
      #expect(dry.error.contains("nothing was removed; ‘--force’ removes it"))
    }
    #expect(try sandbox.files(below: ".offprint/runs") == stored)
    #expect(try sandbox.run(["runs", "gc", "--force", "-n", "small.md"]).status == 2)
    let broken = try sandbox.run(["runs", "gc", "--force", "--ignore-reports", "small.md", "nowhere"])
    #expect(broken.status == 2, "a keeper that is not there must not be passed over")
    #expect(try sandbox.files(below: ".offprint/runs") == stored)
    let done = try sandbox.run(["runs", "gc", "--force", "--ignore-reports", "small.md"])
    #expect(done.output.contains("4 runs, ") && done.output.contains(" removed"), "\(done)")
    #expect(try ids(sandbox, []).count == 4)
    let run = try sandbox.run(["run", "small.md"])
    #expect(run.output.contains("nothing to train: all 4 runs are stored"), "\(run)")
  }

  @Test("an archive carries runs to another machine, where nothing is trained and the report has the same bytes")
  func moving() throws {
    let (here, there) = (try trained(), try Sandbox())
    defer {
      here.remove()
      there.remove()
    }
    let exported = try here.run(["runs", "export", "runs.tar"])
    #expect(exported.status == 0 && exported.output.hasPrefix("runs.tar: 8 runs, "), "\(exported)")
    try there.write(Notebooks.small, to: "small.md")
    try here.bytes("runs.tar").write(to: there.directory.appending(path: "runs.tar"))
    let imported = try there.run(["runs", "import", "runs.tar"])
    #expect(imported.status == 0 && imported.output == "runs.tar: 8 runs imported\n", "\(imported)")
    let again = try there.run(["runs", "import", "runs.tar"])
    #expect(again.output == "runs.tar: 0 runs imported, 8 here already\n")
    let run = try there.run(["run", "--format", "html", "small.md"])
    #expect(run.output.contains("nothing to train: all 8 runs are stored"), "\(run)")
    #expect(try there.files(below: "reports/small") == here.files(below: "reports/small"))
    let exportedAgain = try there.run(["runs", "export", "again.tar"])
    #expect(exportedAgain.status == 0)
    #expect(try there.bytes("again.tar") == here.bytes("runs.tar"))

    let some = try here.run(["runs", "export", "--notebook", "small.md", "--cell", "softmax", "some.tar"])
    #expect(some.output.hasPrefix("some.tar: 2 runs, "), "\(some)")
    let none = try here.run(["runs", "export", "--loss", "cosface", "none.tar"])
    #expect(none.status == 1 && !here.exists("none.tar"), "\(none)")
    let shell = try #require(Program.tool("sh"))
    let piped = try here.tool(
      shell, ["-c", "'\(Program.url.path)' runs export - | '\(Program.url.path)' runs import --store piped -"])
    #expect(piped.status == 0 && piped.output == "standard input: 8 runs imported\n", "\(piped)")
  }

  @Test("an archive with a damaged run gives the others and says which stayed out; one with a stranger gives nothing")
  func damagedArchive() throws {
    let sandbox = try trained()
    defer { sandbox.remove() }
    #expect(try sandbox.run(["runs", "export", "runs.tar"]).status == 0)
    var bytes = try sandbox.bytes("runs.tar")
    let place = try #require(bytes.range(of: Data("trainLoss".utf8)))
    bytes[place.lowerBound + 12] ^= 1
    try bytes.write(to: sandbox.directory.appending(path: "bad.tar"))
    let bad = try sandbox.run(["runs", "import", "--store", "other", "bad.tar"])
    #expect(bad.status == 1 && bad.output == "bad.tar: 7 runs imported, 1 refused\n", "\(bad)")
    #expect(bad.error.contains("of the archive was not imported: run.json: "), "\(bad.error)")
    let none = try sandbox.run(["runs", "import", "--store", "third", "small.md"])
    #expect(none.status == 1 && none.error.contains("small.md: the archive cannot be imported: it is"), "\(none)")
    #expect(none.error.contains("nothing of it was imported"))
    #expect(try sandbox.run(["runs", "import", "nowhere.tar"]).error.contains("no such file or directory"))
  }
}
