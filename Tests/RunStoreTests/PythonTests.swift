import Experiment
import Foundation
import OffprintCore
import RunStore
import TestSupport
import Testing

@Suite(
  "Python reads what is stored",
  .enabled(if: Python.with("safetensors", "numpy") != nil, Python.lack(of: "safetensors", "numpy")))
struct PythonTests {
  private func output(_ script: String, _ path: String) throws -> String {
    let python = try #require(Python.with("safetensors", "numpy"))
    let result = try python.run(["-c", script, path])
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
