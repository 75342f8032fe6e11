package import Experiment
import Interop
package import OffprintCore

/// Test features as TensorBoard's Embedding Projector reads them: `projector_config.pbtxt`, and for each run a folder with
/// `tensors.tsv`, a row for each image, and `metadata.tsv` with its class, what the network says, and whether that is right;
/// pictures of the images in `sprite-….png`, one for each data set.
package struct ProjectorExport {
  /// A run's features under a name of its own.
  package struct Run {
    /// What the projector lists it as.
    package var title: String
    package var id: RunID
    package var data: DataIdentity
    package var embeddings: EmbeddingSet

    package init(title: String, id: RunID, data: DataIdentity, embeddings: EmbeddingSet) {
      self.title = title
      self.id = id
      self.data = data
      self.embeddings = embeddings
    }
  }

  /// Why there is no export: a clause without a final stop.
  package struct Problem: Error, Hashable, Sendable {
    package var reason: String
  }

  private let runs: [Run]
  private let pictures: [ContentHash: TestPictures]
  private let limit: Int

  /// `pictures` by the digests of their data; where they lack, points have no pictures. Of each run the first `limit` images
  /// are taken.
  package init(_ runs: [Run], pictures: [ContentHash: TestPictures], limit: Int = .max) {
    self.runs = runs
    self.pictures = pictures
    self.limit = limit
  }

  /// Throws where there are too many images for one picture of them all.
  package func files() throws(Problem) -> [ExchangedFile] {
    var files: [ExchangedFile] = []
    var sprites: [ContentHash: (path: String, side: Int)] = [:]
    for (data, counts) in wanted {
      guard let pictures = pictures[data] else { continue }
      let path = "sprite-\(data.short).png"
      files.append(ExchangedFile(path: path, bytes: try Sprite.png(pictures, count: counts)))
      sprites[data] = (path, pictures.side)
    }
    var configuration = ""
    for (run, title) in zip(runs, titles) {
      let folder = run.id.short
      files.append(ExchangedFile("\(folder)/tensors.tsv", text: tensors(run.embeddings)))
      files.append(ExchangedFile("\(folder)/metadata.tsv", text: metadata(run.embeddings)))
      configuration += entry(title, folder, sprites[run.data.digest])
    }
    return [ExchangedFile("projector_config.pbtxt", text: configuration)] + files
  }

  /// For each data set how many pictures are shown, sorted.
  private var wanted: [(data: ContentHash, count: Int)] {
    var counts: [ContentHash: Int] = [:]
    for run in runs { counts[run.data.digest] = max(counts[run.data.digest] ?? 0, min(limit, run.embeddings.count)) }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The projector knows tensors by name, and has a meaning of its own for colons.
  private var titles: [String] {
    runs.map { "\($0.title.replacing(":", with: " ")) (\($0.id.short))" }
  }

  private func tensors(_ set: EmbeddingSet) -> String {
    var text = ""
    for image in 0..<min(limit, set.count) {
      let row = set.features[image * set.dimension..<(image + 1) * set.dimension]
      text += row.map(\.description).joined(separator: "\t") + "\n"
    }
    return text
  }

  private func metadata(_ set: EmbeddingSet) -> String {
    var text = "class\tprediction\tcorrect\timage\n"
    for image in 0..<min(limit, set.count) {
      let (label, prediction) = (set.labels[image], set.predictions[image])
      text += "\(label)\t\(prediction)\t\(label == prediction ? "yes" : "no")\t\(image)\n"
    }
    return text
  }

  /// Text format of `ProjectorConfig.EmbeddingInfo`; its strings escape as JSON's do.
  private func entry(_ title: String, _ folder: String, _ sprite: (path: String, side: Int)?) -> String {
    var lines = [
      "embeddings {", "  tensor_name: \(Setting.quoted(title))", "  tensor_path: \"\(folder)/tensors.tsv\"",
      "  metadata_path: \"\(folder)/metadata.tsv\"",
    ]
    if let sprite {
      lines += [
        "  sprite {", "    image_path: \"\(sprite.path)\"", "    single_image_dim: \(sprite.side)",
        "    single_image_dim: \(sprite.side)", "  }",
      ]
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }
}

/// Pictures of images side by side.
package enum Sprite {
  /// What the projector, and most graphics processors, can hold: pixels of a side.
  static let largestSide = 8192

  /// A square of the first `count` pictures, row by row, dark ink on white.
  package static func png(_ pictures: TestPictures, count: Int) throws(ProjectorExport.Problem) -> [UInt8] {
    let count = min(count, pictures.count)
    var perSide = 1
    while perSide * perSide < count { perSide += 1 }
    let side = perSide * pictures.side
    guard side <= largestSide else {
      let most = (largestSide / pictures.side) * (largestSide / pictures.side)
      throw ProjectorExport.Problem(
        reason: "\(count) pictures of \(pictures.side) × \(pictures.side) pixels make more than the projector’s "
          + "\(largestSide) × \(largestSide); at most \(most) fit")
    }
    let bytes = (pictures.count * pictures.side * pictures.side + 1) / 2
    guard let packed = try? Gzip.decompress(pictures.packed, atMost: bytes), packed.count == bytes else {
      throw ProjectorExport.Problem(reason: "the pictures of the test images are damaged")
    }
    let paper = UInt8(0)
    var indices = [UInt8](repeating: paper, count: side * side)
    for image in 0..<count {
      let corner = image / perSide * pictures.side * side + image % perSide * pictures.side
      for row in 0..<pictures.side {
        for column in 0..<pictures.side {
          let place = (image * pictures.side + row) * pictures.side + column
          let level = place.isMultiple(of: 2) ? packed[place / 2] >> 4 : packed[place / 2] & 0xF
          indices[corner + row * side + column] = min(level, UInt8(pictures.levels - 1))
        }
      }
    }
    return IndexedPNG.encode(palette: palette(pictures.levels), indices: indices, width: side, height: side)
  }

  /// From white to black.
  private static func palette(_ levels: Int) -> [UInt32] {
    (0..<levels).map { level in
      let gray = UInt32(255 - 255 * level / (levels - 1))
      return 0xFF00_0000 | gray << 16 | gray << 8 | gray
    }
  }
}
