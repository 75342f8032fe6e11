import Experiment
import Foundation
import Interop
import OffprintCore
import RunStore
import TestSupport
import Testing

@Suite("Digests of records, and runs that are set aside") struct SealTests {
  private let directory: TemporaryDirectory
  private let store: RunStore
  private let id = Fixtures.id(seed: 1)

  init() throws {
    directory = try TemporaryDirectory()
    store = RunStore(root: directory.path + "/.offprint")
    try store.put(Fixtures.result(seed: 1))
  }

  private var record: String { ".offprint/runs/\(id)/run.json" }

  private func replace(_ old: String, by new: String) throws {
    let text = String(decoding: try directory.read(record), as: UTF8.self)
    try #require(text.contains(old))
    try directory.write(Array(text.replacingOccurrences(of: old, with: new).utf8), to: record)
  }

  @Test func `every single bit of a record that changes is found, or changes nothing that is read`() throws {
    let sound = try directory.read(record)
    let said = try store.record(for: id)
    var unnoticed = 0
    for place in sound.indices {
      var bytes = sound
      bytes[place] ^= 1 << UInt8(place % 8)
      try directory.write(bytes, to: record)
      if let read = try? store.record(for: id) {
        // Only the name of the digest's own key can go without being missed.
        unnoticed += 1
        #expect(read == said, "byte \(place)")
      }
    }
    #expect(unnoticed <= ",\n  \"sha256\" : \"".utf8.count + "\"\n}\n".utf8.count)
  }

  @Test func `a number that was changed by hand is found, and a record of a version without digests is read`() throws {
    try replace(#""testAccuracy" : 0.75"#, by: #""testAccuracy" : 0.95"#)
    let error = #expect(throws: RunStoreError.self) { try store.record(for: id) }
    #expect(error?.description.contains("run.json: its SHA-256 is") == true, "\(error as Any)")
    let text = String(decoding: try directory.read(record), as: UTF8.self)
    let start = try #require(text.range(of: ",\n  \"sha256\""))
    try directory.write(Array((text[..<start.lowerBound] + "\n}\n").utf8), to: record)
    #expect(try store.record(for: id).accuracy == 0.95)
  }

  @Test(
    "Python works the digest out from the documentation's words",
    .enabled(if: Python.with("json") != nil, Python.lack(of: "json")))
  func python() throws {
    let script = """
      import hashlib, json, re, sys
      text = open(sys.argv[1], encoding="utf-8").read()
      said = json.loads(text)["sha256"]
      rest = re.sub(r',\\n  "sha256" : "[0-9a-f]{64}"(?=\\n}\\n$)', "", text)
      assert rest != text and "sha256" not in json.loads(rest)
      assert hashlib.sha256(rest.encode()).hexdigest() == said
      """
    let python = try #require(Python.with("json"))
    let result = try python.run(["-c", script, directory.path + "/" + record])
    #expect(result.status == 0, "\(result.output)")
  }

  @Test func `a snapshot that is added gives the record a new digest`() throws {
    try store.put(Fixtures.result(seed: 1), snapshots: [1: Fixtures.embeddings])
    #expect(try store.record(for: id).snapshots?.map(\.epoch) == [1])
    try store.verify(id)
  }

  @Test func `a run that is set aside is gone for readers and still there for people`() throws {
    try directory.write([1], to: ".offprint/runs/\(id)/weights.safetensors")
    #expect(try store.damage(of: id)?.description.contains("weights.safetensors") == true)
    let place = try store.setAside(id)
    #expect(place.hasSuffix("damaged/\(id)"))
    #expect(!store.contains(id))
    #expect(FileSystem.kind(of: place + "/weights.safetensors") == .file)
    try store.put(Fixtures.result(seed: 1))
    #expect(try store.setAside(id).hasSuffix("damaged/\(id)-2"))
    #expect(throws: RunStoreError.missing(id)) { try store.setAside(id) }
    #expect(try store.list().damaged.isEmpty)
    let collected = try store.collect(keeping: [], isDryRun: false)
    #expect(
      collected.removedDamaged == ["\(id)", "\(id)-2"] && collected.removed.isEmpty && collected.freedBytes > 100)
    #expect(try store.damagedRuns().isEmpty)
  }

  @Test func `who claims a damaged run finds room for it, and the damaged one is kept`() throws {
    try directory.write([1], to: record)
    guard case .granted(let claimed) = try store.claim(id) else {
      Issue.record("the run was not granted")
      return
    }
    #expect(try claimed.finish(Fixtures.result(seed: 1)).id == id)
    #expect(try directory.read(".offprint/damaged/\(id)/run.json") == [1])
  }

  @Test func `a quick check finds what a thorough one finds in the tensors`() throws {
    let record = try store.record(for: id)
    try store.check(record)
    for file in ["weights", "embeddings"] {
      let path = ".offprint/runs/\(id)/\(file).safetensors"
      let sound = try directory.read(path)
      try directory.write(sound.dropLast() + [sound[sound.count - 1] ^ 1], to: path)
      #expect(throws: RunStoreError.self) { try store.check(record) }
      try directory.write(sound, to: path)
      try store.check(record)
    }
  }

  @Test func `pictures go with the last run of their data`() throws {
    let pictures = TestPictures(count: 1, side: 2, levels: 2, packed: [1, 2, 3])
    let other = ContentHash(ofText: "other data")
    try store.put(pictures, of: Fixtures.data.digest)
    try store.put(pictures, of: other)
    #expect(try store.collect(keeping: [id], isDryRun: true).removedPictures == [other])
    #expect(try store.collect(keeping: [id], isDryRun: false).removedPictures == [other])
    #expect(try store.testPictures(of: Fixtures.data.digest) == pictures)
    #expect(try store.collect(keeping: [], isDryRun: false).removedPictures == [Fixtures.data.digest])
  }
}
