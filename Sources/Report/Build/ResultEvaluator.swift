import Experiment
package import Notebook
import OffprintCore

/// Looks up what `{arcface.accuracy}` stands for. Where a number does not exist the answer is a dash with the reason, never
/// another number.
package struct ResultEvaluator: Sendable {
  package let results: ResultSet
  package let claims: ClaimResults

  package init(results: ResultSet, claims: ClaimResults = ClaimResults([], results: .empty)) {
    self.results = results
    self.claims = claims
  }

  /// `path` is the text between the braces, for the provenance.
  package func value(of reference: ResultReference, path: String) -> ComputedValue {
    switch reference {
    case .metric(let selection, let metric, let statistic):
      return self.metric(metric, statistic, of: selection, path: path)
    case .setting(let selection, let key):
      return setting(key, of: selection, path: path)
    case .configurationCount(let cell):
      let provenance = ValueProvenance(cell: cell, path: path, runs: [], seeds: [])
      return ComputedValue(text: Digits.grouped(results.configurations(of: cell).count), provenance: provenance)
    case .data(let fact):
      return data(fact, path: path)
    case .claim(let name, let fact):
      return claim(name, fact, path: path)
    case .claimCount(let verdict):
      let provenance = ValueProvenance(cell: "claims", path: path, runs: [], seeds: [])
      return ComputedValue(text: Digits.grouped(claims.count(verdict)), provenance: provenance)
    }
  }

  /// The configuration that a selection means; nil where that depends on results that do not exist. "Best" is the highest
  /// mean test accuracy over the finished seeds, of equals the first in the plan.
  package func configuration(for selection: ResultReference.RunSelection) -> ConfigurationResult? {
    let candidates = results.configurations(of: selection.cell)
    guard selection.choice != .only else { return candidates.first }
    var chosen: (result: ConfigurationResult, mean: Double)?
    for candidate in candidates {
      guard let mean = MetricSummary(.accuracy, of: candidate).summary?.mean else { continue }
      guard let current = chosen else {
        chosen = (candidate, mean)
        continue
      }
      if selection.choice == .best ? mean > current.mean : mean < current.mean { chosen = (candidate, mean) }
    }
    return chosen?.result
  }

  private func metric(
    _ metric: ResultReference.Metric, _ statistic: ResultReference.Statistic,
    of selection: ResultReference.RunSelection, path: String
  ) -> ComputedValue {
    guard let result = configuration(for: selection) else { return unknown(selection, path: path) }
    let summary = MetricSummary(metric, of: result)
    let text =
      switch statistic {
      case .mean: summary.text(summary.summary?.mean)
      case .standardDeviation: summary.text(summary.summary?.standardDeviation)
      case .minimum: summary.text(summary.summary?.minimum)
      case .maximum: summary.text(summary.summary?.maximum)
      case .seeds: String(result.finished.count)
      }
    var note = note(on: result, selection: selection)
    if note == nil, statistic == .standardDeviation, result.finished.count == 1 {
      note = "one seed has no standard deviation"
    }
    return ComputedValue(text: text, note: note, provenance: provenance(of: [result], selection: selection, path: path))
  }

  private func setting(_ key: String, of selection: ResultReference.RunSelection, path: String) -> ComputedValue {
    guard let result = configuration(for: selection) else { return unknown(selection, path: path) }
    let origin = provenance(of: [result], selection: selection, path: path)
    guard let value = result.configuration.specs.first?.setting[path: key] else {
      return ComputedValue(text: PrintedNumber.none, note: "the runs have no setting ‘\(key)’", provenance: origin)
    }
    // A setting of a single configuration holds whatever became of its runs; which one is best does not.
    let note = selection.choice == .only ? nil : note(on: result, selection: selection)
    return ComputedValue(text: SettingText.text(of: value), note: note, provenance: origin)
  }

  private func data(_ fact: ResultReference.DataFact, path: String) -> ComputedValue {
    let provenance = ValueProvenance(cell: "data", path: path, runs: [], seeds: [])
    guard let data = results.data else {
      return ComputedValue(text: PrintedNumber.none, note: "no data set could be had", provenance: provenance)
    }
    let text =
      switch fact {
      case .name: data.name
      case .title: results.dataTitle ?? data.name
      case .trainCount: Digits.grouped(data.trainCount)
      case .testCount: Digits.grouped(data.testCount)
      case .digest: data.digest.short
      }
    return ComputedValue(text: text, provenance: provenance)
  }

  private func claim(_ name: String, _ fact: ResultReference.ClaimFact, path: String) -> ComputedValue {
    guard let result = claims[name] else {
      let provenance = ValueProvenance(cell: name, path: path, runs: [], seeds: [])
      return ComputedValue(text: PrintedNumber.none, note: "there is no such claim", provenance: provenance)
    }
    let text = ClaimText(result: result)
    let value =
      switch fact {
      case .verdict: result.finding.verdict.rawValue
      case .effect: text.effect
      case .interval: text.interval
      case .probability: text.probability
      case .seeds: text.seeds
      case .seedsNeeded: text.seedsNeeded
      }
    return ComputedValue(
      text: value, note: result.shortfall, provenance: ClaimLedger.provenance(path, result))
  }

  private func unknown(_ selection: ResultReference.RunSelection, path: String) -> ComputedValue {
    let all = results.configurations(of: selection.cell)
    let note = "no run of \(selection.cell) has finished"
    return ComputedValue(
      text: PrintedNumber.none, note: note, provenance: provenance(of: all, selection: selection, path: path))
  }

  /// For a choice among configurations, runs lacking in any of them make the choice doubtful.
  private func note(on result: ConfigurationResult, selection: ResultReference.RunSelection) -> String? {
    guard selection.choice != .only else { return result.shortfall }
    let all = results.configurations(of: selection.cell)
    let lacking = all.reduce(0) { $0 + $1.failedCount + $1.missingCount }
    guard lacking > 0 else { return nil }
    let count = all.reduce(0) { $0 + $1.runs.count }
    return "chosen while \(lacking) of the sweep’s \(count) runs failed or are not stored yet"
  }

  private func provenance(
    of results: [ConfigurationResult], selection: ResultReference.RunSelection, path: String
  ) -> ValueProvenance {
    let runs = results.flatMap(\.runs).filter { $0.record?.status.isFinished ?? false }
    return ValueProvenance(
      cell: selection.cell, path: path, runs: runs.map(\.name).sorted(), seeds: Set(runs.map(\.spec.seed)).sorted())
  }
}
