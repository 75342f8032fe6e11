import Experiment
import Foundation
import OffprintCore

/// A comparison as JSON, for programs: Documentation/Diff.md has its form.
package enum ComparisonFile {
  /// Raised when a reader of the older form would misread the newer.
  package static let version = 1

  package static func text(_ comparison: ReportComparison) -> String {
    let root: Setting = .map([
      "format": "offprint-diff", "version": .number(Double(version)), "before": .string(comparison.before),
      "after": .string(comparison.after), "outcome": .string(comparison.outcome.rawValue),
      "comparable": .boolean(comparison.isComparable),
      "gates": .list(comparison.gates.map(gate)),
      "facts": .list(comparison.facts.map(change)),
      "settings": .list(
        comparison.settings.map { group in
          change(group.change).replacing(path: "configurations", with: strings(group.configurations))
        }),
      "runs": runs(comparison.runs),
      "metrics": .list(comparison.metrics.map(metric)),
      "claims": claims(comparison.claims),
      "tables": .list(comparison.tables.map(table)),
      "figures": .list(comparison.figures.map(figure)),
      "text": comparison.prose.map(prose) ?? .list([]),
      "omissions": strings(comparison.omissions),
    ])
    guard let data = try? ReadableJSON.encode(root) else { preconditionFailure("settings are values that JSON has") }
    return String(decoding: data, as: UTF8.self)
  }

  private static func strings(_ texts: [String]) -> Setting { .list(texts.map(Setting.string)) }

  /// Without the keys that have no value.
  private static func map(_ entries: [String: Setting?]) -> Setting { .map(entries.compactMapValues { $0 }) }

  private static func number(_ value: Double?) -> Setting? { value.flatMap { $0.isFinite ? .number($0) : nil } }

  private static func number(_ value: Int) -> Setting { .number(Double(value)) }

  private static func change(_ change: SettingChange) -> Setting {
    map([
      "path": .string(change.path), "before": change.before.map(Setting.string),
      "after": change.after.map(Setting.string),
    ])
  }

  private static func gate(_ finding: GateFinding) -> Setting {
    map([
      "title": .string(finding.title), "metric": .string(finding.gate.name),
      "verdict": .string(finding.verdict.rawValue),
      "reason": .string(finding.reason), "margin": number(finding.gate.margin), "detect": number(finding.gate.detect),
      "pAdjusted": number(finding.adjusted), "detectableDifference": number(finding.detectable),
      "comparison": finding.comparison.map(metric),
    ])
  }

  private static func metric(_ metric: MetricComparison) -> Setting {
    let differences = metric.differences.map { (String($0.key), Setting.number($0.value)) }
    return map([
      "metric": .string(metric.metric.rawValue), "name": .string(metric.subject.name),
      "cell": .string(metric.subject.cell), "label": .string(metric.subject.label),
      "configurations": number(metric.subject.configurations), "before": number(metric.before),
      "after": number(metric.after), "difference": number(metric.difference), "pairs": number(metric.pairs),
      "differences": .map(Dictionary(differences, uniquingKeysWith: { first, _ in first })),
      "interval": metric.interval.map { [.number($0.lowerBound), .number($0.upperBound)] },
      "p": number(metric.probability), "pAdjusted": number(metric.adjusted),
      "detectableDifference": number(metric.detectable), "identical": .boolean(metric.isIdentical),
    ])
  }

  private static func runs(_ runs: RunComparison) -> Setting {
    func listed(_ list: [RunComparison.Listed]) -> Setting {
      .list(list.map { ["name": .string($0.name), "seeds": seeds($0.seeds)] })
    }
    return [
      "before": number(runs.counts.before), "after": number(runs.counts.after), "common": number(runs.common),
      "identical": number(runs.identical), "added": listed(runs.added), "removed": listed(runs.removed),
      "renamed": .list(runs.renamed.map { ["before": .string($0.before), "after": .string($0.after)] }),
      "seeds": .list(
        runs.seeds.map {
          ["configuration": .string($0.configuration), "added": seeds($0.added), "removed": seeds($0.removed)]
        }),
      "changes": .list(
        runs.changes.map {
          map([
            "configuration": .string($0.configuration), "seed": number($0.seed), "kind": .string($0.kind.rawValue),
            "before": .string($0.before.rawValue), "after": .string($0.after.rawValue),
            "reason": $0.reason.map(Setting.string),
          ])
        }),
    ]
  }

  private static func seeds(_ seeds: [Int]) -> Setting { .list(seeds.map(number)) }

  private static func claims(_ claims: ClaimComparison) -> Setting {
    func names(_ list: [ReportSnapshot.Claim]) -> Setting {
      .list(list.map { ["name": .string($0.name), "verdict": .string($0.verdict)] })
    }
    return [
      "common": number(claims.common), "added": names(claims.added), "removed": names(claims.removed),
      "flips": .list(
        claims.flips.map {
          map([
            "name": .string($0.name), "before": .string($0.before), "after": .string($0.after),
            "effectBefore": number($0.effectBefore), "effectAfter": number($0.effectAfter),
          ])
        }),
    ]
  }

  private static func table(_ table: TableComparison) -> Setting {
    map([
      "anchor": .string(table.anchor), "label": .string(table.label), "presence": .string(table.presence.rawValue),
      "caption": table.caption.map(change), "addedRows": strings(table.addedRows),
      "removedRows": strings(table.removedRows), "addedColumns": strings(table.addedColumns),
      "removedColumns": strings(table.removedColumns),
      "cells": .list(
        table.cells.map {
          [
            "row": .string($0.row), "column": .string($0.column), "before": .string($0.before),
            "after": .string($0.after),
          ]
        }),
    ])
  }

  private static func figure(_ figure: FigureComparison) -> Setting {
    map([
      "anchor": .string(figure.anchor), "label": .string(figure.label), "kind": .string(figure.kind.rawValue),
      "caption": figure.caption.map(change), "drawing": .list(figure.properties.map(change)),
      "moved": number(figure.movedCount), "added": number(figure.addedCount), "removed": number(figure.removedCount),
      "addedSeries": strings(figure.addedSeries), "removedSeries": strings(figure.removedSeries),
      "problem": figure.problem.map(Setting.string),
      "marks": .list(
        figure.marks.map {
          [
            "series": .string($0.name.series), "point": .string($0.name.point), "quantity": .string($0.name.quantity),
            "before": .string($0.before), "after": .string($0.after),
          ]
        }),
    ])
  }

  private static func prose(_ prose: ProseComparison) -> Setting {
    [
      "values": .list(
        prose.values.map {
          ["path": .string($0.path), "before": .string($0.before), "after": .string($0.after)]
        }),
      "changes": .list(
        prose.changes.map { change in
          .list(
            change.pieces.map { piece in
              switch piece {
              case .kept(let text): ["kept": .string(text)]
              case .removed(let text): ["removed": .string(text)]
              case .added(let text): ["added": .string(text)]
              }
            })
        }),
    ]
  }
}
