package import Experiment
import Interop
package import OffprintCore

extension RunStore {
  /// Small pictures of the test images of that data; nil where none are kept, or what is kept cannot be trusted.
  package func testPictures(of data: ContentHash) throws(RunStoreError) -> TestPictures? {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(picturesPath(of: data), atMost: RunStore.maximumPicturesSize)
    } catch {
      if error.isMissing { return nil }
      throw .system(error)
    }
    return PicturesFile.decode(bytes)
  }

  /// Keeps them; the last ones stay.
  package func put(_ pictures: TestPictures, of data: ContentHash) throws(RunStoreError) {
    let directory = dataDirectory(of: data)
    let new = "\(picturesPath(of: data)).\(FileSystem.processNumber)"
    try system { () throws(SystemError) in
      try FileSystem.makeDirectories(directory)
      do throws(SystemError) { try FileSystem.removeFile(new) } catch { guard error.isMissing else { throw error } }
      do throws(SystemError) {
        try FileSystem.writeNew(PicturesFile.encode(pictures), to: new)
        try FileSystem.rename(new, to: picturesPath(of: data))
      } catch {
        try? FileSystem.removeFile(new)
        throw error
      }
    }
  }

  private static let maximumPicturesSize = 64 << 20

  func dataDirectory(of data: ContentHash) -> String { "\(root)/data/\(data.hexadecimal)" }
  /// The data sets of which pictures are kept, sorted by digest.
  func data() throws(RunStoreError) -> [ContentHash] {
    guard FileSystem.kind(of: root + "/data") == .directory else { return [] }
    let names = try system { () throws(SystemError) in try FileSystem.entries(of: root + "/data") }
    return names.compactMap { name in ContentHash(hexadecimal: name).flatMap { $0.hexadecimal == name ? $0 : nil } }
  }

  func picturesPath(of data: ContentHash) -> String { dataDirectory(of: data) + "/" + RunStore.picturesFile }
}

/// Pictures as a safetensors file: the packed bytes as one tensor, and in the metadata their measures and their SHA-256.
private enum PicturesFile {
  static func encode(_ pictures: TestPictures) -> [UInt8] {
    let tensor = NamedTensor(name: "gzip", shape: [pictures.packed.count], elements: .uint8(pictures.packed))
    return SafetensorsFile(
      tensors: [tensor],
      metadata: [
        "count": String(pictures.count), "side": String(pictures.side), "levels": String(pictures.levels),
        "sha256": ContentHash(of: pictures.packed).hexadecimal,
      ]
    ).encoded()
  }

  static func decode(_ bytes: [UInt8]) -> TestPictures? {
    guard let file = try? SafetensorsFile(decoding: bytes), case .uint8(let packed)? = file.tensor("gzip")?.elements,
      ContentHash(of: packed).hexadecimal == file.metadata["sha256"],
      let count = number("count", in: file, 1...10_000_000), let side = number("side", in: file, 1...256),
      let levels = number("levels", in: file, 2...16)
    else { return nil }
    return TestPictures(count: count, side: side, levels: levels, packed: packed)
  }

  private static func number(_ key: String, in file: SafetensorsFile, _ range: ClosedRange<Int>) -> Int? {
    file.metadata[key].flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
  }
}
