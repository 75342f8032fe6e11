import Foundation
import Interop
import OffprintCore
import Synchronization
import TestSupport
import Testing
import Training

/// Serves bytes from memory, after as many failures as it is told.
final class FakeTransport: DataTransport {
  private let answer: @Sendable (_ address: String, _ attempt: Int) -> Result<[UInt8], TransportError>
  private let asked = Mutex<[String]>([])

  init(_ answer: @escaping @Sendable (String, Int) -> Result<[UInt8], TransportError>) { self.answer = answer }

  var addresses: [String] { asked.withLock { $0 } }

  func fetch(
    _ address: String, atMost limit: Int, progress: @escaping @Sendable (Int) -> Void
  ) throws(TransportError) -> [UInt8] {
    let attempt = asked.withLock { list in
      list.append(address)
      return list.count { $0 == address }
    }
    let bytes = try answer(address, attempt).get()
    progress(bytes.count)
    return bytes
  }

  /// What a machine without a network sees.
  static let unreachable = FakeTransport { _, _ in
    .failure(TransportError(reason: "the server cannot be reached", isPassing: true))
  }
}

/// `{name: strokes}` of a size that is drawn in no time.
let smallStrokes: Setting = ["name": "strokes", "seed": 1, "train": 40, "test": 20]

@Suite("Finding data") struct DataResolverTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func resolver(_ environment: DataEnvironment, _ transport: FakeTransport = .unreachable) -> DataResolver {
    DataResolver(
      environment: environment, download: MNISTDownload(transport: transport, mirrors: ["m/"], pause: { _ in }),
      workers: 1)
  }

  private var cache: String { directory.path + "/cache" }

  @Test func `where there is nothing of the first set the second is used, and the reason is told`() throws {
    let data = try resolver(DataEnvironment(cacheDirectory: cache, isOffline: true))
      .resolve([["name": "mnist"], smallStrokes])
    #expect(data.dataSet.name == "strokes")
    #expect(data.resolution.used == data.dataSet.identity)
    #expect(
      data.resolution.skipped == [
        DataResolution.Skipped(
          name: "mnist",
          reason: "neither --data nor OFFPRINT_DATA is given, not in the cache, downloads are switched off")
      ])
  }

  @Test func `the reason for passing over a set is the same wherever the directories lie`() throws {
    let environment = DataEnvironment(
      commandLineDirectory: directory.path, variableDirectory: directory.path, cacheDirectory: cache)
    let skipped = try resolver(environment).resolve([["name": "mnist"], smallStrokes]).resolution.skipped
    #expect(
      skipped.map(\.reason) == [
        "not in the directory that --data names, not in the directory that OFFPRINT_DATA names, not in the cache, "
          + "and it cannot be downloaded"
      ])
    #expect(skipped[0].detail?.contains("the server cannot be reached") == true)
  }

  @Test func `no set at all is an error that says what to do`() {
    let error = #expect(throws: DataError.self) {
      try resolver(DataEnvironment(cacheDirectory: cache, isOffline: true)).resolve([["name": "mnist"]])
    }
    #expect(error?.kind == .nothingAvailable)
    #expect(error?.description.contains("add strokes") == true)
    #expect(throws: DataError.self) { try resolver(DataEnvironment()).resolve([]) }
  }

  @Test func `a bad file where the user pointed is an error and never replaced by other data`() throws {
    for file in MNISTFile.allCases { try directory.write(Array("junk".utf8), to: "mnist/" + file.rawValue) }
    for environment in [
      DataEnvironment(commandLineDirectory: directory.path, isOffline: true),
      DataEnvironment(variableDirectory: directory.path, isOffline: true),
    ] {
      let error = #expect(throws: DataError.self) {
        try resolver(environment).resolve([["name": "mnist"], smallStrokes])
      }
      #expect(error?.subject == directory.path + "/mnist/train-images-idx3-ubyte")
    }
  }

  @Test func `a bad file in the cache is an error too, and stays`() throws {
    for file in MNISTFile.allCases { try directory.write([1, 2], to: "cache/mnist/" + file.rawValue + ".gz") }
    let error = #expect(throws: DataError.self) {
      try resolver(DataEnvironment(cacheDirectory: cache)).resolve([["name": "mnist"]])
    }
    #expect(error?.kind == .format)
    #expect(try directory.read("cache/mnist/train-images-idx3-ubyte.gz") == [1, 2])
  }

  @Test func `a directory that does not exist is a mistake`() {
    let environment = DataEnvironment(variableDirectory: directory.path + "/none", isOffline: true)
    let error = #expect(throws: DataError.self) { try resolver(environment).resolve([["name": "mnist"]]) }
    #expect(error?.reason == "OFFPRINT_DATA names it, and it is not a directory")
  }

  @Test func `strokes that come first are used although MNIST could be had`() throws {
    let data = try resolver(DataEnvironment()).resolve([smallStrokes, ["name": "mnist"]])
    #expect(data.dataSet.name == "strokes")
    #expect(data.resolution.skipped.isEmpty)
    #expect(data.resolution.origin == "built in")
  }

  @Test func `what planning foresees is what is resolved`() throws {
    let environment = DataEnvironment(cacheDirectory: cache, isOffline: true)
    let list: [Setting] = [["name": "mnist"], smallStrokes]
    #expect(try resolver(environment).foresee(list) == resolver(environment).resolve(list).resolution)
    // With a network MNIST counts as there.
    let online = try resolver(DataEnvironment(cacheDirectory: cache)).foresee(list)
    #expect(online.used == MNIST.identity)
  }

  @Test func `unknown sets and senseless sizes are refused`() {
    let error = #expect(throws: DataError.self) { try resolver(DataEnvironment()).resolve([["name": "emnist"]]) }
    #expect(error?.description.contains("mnist, strokes") == true)
    for train: Setting in [0, -5, 1.5, 1e300, "many"] {
      let setting: Setting = ["name": "strokes", "train": train]
      #expect(throws: DataError.self) { try resolver(DataEnvironment()).resolve([setting]) }
    }
    #expect(throws: DataError.self) { try resolver(DataEnvironment()).resolve(["mnist"]) }
  }

  @Test func `the cache directory follows the XDG rules`() {
    #expect(DataEnvironment.cacheDirectory(xdgCacheHome: "/c", home: "/h") == "/c/offprint")
    #expect(DataEnvironment.cacheDirectory(xdgCacheHome: "relative", home: "/h") == "/h/.cache/offprint")
    #expect(DataEnvironment.cacheDirectory(xdgCacheHome: nil, home: "/h") == "/h/.cache/offprint")
    #expect(DataEnvironment.cacheDirectory(xdgCacheHome: "", home: nil) == nil)
  }
}
