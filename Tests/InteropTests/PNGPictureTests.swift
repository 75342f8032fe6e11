import Interop
import Testing

@Suite("PNG files")
struct PNGPictureTests {
  private func png(_ width: Double, _ height: Double) throws -> [UInt8] {
    try RasterSurface(size: Size(width, height), scale: 1).png()
  }

  @Test("a whole file tells its size and comes back as pixels")
  func whole() throws {
    let bytes = try png(7, 5)
    let picture = try #require(PNGPicture(bytes))
    #expect([picture.pixelWidth, picture.pixelHeight] == [7, 5])
    #expect(RasterSurface(png: bytes).pixels == RasterSurface(size: Size(7, 5), scale: 1).pixels)
  }

  @Test("other bytes, damaged and cut files, and sizes that no page can show are refused with the reason")
  func refused() throws {
    let bytes = try png(7, 5)
    #expect(PNGPicture.problem(with: []) == "it is not a PNG file")
    #expect(PNGPicture.problem(with: Array("GIF89a".utf8)) == "it is not a PNG file")
    #expect(PNGPicture.problem(with: Array(bytes.prefix(20))) == "its header is damaged")
    #expect(PNGPicture.problem(with: Array(bytes.dropLast(20))) == "the file is damaged or cut short")
    var huge = bytes
    huge[16] = 0xFF
    #expect(PNGPicture.problem(with: huge)?.contains("more than a page can show") == true)
    var damaged = bytes
    damaged[bytes.count / 2] ^= 0xFF
    #expect(PNGPicture(damaged) == nil || PNGPicture.problem(with: damaged) == nil)
    #expect(RasterSurface(png: [1, 2, 3]).pixelWidth == 1)
  }
}
