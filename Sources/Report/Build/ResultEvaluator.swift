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
    case .runCount(let selection, let condition):
      return runCount(condition, of: selection, path: path)
    case .setting(let selection, let key):
      return setting(key, of: selection, path: path)
    case .configurationCount(let cell):
      let provenance = ValueProvenance(cell: cell, path: path, runs: [], seeds: [])
      return ComputedValue(text: Digits.grouped(results.configurations(of: cell).count), provenance: provenance)
    case .data(let fact):
      return data(fact, path: path)
    case .claim(let name, let fact):
      return claim(name, fact, path: path)
    case .claimCount(let verdict, let scope):
      let cell = if case .group(let name) = scope { name } else { "claims" }
      let provenance = ValueProvenance(cell: cell, path: path, runs: [], seeds: [])
      return ComputedValue(text: Digits.grouped(claims.count(verdict, of: scope)), provenance: provenance)
    }
  }

  private func setting(_ key: String, of selection: ResultReference.RunSelection, path: String) -> ComputedValue {
    guard let result = configurations(for: selection).first else { return unknown(selection, path: path) }
    let origin = provenance(of: [result], selection: selection, path: path)
    guard let value = result.configuration.specs.first?.setting[path: key] else {
      return ComputedValue(text: PrintedNumber.none, note: "the runs have no setting ‘\(key)’", provenance: origin)
    }
    // A setting of a named configuration holds whatever became of its runs; which one is best does not.
    let note = selection.choice.isByResults ? note(on: [result], selection: selection) : nil
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
      case .margin: text.margin
      case .label: result.claim.label.map { Typography.set($0) } ?? name
      }
    // These are the claim's own, whatever became of its runs.
    let isOwn = fact == .margin || fact == .label
    return ComputedValue(
      text: value, note: isOwn ? nil : result.shortfall, provenance: ClaimLedger.provenance(path, result))
  }
}
