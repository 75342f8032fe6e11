import OffprintCore
import Testing
import Training

@Suite("Strokes") struct StrokesTests {
  private func small(_ seed: Int = 1, train: Int = 1200, test: Int = 300) -> Strokes {
    Strokes(seed: seed, trainCount: train, testCount: test)
  }

  @Test func `the default set has the bytes that runs are named after`() {
    let data = Strokes().dataSet(workers: 2)
    #expect(data.identity == Strokes().identity(workers: 1))
    #expect(data.digest.hexadecimal == "fcfb37a619a58821a3b713ac1a553b940f5c7575d278a256437385eefcbd6e7f")
  }

  @Test func `the number of workers changes no byte`() {
    #expect(small().dataSet(workers: 1).digest == small().dataSet(workers: 3).digest)
  }

  @Test func `another seed draws other digits, and a longer set starts with the shorter one's`() {
    let data = small().dataSet(workers: 1)
    #expect(small(2).dataSet(workers: 1).digest != data.digest)
    let longer = small(train: 1300, test: 310).dataSet(workers: 1)
    #expect(longer.train.images.starts(with: data.train.images))
    #expect(longer.test.labels.starts(with: data.test.labels))
    #expect(!data.train.images.starts(with: data.test.images.prefix(28 * 28)))
  }

  @Test func `every digit is there, about as often as every other`() {
    let labels = small(train: 5000).dataSet(workers: 2).train.labels
    for digit in 0..<10 { #expect((400...600).contains(labels.count { $0 == digit })) }
  }

  @Test func `digits are sized into 20 by 20 and centred by mass, as MNIST's are`() {
    let data = small().dataSet(workers: 2).train
    for image in 0..<data.count {
      let pixels = data.images[image * 784..<(image + 1) * 784]
      var (mass, x, y) = (0.0, 0.0, 0.0)
      var (rows, columns) = (Set<Int>(), Set<Int>())
      for (place, value) in pixels.enumerated() where value > 0 {
        mass += Double(value)
        x += Double(value) * (Double(place % 28) + 0.5)
        y += Double(value) * (Double(place / 28) + 0.5)
        if value > 127 {
          rows.insert(place / 28)
          columns.insert(place % 28)
        }
      }
      #expect(mass > 255 * 10, "image \(image) is all but empty")
      #expect(max(rows.count, columns.count) <= 21 && max(rows.count, columns.count) >= 14)
      #expect((x / mass - 14).magnitude <= 0.51 && (y / mass - 14).magnitude <= 0.51)
    }
  }

  @Test func `the set is about as inky as MNIST`() {
    let standardization = small().dataSet(workers: 2).standardization
    #expect((0.08...0.15).contains(standardization.mean))
    #expect((0.24...0.33).contains(standardization.standardDeviation))
  }
}

@Suite("Standardisation") struct StandardizationTests {
  private func data(_ image: [UInt8]) -> DataSet {
    let part = DataSet.Part(images: image, labels: [0])
    return DataSet(name: "x", train: part, test: part, classCount: 1)
  }

  @Test func `mean and deviation are those of the training pixels`() {
    // Half the pixels 0 and half 255: mean ½, deviation ½.
    let half = data((0..<784).map { $0 < 392 ? 0 : 255 }).standardization
    #expect(half.mean == 0.5 && half.standardDeviation == 0.5)
  }

  @Test func `equal pixels do not divide by nothing`() {
    let black = data([UInt8](repeating: 255, count: 784)).standardization
    #expect(black.mean == 1 && black.standardDeviation == 1)
  }
}
