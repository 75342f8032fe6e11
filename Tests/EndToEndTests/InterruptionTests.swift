import Foundation
import TestSupport
import Testing

/// The program killed, stopped, run twice at once and out of disk, on a sweep of four short runs.
@Suite("Interrupting the program", .serialized)
struct InterruptionTests {
  /// What a run is, without where and how fast it was made: `run.json` minus its provenance.
  private static func records(_ sandbox: Sandbox) throws -> [String: String] {
    var records: [String: String] = [:]
    for (name, bytes) in try sandbox.files(below: ".offprint/runs") where name.hasSuffix("run.json") {
      var record = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
      // When and where a run was trained is its own, and so is the digest of a record that says it.
      record["provenance"] = nil
      record["sha256"] = nil
      let text = try JSONSerialization.data(withJSONObject: record, options: .sortedKeys)
      records[name] = String(decoding: text, as: UTF8.self)
    }
    return records
  }

  private static let undisturbed = Result {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.sweep, to: "sweep.md")
    let outcome = try sandbox.run(["run", "--quiet", "--format", "html", "sweep.md"])
    #expect(outcome.status == 0, "\(outcome.error)")
    let records = try InterruptionTests.records(sandbox)
    #expect(records.count == 4)
    #expect(records.values.allSatisfy { $0.contains("weightsDigest") && $0.contains("trainLoss") })
    return records
  }

  private static func expectUndisturbed(_ sandbox: Sandbox) throws {
    #expect(try records(sandbox) == undisturbed.get())
    let verify = try sandbox.run(["runs", "verify"])
    #expect(verify.status == 0 && verify.output.contains("4 runs sound, 0 damaged"), "\(verify.error)")
    #expect(try sandbox.files(below: ".offprint/unfinished").isEmpty)
    #expect(try sandbox.files(below: ".offprint/temporary").isEmpty)
  }

  private static let arguments = ["run", "--checkpoint-every", "0.1", "--format", "html", "sweep.md"]

  private static func wait(atMost seconds: Double = 60, for condition: () -> Bool) -> Bool {
    for _ in 0..<Int(seconds * 100) {
      if condition() { return true }
      Thread.sleep(forTimeInterval: 0.01)
    }
    return condition()
  }

  private static func hasCheckpoint(_ sandbox: Sandbox) -> Bool {
    ((try? sandbox.files(below: ".offprint/unfinished").keys.contains { $0.hasSuffix("/checkpoint") }) ?? false)
  }

  @Test("killed at random moments and started again, a sweep ends in the same numbers as an undisturbed one")
  func killed() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.sweep, to: "sweep.md")
    // Park and Miller's generator: the moments are the same each time, as far as a machine's load lets them be.
    var state = 20_211
    var said = ""
    for round in 0..<4 {
      let process = try sandbox.start(Self.arguments)
      #expect(Self.wait { process.errorSoFar.contains("training ") || !process.isRunning })
      if round == 0 { #expect(Self.wait { Self.hasCheckpoint(sandbox) }, "\(process.errorSoFar)") }
      state = state * 48_271 % 2_147_483_647
      Thread.sleep(forTimeInterval: Double(state % 400) / 1000)
      process.kill()
      said += process.finish().error
      #expect(sandbox.exists(".offprint"))
    }
    let last = try sandbox.run(Self.arguments)
    #expect(last.status == 0, "\(last.error)")
    said += last.error
    #expect(said.contains("resuming "), "\(said)")
    #expect(!said.contains("set aside") && !said.contains("error"), "\(said)")
    try Self.expectUndisturbed(sandbox)
  }

  @Test("two at once on one store train each run once between them")
  func together() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.sweep, to: "sweep.md")
    let processes = try ["one", "two"].map {
      try sandbox.start(["run", "--jobs", "1", "--format", "html", "--output", $0, "sweep.md"])
    }
    let outcomes = processes.map { $0.finish() }
    #expect(outcomes.map(\.status) == [0, 0], "\(outcomes.map(\.error))")
    let trained = outcomes.flatMap { $0.error.split(separator: "\n") }.filter { $0.contains("on the test set") }
    #expect(trained.count == 4, "\(outcomes.map(\.error))")
    #expect(Set(trained.map { $0.prefix { $0 != ":" } }).count == 4)
    #expect(try sandbox.files(below: "one") == sandbox.files(below: "two"))
    try Self.expectUndisturbed(sandbox)
  }

  @Test("a run that another process trains is waited for, and gone on with when that process is killed")
  func takenOver() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.sweep, to: "sweep.md")
    let one = try sandbox.start(Self.arguments)
    #expect(Self.wait { Self.hasCheckpoint(sandbox) })
    one.stop()
    let two = try sandbox.start(Self.arguments)
    #expect(Self.wait { two.errorSoFar.contains("waiting for ") }, "\(two.errorSoFar)")
    one.kill()
    let second = two.finish()
    #expect(second.status == 0, "\(second.error)")
    #expect(second.error.contains(", which another process is training"))
    #expect(second.error.contains("resuming "), "\(second.error)")
    _ = one.finish()
    try Self.expectUndisturbed(sandbox)
  }

  @Test("a polite stop leaves checkpoints, whatever their interval, and the numbers are the same in the end")
  func terminated() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.sweep, to: "sweep.md")
    let process = try sandbox.start(["run", "--checkpoint-every", "3600", "--jobs", "1", "sweep.md"])
    #expect(Self.wait { process.errorSoFar.contains("epoch 3 of") }, "\(process.errorSoFar)")
    #expect(!Self.hasCheckpoint(sandbox))
    process.terminate()
    let first = process.finish()
    #expect(first.status == 143)
    #expect(first.error.contains("0 of 4 runs are stored, 1 more has a checkpoint"), "\(first.error)")
    #expect(Self.hasCheckpoint(sandbox))
    let second = try sandbox.run(Self.arguments)
    #expect(second.status == 0 && second.error.contains("resuming softmax, seed 1 at epoch "), "\(second.error)")
    try Self.expectUndisturbed(sandbox)
  }

  @Test("a damaged checkpoint is named and set aside, and the run begins afresh")
  func damagedCheckpoint() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.sweep, to: "sweep.md")
    let process = try sandbox.start(Self.arguments)
    #expect(Self.wait { Self.hasCheckpoint(sandbox) })
    process.kill()
    _ = process.finish()
    let files = try sandbox.files(below: ".offprint/unfinished")
    let name = try #require(files.keys.filter { $0.hasSuffix("/checkpoint") }.min())
    var bytes = try #require(files[name])
    bytes[bytes.count - 7] ^= 1
    try bytes.write(to: sandbox.directory.appending(path: ".offprint/unfinished/\(name)"))
    let outcome = try sandbox.run(Self.arguments)
    #expect(outcome.status == 0)
    #expect(outcome.error.contains("cannot be used and was set aside: its SHA-256 is not"), "\(outcome.error)")
    try Self.expectUndisturbed(sandbox)
  }

  @Test("where the disk takes no more, training stops with the reason, and what is stored stays as it is")
  func fullDisk() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.sweep.replacing("epochs: 24", with: "epochs: 1"), to: "first.md")
    #expect(try sandbox.run(["run", "--quiet", "--format", "html", "first.md"]).status == 0)
    let stored = try sandbox.files(below: ".offprint/runs")
    try sandbox.write(Notebooks.sweep, to: "sweep.md")
    // A limit on the size of files stands in for a full disk: the write fails in the middle, in the same place.
    let shell = try #require(Program.tool("sh"))
    let script = "{ (ulimit -f 2; \"$0\" \"$@\"; echo \"status $?\") 2>&1; } | cat"
    let outcome = try sandbox.tool(
      shell, ["-c", script, Program.url.path, "run", "--jobs", "1", "--format", "html", "sweep.md"])
    #expect(outcome.output.contains("status 1"), "\(outcome.output)")
    #expect(outcome.output.contains("softmax, seed 1 could not be stored: "), "\(outcome.output)")
    #expect(outcome.output.contains("stopped before the end: 0 of 4 runs are stored"))
    #expect(!outcome.output.contains("seed 2: epoch"), "nothing more is trained for nothing")
    #expect(try sandbox.files(below: ".offprint/runs") == stored)
    #expect(try sandbox.run(["runs", "verify"]).output.contains("4 runs sound, 0 damaged"))
    let after = try sandbox.run(Self.arguments)
    #expect(after.status == 0, "\(after.error)")
    #expect(try sandbox.files(below: ".offprint/unfinished").isEmpty)
    let all = try Self.records(sandbox)
    #expect(all.count == 8)
    #expect(try Self.undisturbed.get().allSatisfy { all[$0.key] == $0.value })
  }

  @Test("a store that cannot be written is refused before anything is trained")
  func unwritableStore() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.sweep, to: "sweep.md")
    try sandbox.write("in the way", to: "store")
    let outcome = try sandbox.run(["run", "--store", "store", "sweep.md"])
    #expect(outcome.status == 1)
    #expect(outcome.error.contains("the run store cannot be used"), "\(outcome.error)")
    #expect(!outcome.error.contains("epoch 1"))
    #expect(!sandbox.exists("reports"))
  }
}
