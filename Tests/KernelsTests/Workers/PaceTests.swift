import Kernels
import Testing

@Suite("The pace of a team") struct PaceTests {
  /// Jobs of 64 images until `seconds` are over, each taking what `cost` says of the time, the job and its workers. How long
  /// every number of workers was at it, and how many jobs were done.
  private func work(
    _ pace: inout Pace, seconds: Double, cost: (_ time: Double, _ job: Int, _ workers: Int) -> Double
  ) -> (shares: [Int: Double], jobs: Int) {
    var (time, jobs) = (0.0, 0)
    var shares = [Int: Double]()
    while time < seconds {
      let workers = pace.workers
      let taken = cost(time, jobs, workers)
      pace.finished(size: 64, seconds: taken)
      shares[workers, default: 0] += taken / seconds
      time += taken
      jobs += 1
    }
    return (shares, jobs)
  }

  @Test func `a team that is faster together stays together`() {
    var pace = Pace(most: 2)
    let (shares, _) = work(&pace, seconds: 20) { _, _, workers in workers == 2 ? 0.00026 : 0.00045 }
    #expect(shares[2, default: 0] > 0.97)
  }

  @Test(arguments: [0.003, 0.007, 0.02])
  func `beside another program a team is hardly slower than one alone`(stall: Double) {
    var pace = Pace(most: 2)
    // The second worker loses its core after every four milliseconds of work.
    var worked = 0.0
    let (_, jobs) = work(&pace, seconds: 20) { _, _, workers in
      if workers == 1 { return 0.00045 }
      worked += 0.00026
      if worked < 0.004 { return 0.00026 }
      worked = 0
      return 0.00026 + stall
    }
    let alone = Int(20 / 0.00045)
    #expect(jobs > alone * 96 / 100)
  }

  @Test func `a rare stall on an idle machine costs little more than itself`() {
    var pace = Pace(most: 2)
    let (shares, jobs) = work(&pace, seconds: 20) { _, job, workers in
      (workers == 2 ? 0.00026 : 0.00045) + (job % 3000 == 2999 ? 0.004 : 0)
    }
    #expect(shares[2, default: 0] > 0.85)
    #expect(jobs > Int(20 / 0.00026) * 9 / 10)
  }

  @Test func `a slow beginning is not held against a team`() {
    var pace = Pace(most: 2)
    let (shares, _) = work(&pace, seconds: 2) { _, job, workers in
      job < 2 ? 0.02 : workers == 2 ? 0.00026 : 0.00045
    }
    #expect(shares[2, default: 0] > 0.95)
  }

  @Test func `a neighbor that comes and goes is noticed both times`() {
    var pace = Pace(most: 2)
    let (shares, _) = work(&pace, seconds: 30) { time, _, workers in
      let isBusy = time > 10 && time < 20
      return workers == 2 ? (isBusy ? 0.002 : 0.00026) : 0.00045
    }
    // Two thirds of the time together, the rest alone, but for a moment each time.
    #expect(abs(shares[2, default: 0] - 2.0 / 3) < 0.05)
  }

  @Test(arguments: [0.000_02, 0.014, 1.0]) func `short and long jobs find the faster number as well`(cost: Double) {
    for faster in [1, 2] {
      var pace = Pace(most: 2)
      let (shares, _) = work(&pace, seconds: 1000 * max(cost, 0.02)) { _, _, workers in
        workers == faster ? cost : cost * 1.5
      }
      #expect(shares[faster, default: 0] > 0.95, "\(faster) of 2")
    }
  }

  @Test func `of eight workers as many work as are fastest`() {
    var pace = Pace(most: 8)
    let (shares, _) = work(&pace, seconds: 20) { _, _, workers in
      workers == 8 ? 0.003 : 0.001 / Double(workers) + 0.0001
    }
    #expect(shares[6, default: 0] > 0.9)
    #expect(Set(shares.keys).isSubset(of: [1, 2, 3, 4, 6, 8]))
  }

  @Test(arguments: [0, -1, .nan, .infinity]) func `a clock that tells nothing leaves all at work`(seconds: Double) {
    for most in [1, 2, 5] {
      var pace = Pace(most: most)
      for _ in 0..<1000 {
        #expect(pace.workers == most)
        pace.finished(size: 64, seconds: seconds)
      }
    }
  }
}
