import Experiment
import RunStore
import Training

/// How far the missing runs of a plan have come, by their checkpoints.
struct UnfinishedRuns: Sendable {
  /// The part of each run's steps that is done; of those with a checkpoint only.
  let fractions: [RunID: Double]

  /// A checkpoint that cannot be read counts as none here; whoever trains the run says so.
  init(_ missing: [PlanStatus.PlannedRun], store: RunStore, trainCount: Int) {
    let begun = Set((try? store.unfinished()) ?? [])
    var fractions: [RunID: Double] = [:]
    for run in missing where begun.contains(run.id) {
      guard let checkpoint = try? store.checkpoint(of: run.id) else { continue }
      let steps = Trainer.totalSteps(of: run.spec, images: trainCount)
      fractions[run.id] = min(1, max(0, Double(checkpoint.progress.step) / Double(max(1, steps))))
    }
    self.fractions = fractions
  }
}
