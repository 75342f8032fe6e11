import Experiment
import Foundation
import OffprintCore
import RunStore
import TestSupport
import Testing

/// Stored runs that were tampered with: each is named with the file and the reason, and nothing traps.
@Suite("Damaged runs") struct DamageTests {
  private let directory: TemporaryDirectory
  private let store: RunStore
  private let id = Fixtures.id(seed: 1)

  init() throws {
    directory = try TemporaryDirectory()
    store = RunStore(root: directory.path + "/.offprint")
    try store.put(Fixtures.result(seed: 1))
  }

  private func file(_ name: String) -> String { ".offprint/runs/\(id)/\(name)" }

  private func edit(_ name: String, _ change: (inout [UInt8]) throws -> Void) throws {
    var bytes = try directory.read(file(name))
    try change(&bytes)
    try directory.write(bytes, to: file(name))
  }

  private func replace(_ old: String, by new: String) throws {
    try edit("run.json") { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      try #require(text.contains(old))
      bytes = Array(text.replacingOccurrences(of: old, with: new).utf8)
    }
  }

  private func expectDamage(_ name: String, _ words: String, at location: SourceLocation = #_sourceLocation) {
    let error = #expect(throws: RunStoreError.self, sourceLocation: location) { try store.verify(id) }
    guard case .damaged(let run, let file, let reason)? = error else {
      Issue.record("\(String(describing: error)) is not damage", sourceLocation: location)
      return
    }
    #expect(run == id.description && file == name, sourceLocation: location)
    #expect(reason.contains(words), "\(reason)", sourceLocation: location)
  }

  @Test func `weights cut short`() throws {
    try edit("weights.safetensors") { $0.removeLast(5) }
    expectDamage("weights.safetensors", "its tensors do not fill it")
    #expect(throws: RunStoreError.self) { try store.weights(for: id) }
    // The embeddings are sound, and a report can use them.
    #expect(try store.embeddings(for: id) == Fixtures.embeddings)
  }

  @Test func `one bit of an embedding`() throws {
    try edit("embeddings.safetensors") { $0[$0.count - 9] ^= 4 }
    expectDamage("embeddings.safetensors", "its SHA-256 is")
    #expect(throws: RunStoreError.self) { try store.embeddings(for: id) }
  }

  @Test func `an empty tensor file, and a missing one`() throws {
    try directory.write([], to: file("weights.safetensors"))
    expectDamage("weights.safetensors", "it is cut short: 0 bytes")
    try FileManager.default.removeItem(atPath: directory.path + "/" + file("weights.safetensors"))
    expectDamage("weights.safetensors", "it is missing")
  }

  @Test func `a record that is not JSON, is cut short, or is missing`() throws {
    try edit("run.json") { $0.removeLast(20) }
    expectDamage("run.json", "it is not JSON")
    try directory.write([0xFF, 0xFE, 0], to: file("run.json"))
    expectDamage("run.json", "it is not JSON")
    try directory.write(Array(String(repeating: "[", count: 100_000).utf8), to: file("run.json"))
    expectDamage("run.json", "it is not JSON")
    try FileManager.default.removeItem(atPath: directory.path + "/" + file("run.json"))
    expectDamage("run.json", "it is missing")
  }

  @Test func `a record without a key, and one with a key of the wrong type`() throws {
    try replace(#""engineVersion""#, by: #""engine""#)
    expectDamage("run.json", "‘engineVersion’ is missing")
    try replace(#""engine""#, by: #""engineVersion""#)
    try replace(#""trainCount" : 100"#, by: #""trainCount" : "many""#)
    expectDamage("run.json", "‘data.trainCount’ is not of the right type")
  }

  @Test func `a record whose spec was changed by hand`() throws {
    try replace(#""batch" : 32"#, by: #""batch" : 64"#)
    expectDamage("run.json", "belong to another run")
  }

  @Test func `the directory of one run under the name of another`() throws {
    let other = Fixtures.id(seed: 2)
    try FileManager.default.copyItem(
      atPath: store.directory(of: id), toPath: store.directory(of: other))
    let error = #expect(throws: RunStoreError.self) { try store.record(for: other) }
    #expect(error?.description.contains("it is the record of another run, \(id.short)") == true)
  }

  @Test func `a confusion matrix that the embeddings do not give`() throws {
    // The record's own digest finds it first; a record of a version without one has none.
    try replace(#""confusion" : ["#, by: #""confusion" : [[9],"#)
    expectDamage("run.json", "its SHA-256 is")
    try replace(#""sha256" : "#, by: #""formerly" : "#)
    expectDamage("run.json", "its confusion matrix is not the one")
  }

  @Test func `a list names the damaged runs, the strangers and the sound ones`() throws {
    try store.put(Fixtures.result(seed: 2))
    try directory.write(Array("nonsense".utf8), to: file("run.json"))
    try directory.write([1], to: ".offprint/runs/notes.txt")
    try directory.write([1], to: ".offprint/runs/" + id.description.uppercased() + "/run.json")
    let listing = try store.list()
    #expect(listing.records.map(\.id) == [Fixtures.id(seed: 2)])
    #expect(listing.damaged.count == 3)
    #expect(listing.damaged.contains { $0.description.contains("stored run \(id.short) is damaged: run.json") })
    #expect(listing.damaged.contains { $0.description.contains("‘notes.txt’ is not the name of a run") })
  }

  @Test func `a newer version's run, with a setting unknown here, is named as that and left alone`() throws {
    guard case .map(var entries) = Fixtures.spec(seed: 1).setting else { return }
    entries["dropout"] = 0.5
    let newer = RunID(spec: .map(entries), data: Fixtures.data.digest, engineVersion: 1)
    try replace(#""spec" : {"#, by: #""spec" : {"dropout" : 0.5,"#)
    try replace(id.description, by: newer.description)
    try FileManager.default.moveItem(atPath: store.directory(of: id), toPath: store.directory(of: newer))
    let error = #expect(throws: RunStoreError.self) { try store.record(for: newer) }
    #expect(
      error?.description.contains("was written by a newer version of Offprint (0.1.0)") == true, "\(error as Any)")
    let listing = try store.list()
    #expect(listing.damaged.isEmpty && listing.records.isEmpty && listing.newer.count == 1)
    #expect(try store.collect(keeping: [], isDryRun: false).removed.isEmpty)
    #expect(FileManager.default.fileExists(atPath: store.directory(of: newer)))
  }

  @Test func `a damaged run can be removed and made again`() throws {
    try directory.write([], to: file("run.json"))
    #expect(throws: RunStoreError.self) { try store.put(Fixtures.result(seed: 1)) }
    try store.remove(id)
    try store.put(Fixtures.result(seed: 1))
    try store.verify(id)
  }
}
