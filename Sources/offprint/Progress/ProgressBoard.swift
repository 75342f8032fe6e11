import Experiment
import Training

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
    /// Of the last whole epoch.
    var imagesPerSecond: Double?

    /// In epochs.
    var done: Double { Double(epoch - 1) + fraction }
  }

  /// Runs that are to be trained.
  let runCount: Int
  private(set) var time: TimeEstimate
  /// In the order of their start.
  private(set) var active: [(id: RunID, run: ActiveRun)] = []
  private(set) var finishedCount = 0
  private(set) var failedCount = 0

  init(runCount: Int, time: TimeEstimate) {
    self.runCount = runCount
    self.time = time
  }

  mutating func start(_ id: RunID, _ run: ActiveRun, at now: Double) {
    active.append((id, run))
    time.start(id, at: now)
  }

  /// It goes on from this part of the whole run.
  mutating func resume(_ id: RunID, from part: Double, at now: Double) {
    time.start(id, fraction: part, at: now)
    update(id) { $0.advance(to: part) }
  }

  mutating func advance(_ id: RunID, to part: Double) {
    time.advance(id, to: part)
    update(id) { $0.advance(to: part) }
  }

  mutating func finish(_ id: RunID, _ record: EpochRecord, imagesPerSecond: Double) {
    update(id) { $0.finish(record, imagesPerSecond: imagesPerSecond) }
  }

  mutating func end(_ id: RunID, failed: Bool, at now: Double) {
    active.removeAll { $0.id == id }
    time.end(id, at: now)
    if failed { failedCount += 1 } else { finishedCount += 1 }
  }

  /// A run that was stopped: no longer active, and not ended.
  mutating func abandon(_ id: RunID) {
    active.removeAll { $0.id == id }
  }

  private mutating func update(_ id: RunID, _ change: (inout ActiveRun) -> Void) {
    guard let index = active.firstIndex(where: { $0.id == id }) else { return }
    change(&active[index].run)
  }

  var endedCount: Int { finishedCount + failedCount }

  /// Of the last epoch, or of the first one so far.
  func imagesPerSecond(of id: RunID, _ run: ActiveRun, at now: Double) -> Double? {
    run.imagesPerSecond ?? time.imagesPerSecond(of: id, at: now)
  }

  /// Of all active runs together; nil before that says anything.
  func imagesPerSecond(at now: Double) -> Double? {
    let rates = active.compactMap { imagesPerSecond(of: $0.id, $0.run, at: now) }
    return rates.isEmpty ? nil : rates.reduce(0, +)
  }
}

extension ProgressBoard.ActiveRun {
  /// To this part of the whole run, in [0, 1].
  mutating func advance(to part: Double) {
    let done = min(max(part, 0), 1) * Double(epochs)
    epoch = min(epochs, Int(done) + 1)
    fraction = done - Double(epoch - 1)
  }

  /// An epoch is done.
  mutating func finish(_ record: EpochRecord, imagesPerSecond: Double) {
    accuracy = record.testAccuracy
    self.imagesPerSecond = imagesPerSecond
    epoch = min(epochs, record.epoch + 1)
    fraction = record.epoch >= epochs ? 1 : 0
  }
}
