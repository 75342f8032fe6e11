import Experiment
import Kernels
import OffprintCore
import RunStore
import Training

/// How long the missing runs of a plan will take: by what runs like them took on this machine, else by a few steps.
struct CostEstimate {
  let status: PlanStatus
  /// Runs side by side.
  let jobs: Int
  let machine: Machine
  let clock: MonotonicClock
  let kernels: any KernelSet.Type

  /// Seconds that may be spent on measuring, all models together.
  private static let measuringLimit = 2.0

  /// For the user, with where it comes from.
  func sentence(store: RunStore) throws(RunStoreError) -> String {
    let done = UnfinishedRuns(status.toTrain, store: store, trainCount: status.data.trainCount).fractions
    let models = Set(status.toTrain.map(\.spec.model))
    let known = try secondsPerImage(in: store)
    if models.allSatisfy({ known[$0] != nil }) {
      return "about \(time(known, done)), going by stored runs of the same models on this machine"
    }
    let measured = known.merging(measure(models.filter { known[$0] == nil })) { stored, _ in stored }
    guard models.allSatisfy({ measured[$0] != nil }) else { return "how long this takes could not be measured" }
    return "about \(time(measured, done)), roughly: measured by a few steps of each model"
  }

  /// Evaluation included, by model: measured by a few steps of each.
  func measured() -> [Setting: Double] { measure(Set(status.toTrain.map(\.spec.model))) }

  /// `done` is what checkpoints have of a run, as a part of it.
  private func time(_ secondsPerImage: [Setting: Double], _ done: [RunID: Double]) -> String {
    let seconds = status.toTrain.reduce(0.0) { sum, run in
      let images = Double(run.spec.epochs) * Double(status.data.trainCount) * (1 - (done[run.id] ?? 0))
      return sum + images * (secondsPerImage[run.spec.model] ?? 0)
    }
    let begun =
      done.isEmpty
      ? "" : ", without what \(Quantities.count(done.count, "checkpoint")) \(done.count == 1 ? "has" : "have")"
    let side = jobs > 1 ? " with \(jobs) runs at a time" : ""
    return Quantities.duration(seconds / Double(max(1, jobs))) + side + begun
  }

  /// Evaluation included, by model; the mean over the runs that this machine trained.
  private func secondsPerImage(in store: RunStore) throws(RunStoreError) -> [Setting: Double] {
    var sums: [Setting: (seconds: Double, images: Double)] = [:]
    for record in try store.list().records {
      let made = record.provenance
      guard made.machine == machine.description, made.instructionSet == kernels.instructionSet.name else { continue }
      guard record.status.isFinished, made.seconds > 0 else { continue }
      var sum = sums[record.spec.model] ?? (0, 0)
      sum.seconds += made.seconds
      sum.images += Double(record.epochs.count) * Double(record.data.trainCount)
      sums[record.spec.model] = sum
    }
    return sums.filter { $0.value.images > 0 }.mapValues { $0.seconds / $0.images }
  }

  /// A tenth is added for the evaluation after each epoch, which is not measured.
  private func measure(_ models: Set<Setting>) -> [Setting: Double] {
    let data = Strokes(seed: 1, trainCount: 4096, testCount: 10).dataSet(workers: jobs)
    let limit = CostEstimate.measuringLimit / Double(max(1, models.count))
    var result: [Setting: Double] = [:]
    for model in models.sorted(by: { $0.canonicalJSON < $1.canonicalJSON }) {
      guard var spec = status.toTrain.first(where: { $0.spec.model == model })?.spec else { continue }
      spec.epochs = 1000
      if let seconds = measure(spec, data, limit: limit) { result[model] = seconds * 1.1 }
    }
    return result
  }

  private func measure(_ spec: RunSpec, _ data: DataSet, limit: Double) -> Double? {
    guard let trainer = try? Trainer(spec: spec, data: data, kernels: kernels) else { return nil }
    let stepsPerEpoch = (data.train.count + spec.batchSize - 1) / spec.batchSize
    let measurement = Measurement(clock: clock, limit: limit)
    _ = trainer.run(
      provenance: Provenance(offprintVersion: "", machine: "", instructionSet: "", imagesPerSecond: [], seconds: 0),
      observer: TrainingObserver(
        clock: { [clock] in clock.seconds }, cancellation: measurement.cancellation,
        onStep: { step, _ in measurement.note(step: step) }))
    return measurement.secondsPerStep.map { $0 * Double(stepsPerEpoch) / Double(data.train.count) }
  }
}
