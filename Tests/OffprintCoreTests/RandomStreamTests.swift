import Foundation
import OffprintCore
import Testing

@Suite("Random streams")
struct RandomStreamTests {
  @Test("Philox gives the known answers that its authors publish with Random123")
  func knownAnswers() {
    let cases: [(SIMD4<UInt32>, SIMD2<UInt32>, SIMD4<UInt32>)] = [
      (.zero, .zero, SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8)),
      (
        SIMD4(repeating: .max), SIMD2(repeating: .max), SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD)
      ),
      (
        SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344), SIMD2(0xA409_3822, 0x299F_31D0),
        SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1)
      ),
    ]
    for (counter, key, answer) in cases { #expect(Philox.block(counter: counter, key: key) == answer) }
  }

  /// Worked out with a few lines of Python from the generator's definition.
  @Test("the numbers of a seed and a purpose are these for ever")
  func pinnedNumbers() {
    var stream = RandomStream(seed: 1, purpose: .batchOrder)
    #expect((0..<4).map { _ in stream.nextWord() } == [334_589_482, 433_655_280, 2_391_841_976, 1_808_785_939])
    #expect(RandomStream(seed: 1, purpose: .batchOrder).child(3).child(7).word(at: 0) == 40_618_511)
    #expect(RandomStream(seed: 1, purpose: .initialization).normal(at: 5).bitPattern == 4_598_801_182_135_432_145)
    var shuffled = RandomStream(seed: 2, purpose: .batchOrder)
    #expect(shuffled.nextPermutation(count: 10) == [0, 7, 4, 3, 6, 9, 1, 2, 8, 5])
  }

  @Test("reading in order and reading at a place give the same numbers, and seeking goes back")
  func randomAccess() {
    let stream = RandomStream(seed: 42, purpose: .dropout)
    var reader = stream
    let words = (0..<100).map { _ in reader.nextWord() }
    #expect(words == (0..<100).map { stream.word(at: UInt64($0)) })
    #expect(words == (0..<25).flatMap { block in (0..<4).map { stream.block(at: UInt64(block))[$0] } })
    reader.position = 37
    #expect(reader.nextWord() == words[37])
    var doubles = stream
    let uniforms = (0..<20).map { _ in doubles.nextUniformDouble() }
    #expect(uniforms == (0..<20).map { stream.uniformDouble(at: UInt64($0)) })
    #expect(stream.position == 0)
  }

  @Test("seeds, purposes and children do not share numbers, and one never moves another")
  func independence() {
    let purposes: [RandomStream.Purpose] = [
      .initialization, .batchOrder, .dropout, .augmentation, .strokes, .bootstrap,
    ]
    var streams = purposes.map { RandomStream(seed: 7, purpose: $0) }
    streams += [0, 8, 1 << 32, .max].map { RandomStream(seed: $0, purpose: .batchOrder) }
    streams += (0..<20).map { RandomStream(seed: 7, purpose: .batchOrder).child($0) }
    streams += [RandomStream(seed: 7, purpose: .batchOrder).child(0).child(0), streams[0].child(-1)]
    let blocks = streams.flatMap { stream in (0..<50).map { stream.block(at: $0) } }
    #expect(Set(blocks).count == blocks.count)
    var parent = RandomStream(seed: 7, purpose: .batchOrder)
    let child = parent.child(3)
    _ = parent.nextPermutation(count: 1000)
    #expect(parent.child(3) == child)
  }

  @Test("uniforms stay in [0, 1) and have the moments of the uniform distribution")
  func uniforms() {
    let stream = RandomStream(seed: 3, purpose: .dropout)
    let count = 200_000
    let floats = (0..<count).map { Double(stream.uniform(at: UInt64($0))) }
    let doubles = (0..<count).map { stream.child(1).uniformDouble(at: UInt64($0)) }
    for values in [floats, doubles] {
      #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
      // Five standard errors: √(1/12n) for the mean, √(1/180n) for the variance.
      #expect(abs(mean(values) - 0.5) < 5 * (1 / 12 / Double(count)).squareRoot())
      #expect(abs(variance(values) - 1.0 / 12) < 5 * (1 / 180 / Double(count)).squareRoot())
    }
    #expect(abs(correlation(Array(floats.dropLast()), Array(floats.dropFirst()))) < 5 / Double(count).squareRoot())
  }

  @Test("normals have mean 0, variance 1, the right tails, and no neighbour's influence")
  func normals() {
    let stream = RandomStream(seed: 3, purpose: .initialization)
    let count = 200_000
    let values = (0..<count).map { stream.normal(at: UInt64($0)) }
    #expect(values.allSatisfy { $0.isFinite })
    #expect(abs(mean(values)) < 5 / Double(count).squareRoot())
    #expect(abs(variance(values) - 1) < 5 * (2 / Double(count)).squareRoot())
    for (limit, share) in [(1.0, 0.317311), (2.0, 0.045500), (3.0, 0.002700)] {
      let outside = Double(values.count { abs($0) > limit }) / Double(count)
      #expect(abs(outside - share) < 5 * (share * (1 - share) / Double(count)).squareRoot())
    }
    #expect(abs(correlation(Array(values.dropLast()), Array(values.dropFirst()))) < 5 / Double(count).squareRoot())
    var sequential = stream
    #expect((0..<1000).allSatisfy { _ in sequential.nextNormal().isFinite })
  }

  @Test("whole numbers below a bound are all met equally often, at awkward bounds too")
  func integers() {
    var stream = RandomStream(seed: 11, purpose: .bootstrap)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.nextInteger(below: 7)] += 1 }
    let chiSquared = counts.reduce(0.0) { $0 + pow(Double($1) - 10_000, 2) / 10_000 }
    #expect(chiSquared < 22.46, "6 degrees of freedom, p = 0.001")
    #expect((0..<100).allSatisfy { _ in stream.nextInteger(below: 1) == 0 })
    // Two thirds of 2⁶³: plain reduction would hit the lower half twice as often as the upper.
    let bound = Int.max / 3 * 2
    let upper = (0..<10_000).count { _ in stream.nextInteger(below: bound) >= bound / 2 }
    #expect(abs(upper - 5000) < 250)
  }

  @Test("permutations hold every element once, and all orders of three are equally likely")
  func permutations() {
    var stream = RandomStream(seed: 5, purpose: .batchOrder)
    #expect(stream.nextPermutation(count: 0) == [])
    #expect(stream.nextPermutation(count: 1) == [0])
    #expect(stream.nextPermutation(count: 1000).sorted() == Array(0..<1000))
    var counts: [[Int]: Int] = [:]
    for _ in 0..<12_000 { counts[stream.nextPermutation(count: 3), default: 0] += 1 }
    #expect(counts.count == 6)
    let chiSquared = counts.values.reduce(0.0) { $0 + pow(Double($1) - 2000, 2) / 2000 }
    #expect(chiSquared < 20.52, "5 degrees of freedom, p = 0.001")
  }
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

private func variance(_ values: [Double]) -> Double {
  let center = mean(values)
  return values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(values.count)
}

private func correlation(_ left: [Double], _ right: [Double]) -> Double {
  let (leftMean, rightMean) = (mean(left), mean(right))
  let products = zip(left, right).reduce(0) { $0 + ($1.0 - leftMean) * ($1.1 - rightMean) }
  return products / Double(left.count) / (variance(left) * variance(right)).squareRoot()
}
