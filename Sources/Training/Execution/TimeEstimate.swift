package import Experiment
internal import OffprintCore

/// How much of an execution is done and how long the rest will take: runs weigh by their images and by what an image of their
/// kind costs, measured on those that are being trained. What a checkpoint has already done counts as done, and takes no time.
package struct TimeEstimate: Sendable {
  /// What the cost of an image depends on, as far as a user would notice.
  package struct Kind: Hashable, Sendable {
    let model: Setting
    let augmentation: Setting
    let batchSize: Int

    package init(_ spec: RunSpec) {
      model = spec.model
      augmentation = spec.augmentation
      batchSize = spec.batchSize
    }
  }

  private struct Run {
    let kind: Kind
    /// Training images of all epochs.
    let images: Double
    /// Images done, those before this session among them.
    var done: Double
    /// Where it began in this session: the clock, and the images done then.
    var start: (seconds: Double, done: Double)?
    var isEnded = false

    var left: Double { isEnded ? 0 : max(0, images - done) }
  }

  /// Below this a kind's own measurement says less than what is known of it from before, or of other kinds.
  private static let settlingSeconds = 0.5

  private let workers: Int
  private let known: [Kind: Double]
  /// In the order in which they will be begun.
  private var runs: [Run] = []
  private var places: [RunID: Int] = [:]
  /// Of runs that ended here.
  private var measured: [Kind: (seconds: Double, images: Double)] = [:]

  /// `known` gives seconds per image, evaluation included, where earlier runs told; `done` the fractions of unfinished runs.
  package init(
    runs: [(id: RunID, spec: RunSpec)], trainCount: Int, workers: Int, known: [Kind: Double] = [:],
    done: [RunID: Double] = [:]
  ) {
    self.workers = max(1, workers)
    self.known = known
    for (place, run) in runs.enumerated() {
      let images = Double(run.spec.epochs) * Double(trainCount)
      self.runs.append(Run(kind: Kind(run.spec), images: images, done: images * (done[run.id] ?? 0)))
      places[run.id] = place
    }
  }

  /// Begun at `now`, in seconds of any clock, with this part of it done before.
  package mutating func start(_ id: RunID, fraction: Double = 0, at now: Double) {
    update(id) { run in
      run.done = run.images * min(max(fraction, 0), 1)
      run.start = (now, run.done)
    }
  }

  package mutating func advance(_ id: RunID, to fraction: Double) {
    update(id) { $0.done = max($0.done, $0.images * min(max(fraction, 0), 1)) }
  }

  /// Ended, here or elsewhere, however it went: nothing of it is left to do.
  package mutating func end(_ id: RunID, at now: Double) {
    guard let place = places[id], !runs[place].isEnded else { return }
    let run = runs[place]
    if let start = run.start, run.done > start.done {
      let sum = measured[run.kind] ?? (0, 0)
      measured[run.kind] = (sum.seconds + now - start.seconds, sum.images + run.done - start.done)
    }
    update(id) { run in
      run.isEnded = true
      run.start = nil
    }
  }

  private mutating func update(_ id: RunID, _ change: (inout Run) -> Void) {
    guard let place = places[id] else { return }
    change(&runs[place])
  }

  // MARK: - What it says

  /// Training images per second of a run in this session, evaluation included; nil before that says anything.
  package func imagesPerSecond(of id: RunID, at now: Double) -> Double? {
    guard let place = places[id], let start = runs[place].start else { return nil }
    let (seconds, images) = (now - start.seconds, runs[place].done - start.done)
    return seconds >= 0.2 && images > 0 ? images / seconds : nil
  }

  /// The part of all the training that is done, in [0, 1].
  package func fraction(at now: Double) -> Double {
    let costs = costs(at: now)
    let total = runs.reduce(0) { $0 + $1.images * costs.of($1.kind) }
    let left = runs.reduce(0) { $0 + $1.left * costs.of($1.kind) }
    return total > 0 ? min(1, max(0, 1 - left / total)) : 1
  }

  /// Seconds until all runs are done, each begun by the first worker that is free; nil before anything is known.
  package func secondsLeft(at now: Double) -> Double? {
    let costs = costs(at: now)
    guard costs.isKnown else { return nil }
    let active = runs.filter { $0.start != nil }
    let waiting = runs.filter { $0.start == nil && !$0.isEnded }
    var ends = [Double](repeating: 0, count: workers)
    for run in active + waiting {
      let first = ends.indices.min { ends[$0] < ends[$1] } ?? 0
      ends[first] += run.left * costs.of(run.kind)
    }
    return ends.max()
  }

  /// Seconds per image of each kind, and of one that nothing is known of.
  private struct Costs {
    var byKind: [Kind: Double]
    var other: Double?

    var isKnown: Bool { other != nil }
    func of(_ kind: Kind) -> Double { byKind[kind] ?? other ?? 1 }
  }

  private func costs(at now: Double) -> Costs {
    var sums = measured
    for run in runs {
      guard let start = run.start, run.done > start.done else { continue }
      let sum = sums[run.kind] ?? (0, 0)
      sums[run.kind] = (sum.seconds + now - start.seconds, sum.images + run.done - start.done)
    }
    var byKind = known
    for (kind, sum) in sums where sum.images > 0 && sum.seconds > 0 {
      if sum.seconds >= TimeEstimate.settlingSeconds || known[kind] == nil { byKind[kind] = sum.seconds / sum.images }
    }
    // Added in the order of the runs, so that the same events always give the same estimate.
    var seen: Set<Kind> = []
    let all = runs.map(\.kind).filter { seen.insert($0).inserted }.compactMap { byKind[$0] }
    let isSettled = !known.isEmpty || sums.values.contains { $0.seconds >= TimeEstimate.settlingSeconds }
    return Costs(byKind: byKind, other: all.isEmpty || !isSettled ? nil : all.reduce(0, +) / Double(all.count))
  }
}
