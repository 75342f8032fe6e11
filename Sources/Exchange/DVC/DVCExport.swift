import Experiment
import Foundation
import OffprintCore

/// An experiment as files that DVC reads (https://dvc.org/doc/user-guide/project-structure/dvcyaml-files): `dvc.yaml`, which names the others;
/// `metrics.json` with means and deviations over seeds, `claims.json` with verdicts, `params.yaml` with settings,
/// `plots/CONFIGURATION.csv` with means by epoch, `runs.csv` and `epochs.csv` with every run.
package enum DVCExport {
  /// Throws where a number is not finite.
  package static func files(_ experiment: ExchangedExperiment) throws -> [ExchangedFile] {
    let names = FileNames.unique(experiment.configurations.map(\.name))
    let plots = zip(experiment.configurations, names).filter { !$0.0.finished.isEmpty }
      .map { (configuration: $0.0, path: "plots/\($0.1).csv") }
    var files = [
      ExchangedFile("dvc.yaml", text: stages(experiment, plots.map(\.path))),
      ExchangedFile(path: "metrics.json", bytes: Array(try ReadableJSON.encode(metrics(experiment)))),
      ExchangedFile("params.yaml", text: YAMLText.text(parameters(experiment))),
    ]
    if !experiment.claims.isEmpty {
      let claims = Dictionary(
        experiment.claims.map { ($0.name, Setting.string($0.verdict)) }, uniquingKeysWith: { first, _ in first })
      files.append(ExchangedFile(path: "claims.json", bytes: Array(try ReadableJSON.encode(Setting.map(claims)))))
    }
    for plot in plots { files.append(ExchangedFile(plot.path, text: means(of: plot.configuration))) }
    files.append(ExchangedFile("runs.csv", text: RunTables.runs(experiment)))
    files.append(ExchangedFile("epochs.csv", text: RunTables.epochs(experiment)))
    return files
  }

  private static func stages(_ experiment: ExchangedExperiment, _ plots: [String]) -> String {
    let metrics: [Setting] = experiment.claims.isEmpty ? ["metrics.json"] : ["metrics.json", "claims.json"]
    var entries: [(key: String, value: Setting)] = [
      ("metrics", .list(metrics)), ("params", ["params.yaml"]),
    ]
    if !plots.isEmpty {
      entries.append(
        (
          "plots",
          .list(
            EpochMetric.all.prefix(3).map { metric in
              let lines = Dictionary(plots.map { ($0, Setting.string(metric.name)) }, uniquingKeysWith: { $1 })
              return .map([
                metric.name: [
                  "title": .string(metric.title), "x": "epoch", "x_label": "Epoch", "y": .map(lines),
                  "y_label": .string(metric.title),
                ]
              ])
            })
        ))
    }
    return YAMLText.text(entries)
  }

  /// `{softmax: {accuracy: {mean, sd}, …, seeds: 10}}`: the mean, n − 1 in the deviation's denominator, over the seeds that
  /// finished; `failed` where some did not.
  private static func metrics(_ experiment: ExchangedExperiment) -> Setting {
    var all: [String: Setting] = [:]
    for configuration in experiment.configurations {
      let finished = configuration.finished
      var entries: [String: Setting] = ["seeds": .number(Double(finished.count))]
      let failed = configuration.runs.count - finished.count
      if failed > 0 { entries["failed"] = .number(Double(failed)) }
      // DVC takes any key of this name for a failure to read the file; it is 100 less the accuracy.
      for name in Set(finished.flatMap { $0.metrics.map(\.name) }) where name != "error" {
        let values = finished.compactMap { run in run.metrics.first { $0.name == name }?.value }
        guard let summary = SampleSummary(values), summary.mean.isFinite else { continue }
        var numbers: [String: Setting] = ["mean": .number(summary.mean)]
        if let deviation = summary.standardDeviation { numbers["sd"] = .number(deviation) }
        entries[name] = .map(numbers)
      }
      all[configuration.name] = .map(entries)
    }
    return .map(all)
  }

  private static func parameters(_ experiment: ExchangedExperiment) -> Setting {
    var all: [String: Setting] = [:]
    for configuration in experiment.configurations where !configuration.runs.isEmpty {
      var settings = configuration.settings
      if let data = configuration.runs.first?.record.data {
        settings = settings.replacing(
          path: "data", with: ["name": .string(data.name), "digest": .string(data.digest.hexadecimal)])
      }
      all[configuration.name] = settings
    }
    return .map(all)
  }

  /// Over the seeds that finished, all of which have every epoch.
  private static func means(of configuration: ExchangedConfiguration) -> String {
    let runs = configuration.finished.map(\.record.epochs)
    var rows = [["epoch"] + EpochMetric.all.map(\.name) + ["seeds"]]
    for index in 0..<(runs.map(\.count).min() ?? 0) {
      let epochs = runs.map { $0[index] }
      rows.append(
        [String(epochs[0].epoch)]
          + EpochMetric.all.map { metric in
            SampleSummary(epochs.map(metric.value)).map { Numeral.text(Numeral.rounded($0.mean)) } ?? ""
          } + [String(epochs.count)])
    }
    return RunTables.csv(rows)
  }
}
