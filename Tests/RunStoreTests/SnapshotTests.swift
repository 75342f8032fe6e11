import Experiment
import Foundation
import OffprintCore
import RunStore
import TestSupport
import Testing

/// The test set after earlier epochs, beside a run, and pictures of the test images.
@Suite("Snapshots") struct SnapshotTests {
  private let directory: TemporaryDirectory
  private let store: RunStore
  private let id = Fixtures.id(seed: 1)

  init() throws {
    directory = try TemporaryDirectory()
    store = RunStore(root: directory.path + "/.offprint")
  }

  private var early: EmbeddingSet {
    var set = Fixtures.embeddings
    set.features = set.features.map { $0 * 0.5 }
    set.predictions = [0, 0, 2, 1]
    return set
  }

  private func granted(_ wanted: Set<Int>) throws -> ClaimedRun? {
    guard case .granted(let run) = try store.claim(id, wanting: wanted) else { return nil }
    return run
  }

  @Test func `a run stored with a snapshot gives it back, verifies, and wants nothing more`() throws {
    let run = try #require(try granted([1]))
    try run.keep(early, after: 1)
    #expect(try Set(run.snapshots().keys) == [1])
    let record = try run.finish(Fixtures.result(seed: 1))
    #expect(record.snapshots?.map(\.epoch) == [1])
    #expect(try store.snapshot(of: id, after: 1) == early)
    #expect(try store.snapshot(of: id, after: 2) == nil)
    try store.verify(id)
    #expect(try granted([1]) == nil)
    // The last epoch is the run's own test set, and one that it never had cannot be wanted.
    #expect(record.lacking([1, 2, 7]).isEmpty)
  }

  @Test func `a stored run without one is granted, keeps all it had, and is added to`() throws {
    let first = try store.put(Fixtures.result(seed: 1))
    #expect(first.snapshots == nil && first.lacking([1]) == [1])
    let run = try #require(try granted([1]))
    #expect(try store.record(for: id) == first, "the stored run stays while it is trained again")
    try run.keep(early, after: 1)
    let second = try run.finish(Fixtures.result(seed: 1))
    #expect(second.weightsDigest == first.weightsDigest && second.embeddingsDigest == first.embeddingsDigest)
    #expect(second.provenance == first.provenance)
    #expect(try store.record(for: id) == second)
    #expect(try store.snapshot(of: id, after: 1) == early)
    try store.verify(id)
    #expect(!directory.names.contains { $0.hasSuffix(".new") })
  }

  @Test func `a run that comes to other weights the second time is refused, and nothing is added`() throws {
    let first = try store.put(Fixtures.result(seed: 1))
    let run = try #require(try granted([1]))
    try run.keep(early, after: 1)
    var weights = Fixtures.weights
    weights[1] = NamedTensor(name: "head.weight", shape: [3, 2], elements: .float32([1, 0, 0, 1, -1, 0.5]))
    #expect(throws: RunStoreError.self) { try run.finish(Fixtures.result(seed: 1, weights: weights)) }
    #expect(try store.record(for: id) == first)
    #expect(try store.snapshot(of: id, after: 1) == nil)
  }

  @Test func `what an interrupted run kept is there for the next, unless it was cut short`() throws {
    do { try #require(try granted([1])).keep(early, after: 1) }
    #expect(try #require(try granted([1])).snapshots() == [1: early])
    let file = directory.url.appending(path: ".offprint/unfinished/\(id)/epoch-1.safetensors")
    try Data(contentsOf: file).dropLast().write(to: file)
    #expect(try #require(try granted([1])).snapshots().isEmpty)
  }

  @Test func `a snapshot that was changed on the disk is damage`() throws {
    let run = try #require(try granted([1]))
    try run.keep(early, after: 1)
    _ = try run.finish(Fixtures.result(seed: 1))
    let file = directory.url.appending(path: ".offprint/runs/\(id)/epoch-1.safetensors")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: file)
    #expect(throws: RunStoreError.self) { try store.snapshot(of: id, after: 1) }
    #expect(throws: RunStoreError.self) { try store.verify(id) }
  }

  @Test func `pictures of test images come back, and damaged ones are none`() throws {
    let pictures = TestPictures(count: 4, side: 14, levels: 8, packed: [31, 139, 1, 2, 3])
    let data = Fixtures.data.digest
    #expect(try store.testPictures(of: data) == nil)
    try store.put(pictures, of: data)
    #expect(try store.testPictures(of: data) == pictures)
    let file = directory.url.appending(path: ".offprint/data/\(data.hexadecimal)/test-images.safetensors")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: file)
    #expect(try store.testPictures(of: data) == nil)
  }
}
