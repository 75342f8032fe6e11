import Foundation
import Kernels
import NeuralNetwork
import OffprintCore
import Testing

/// The head that it wraps, which a worker sometimes comes late to.
private struct LateHead<Wrapped: Head>: Head {
  let head: Wrapped
  let delays: @Sendable (_ step: Int, _ worker: Int) -> UInt32

  var parameters: [ParameterDeclaration] { head.parameters }
  var isNormalized: Bool { head.isNormalized }
  var readout: HeadReadout { head.readout }
  func scratchCount(blocks: Int) -> Int { head.scratchCount(blocks: blocks) }

  func trainStep(
    _ batch: HeadBatch, parameters: [FloatRegion], gradients: [FloatRegion], scratch: FloatRegion,
    progress: HeadProgress, worker: Worker
  ) -> HeadResult {
    usleep(delays(progress.step, worker.share.index))
    defer { usleep(delays(progress.step + 1, worker.share.index)) }
    return head.trainStep(
      batch, parameters: parameters, gradients: gradients, scratch: scratch, progress: progress, worker: worker)
  }

  func logits(
    embedding: FloatRegion, blocks: Int, parameters: [FloatRegion], scratch: FloatRegion, into logits: FloatRegion,
    worker: Worker
  ) {
    head.logits(
      embedding: embedding, blocks: blocks, parameters: parameters, scratch: scratch, into: logits, worker: worker)
  }
}

@Suite("The workers of a step") struct WorkersTests {
  private static let layers: Setting = [
    ["name": "conv", "channels": 6, "kernel": 5, "stride": 2],
    ["name": "conv", "channels": 16, "kernel": 3, "stride": 2], ["name": "dropout", "rate": 0.2],
    ["name": "conv", "channels": 20, "kernel": 3, "activation": "prelu"], ["name": "embedding", "size": 8],
  ]

  /// Trains `steps` steps and evaluates now and then; the weights' and the embeddings' bits, and how many workers did a step.
  private func train(
    threads: Int, steps: Int, clock: (() -> Double)? = nil, delays: (@Sendable (Int, Int) -> UInt32)? = nil
  ) throws -> (bits: [UInt32], workers: Set<Int>) {
    let shape = ActivationShape(height: 12, width: 12, channels: 1)
    let plan = try NetworkPlan(model: ["layers": Self.layers], inputShape: shape)
    let head = LateHead(head: SoftmaxHead(classes: 3, dimension: 8), delays: delays ?? { _, _ in 0 })
    let network = try Network(
      plan: plan, head: head, classCount: 3, optimizer: Adam(isDecoupled: true), batchSize: 64, evaluationBatchSize: 64,
      threads: threads)
    network.clock = clock
    network.initialize(seed: 4)
    if let delays {
      var part = 0
      network.onStepPart = { _ in
        part += 1
        usleep(delays(part, 2))
      }
    }
    let stream = RandomStream(seed: 9, purpose: .strokes)
    let source = ImageSource(
      pixels: (0..<200 * shape.count).map { UInt8(stream.word(at: UInt64($0)) & 0xFF) }, pixelsPerImage: shape.count,
      mean: 0.5, deviation: 0.3)
    var (workers, bits) = (Set<Int>(), [UInt32]())
    for step in 0..<steps {
      let count = step % 5 == 4 ? 41 : 64
      let indices = (0..<count).map { Int32((step * 37 + $0) % 200) }
      workers.insert(network.workersOfNextStep)
      network.load(source, indices: indices[...])
      _ = network.trainStep(
        labels: indices.map { $0 % 3 }[...], progress: HeadProgress(step: step, totalSteps: steps),
        step: OptimizerStep(step: step, learningRate: 0.01))
      if step % 20 == 19 { bits += network.embeddings(source, indices: 0..<200).map(\.bitPattern) }
    }
    return (bits + network.parameters.values.map(\.bitPattern), workers)
  }

  @Test(arguments: [2, 3]) func `a clock that makes the pace change its mind all the time changes no bit`(
    threads: Int
  )
    throws
  {
    let alone = try train(threads: 1, steps: 200)
    let stream = RandomStream(seed: 3, purpose: .bootstrap)
    var (time, place) = (0.0, UInt64(0))
    let hurried = try train(
      threads: threads, steps: 200,
      clock: {
        place += 1
        time += 0.02 * Double(stream.doubleWord(at: place) % 1000) / 1000
        return time
      })
    #expect(hurried.bits == alone.bits)
    #expect(alone.workers == [1])
    #expect(hurried.workers.count > 1)
  }

  @Test(arguments: [2, 3]) func `workers that come late at random change no bit`(threads: Int) throws {
    let alone = try train(threads: 1, steps: 40)
    let stream = RandomStream(seed: 6, purpose: .bootstrap)
    let late = try train(
      threads: threads, steps: 40,
      delays: { step, worker in
        let draw = stream.doubleWord(at: UInt64(step * 8 + worker))
        return draw % 4 == 0 ? UInt32(draw >> 32) % 400 : 0
      })
    #expect(late.bits == alone.bits)
    #expect(late.workers == [threads])
  }
}
