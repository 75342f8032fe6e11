import Experiment
import Foundation
import OffprintCore
import RunStore
import Testing

/// A Python that has the reference library, found in the places where one would put it.
enum Python {
  static let path: String? = {
    let environment = ProcessInfo.processInfo.environment
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let candidates = [environment["OFFPRINT_PYTHON"], root + "/.venv/bin/python", "python3"]
    return candidates.compactMap(\.self).first { run($0, ["-c", "import safetensors, numpy"])?.status == 0 }
  }()

  static let why = "no python3 with safetensors and numpy was found (OFFPRINT_PYTHON, .venv): files were not read back"

  static func run(_ python: String, _ arguments: [String]) -> (status: Int32, output: String)? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    guard (try? process.run()) != nil else { return nil }
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}

@Suite("Python reads what is stored", .enabled(if: Python.path != nil, Comment(rawValue: Python.why)))
struct PythonTests {
  private func output(_ script: String, _ path: String) throws -> String {
    let python = try #require(Python.path)
    let result = try #require(Python.run(python, ["-c", script, path]))
    #expect(result.status == 0, "\(result.output)")
    return result.output
  }

  @Test func `the reference library sees the same names, shapes, types and bits`() throws {
    let directory = try TemporaryDirectory()
    try directory.write(SafetensorsTests.file.encoded(), to: "a.safetensors")
    let script = """
      import sys
      from safetensors import safe_open
      with safe_open(sys.argv[1], "np") as f:
          print(sorted(f.metadata().items()))
          for name in sorted(f.keys()):
              t = f.get_tensor(name)
              print(name, t.dtype, list(t.shape), t.tobytes().hex())
      """
    let text = try output(script, directory.path + "/a.safetensors")
    #expect(
      text.split(separator: "\n") == [
        #"[('a "b"', 'line\nbreak'), ('run', 'abc')]"#,
        "bytes uint8 [3] 0080ff",
        "name with \"quotes\" and ü uint8 [1] 07",
        "none float32 [0, 5] ",
        "scalar float32 [] 00002040",
        "specials float32 [2, 4] 3412c07f0100a0ff00000080000000000000807f000080ff01000000ffff7f00",
        "wide int64 [2, 1] 0000000000000080ffffffffffffff7f",
      ])
  }

  @Test func `a stored run is read back whole`() throws {
    let directory = try TemporaryDirectory()
    let store = RunStore(root: directory.path)
    let record = try store.put(Fixtures.result(seed: 1))
    let script = """
      import hashlib, json, os, sys
      from safetensors.numpy import load_file
      d = sys.argv[1]
      r = json.load(open(d + "/run.json"))
      for key in ("weights", "embeddings"):
          path = f"{d}/{key}.safetensors"
          assert hashlib.sha256(open(path, "rb").read()).hexdigest() == r[key + "Digest"]
      e = load_file(d + "/embeddings.safetensors")
      correct = (e["labels"] == e["predictions"]).mean()
      assert correct == r["epochs"][-1]["testAccuracy"], correct
      print(r["spec"]["seed"], r["status"]["state"], e["features"].shape, e["class_weights"].shape)
      """
    #expect(try output(script, store.directory(of: record.id)) == "1 finished (4, 2) (3, 2)\n")
  }
}
