import Comparison
import Experiment
import OffprintCore
import Report
import RunStore

/// Stored runs as a side of a comparison.
enum RunSnapshot {
  /// One run by itself.
  static func snapshot(of record: RunRecord, name: String) -> ReportSnapshot {
    var snapshot = ReportSnapshot(name: name, origin: .run, title: "Run \(record.id.short)")
    snapshot.facts["engine"] = String(record.engineVersion)
    snapshot.facts["data"] = record.data.name
    snapshot.facts["seed"] = String(record.spec.seed)
    snapshot.data = ReportSnapshot.Data(
      name: record.data.name, digest: record.data.digest.hexadecimal, testCount: record.data.testCount)
    var settings = record.spec.setting
    if case .map(var entries) = settings {
      entries["seed"] = nil
      settings = .map(entries)
    }
    snapshot.configurations = [
      ReportSnapshot.Configuration(name: "run", cell: "run", label: "run", settings: settings)
    ]
    snapshot.runs = [run(record, configuration: "run", seed: record.spec.seed)]
    return snapshot
  }

  /// The runs that `report` names, as they are in the store now.
  static func snapshot(of store: RunStore, like report: ReportSnapshot, name: String) throws -> ReportSnapshot {
    var snapshot = ReportSnapshot(name: name, origin: .run, title: report.title)
    snapshot.data = report.data
    snapshot.configurations = report.configurations
    // A page has the first twelve digits of each.
    func short(_ id: String) -> String { String(id.prefix(12)) }
    let stored = Dictionary(
      try store.list().records.map { (short($0.id.description), $0) }, uniquingKeysWith: { first, _ in first })
    snapshot.runs = report.runs.map { run in
      guard let id = run.id, let record = stored[short(id)], record.id.description.hasPrefix(id) else {
        return ReportSnapshot.Run(
          configuration: run.configuration, seed: run.seed, status: .missing, id: run.id, weights: nil, metrics: [:])
      }
      return self.run(record, configuration: run.configuration, seed: run.seed)
    }
    return snapshot
  }

  private static func run(_ record: RunRecord, configuration: String, seed: Int) -> ReportSnapshot.Run {
    var run = ReportSnapshot.Run(
      configuration: configuration, seed: seed, status: .finished, id: record.id.description,
      weights: record.weightsDigest?.hexadecimal, metrics: [:])
    if case .failed(let failure) = record.status {
      run.status = .failed
      run.failure = "epoch \(failure.epoch), step \(failure.step): \(failure.reason)"
      return run
    }
    run.metrics[.accuracy] = record.accuracy.map(ResultsFile.percent)
    run.metrics[.trainAccuracy] = record.epochs.last.map { ResultsFile.percent($0.trainAccuracy) }
    run.metrics[.trainLoss] = record.epochs.last?.trainLoss
    if let test = record.geometry?.test {
      run.metrics[.weightCenterAngle] = test.weightToCenter
      run.metrics[.weightAngle] = test.betweenWeights
      run.metrics[.intraAngle] = test.withinClasses
      run.metrics[.interAngle] = test.betweenCenters
      run.metrics[.targetAngle] = test.targetAngle
    }
    if let train = record.geometry?.train {
      run.metrics[.trainWeightCenterAngle] = train.weightToCenter
      run.metrics[.trainIntraAngle] = train.withinClasses
      run.metrics[.trainInterAngle] = train.betweenCenters
      run.metrics[.trainTargetAngle] = train.targetAngle
    }
    return run
  }
}
