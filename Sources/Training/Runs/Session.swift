import Experiment
import OffprintCore

/// One stretch of a run's training, from a start or a checkpoint on: how far it is, and what it is timed by.
struct Session {
  let observer: TrainingObserver
  /// Without the seconds of this session, which are added where they are asked for.
  private(set) var secondsBefore: Double
  private var epochSecondsBefore: Double
  private let start: Double
  private var epochStart: Double
  private var timer: CheckpointTimer?
  var progress: RunProgress

  init(observer: TrainingObserver, progress: RunProgress) {
    self.observer = observer
    self.progress = progress
    secondsBefore = progress.seconds
    epochSecondsBefore = progress.epochSeconds
    start = observer.clock()
    epochStart = start
    timer = observer.checkpointing.map { [start] in
      CheckpointTimer(interval: $0.interval, start: start, step: progress.step)
    }
  }

  /// Of the whole run.
  var seconds: Double { secondsBefore + (observer.clock() - start) }
  /// Of the running epoch's steps.
  var epochSeconds: Double { epochSecondsBefore + (observer.clock() - epochStart) }

  mutating func beginEpoch() { epochStart = observer.clock() }

  mutating func finishEpoch(testAccuracy: Double, imagesPerSecond: Double, state: Fingerprint?) {
    var record = progress.sums.record(epoch: progress.epochs.count + 1, testAccuracy: testAccuracy)
    record.state = state
    progress.epochs.append(record)
    progress.imagesPerSecond.append(imagesPerSecond)
    progress.sums = EpochSums()
    epochSecondsBefore = 0
    epochStart = observer.clock()
  }

  func completed(_ provenance: Provenance) -> Provenance {
    var provenance = provenance
    provenance.imagesPerSecond = progress.imagesPerSecond
    provenance.seconds = seconds
    return provenance
  }

  // MARK: - Checkpoints

  func isCheckpointDue(isEpochEnd: Bool) -> Bool {
    timer?.isDue(at: observer.clock(), isEpochEnd: isEpochEnd) ?? false
  }

  /// Gives away what `checkpoint` makes of the progress, unless no step was done since the last one.
  mutating func save(_ checkpoint: (RunProgress) -> Checkpoint) {
    guard let checkpointing = observer.checkpointing, let timer, progress.step > timer.savedStep else { return }
    let begun = observer.clock()
    var timed = progress
    timed.seconds = seconds
    timed.epochSeconds = progress.sums.steps == 0 ? 0 : epochSeconds
    checkpointing.save(checkpoint(timed))
    let ended = observer.clock()
    self.timer?.note(step: progress.step, from: begun, to: ended)
  }
}
