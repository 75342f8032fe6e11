/// One of the four files of MNIST (LeCun, Cortes, Burges), as it has been since 1998.
package enum MNISTFile: String, CaseIterable, Sendable {
  case trainImages = "train-images-idx3-ubyte"
  case trainLabels = "train-labels-idx1-ubyte"
  case testImages = "t10k-images-idx3-ubyte"
  case testLabels = "t10k-labels-idx1-ubyte"

  package var isImages: Bool { self == .trainImages || self == .testImages }

  package var count: Int { self == .trainImages || self == .trainLabels ? 60_000 : 10_000 }

  /// Bytes of the decompressed file, header included.
  package var byteCount: Int { isImages ? 16 + count * DataSet.pixelCount : 8 + count }

  /// Of the decompressed file.
  var sha256: String {
    switch self {
    case .trainImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    case .trainLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
    case .testImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    case .testLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    }
  }

  /// What it holds, in words.
  var content: String {
    "\(count) \(self == .trainImages || self == .trainLabels ? "training" : "test") \(isImages ? "images" : "labels")"
  }
}
