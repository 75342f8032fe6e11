/// What is known of the training that is going on: a value that events change and displays read.
struct ProgressBoard: Sendable {
  /// A run that is being trained.
  struct ActiveRun: Sendable {
    var name: String
    var seed: Int
    var epochs: Int
    /// The one that is being trained, from 1.
    var epoch = 1
    /// Of the current epoch's steps, in [0, 1].
    var fraction = 0.0
    /// On the test set after the last whole epoch, a fraction; nil in the first.
    var accuracy: Double?
    var imagesPerSecond: Double?

    /// In epochs.
    var done: Double { Double(epoch - 1) + fraction }
  }

  /// Runs that are to be trained, and the sum of their epochs.
  let runCount: Int
  let epochCount: Int
  /// By a key of the caller's choice, in the order of their start.
  private(set) var active: [(key: String, run: ActiveRun)] = []
  private(set) var finishedCount = 0
  private(set) var failedCount = 0
  /// Epochs of runs that ended, those counted that a failed run will not need.
  private var epochsOfEnded = 0.0

  init(runCount: Int, epochCount: Int) {
    self.runCount = runCount
    self.epochCount = epochCount
  }

  mutating func start(_ key: String, _ run: ActiveRun) {
    active.append((key, run))
  }

  mutating func update(_ key: String, _ change: (inout ActiveRun) -> Void) {
    guard let index = active.firstIndex(where: { $0.key == key }) else { return }
    change(&active[index].run)
  }

  mutating func end(_ key: String, failed: Bool) {
    if let index = active.firstIndex(where: { $0.key == key }) {
      epochsOfEnded += Double(active[index].run.epochs)
      active.remove(at: index)
    }
    if failed { failedCount += 1 } else { finishedCount += 1 }
  }

  /// A run that was stopped: no longer active, and not ended.
  mutating func abandon(_ key: String) {
    active.removeAll { $0.key == key }
  }

  var endedCount: Int { finishedCount + failedCount }

  /// Of all training that there is to do, in [0, 1].
  var fraction: Double {
    guard epochCount > 0 else { return 1 }
    return min(1, (epochsOfEnded + active.reduce(0) { $0 + $1.run.done }) / Double(epochCount))
  }

  /// Seconds left, if the rest goes as what has been done so far; nil before that says anything.
  func secondsLeft(elapsed: Double) -> Double? {
    let done = fraction
    guard done > 0.002, elapsed > 0.5 else { return nil }
    return elapsed * (1 - done) / done
  }
}
