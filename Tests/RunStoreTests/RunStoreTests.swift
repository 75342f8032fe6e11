import Dispatch
import Experiment
import Foundation
import Interop
import OffprintCore
import RunStore
import Synchronization
import TestSupport
import Testing

@Suite("Run store") struct RunStoreTests {
  private let directory: TemporaryDirectory
  private let store: RunStore

  init() throws {
    directory = try TemporaryDirectory()
    store = RunStore(root: directory.path + "/.offprint")
  }

  private func runDirectory(_ seed: Int) -> String { ".offprint/runs/\(Fixtures.id(seed: seed))" }

  @Test func `what is put comes back, bit for bit`() throws {
    let record = try store.put(Fixtures.result(seed: 1))
    let id = Fixtures.id(seed: 1)
    #expect(store.contains(id))
    #expect(try store.record(for: id) == record)
    #expect(record.epochs == Fixtures.result(seed: 1).record.epochs)
    #expect(try store.embeddings(for: id) == Fixtures.embeddings)
    #expect(try store.weights(for: id) == Fixtures.weights.sorted { $0.name < $1.name })
    try store.verify(id)
  }

  @Test func `the digests are those of the very files`() throws {
    let record = try store.put(Fixtures.result(seed: 1))
    #expect(
      directory.names.filter { $0.hasPrefix(runDirectory(1) + "/") } == [
        runDirectory(1) + "/embeddings.safetensors", runDirectory(1) + "/run.json",
        runDirectory(1) + "/weights.safetensors",
      ])
    let sum = Process()
    sum.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    sum.arguments = [
      "sha256sum", store.weightsPath(of: record.id), store.embeddingsPath(of: record.id),
    ]
    let pipe = Pipe()
    sum.standardOutput = pipe
    try sum.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    sum.waitUntilExit()
    let digests = text.split(separator: "\n").map { String($0.prefix(64)) }
    #expect(digests == [record.weightsDigest?.hexadecimal, record.embeddingsDigest?.hexadecimal])
  }

  @Test func `the same result gives the same bytes in every store`() throws {
    try store.put(Fixtures.result(seed: 1))
    let other = RunStore(root: directory.path + "/other")
    try other.put(Fixtures.result(seed: 1))
    for name in ["run.json", "weights.safetensors", "embeddings.safetensors"] {
      let path = "runs/\(Fixtures.id(seed: 1))/\(name)"
      #expect(try directory.read(".offprint/" + path) == directory.read("other/" + path))
    }
  }

  @Test func `a failed run is kept with its reason and has no tensors`() throws {
    let record = try store.put(Fixtures.failed(seed: 3))
    #expect(try store.record(for: record.id) == record)
    #expect(record.weightsDigest == nil && record.embeddingsDigest == nil)
    #expect(directory.names.filter { $0.hasPrefix(runDirectory(3) + "/") } == [runDirectory(3) + "/run.json"])
    try store.verify(record.id)
    let error = #expect(throws: RunStoreError.self) { try store.embeddings(for: record.id) }
    #expect(error?.description.contains("the run failed and has none") == true)
  }

  @Test func `putting a run again changes nothing and is no error`() throws {
    let first = try store.put(Fixtures.result(seed: 1))
    var again = Fixtures.result(seed: 1)
    again.record.provenance.seconds = 99
    #expect(try store.put(again) == first)
    #expect(try store.record(for: first.id).provenance.seconds == 0.25)
  }

  @Test func `other weights for the same spec are an alarm`() throws {
    try store.put(Fixtures.result(seed: 1))
    var weights = Fixtures.weights
    weights[1] = NamedTensor(name: "head.weight", shape: [3, 2], elements: .float32([1, 0, 0, 1, -1, 1e-7]))
    let error = #expect(throws: RunStoreError.self) { try store.put(Fixtures.result(seed: 1, weights: weights)) }
    #expect(error?.description.contains("the same spec must give the same bits") == true)
  }

  @Test func `of many writers at once one wins and none fails`() throws {
    let store = store
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: 16) { index in
      do { try store.put(Fixtures.result(seed: 1 + index % 2)) } catch { failures.add("\(error)") }
    }
    #expect(failures.all == [])
    #expect(try store.list().records.map(\.id) == [Fixtures.id(seed: 1), Fixtures.id(seed: 2)].sorted())
    try store.verify(Fixtures.id(seed: 1))
    try store.verify(Fixtures.id(seed: 2))
    #expect(try FileSystem.entries(of: store.root + "/temporary") == [])
  }

  @Test func `readers never see half a run while writers are at work`() throws {
    let store = store
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: 4) { worker in
      for seed in 10..<40 {
        do {
          if worker == 0 {
            try store.put(Fixtures.result(seed: seed))
          } else if store.contains(Fixtures.id(seed: seed)) {
            try store.verify(Fixtures.id(seed: seed))
          }
          if worker == 3 { for error in try store.list().damaged { failures.add("\(error)") } }
        } catch { failures.add("\(error)") }
      }
    }
    #expect(failures.all == [])
  }

  @Test func `what a killed writer left is no run, and the next writer clears it away`() throws {
    let stray = ".offprint/temporary/\(Fixtures.id(seed: 1).short)-4711-0"
    try directory.write(Array("{".utf8), to: stray + "/run.json")
    #expect(!store.contains(Fixtures.id(seed: 1)))
    #expect(try store.list().records.isEmpty)
    try store.put(Fixtures.result(seed: 1))
    #expect(FileSystem.kind(of: directory.path + "/" + stray) == .missing)
    try store.verify(Fixtures.id(seed: 1))
  }

  @Test func `what a living writer is at work on stays`() throws {
    let busy = ".offprint/temporary/somebody"
    try directory.write([1], to: busy + "/run.json")
    let lock = try #require(DirectoryLock(directory.path + "/" + busy))
    #expect(try store.removeStrayTemporaries() == 0)
    try store.put(Fixtures.result(seed: 1))
    #expect(try directory.read(busy + "/run.json") == [1])
    withExtendedLifetime(lock) {}
  }

  @Test func `a store that is not there yet is empty, and reading makes nothing`() throws {
    let listing = try store.list()
    #expect(listing.records.isEmpty && listing.damaged.isEmpty)
    #expect(throws: RunStoreError.missing(Fixtures.id(seed: 1))) { try store.record(for: Fixtures.id(seed: 1)) }
    #expect(try store.collect(keeping: [], isDryRun: false).removed == [])
    #expect(directory.names == [])
  }

  @Test func `a store that cannot be written is an error with the path and the cause`() throws {
    try directory.write([], to: "file")
    let blocked = RunStore(root: directory.path + "/file/.offprint")
    let error = #expect(throws: RunStoreError.self) { try blocked.put(Fixtures.result(seed: 1)) }
    #expect(error?.description.contains("the run store cannot be used: cannot make the directory") == true)
    let full = RunStoreError.system(SystemError(operation: "write", path: "/x", code: 28))
    #expect(full.description.hasPrefix("the disk is full"))
  }

  @Test func `collecting removes what is not kept, after saying so`() throws {
    for seed in 1...3 { try store.put(Fixtures.result(seed: seed)) }
    let kept: Set = [Fixtures.id(seed: 2)]
    let gone = [Fixtures.id(seed: 1), Fixtures.id(seed: 3)].sorted()
    let bytes = gone.reduce(0) { $0 + store.size(of: $1) }
    let plan = try store.collect(keeping: kept, isDryRun: true)
    #expect(plan.removed == gone && plan.freedBytes == bytes && bytes > 1000)
    #expect(try store.list().records.count == 3)
    #expect(try store.collect(keeping: kept, isDryRun: false) == plan)
    #expect(try store.list().records.map(\.id) == [Fixtures.id(seed: 2)])
    #expect(try FileSystem.entries(of: store.root + "/temporary") == [])
    #expect(throws: RunStoreError.missing(gone[0])) { try store.remove(gone[0]) }
  }

  @Test func `a number that JSON has no word for is refused, not trapped on`() throws {
    var result = Fixtures.result(seed: 1)
    result.record.epochs[0].trainLoss = .infinity
    let error = #expect(throws: RunStoreError.self) { try store.put(result) }
    #expect(error?.description.contains("not finite") == true)
    #expect(!store.contains(result.record.id))
  }
}

/// Messages from several threads.
final class Failures: Sendable {
  private let messages = Mutex<[String]>([])

  func add(_ message: String) { messages.withLock { $0.append(message) } }

  var all: [String] { messages.withLock { $0 } }
}
