import Experiment
import Foundation
import OffprintCore
import RunStore
import TestSupport
import Testing

/// Claims on runs, and their checkpoints.
@Suite("Unfinished runs") struct UnfinishedRunTests {
  private let directory: TemporaryDirectory
  private let store: RunStore
  private let id = Fixtures.id(seed: 1)

  init() throws {
    directory = try TemporaryDirectory()
    store = RunStore(root: directory.path + "/.offprint")
  }

  private var checkpoint: Checkpoint {
    var progress = RunProgress()
    progress.step = 17
    progress.epochs = Fixtures.result(seed: 1).record.epochs
    progress.sums.images = 96
    progress.sums.loss = 1.0 / 3
    progress.sums.gradientNorm = .leastNonzeroMagnitude
    progress.sums.learningRate = 1e300
    progress.imagesPerSecond = [0.1, 1e5 / 3]
    progress.seconds = .pi
    return Checkpoint(
      id: id, engineVersion: 1, progress: progress,
      tensors: Fixtures.weights + [
        NamedTensor(name: "optimizer.0.head.weight", shape: [3, 2], elements: .float32([0, -0.0, .ulpOfOne, 4, 5, 6]))
      ])
  }

  private func claim(_ store: RunStore? = nil) throws -> ClaimedRun? {
    guard case .granted(let run) = try (store ?? self.store).claim(id) else { return nil }
    return run
  }

  private var file: String { ".offprint/unfinished/\(id)/checkpoint" }

  @Test func `a checkpoint comes back as it was saved, to the bit, and the last one counts`() throws {
    do {
      let run = try #require(try claim())
      #expect(try run.checkpoint() == nil)
      var first = checkpoint
      first.progress.step = 1
      try run.save(first)
      try run.save(checkpoint)
    }
    let run = try #require(try claim())
    let read = try #require(try run.checkpoint())
    #expect(read.progress == checkpoint.progress)
    #expect(read.id == id && read.engineVersion == 1)
    #expect(Set(read.tensors) == Set(checkpoint.tensors))
    #expect(directory.names.count { $0.contains(id.description + "/") } == 1, "nothing temporary is left")
  }

  @Test func `a run belongs to one holder at a time, and to the next when that one is gone`() throws {
    var first = try claim()
    #expect(first != nil)
    guard case .busy = try RunStore(root: store.root).claim(id) else {
      Issue.record("the run should be busy")
      return
    }
    guard case .granted = try store.claim(Fixtures.id(seed: 2)) else {
      Issue.record("another run is free")
      return
    }
    first = nil
    #expect(try claim() != nil)
  }

  @Test func `a claim that saved nothing leaves nothing behind, and no reader sees an unfinished run`() throws {
    do { _ = try #require(try claim()) }
    #expect(try store.unfinished() == [])
    #expect(directory.names == [".offprint", ".offprint/unfinished"])
    let run = try #require(try claim())
    try run.save(checkpoint)
    #expect(try store.unfinished() == [id])
    #expect(!store.contains(id))
    let listing = try store.list()
    #expect(listing.records.isEmpty && listing.damaged.isEmpty)
  }

  @Test func `storing a run removes its checkpoint, and whoever asks next gets the record`() throws {
    let run = try #require(try claim())
    try run.save(checkpoint)
    let record = try run.finish(Fixtures.result(seed: 1))
    #expect(try store.unfinished() == [])
    guard case .stored(let found) = try store.claim(id) else {
      Issue.record("the run is stored")
      return
    }
    #expect(found == record)
    try store.verify(id)
  }

  @Test func `a stored run that is damaged makes room for the one that is trained in its place`() throws {
    try store.put(Fixtures.result(seed: 1))
    try directory.write([1], to: ".offprint/runs/\(id)/run.json")
    let run = try #require(try claim())
    #expect(!store.contains(id))
    _ = try run.finish(Fixtures.result(seed: 1))
    try store.verify(id)
  }

  @Test func `a checkpoint cut short anywhere, or with any bit changed, is never trusted`() throws {
    let run = try #require(try claim())
    try run.save(checkpoint)
    let bytes = try directory.read(file)
    func expectDamage(_ changed: [UInt8], _ comment: Comment) throws {
      try directory.write(changed, to: file)
      do {
        _ = try run.checkpoint()
        Issue.record(comment)
      } catch {
        guard case .damagedCheckpoint(let named, let reason) = error else { throw error }
        #expect(named == id && !reason.isEmpty)
      }
    }
    for length in Set((0..<min(40, bytes.count)).map { $0 } + stride(from: 0, to: bytes.count, by: 13)) {
      try expectDamage(Array(bytes[..<length]), "cut to \(length) bytes")
    }
    for place in bytes.indices where bytes[place] != UInt8(ascii: " ") {
      var changed = bytes
      changed[place] ^= 1 << (place % 8)
      // What reads back as the same values, such as 1E5 for 1e5, is no damage.
      if (try? changedMeansTheSame(changed, run)) == true { continue }
      try expectDamage(changed, "bit \(place % 8) of byte \(place)")
    }
    try expectDamage(bytes + [0], "one byte more")
    try expectDamage([], "empty")
    try directory.write(bytes, to: file)
    #expect(try run.checkpoint()?.progress == checkpoint.progress)
  }

  private func changedMeansTheSame(_ bytes: [UInt8], _ run: ClaimedRun) throws -> Bool {
    try directory.write(bytes, to: file)
    guard let read = try run.checkpoint() else { return false }
    return read.progress == checkpoint.progress && Set(read.tensors) == Set(checkpoint.tensors)
  }

  @Test func `a damaged checkpoint is set aside under another name, and one of another run is refused`() throws {
    let run = try #require(try claim())
    try run.save(checkpoint)
    let bytes = try directory.read(file)
    try directory.write(Array(bytes.dropLast()), to: file)
    #expect(throws: RunStoreError.self) { try run.checkpoint() }
    try run.setAside()
    #expect(try run.checkpoint() == nil)
    #expect(try directory.read(file + ".damaged") == bytes.dropLast())
    let other = Fixtures.id(seed: 2)
    try directory.write(bytes, to: ".offprint/unfinished/\(other)/checkpoint")
    let error = #expect(throws: RunStoreError.self) { try store.checkpoint(of: other) }
    #expect(error?.description.contains("belongs to another run, \(id.short)") == true)
    _ = try run.finish(Fixtures.result(seed: 1))
    #expect(try store.unfinished() == [other])
  }

  @Test func `a half-written checkpoint of a process that was killed is replaced`() throws {
    let run = try #require(try claim())
    try directory.write([1, 2, 3], to: file + ".new")
    try run.save(checkpoint)
    #expect(try run.checkpoint()?.progress == checkpoint.progress)
    #expect(!directory.names.contains { $0.hasSuffix(".new") })
  }

  @Test func `a store that cannot be written refuses a claim with the system's reason`() throws {
    try directory.write([1], to: ".offprint")
    #expect(throws: RunStoreError.self) { try store.claim(id) }
    try FileManager.default.removeItem(atPath: store.root)
    try directory.write([1], to: ".offprint/unfinished/\(id)")
    let error = #expect(throws: RunStoreError.self) { try store.claim(id) }
    guard case .system? = error else {
      Issue.record("\(String(describing: error)) is not the system's")
      return
    }
  }

  @Test func `collecting removes checkpoints that nobody wants, but none that is being worked on`() throws {
    let ids = (1...3).map(Fixtures.id(seed:))
    for id in ids { try directory.write(Array(repeating: 0, count: 10), to: ".offprint/unfinished/\(id)/checkpoint") }
    let held = try #require(try claim())
    let dry = try store.collect(keeping: [ids[1]], isDryRun: true)
    #expect(Set(dry.removedUnfinished) == [ids[0], ids[2]])
    #expect(try store.unfinished().count == 3)
    let done = try store.collect(keeping: [ids[1]], isDryRun: false)
    #expect(done.removedUnfinished == [ids[2]] && done.freedBytes == 10)
    #expect(Set(try store.unfinished()) == [ids[0], ids[1]])
    withExtendedLifetime(held) {}
  }
}
