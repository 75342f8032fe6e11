import Experiment
package import Notebook

/// What the runs of `train` cells and sweeps come to.
extension ResultEvaluator {
  /// The configurations that a selection means, in the plan's order; none where that depends on results that do not exist.
  /// "Best" is the highest mean accuracy over the finished seeds, of equals the first in the plan.
  package func configurations(for selection: ResultReference.RunSelection) -> [ConfigurationResult] {
    let candidates = results.configurations(of: selection.cell)
    switch selection.choice {
    case .only: return Array(candidates.prefix(1))
    case .all: return candidates
    case .configuration(let name): return candidates.filter { $0.configuration.name == name }
    case .best: return extreme(of: candidates) { $0 > $1 }
    case .worst: return extreme(of: candidates) { $0 < $1 }
    }
  }

  private func extreme(
    of candidates: [ConfigurationResult], isBetter: (Double, Double) -> Bool
  ) -> [ConfigurationResult] {
    var chosen: (result: ConfigurationResult, mean: Double)?
    for candidate in candidates {
      guard let mean = MetricSummary(.accuracy, of: candidate).summary?.mean else { continue }
      if let current = chosen, !isBetter(mean, current.mean) { continue }
      chosen = (candidate, mean)
    }
    return chosen.map { [$0.result] } ?? []
  }

  func metric(
    _ metric: ResultReference.Metric, _ statistic: ResultReference.Statistic,
    of selection: ResultReference.RunSelection, path: String
  ) -> ComputedValue {
    let chosen = configurations(for: selection)
    guard !chosen.isEmpty else { return unknown(selection, path: path) }
    let origin = provenance(of: chosen, selection: selection, path: path)
    // Means of several configurations would be numbers of nothing.
    guard chosen.count == 1 || statistic.isOfManyConfigurations else {
      return ComputedValue(text: PrintedNumber.none, note: "the configurations have no common mean", provenance: origin)
    }
    let summary = MetricSummary(metric, of: chosen.flatMap(\.finished))
    let text =
      switch statistic {
      case .mean: summary.text(summary.summary?.mean)
      case .standardDeviation: summary.text(summary.summary?.standardDeviation)
      case .interval: summary.intervalText
      case .minimum: summary.minimumText
      case .maximum: summary.maximumText
      case .seeds: seeds(of: chosen)
      }
    var note = note(on: chosen, selection: selection)
    if note == nil, summary.summary?.count == 1 {
      if statistic == .standardDeviation { note = "one seed has no standard deviation" }
      if statistic == .interval { note = "one seed has no interval" }
    }
    return ComputedValue(text: text, note: note, provenance: origin)
  }

  /// How many seeds each configuration finished: `10`, or `8–10` where they differ.
  private func seeds(of chosen: [ConfigurationResult]) -> String {
    let counts = chosen.map(\.finished.count)
    guard let fewest = counts.min(), let most = counts.max() else { return PrintedNumber.none }
    return fewest == most ? "\(most)" : "\(fewest)–\(most)"
  }

  /// Where nothing has finished there is a number of runs, 0, but none of those below a bound.
  func runCount(
    _ condition: ResultReference.RunCondition?, of selection: ResultReference.RunSelection, path: String
  ) -> ComputedValue {
    let chosen = configurations(for: selection)
    guard !chosen.isEmpty else { return unknown(selection, path: path) }
    let origin = provenance(of: chosen, selection: selection, path: path)
    let note = note(on: chosen, selection: selection)
    let finished = chosen.flatMap(\.finished)
    guard let condition else {
      return ComputedValue(text: Digits.grouped(finished.count), note: note, provenance: origin)
    }
    let values = finished.compactMap(condition.metric.value)
    guard !values.isEmpty else {
      return ComputedValue(text: PrintedNumber.none, note: note, provenance: origin)
    }
    return ComputedValue(text: Digits.grouped(values.count(where: condition.holds)), note: note, provenance: origin)
  }

  // MARK: - Notes and provenance

  func unknown(_ selection: ResultReference.RunSelection, path: String) -> ComputedValue {
    let all = results.configurations(of: selection.cell)
    let note = "no run of \(selection.cell) has finished"
    return ComputedValue(
      text: PrintedNumber.none, note: note, provenance: provenance(of: all, selection: selection, path: path))
  }

  /// For a choice among configurations, runs lacking in any of them make the choice doubtful.
  func note(on chosen: [ConfigurationResult], selection: ResultReference.RunSelection) -> String? {
    guard selection.choice.isByResults else { return chosen.flatMap(\.runs).shortfall }
    let all = results.configurations(of: selection.cell)
    let lacking = all.reduce(0) { $0 + $1.failedCount + $1.missingCount }
    guard lacking > 0 else { return nil }
    let count = all.reduce(0) { $0 + $1.runs.count }
    return "chosen while \(lacking) of the sweep’s \(count) runs failed or are not stored yet"
  }

  func provenance(
    of results: [ConfigurationResult], selection: ResultReference.RunSelection, path: String
  ) -> ValueProvenance {
    let runs = results.flatMap(\.runs).filter { $0.record?.status.isFinished ?? false }
    return ValueProvenance(
      cell: selection.cell, path: path, runs: runs.map(\.name).sorted(), seeds: Set(runs.map(\.spec.seed)).sorted())
  }
}

extension ResultReference.Choice {
  /// Whether it depends on results which configuration is meant.
  var isByResults: Bool { self == .best || self == .worst }
}

extension ResultReference.RunCondition {
  /// A share of images as a percentage is no exact number: 29 of 100 are 28.999…6 %, and not below 29.
  private static let tolerance = 1e-9

  /// Whether a run with this value fulfills it.
  func holds(_ value: Double) -> Bool {
    switch side {
    case .below: value < bound - Self.tolerance
    case .above: value > bound + Self.tolerance
    }
  }
}
