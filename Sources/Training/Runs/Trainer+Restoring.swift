package import Experiment
import NeuralNetwork
import OffprintCore

/// A checkpoint that does not belong to a run, or contradicts itself.
package struct CheckpointError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A sentence without a final stop.
  package var reason: String

  package var description: String { reason }
}

extension Trainer {
  /// Steps of the whole run on that many training images.
  package static func totalSteps(of spec: RunSpec, images: Int) -> Int { steps(of: spec, images: images).total }

  /// Steps of an epoch, and of the whole run.
  static func steps(of spec: RunSpec, images: Int) -> (perEpoch: Int, total: Int) {
    let batch = max(1, spec.batchSize)
    let perEpoch = images / batch + (images % batch > 0 ? 1 : 0)
    return (perEpoch, perEpoch * min(max(1, spec.epochs), longestRun))
  }

  /// Steps of the whole run.
  var totalSteps: Int { Trainer.steps(of: spec, images: data.train.count).total }

  /// Takes a checkpoint's state over, so that `run(from:)` with what this returns goes on from there. Where it throws, a run from
  /// the beginning is as good as ever.
  package func restore(_ checkpoint: Checkpoint) throws(CheckpointError) -> RunProgress {
    guard checkpoint.id == Trainer.runID(spec: spec, data: data.identity) else {
      throw CheckpointError(reason: "it belongs to another run, \(checkpoint.id.short)")
    }
    guard checkpoint.engineVersion == Network.numericVersion else {
      throw CheckpointError(
        reason: "it was made by version \(checkpoint.engineVersion) of the arithmetic; this is version "
          + "\(Network.numericVersion)")
    }
    try check(checkpoint.progress)
    network.initialize(seed: UInt64(bitPattern: Int64(spec.seed)))
    do {
      try network.importState(checkpoint.tensors)
    } catch {
      throw CheckpointError(reason: error.description)
    }
    return checkpoint.progress
  }

  private func check(_ progress: RunProgress) throws(CheckpointError) {
    let perEpoch = Trainer.steps(of: spec, images: data.train.count).perEpoch
    let done = progress.epochs.count
    guard done < max(1, spec.epochs), progress.epochs.map(\.epoch) == Array(1..<done + 1),
      progress.imagesPerSecond.count == done
    else { throw CheckpointError(reason: "its epochs are not those of the run") }
    let inEpoch = progress.step.subtractingReportingOverflow(done * perEpoch)
    guard !inEpoch.overflow, 0...perEpoch ~= inEpoch.partialValue, progress.sums.steps == inEpoch.partialValue,
      progress.sums.images == min(data.train.count, inEpoch.partialValue * spec.batchSize),
      0...progress.sums.images ~= progress.sums.correct, progress.seconds >= 0, progress.epochSeconds >= 0
    else { throw CheckpointError(reason: "its step is not one of the epoch that it says") }
  }
}
