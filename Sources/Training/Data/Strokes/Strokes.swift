package import Experiment
package import OffprintCore

/// The built-in data set: digits drawn from pen strokes, so that everything works without a download.
///
/// Image i of a part takes all its chance from the stream `strokes` → part → i and nothing else, in IEEE arithmetic and own
/// elementary functions: the same pixels on every machine, in whatever order and on however many threads they are drawn,
/// and a longer set starts with the images of a shorter one.
package struct Strokes: Hashable, Sendable {
  package var seed: Int
  package var trainCount: Int
  package var testCount: Int

  package init(seed: Int = 1, trainCount: Int = 60_000, testCount: Int = 10_000) {
    precondition(trainCount > 0 && testCount > 0)
    self.seed = seed
    self.trainCount = trainCount
    self.testCount = testCount
  }

  /// From the normalised form; throws where a key is missing or of the wrong kind.
  package init(setting: Setting) throws(SettingError) {
    seed = setting["seed"] == nil ? 1 : try setting.integer("seed")
    trainCount = setting["train"] == nil ? 60_000 : try setting.integer("train")
    testCount = setting["test"] == nil ? 10_000 : try setting.integer("test")
    for (key, count) in [("train", trainCount), ("test", testCount)] where !(1...1_000_000).contains(count) {
      throw SettingError(path: key, expected: "a whole number from 1 to 1000000")
    }
  }

  /// Draws the set on `workers` threads.
  package func dataSet(workers: Int) -> DataSet {
    DataSet(
      name: "strokes", train: part(0, count: trainCount, workers: workers),
      test: part(1, count: testCount, workers: workers), classCount: StrokeHands.all.count)
  }

  /// What `dataSet` would say of itself; drawn only where it is not the set that is known by heart.
  package func identity(workers: Int) -> DataIdentity {
    guard self == Strokes(), let digest = ContentHash(hexadecimal: Strokes.defaultDigest) else {
      return dataSet(workers: workers).identity
    }
    return DataIdentity(name: "strokes", digest: digest, trainCount: trainCount, testCount: testCount)
  }

  /// Of `Strokes()`; a test draws it and compares.
  static let defaultDigest = "fcfb37a619a58821a3b713ac1a553b940f5c7575d278a256437385eefcbd6e7f"

  private static let chunk = 500

  private func part(_ number: Int, count: Int, workers: Int) -> DataSet.Part {
    let stream = RandomStream(seed: UInt64(bitPattern: Int64(seed)), purpose: .strokes).child(number)
    let starts = Array(stride(from: 0, to: count, by: Strokes.chunk))
    let chunks = Parallel.map(starts, workers: workers) { start in
      var images: [UInt8] = []
      var labels: [UInt8] = []
      images.reserveCapacity(Strokes.chunk * DataSet.pixelCount)
      for index in start..<min(count, start + Strokes.chunk) {
        let (image, label) = Strokes.draw(stream.child(index))
        images += image
        labels.append(label)
      }
      return (images, labels)
    }
    var images: [UInt8] = []
    images.reserveCapacity(count * DataSet.pixelCount)
    for chunk in chunks { images += chunk.0 }
    return DataSet.Part(images: images, labels: chunks.flatMap(\.1))
  }

  private static func draw(_ stream: RandomStream) -> (image: [UInt8], label: UInt8) {
    var stream = stream
    let digit = stream.nextInteger(below: StrokeHands.all.count)
    let hand = StrokeHands.all[digit][stream.nextInteger(below: StrokeHands.all[digit].count)]
    let pen = StrokePen(hand: hand, stream: &stream)
    let spread = StrokeVariation.radiusSpread * stream.clampedNormal()
    let radius = StrokeVariation.radius * Elementary.exp(spread)
    let softness = 1 + 0.7 * stream.nextUniformDouble()
    return (StrokeRaster.image(of: pen, radius: radius, softness: softness), UInt8(digit))
  }
}
