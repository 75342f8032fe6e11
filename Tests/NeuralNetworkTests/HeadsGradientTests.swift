import Foundation
import Kernels
import NeuralNetwork
import OffprintCore
import Testing

/// The Float kernels against central differences of the double-precision twin.
@Suite("Gradients of the heads")
struct HeadsGradientTests {
  typealias Margins = (m1: Double, m2: Double, m3: Double)

  static let margins: [Margins] = [
    (1, 0, 0), (1.35, 0, 0), (1, 0.5, 0), (1, 0, 0.35), (1, 0.3, 0.2), (0.9, 0.4, 0.15), (2.75, 0.3, 0.1),
  ]

  /// Angles of targets: near 0, near π, in between, and a hundredth either side of every kink.
  static func angles(_ margins: Margins) -> [Double] {
    var angles = [0.004, 0.05, 0.4, 1.1, Double.pi / 2, 2.2, 2.9, Double.pi - 0.05, Double.pi - 0.004]
    for k in 1...3 {
      let kink = (Double(k) * Double.pi - margins.m2) / margins.m1
      angles += [kink - 0.01, kink + 0.01].filter { $0 > 0 && $0 < Double.pi }
    }
    return angles
  }

  /// Images at these angles from their class weights, of several lengths, in a five-dimensional space with four classes.
  static func batch(angles: [Double], twin: HeadTwin, isDetached: Bool, seed: UInt64 = 1) -> HeadCase {
    var stream = RandomStream(seed: seed, purpose: .initialization)
    func vector() -> [Double] { (0..<5).map { _ in Double(Float(stream.nextNormal())) } }
    let weights = (0..<4).map { _ in vector() }
    let labels = angles.indices.map { $0 % 4 }
    let embeddings = zip(angles, labels).map { angle, label in
      let target = weights[label].map { $0 / HeadTwin.length(weights[label]) }
      let other = vector()
      let along = zip(other, target).reduce(0) { $0 + $1.0 * $1.1 }
      let across = zip(other, target).map { $0 - along * $1 }
      let size = 0.5 + 3 * stream.nextUniformDouble()
      let width = HeadTwin.length(across)
      return zip(target, across).map { Double(Float(size * (cos(angle) * $0 + sin(angle) * $1 / width))) }
    }
    return HeadCase(embeddings: embeddings, weights: weights, labels: labels, twin: twin, isDetached: isDetached)
  }

  /// Largest difference in proportion to the largest value.
  static func difference(_ ours: [[Float]], _ theirs: [[Double]]) -> Double {
    let size = theirs.flatMap { $0 }.map(abs).max() ?? 0
    let gap = zip(ours, theirs).flatMap { zip($0, $1) }.map { abs(Double($0) - $1) }.max() ?? 0
    return (gap.isNaN ? .infinity : gap) / max(size, 1e-30)
  }

  private func compare(_ item: HeadCase, _ head: any Head, _ note: String) {
    let run = HeadRun(
      head, embeddings: item.embeddings.map { $0.map { Float($0) } },
      parameters: [item.weights.flatMap { $0.map { Float($0) } }], labels: item.labels)
    #expect(abs(Double(run.result.loss) - item.loss) < 1e-5 * max(1, item.loss), "loss, \(note)")
    // Image by image, so that a large gradient does not hide a wrong small one.
    let expected = item.embeddingGradient()
    for image in expected.indices {
      let gap = Self.difference([run.embeddingGradient[image]], [expected[image]])
      let size = (expected[image].map(abs).max() ?? 0) * Double(expected.count)
      #expect(gap < 2e-3 || gap * size < 2e-4, "∂L/∂x of image \(image), \(note): off by \(gap), size \(size)")
    }
    let rows = stride(from: 0, to: run.gradients[0].count, by: 5).map { Array(run.gradients[0][$0..<$0 + 5]) }
    let gap = Self.difference(rows, item.weightGradient())
    #expect(gap < 5e-4, "∂L/∂W, \(note): off by \(gap)")
  }

  @Test("every margin, treatment past π, gradient and smoothing agrees with finite differences", arguments: 0..<7)
  func unifiedMargin(index: Int) {
    let (m1, m2, m3) = Self.margins[index]
    let treatments: [UnifiedMargin.PastPi] =
      m1 == 1 ? [.monotone, .linear, .clamp, .none] : [.monotone, .clamp, .none]
    for treatment in treatments {
      for isDetached in [false, true] {
        for (scale, smoothing) in [(8.0, 0.0), (30.0, 0.1)] {
          let twin = HeadTwin(
            margin: (m1, m2, m3), pastPi: treatment, scale: scale, labelSmoothing: smoothing)
          let head = UnifiedMarginHead(
            classes: 4, dimension: 5, scale: Float(scale),
            margin: UnifiedMargin(
              m1: Float(m1), m2: Float(m2), m3: Float(m3), pastPi: treatment, isDetached: isDetached),
            labelSmoothing: Float(smoothing))
          let item = Self.batch(angles: Self.angles((m1, m2, m3)), twin: twin, isDetached: isDetached)
          compare(item, head, "(\(m1), \(m2), \(m3)), \(treatment), detached \(isDetached), s = \(scale)")
        }
      }
    }
  }

  @Test("plain softmax agrees with finite differences, with and without smoothing")
  func softmax() {
    for smoothing in [0.0, 0.1] {
      let twin = HeadTwin(margin: nil, labelSmoothing: smoothing)
      var item = Self.batch(angles: [0.1, 0.7, 1.5, 2.8, 3.0, 0.9, 0.2], twin: twin, isDetached: false)
      item.weights = item.weights.indices.map { item.weights[$0] + [Double($0) * 0.25 - 0.5] }
      let head = SoftmaxHead(classes: 4, dimension: 5, labelSmoothing: Float(smoothing))
      let run = HeadRun(
        head, embeddings: item.embeddings.map { $0.map { Float($0) } },
        parameters: [item.weights.flatMap { $0.dropLast().map { Float($0) } }, item.weights.map { Float($0[5]) }],
        labels: item.labels)
      #expect(abs(Double(run.result.loss) - item.loss) < 1e-5)
      #expect(Self.difference(run.embeddingGradient, item.embeddingGradient()) < 1e-4)
      let expected = item.weightGradient()
      #expect(Self.difference([run.gradients[0]], [expected.flatMap { $0.dropLast() }]) < 1e-4)
      #expect(Self.difference([run.gradients[1]], [expected.map { $0[5] }]) < 1e-4)
    }
  }

  @Test("the twin's ψ falls everywhere under ‘monotone’, and is continuous at each kink")
  func monotone() {
    for margins in Self.margins {
      let twin = HeadTwin(margin: margins)
      let head = UnifiedMargin(m1: Float(margins.m1), m2: Float(margins.m2), m3: Float(margins.m3))
      let angles = (0...2000).map { Double.pi * Double($0) / 2000 }
      for (left, right) in zip(angles, angles.dropFirst()) {
        #expect(twin.psi(right) < twin.psi(left) + 1e-12)
        #expect(twin.psi(left) - twin.psi(right) < 0.01)
        #expect(abs(Double(head.psi(atAngle: Float(left))) - twin.psi(left)) < 1e-5)
      }
    }
  }
}
