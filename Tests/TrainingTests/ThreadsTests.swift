import Experiment
import OffprintCore
import Synchronization
import Testing
import Training

@Suite("One run on several threads") struct ThreadsTests {
  /// Batches of two blocks, the last of ten images, so that workers have blocks of their own and sometimes not; layers of each
  /// kind of weight gradient.
  private static var spec: RunSpec {
    var spec = SmallRuns.spec(epochs: 4)
    spec.batchSize = 64
    spec.loss = [
      "name": "arcface", "scale": 16, "margin": 0.3, "past-pi": "monotone", "gradient": "exact",
      "margin-schedule": ["name": "exponential", "over": 0.7, "steepness": 3],
    ]
    spec.model = [
      "layers": [
        ["name": "conv", "channels": 6, "kernel": 5, "stride": 3],
        ["name": "conv", "channels": 16, "kernel": 3, "stride": 2],
        ["name": "conv", "channels": 20, "kernel": 3, "stride": 1],
        ["name": "embedding", "size": 8],
      ]
    ]
    return spec
  }

  private func weights(
    threads: Int, mostThreads: Int, of epoch: @escaping @Sendable (Int) -> Int?
  ) throws -> [NamedTensor] {
    let epochs = Mutex(0)
    let observer = TrainingObserver(
      clock: { 0 },
      threads: {
        epoch(
          epochs.withLock { epochs in
            epochs += 1
            return epochs
          })
      })
    let trainer = try Trainer(
      spec: Self.spec, data: SmallRuns.data, threads: threads, mostThreads: mostThreads)
    return try #require(trainer.run(provenance: SmallRuns.provenance, observer: observer)).weights
  }

  @Test(arguments: [2, 3, 4])
  func `their number changes no bit`(threads: Int) throws {
    let alone = try weights(threads: 1, mostThreads: 1) { _ in nil }
    #expect(try weights(threads: threads, mostThreads: threads) { _ in nil } == alone)
  }

  @Test func `threads that come and go between epochs change no bit`() throws {
    let alone = try weights(threads: 1, mostThreads: 1) { _ in nil }
    #expect(try weights(threads: 1, mostThreads: 3) { [1, 2, 1, 3][$0 - 1] } == alone)
  }

  @Test func `more threads than there is room for are not used`() throws {
    let alone = try weights(threads: 1, mostThreads: 1) { _ in nil }
    #expect(try weights(threads: 1, mostThreads: 2) { _ in 1000 } == alone)
  }
}
