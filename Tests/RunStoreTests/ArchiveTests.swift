import Experiment
import Foundation
import Interop
import OffprintCore
import RunStore
import TestSupport
import Testing

/// Stores in directories of a test's own, and archives between them.
private struct Stores {
  let directory: TemporaryDirectory
  let store: RunStore
  let other: RunStore

  init() throws {
    directory = try TemporaryDirectory()
    store = RunStore(root: directory.path + "/a")
    other = RunStore(root: directory.path + "/b")
    try store.put(Fixtures.result(seed: 1), snapshots: [1: Fixtures.embeddings])
    try store.put(Fixtures.result(seed: 2))
    try store.put(Fixtures.failed(seed: 3))
    try store.put(TestPictures(count: 1, side: 2, levels: 2, packed: [1, 2, 3]), of: Fixtures.data.digest)
  }

  static let ids = (1...3).map { Fixtures.id(seed: $0) }.sorted()

  var archive: String { directory.path + "/runs.tar" }

  @discardableResult
  func export(
    _ ids: [RunID] = Stores.ids, of store: RunStore? = nil, to name: String = "runs.tar"
  ) throws
    -> RunStore.Exported
  {
    let writer = try FileWriter(newPath: directory.path + "/" + name)
    let exported = try (store ?? self.store).export(ids, to: writer)
    try writer.finish()
    return exported
  }

  @discardableResult
  func importing(_ name: String = "runs.tar") throws -> RunStore.Imported {
    try other.importRuns(from: try FileReader(path: directory.path + "/" + name))
  }

  /// The files of a store's runs and data, by path.
  func files(of root: String) -> [String] {
    directory.names.filter { $0.hasPrefix(root + "/") && !$0.hasPrefix(root + "/temporary") && $0.contains(".") }
  }

  func expectRefused(_ words: String, _ name: String = "runs.tar", at place: SourceLocation = #_sourceLocation) {
    let error = #expect(throws: RunStoreError.self, sourceLocation: place) { try importing(name) }
    #expect(error?.description.contains(words) == true, "\(error as Any)", sourceLocation: place)
    #expect((try? other.list().records.isEmpty) == true, sourceLocation: place)
    #expect((try? FileSystem.entries(of: other.root + "/temporary")) == [], sourceLocation: place)
  }
}

@Suite("Archives of runs") struct ArchiveTests {
  private let stores: Stores

  init() throws {
    stores = try Stores()
  }

  @Test func `what is exported and imported is the same files, and a second time changes nothing`() throws {
    #expect(try stores.export().runs == Stores.ids)
    #expect(try stores.importing().added == Stores.ids)
    let names = stores.files(of: "a")
    #expect(names.map { "b" + $0.dropFirst() } == stores.files(of: "b") && names.count == 9)
    for name in names { #expect(try stores.directory.read(name) == stores.directory.read("b" + name.dropFirst())) }
    for id in Stores.ids { try stores.other.verify(id) }
    let again = try stores.importing()
    #expect(again.present == Stores.ids && again.count == 3)
  }

  @Test func `the same runs give the same bytes, whatever order they are asked for in and from whichever store`() throws
  {
    try stores.export()
    try stores.export(Stores.ids.reversed() + Stores.ids, to: "again.tar")
    try stores.importing()
    try stores.export(of: stores.other, to: "other.tar")
    let bytes = try stores.directory.read("runs.tar")
    #expect(try stores.directory.read("again.tar") == bytes)
    #expect(try stores.directory.read("other.tar") == bytes)
    #expect(bytes.count.isMultiple(of: 10_240))
  }

  @Test func `a damaged run does not travel, and is named`() throws {
    try stores.directory.write([1], to: "a/runs/\(Fixtures.id(seed: 2))/weights.safetensors")
    let exported = try stores.export()
    #expect(exported.runs == Stores.ids.filter { $0 != Fixtures.id(seed: 2) })
    #expect(exported.damaged.count == 1)
    #expect(exported.damaged.first?.description.contains("weights.safetensors") == true)
  }

  @Test func `a run that is stored with other weights stays as it is, and the archive's is refused`() throws {
    try stores.export()
    var weights = Fixtures.weights
    weights[0] = NamedTensor(name: weights[0].name, shape: [2, 3], elements: .float32([9, 9, 9, 9, 9, 9]))
    try stores.other.put(Fixtures.result(seed: 2, weights: weights))
    let imported = try stores.importing()
    #expect(imported.added == Stores.ids.filter { $0 != Fixtures.id(seed: 2) })
    #expect(imported.refused.first?.description.contains("it is stored with weights") == true)
    let kept = try stores.other.weights(for: Fixtures.id(seed: 2)).first { $0.name == weights[0].name }
    #expect(kept?.elements == weights[0].elements)
  }

  @Test func `a stored run that is damaged is set aside for the archive's`() throws {
    try stores.export()
    try stores.importing()
    try stores.directory.write([1], to: "b/runs/\(Fixtures.id(seed: 1))/embeddings.safetensors")
    let imported = try stores.importing()
    #expect(imported.repaired == [Fixtures.id(seed: 1)] && imported.present.count == 2)
    try stores.other.verify(Fixtures.id(seed: 1))
    #expect(try stores.other.damagedRuns() == [Fixtures.id(seed: 1).description])
  }

  @Test func `snapshots that a stored run lacks are added to it`() throws {
    try stores.export()
    try stores.other.put(Fixtures.result(seed: 1))
    #expect(try stores.importing().completed == [Fixtures.id(seed: 1)])
    #expect(try stores.other.snapshot(of: Fixtures.id(seed: 1), after: 1) == Fixtures.embeddings)
    try stores.other.verify(Fixtures.id(seed: 1))
  }

  @Test func `an archive that is cut short anywhere, empty, compressed or no archive is refused whole`() throws {
    try stores.export()
    let bytes = try stores.directory.read("runs.tar")
    let end = try #require(bytes.lastIndex { $0 != 0 })
    for length in Set([1, 511, 512, 513, 1500, bytes.count / 2, end - 600, end]).sorted() {
      try stores.directory.write(Array(bytes[..<length]), to: "short.tar")
      stores.expectRefused("it is cut short", "short.tar")
    }
    try stores.directory.write([], to: "empty.tar")
    stores.expectRefused("it is empty", "empty.tar")
    try stores.directory.write(Gzip.compress(bytes), to: "runs.tar.gz")
    stores.expectRefused("it is compressed", "runs.tar.gz")
    try stores.directory.write(Array(String(repeating: "not a tar\n", count: 100).utf8), to: "text.tar")
    stores.expectRefused("it is not a tar archive", "text.tar")
  }

  @Test func `a changed byte anywhere is found: in a header, in a record, in a tensor`() throws {
    try stores.export()
    let bytes = try stores.directory.read("runs.tar")
    let text = String(decoding: bytes, as: Unicode.ASCII.self)
    for word in ["ustar", "testAccuracy", "F32"] {
      let place = try #require(text.range(of: word))
      var changed = bytes
      changed[text.utf8.distance(from: text.startIndex, to: place.lowerBound) + 2] ^= 1
      try stores.directory.write(changed, to: "changed.tar")
      let imported = try? stores.importing("changed.tar")
      #expect((imported?.refused.count ?? 1) >= 1, "\(word)")
      for id in Stores.ids where stores.other.contains(id) { try stores.other.verify(id) }
    }
  }
}

@Suite("GNU tar and archives of runs", .enabled(if: Tool.find("tar") != nil, "no tar was found"))
struct ArchiveInteroperationTests {
  private let stores: Stores
  private let tar = Tool.find("tar") ?? Tool(url: URL(filePath: "/usr/bin/tar"))

  init() throws {
    stores = try Stores()
  }

  private func run(_ arguments: [String]) throws -> String {
    let result = try tar.run(arguments, in: stores.directory.url)
    #expect(result.status == 0, "\(result.output)")
    return result.output
  }

  @Test func `it lists our archive without a word of complaint, and what it unpacks is a store`() throws {
    try stores.export()
    let list = try run(["tvf", "runs.tar", "--numeric-owner", "--utc"])
    let lines = list.split(separator: "\n")
    #expect(lines.count == 9)
    #expect(lines.allSatisfy { $0.hasPrefix("-rw-r--r-- 0/0") && $0.contains("1970-01-01 00:00") }, "\(list)")
    let names = lines.compactMap { $0.split(separator: " ").last }
    #expect(names == names.sorted())
    try FileManager.default.createDirectory(atPath: stores.other.root, withIntermediateDirectories: true)
    _ = try run(["xf", "runs.tar", "-C", "b"])
    for id in Stores.ids { try stores.other.verify(id) }
    #expect(try stores.other.testPictures(of: Fixtures.data.digest)?.packed == [1, 2, 3])
    // It compares what is on the disk with the archive, names, sizes, modes and times included.
    _ = try run(["df", "runs.tar", "-C", "b"])
  }

  @Test(arguments: ["ustar", "gnu", "pax"])
  func `what it packs of a store can be imported, directories and all`(format: String) throws {
    _ = try run(["cf", "theirs.tar", "--format=\(format)", "-C", "a", "./runs", "data"])
    #expect(try stores.importing("theirs.tar").added == Stores.ids)
    for id in Stores.ids { try stores.other.verify(id) }
  }

  @Test func `names that lead elsewhere, links and strangers are refused, and nothing is written`() throws {
    try stores.directory.write([1], to: "a/runs/notes.txt")
    let id = Fixtures.id(seed: 1)
    try FileManager.default.createSymbolicLink(
      atPath: stores.directory.path + "/a/runs/link", withDestinationPath: "/etc")
    try FileManager.default.linkItem(
      atPath: stores.directory.path + "/a/runs/\(id)/run.json",
      toPath: stores.directory.path + "/a/runs/\(id)/epoch-2.safetensors")
    let cases: [(arguments: [String], words: String)] = [
      (["a/runs/\(id)/run.json"], "‘a/runs/\(id)/run.json’ is not a file of a run"),
      (["-P", stores.directory.path + "/a/runs/\(id)/run.json"], "is not a file of a run"),
      (
        ["-P", "--transform", "s|^a|../..|", "a/runs/\(id)/run.json"],
        "‘../../runs/\(id)/run.json’ is not a file of a run"
      ),
      (["--transform", "s|^a/runs|runs/../runs|", "a/runs/\(id)/run.json"], "is not a file of a run"),
      (["--transform", "s|run.json|../../x|", "-C", "a", "runs/\(id)/run.json"], "is not a file of a run"),
      (["-C", "a", "runs/notes.txt"], "‘runs/notes.txt’ is not a file of a run"),
      (["-C", "a", "runs/link"], "‘runs/link’ is a symbolic link"),
      (["-C", "a", "runs/\(id)"], "is a hard link"),
      (["--hard-dereference", "-C", "a", "runs/\(id)/run.json", "runs/\(id)/run.json"], "twice"),
      (["--transform", "s|a/runs/[0-9a-f]*|runs/ABC|", "a/runs/\(id)/run.json"], "is not a file of a run"),
    ]
    for (index, test) in cases.enumerated() {
      _ = try run(["cf", "bad\(index).tar", "--format=ustar"] + test.arguments)
      stores.expectRefused(test.words, "bad\(index).tar")
    }
    #expect(!FileManager.default.fileExists(atPath: stores.directory.path + "/runs"))
  }

  @Test func `a file that no digest covers stays out with its run`() throws {
    try stores.directory.write([1], to: "a/runs/\(Fixtures.id(seed: 2))/epoch-9.safetensors")
    _ = try run(["cf", "theirs.tar", "-C", "a", "runs"])
    let imported = try stores.importing("theirs.tar")
    #expect(imported.added.count == 2)
    #expect(imported.refused.first?.description.contains("epoch-9.safetensors: the record does not name it") == true)
  }
}
