package import Experiment

/// When a trainer gives out checkpoints, and to whom.
package struct Checkpointing: Sendable {
  /// Seconds between two checkpoints. At the end of an epoch, where least is lost by stopping, half of them is enough.
  ///
  /// The interval grows in proportion where giving a checkpoint away takes longer than a hundredth of the default interval, so
  /// that checkpoints of large networks on slow disks do not take a larger share of the time.
  package var interval: Double
  package var save: @Sendable (Checkpoint) -> Void

  /// At most this much of a run is lost to `kill -9`, in seconds.
  package static let defaultInterval = 10.0

  package init(interval: Double = defaultInterval, save: @escaping @Sendable (Checkpoint) -> Void) {
    self.interval = interval
    self.save = save
  }
}

/// The clock of one run's checkpoints.
struct CheckpointTimer {
  private let interval: Double
  /// When the last checkpoint was whole, and the seconds that it took.
  private var last: Double
  private var cost = 0.0
  /// Steps done at the last checkpoint, or at the start.
  private(set) var savedStep: Int

  init(interval: Double, start: Double, step: Int) {
    self.interval = interval
    last = start
    savedStep = step
  }

  func isDue(at now: Double, isEpochEnd: Bool) -> Bool {
    let allowed = Checkpointing.defaultInterval / 100
    let stretched = interval * max(1, cost / allowed)
    return now - last >= (isEpochEnd ? stretched / 2 : stretched)
  }

  mutating func note(step: Int, from begun: Double, to ended: Double) {
    savedStep = step
    last = ended
    cost = ended - begun
  }
}
