import Foundation
import Interop
import OffprintCore
import Synchronization
import TestSupport
import Testing
import Training

/// Downloads that go wrong, through a transport that serves from memory.
@Suite("Downloading") struct DownloadTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func run(_ transport: FakeTransport, pause: @escaping @Sendable (Double) -> Void = { _ in }) throws {
    _ = try MNISTDownload(transport: transport, mirrors: ["https://a/", "https://b/"], pause: pause)
      .run(into: directory.path, progress: { _ in })
  }

  @Test func `an unreachable mirror is tried again after the other, with growing pauses`() throws {
    let pauses = Mutex<[Double]>([])
    let transport = FakeTransport { _, _ in .failure(TransportError(reason: "the connection was lost", isPassing: true))
    }
    let error = #expect(throws: DataError.self) {
      try run(transport) { seconds in pauses.withLock { $0.append(seconds) } }
    }
    let file = "train-images-idx3-ubyte.gz"
    #expect(
      transport.addresses == [
        "https://a/" + file, "https://b/" + file, "https://a/" + file, "https://b/" + file,
        "https://a/" + file, "https://b/" + file,
      ])
    #expect(pauses.withLock { $0 } == [0.5, 1])
    #expect(error?.kind == .download)
    #expect(error?.reason.contains("https://a/\(file): the connection was lost; https://b/\(file): the") == true)
  }

  @Test func `a mirror that lacks the file, or lies, is not asked twice`() throws {
    let transport = FakeTransport { address, _ in
      address.hasPrefix("https://a/")
        ? .failure(TransportError(reason: "the server answers with status 404", isPassing: false))
        : .success(Array("<html>".utf8))
    }
    let error = #expect(throws: DataError.self) { try run(transport) }
    #expect(transport.addresses.count == 2)
    #expect(error?.reason.contains("status 404") == true)
    #expect(error?.reason.contains("cut short") == true)
  }

  @Test func `nothing is left under a file's name when a download fails`() throws {
    #expect(throws: DataError.self) { try run(FakeTransport { _, _ in .success([UInt8](repeating: 0, count: 500)) }) }
    #expect(directory.names == [])
  }

  @Test func `a cache that cannot be made is an error that says so`() throws {
    try directory.write([], to: "file")
    let error = #expect(throws: DataError.self) {
      _ = try MNISTDownload(transport: FakeTransport.unreachable, mirrors: ["m/"], pause: { _ in })
        .run(into: directory.path + "/file/below", progress: { _ in })
    }
    #expect(error?.kind == .cache)
  }

  @Test func `where no mirror can be reached there is no second round`() throws {
    let transport = FakeTransport { _, _ in
      .failure(TransportError(reason: "the server’s name is not known here", isPassing: true, isUnreachable: true))
    }
    #expect(throws: DataError.self) { try run(transport) { _ in Issue.record("there is nothing to wait for") } }
    #expect(transport.addresses.count == 2)
  }

  @Test func `an address where nobody listens ends quickly with a sentence`() {
    // Port 1 of this machine: refused at once, as a missing network would be after five seconds.
    let error = #expect(throws: TransportError.self) {
      try URLSessionTransport().fetch("http://127.0.0.1:1/x", atMost: 10, progress: { _ in })
    }
    #expect(error?.isUnreachable == true)
    #expect(throws: TransportError.self) {
      try URLSessionTransport().fetch("", atMost: 10, progress: { _ in })
    }
  }
}

/// A web server on this machine, for the transfer itself.
@Suite("Downloading over HTTP", .enabled(if: LocalServer.isPossible, "there is no python3 to serve files with"))
struct HTTPTests {
  @Test func `a file comes whole, a missing one is not asked for again, one that is too long is cut off`() throws {
    let directory = try TemporaryDirectory()
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 / 3) }
    try directory.write(bytes, to: "file.gz")
    let server = try #require(LocalServer(serving: directory.path))
    let transport = URLSessionTransport()
    let told = Mutex<[Int]>([])
    let fetched = try transport.fetch(server.address + "file.gz", atMost: bytes.count) { count in
      told.withLock { $0.append(count) }
    }
    #expect(fetched == bytes)
    #expect(told.withLock { $0.last } == bytes.count && told.withLock { $0 == $0.sorted() })
    let missing = #expect(throws: TransportError.self) {
      try transport.fetch(server.address + "none", atMost: 10, progress: { _ in })
    }
    #expect(missing == TransportError(reason: "the server answers with status 404", isPassing: false))
    let long = #expect(throws: TransportError.self) {
      try transport.fetch(server.address + "file.gz", atMost: 1000, progress: { _ in })
    }
    #expect(long?.reason == "the server sends more than the 1000 bytes there may be")
    withExtendedLifetime(server) {}
  }
}

/// The whole way with the real files: a lost connection, a truncated transfer, then success.
@Suite("Downloading real MNIST", .enabled(if: RealMNIST.isThere, Comment(rawValue: RealMNIST.why)))
struct RealDownloadTests {
  private func compressed(_ file: MNISTFile, _ location: MNIST.Location) throws -> [UInt8] {
    let bytes = try FileSystem.read(location.paths[try #require(MNISTFile.allCases.firstIndex(of: file))])
    return Gzip.isGzip(bytes) ? bytes : Gzip.compress(bytes)
  }

  @Test func `after failures the files arrive whole, and a second run asks for nothing`() throws {
    let location = try #require(try MNIST.locate(in: RealMNIST.directory ?? ""))
    var files: [String: [UInt8]] = [:]
    for file in MNISTFile.allCases { files[file.rawValue + ".gz"] = try compressed(file, location) }
    let served = files
    let transport = FakeTransport { address, attempt in
      let name = String(address.split(separator: "/").last ?? "")
      guard let bytes = served[name] else { return .failure(TransportError(reason: "none", isPassing: false)) }
      switch attempt {
      case 1: return .failure(TransportError(reason: "the connection was lost", isPassing: true))
      case 2: return .success(Array(bytes[..<(bytes.count / 2)]))
      default: return .success(bytes)
      }
    }
    let directory = try TemporaryDirectory()
    let resolver = DataResolver(
      environment: DataEnvironment(cacheDirectory: directory.path),
      download: MNISTDownload(transport: transport, mirrors: ["https://a/"], pause: { _ in }), workers: 1)
    let data = try resolver.resolve([["name": "mnist"]])
    #expect(data.dataSet.identity == MNIST.identity)
    #expect(transport.addresses.count == 12)
    #expect(directory.names == ["mnist"] + MNISTFile.allCases.map { "mnist/\($0.rawValue).gz" }.sorted())
    _ = try resolver.resolve([["name": "mnist"]])
    #expect(transport.addresses.count == 12)
  }
}
