import Experiment
import OffprintCore
import Testing
import Training

@Suite("Estimating the time that is left") struct TimeEstimateTests {
  private let data = SmallRuns.data.identity

  private func run(_ seed: Int, epochs: Int, batch: Int = 32) -> (id: RunID, spec: RunSpec) {
    var spec = SmallRuns.spec(seed: seed, epochs: epochs)
    spec.batchSize = batch
    return (Trainer.runID(spec: spec, data: data), spec)
  }

  @Test func `runs of one kind weigh by their epochs`() throws {
    let runs = [run(1, epochs: 1), run(2, epochs: 9)]
    var time = TimeEstimate(runs: runs, trainCount: 100, workers: 1)
    #expect(time.secondsLeft(at: 0) == nil && time.fraction(at: 0) == 0)
    time.start(runs[0].id, at: 0)
    time.advance(runs[0].id, to: 0.5)
    #expect(time.secondsLeft(at: 0.1) == nil, "a tenth of a second says nothing yet")
    // Half an epoch in 2 s: 4 s each, and 9.5 are left.
    #expect(try #require(time.secondsLeft(at: 2)).isClose(38))
    #expect(time.fraction(at: 2).isClose(0.05))
    #expect(time.imagesPerSecond(of: runs[0].id, at: 2) == 25)
    time.end(runs[0].id, at: 4)
    #expect(time.imagesPerSecond(of: runs[0].id, at: 4) == nil)
  }

  @Test func `a kind that is slower weighs more, once it is measured or was known before`() throws {
    let runs = [run(1, epochs: 1), run(2, epochs: 1, batch: 1)]
    var time = TimeEstimate(
      runs: runs, trainCount: 100, workers: 1, known: [TimeEstimate.Kind(runs[1].spec): 0.3])
    #expect(try #require(time.secondsLeft(at: 0)).isClose(60), "30 s are known, and the other is taken to be alike")
    time.start(runs[0].id, at: 0)
    time.advance(runs[0].id, to: 1)
    time.end(runs[0].id, at: 10)
    #expect(try #require(time.secondsLeft(at: 10)).isClose(30))
    #expect(time.fraction(at: 10).isClose(0.25))
  }

  @Test func `workers that have nothing left to do make nothing faster`() throws {
    let runs = (1...3).map { run($0, epochs: 1) }
    var time = TimeEstimate(
      runs: runs, trainCount: 100, workers: 2, known: [TimeEstimate.Kind(runs[0].spec): 0.1])
    #expect(try #require(time.secondsLeft(at: 0)).isClose(20), "two side by side, then the third alone")
    for run in runs[0...1] {
      time.start(run.id, at: 0)
      time.advance(run.id, to: 1)
      time.end(run.id, at: 10)
    }
    #expect(try #require(time.secondsLeft(at: 10)).isClose(10))
  }

  @Test func `what a checkpoint holds is done, and took no time`() throws {
    let runs = [run(1, epochs: 10)]
    var time = TimeEstimate(runs: runs, trainCount: 100, workers: 1, done: [runs[0].id: 0.5])
    #expect(time.fraction(at: 0).isClose(0.5))
    time.start(runs[0].id, at: 0)
    time.start(runs[0].id, fraction: 0.5, at: 1)
    time.advance(runs[0].id, to: 0.6)
    // One epoch in 2 s.
    #expect(try #require(time.secondsLeft(at: 3)).isClose(8))
  }
}

extension Double {
  fileprivate func isClose(_ other: Double) -> Bool { (self - other).magnitude <= 1e-9 * Swift.max(1, other.magnitude) }
}
