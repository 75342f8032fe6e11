/// How many workers a job that comes again and again is given, found out by trying.
///
/// Workers that wait for each other are as late as the latest of them. Where another program has its core, two workers take far
/// longer than one alone. Nobody says so beforehand, so the pace goes by the time that jobs took: now and then it has a few
/// of them done by more or by fewer workers, and keeps to what was faster. What a trial lost is made good many times over
/// before the next, so that trying costs about one percent.
///
/// The number of workers decides no bit, so no reading of a clock does.
package struct Pace: Sendable {
  /// Numbers of workers that are tried, ascending.
  private let rungs: [Int]
  private var costs: [Cost]
  private var current: Int
  private var trial: Trial?
  private var triesMore = false
  /// Jobs to come that are not looked at: the first ones of all meet cold memory.
  private var ignored = 2
  /// Seconds since the last trial, how many there have to be until the next, and since the pace last changed.
  private var sinceTrial = 0.0
  private var rest = Pace.shortestRest
  private var sinceChange = Double.infinity
  /// How often in a row trials changed nothing, or changed back what had just been changed.
  private var failures = 0

  /// What a rung cost of late: sums that fade.
  private struct Cost {
    var seconds = 0.0
    var size = 0.0

    /// Seconds per unit of work, where known.
    var perUnit: Double? { size > 0 ? seconds / size : nil }

    mutating func add(_ more: Double, _ work: Double) {
      let kept = max(0, 1 - more / Pace.memory)
      seconds = seconds * kept + more
      size = size * kept + work
    }
  }

  private struct Trial {
    let rung: Int
    var jobs = 0
    var cost = Cost()
  }

  /// Long beside falling asleep, being woken, and a turn that the system gives to another program.
  private static let trialSeconds = 0.004
  private static let memory = 0.1
  private static let shortestRest = 0.02
  private static let longestRest = 10.0
  /// How often a trial's loss is made good before the next: this often at first, since the bad luck of one trial should not count
  /// for long, and twice as often with every further one in vain.
  private static let repayment = 10.0
  private static let mostFailures = 5
  /// How long a change has to last to have been right.
  private static let proof = 0.5
  /// How much less time a job must take for the pace to change.
  private static let gain = 0.98

  /// Begins with `most` workers.
  package init(most: Int) {
    var rungs = [Int]()
    var power = 1
    while power < most {
      rungs.append(power)
      if power > 1 && power + power / 2 < most { rungs.append(power + power / 2) }
      power *= 2
    }
    rungs.append(max(1, most))
    self.rungs = rungs
    costs = Array(repeating: Cost(), count: rungs.count)
    current = rungs.count - 1
  }

  /// How many to give the next job.
  package var workers: Int { rungs[trial?.rung ?? current] }

  /// Takes down that a job of this size (in any unit) was done by `workers` in so many seconds.
  package mutating func finished(size: Double, seconds: Double) {
    guard rungs.count > 1, seconds > 0, seconds < .infinity, size > 0 else { return }
    sinceTrial += seconds
    sinceChange += seconds
    if ignored > 0 {
      ignored -= 1
    } else if var now = trial {
      now.jobs += 1
      now.cost.add(seconds, size)
      trial = now
      if now.jobs >= 2 && now.cost.seconds >= Pace.trialSeconds { end(now) }
    } else {
      costs[current].add(seconds, size)
      if sinceTrial >= rest || sinceTrial >= Pace.shortestRest && seemsSlow { beginTrial() }
    }
  }

  /// Whether a neighboring rung was faster when it was last seen.
  private var seemsSlow: Bool { wasFaster(current - 1) || wasFaster(current + 1) }

  private func wasFaster(_ rung: Int) -> Bool {
    guard rungs.indices.contains(rung), let its = costs[rung].perUnit, let cost = costs[current].perUnit else {
      return false
    }
    return its < cost * Pace.gain
  }

  private mutating func beginTrial() {
    let more = current + 1 < rungs.count && (triesMore || current == 0)
    triesMore = !more
    trial = Trial(rung: more ? current + 1 : current - 1)
    // Workers have to wake up, or what they did has to come over from their cores.
    ignored = 1
  }

  private mutating func end(_ trial: Trial) {
    guard let old = costs[current].perUnit, let new = trial.cost.perUnit else { return }
    self.trial = nil
    costs[trial.rung] = trial.cost
    sinceTrial = 0
    ignored = 1
    if new < old * Pace.gain {
      failures = sinceChange < Pace.proof ? min(failures + 1, Pace.mostFailures) : 0
      sinceChange = 0
      current = trial.rung
      rest = Pace.shortestRest * Double(1 << failures)
    } else {
      failures = min(failures + 1, Pace.mostFailures)
      let repaid = (new - old) * trial.cost.size * Pace.repayment * Double(1 << failures)
      // A machine that was asleep meanwhile is no reason to wait for hours.
      let longest = max(Pace.longestRest, 500 * old * trial.cost.size)
      rest = min(max(Pace.shortestRest * Double(1 << failures), repaid), longest)
    }
  }
}
