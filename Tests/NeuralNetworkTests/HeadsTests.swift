import Foundation
import Kernels
import NeuralNetwork
import OffprintCore
import Testing

@Suite("Heads")
struct HeadsTests {
  @Test("ψ past π takes the published values under each treatment")
  func psiFixtures() {
    let table: [(Double, [Double])] = [
      (60, [0.023597, 0.023597, 0.023597, 0.023597]), (152, [-0.999936, -1.122660, -1, -1.000064]),
      (165, [-0.971764, -1.205639, -1, -1.028236]), (180, [-0.877583, -1.239713, -1, -1.122417]),
    ]
    let treatments: [UnifiedMargin.PastPi] = [.none, .linear, .clamp, .monotone]
    for (degrees, values) in table {
      for (treatment, value) in zip(treatments, values) {
        let margin = UnifiedMargin(m1: 1, m2: 0.5, m3: 0, pastPi: treatment)
        let psi = Double(margin.psi(atAngle: Float(degrees * Double.pi / 180)))
        #expect(abs(psi - value) < 2e-6, "\(degrees)°, \(treatment)")
        #expect(abs(HeadTwin(margin: (1, 0.5, 0), pastPi: treatment).psi(degrees * Double.pi / 180) - value) < 1e-6)
      }
    }
  }

  /// x̂ is the first axis and Ŵ_j = (c_j, 0…, √(1 − c_j²) on its own axis), so that ∂L/∂W_j's first component is
  /// ∂L/∂cos θ_j·(1 − c_j²).
  @Test("loss and ∂L/∂cos take the published values for each margin")
  func lossFixtures() {
    let cosines: [Float] = [0.6, 0.2, -0.4]
    let table: [(Float, Float, Float, Float, [Float])] = [
      (1, 0, 0, 0.018195, [-0.180300, 0.179854, 0.000446]),
      (1, 0.5, 0, 1.019745, [-7.909275, 6.377325, 0.015808]),
      (1, 0, 0.35, 0.475012, [-3.781226, 3.771877, 0.009350]),
      (1.35, 0, 0, 0.279147, [-3.902963, 2.429687, 0.006023]),
      (1, 0.3, 0.2, 1.059976, [-7.691965, 6.519200, 0.016159]),
      (0.9, 0.4, 0.15, 0.799880, [-5.847584, 5.492556, 0.013615]),
      (1, 0.44, 0.35, 3.511780, [-11.876713, 9.677574, 0.023988]),
    ]
    var weights = [Float](repeating: 0, count: 12)
    for (index, cosine) in cosines.enumerated() {
      weights[index * 4] = cosine
      weights[index * 4 + index + 1] = (1 - cosine * cosine).squareRoot()
    }
    func gradients(_ margin: UnifiedMargin) -> (loss: Float, cosines: [Float]) {
      let head = UnifiedMarginHead(classes: 3, dimension: 4, scale: 10, margin: margin)
      let run = HeadRun(head, embeddings: [[2, 0, 0, 0]], parameters: [weights], labels: [0])
      return (run.result.loss, (0..<3).map { run.gradients[0][$0 * 4] / (1 - cosines[$0] * cosines[$0]) })
    }
    for (m1, m2, m3, loss, expected) in table {
      let (ours, cosineGradients) = gradients(UnifiedMargin(m1: m1, m2: m2, m3: m3))
      #expect(abs(ours - loss) < 4e-6 * max(1, loss))
      for (left, right) in zip(cosineGradients, expected) { #expect(abs(left - right) < 1e-5 * max(1, abs(right))) }
    }
    #expect(abs(gradients(UnifiedMargin(m1: 1, m2: 0.5, m3: 0, isDetached: true)).cosines[0] + 6.393132) < 5e-5)
  }

  static let everyMargin: [UnifiedMargin] = {
    let treatments: [UnifiedMargin.PastPi] = [.monotone, .linear, .clamp, .none]
    let margins: [(Float, Float, Float)] = [
      (1, 0, 0), (1.35, 0, 0), (1, 0.5, 0), (1, 0, 0.35), (1, 0.3, 0.2), (4, 1, 1),
    ]
    return margins.flatMap { m1, m2, m3 in
      treatments.filter { $0 != .linear || m1 == 1 }.flatMap { treatment in
        [false, true].map { UnifiedMargin(m1: m1, m2: m2, m3: m3, pastPi: treatment, isDetached: $0) }
      }
    }
  }()

  @Test("nothing is ever not a number: θ = 0 and π exactly, zero, tiny and huge embeddings, zero weights, scale 1000")
  func finiteEverywhere() {
    let target: [Float] = [0.3, -0.7, 0.2]
    let embeddings: [[Float]] = [
      target, target.map { -$0 }, target.map { $0 * 3.7 }, [0, 0, 0], [0x1p-149, 0, 0], [1e-38, -2e-38, 0x1p-130],
      [3e38, -3e38, 3e38], [1e-20, 1e20, 1], [1, 0, 0], [-0.0, 0, 1e-30],
    ]
    let labels = embeddings.indices.map { $0 == 8 ? 2 : 0 }
    for weights in [target + [0, 1, 0] + [0, 0, 0], target + [3e38, 3e38, 0] + [0x1p-140, 0, 1e-30]] {
      for margin in Self.everyMargin {
        for scale: Float in [1, 30, 1000] {
          let head = UnifiedMarginHead(
            classes: 3, dimension: 3, scale: scale, margin: margin, labelSmoothing: scale == 30 ? 0.1 : 0)
          let run = HeadRun(head, embeddings: embeddings, parameters: [weights], labels: labels)
          #expect(run.isFinite, "\(margin), s = \(scale)")
          #expect(run.embeddingGradient[3] == [0, 0, 0], "a zero embedding gets no gradient")
        }
      }
    }
    let softmax = HeadRun(
      SoftmaxHead(classes: 2, dimension: 1), embeddings: [[1e15], [-1e15], [0]], parameters: [[1e15, -1e15], [0, 0]],
      labels: [0, 0, 1])
    #expect(softmax.isFinite)
  }

  @Test("an embedding that is not a number shows in the loss, instead of being taken for a zero")
  func brokenEmbedding() {
    let head = UnifiedMarginHead(
      classes: 2, dimension: 2, scale: 10, margin: UnifiedMargin(m1: 1, m2: 0.5, m3: 0))
    for broken in [Float.nan, .infinity] {
      let run = HeadRun(head, embeddings: [[1, 0], [broken, 1]], parameters: [[1, 0, 0, 1]], labels: [0, 1])
      #expect(!run.result.loss.isFinite)
    }
    let run = HeadRun(
      SoftmaxHead(classes: 2, dimension: 2), embeddings: [[1, 0], [.nan, 1]], parameters: [[1, 0, 0, 1], [0, 0]],
      labels: [0, 0])
    #expect(!run.result.loss.isFinite && run.result.correct == 1)
  }

  @Test("evaluation sees no margin: cosines times the scale, and the same predictions for every margin")
  func marginFree() {
    let item = HeadsGradientTests.batch(
      angles: (0..<40).map { 0.05 + 0.07 * Double($0) }, twin: HeadTwin(margin: (1, 0, 0)), isDetached: false)
    let embeddings = item.embeddings.map { $0.map { Float($0) } }
    let weights = item.weights.flatMap { $0.map { Float($0) } }
    let expected = embeddings.indices.map { image in
      item.weights.map { 30 * HeadTwin.cosine(item.embeddings[image], $0) }
    }
    let right = expected.indices.count { expected[$0][item.labels[$0]] == expected[$0].max() }
    for margin in Self.everyMargin {
      let head = UnifiedMarginHead(classes: 4, dimension: 5, scale: 30, margin: margin)
      let run = HeadRun(head, embeddings: embeddings, parameters: [weights], labels: item.labels)
      #expect(HeadsGradientTests.difference(run.logits, expected) < 1e-6)
      #expect(run.result.correct == right)
    }
    #expect(right > 5 && right < 40)
  }

  @Test("a batch of any size is the sum of its images, whatever lies in the padding", arguments: [1, 31, 33, 100])
  func batchSizes(count: Int) {
    let angles = (0..<count).map { 3.1 * Double($0 % 29 + 1) / 30 }
    let item = HeadsGradientTests.batch(angles: angles, twin: HeadTwin(margin: (1, 0.5, 0)), isDetached: false)
    let embeddings = item.embeddings.map { $0.map { Float($0) } }
    let weights = item.weights.flatMap { $0.map { Float($0) } }
    let heads: [(any Head, [[Float]])] = [
      (
        UnifiedMarginHead(
          classes: 4, dimension: 5, scale: 12, margin: UnifiedMargin(m1: 1, m2: 0.5, m3: 0), labelSmoothing: 0.05),
        [weights]
      ),
      (SoftmaxHead(classes: 4, dimension: 5, labelSmoothing: 0.05), [weights, [0.1, -0.2, 0.3, 0]]),
    ]
    for (head, parameters) in heads {
      let whole = HeadRun(head, embeddings: embeddings, parameters: parameters, labels: item.labels)
      for padding in [Float(3), .nan, .infinity] {
        let other = HeadRun(
          head, embeddings: embeddings, parameters: parameters, labels: item.labels, padding: padding)
        #expect(other.result == whole.result && other.gradients == whole.gradients)
        #expect(other.embeddingGradient == whole.embeddingGradient && other.logits == whole.logits)
        #expect(other.paddingGradient.allSatisfy { $0 == 0 })
      }
      var (loss, correct) = (0.0, 0)
      var sums = parameters.map { $0.map { _ in 0.0 } }
      for image in 0..<count {
        let one = HeadRun(
          head, embeddings: [embeddings[image]], parameters: parameters, labels: [item.labels[image]])
        loss += Double(one.result.loss) / Double(count)
        correct += one.result.correct
        for (index, gradient) in one.gradients.enumerated() {
          for place in gradient.indices { sums[index][place] += Double(gradient[place]) / Double(count) }
        }
        let scaled = one.embeddingGradient[0].map { Double($0) / Double(count) }
        #expect(HeadsGradientTests.difference([whole.embeddingGradient[image]], [scaled]) < 1e-4)
        #expect(one.logits[0] == whole.logits[image])
      }
      #expect(abs(Double(whole.result.loss) - loss) < 1e-5 * max(1, loss) && whole.result.correct == correct)
      #expect(HeadsGradientTests.difference(whole.gradients, sums) < 1e-4)
    }
  }

  @Test("margin schedules start without a margin, reach it in time, and grow in between")
  func marginSchedules() throws {
    let schedules: [MarginSchedule] = [.linear(over: 0.5), .exponential(over: 0.5, steepness: 5)]
    for schedule in schedules {
      let head = UnifiedMarginHead(
        classes: 2, dimension: 2, scale: 10, margin: UnifiedMargin(m1: 1.3, m2: 0.4, m3: 0.2), schedule: schedule)
      #expect(head.margin(at: HeadProgress(step: 0, totalSteps: 100)) == UnifiedMargin(m1: 1, m2: 0, m3: 0))
      #expect(head.margin(at: HeadProgress(step: 50, totalSteps: 100)) == head.margin)
      #expect(head.margin(at: HeadProgress(step: 99, totalSteps: 100)) == head.margin)
      #expect(schedule.weight(at: HeadProgress(step: 80, totalSteps: 100)) == 1)
      let weights = (0...50).map { schedule.weight(at: HeadProgress(step: $0, totalSteps: 100)) }
      #expect(zip(weights, weights.dropFirst()).allSatisfy { $0 < $1 })
    }
    let middle = HeadProgress(step: 25, totalSteps: 100)
    #expect(MarginSchedule.linear(over: 0.5).weight(at: middle) == 0.5)
    let expected = (exp(2.5) - 1) / (exp(5.0) - 1)
    #expect(abs(MarginSchedule.exponential(over: 0.5, steepness: 5).weight(at: middle) - expected) < 1e-15)
    #expect(MarginSchedule.constant.weight(at: middle) == 1)
    // The loss follows: at the start an ArcFace head is a NormFace head.
    let arc = UnifiedMarginHead(
      classes: 2, dimension: 2, scale: 10, margin: UnifiedMargin(m1: 1, m2: 0.5, m3: 0), schedule: .linear(over: 1))
    let norm = UnifiedMarginHead(classes: 2, dimension: 2, scale: 10, margin: UnifiedMargin(m1: 1, m2: 0, m3: 0))
    let runs = [arc, norm].map {
      HeadRun($0, embeddings: [[1, 0.3]], parameters: [[1, 0, 0, 1]], labels: [0]).result
    }
    #expect(runs[0] == runs[1])
  }
}
