import Interop
import Testing

@Suite("Gzip") struct GzipTests {
  private let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 7 &* 31) }

  @Test func `what is compressed comes back`() throws {
    #expect(try Gzip.decompress(Gzip.compress(bytes), atMost: bytes.count) == bytes)
    #expect(try Gzip.decompress(Gzip.compress([]), atMost: 0) == [])
  }

  @Test func `the same bytes give the same file`() {
    #expect(Gzip.compress(bytes) == Gzip.compress(bytes))
  }

  @Test func `a file that ends early is cut short, wherever it ends`() {
    let file = Gzip.compress(bytes)
    for count in [2, 9, 10, 11, 200, file.count - 8, file.count - 1] {
      #expect(throws: GzipError.truncated) { try Gzip.decompress(Array(file[..<count]), atMost: bytes.count) }
    }
  }

  @Test func `a flipped bit is damage`() {
    var file = Gzip.compress(bytes)
    file[file.count - 6] ^= 1
    #expect(throws: GzipError.corrupt("incorrect data check")) { try Gzip.decompress(file, atMost: bytes.count) }
  }

  @Test func `bytes behind the end are refused and counted`() {
    #expect(throws: GzipError.trailingBytes(3)) {
      try Gzip.decompress(Gzip.compress(bytes) + [1, 2, 3], atMost: bytes.count)
    }
  }

  @Test func `a bomb stops at the limit`() {
    let bomb = Gzip.compress([UInt8](repeating: 0, count: 50_000_000))
    #expect(bomb.count < 100_000)
    #expect(throws: GzipError.tooLong(limit: 1000)) { try Gzip.decompress(bomb, atMost: 1000) }
  }

  @Test func `anything else is not gzip`() {
    #expect(throws: GzipError.notGzip) { try Gzip.decompress([], atMost: 10) }
    #expect(throws: GzipError.notGzip) { try Gzip.decompress(Array("plain".utf8), atMost: 10) }
  }
}
