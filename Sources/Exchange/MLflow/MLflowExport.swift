package import Experiment
import OffprintCore

/// Runs as MLflow's file store has them: a folder for the experiment, in it one for each run, with `meta.yaml`, a file for each
/// parameter, metric and tag, and artifacts.
///
/// Nothing of it is from a clock: all times are the one that is given. Names of folders are made of the experiment's name and
/// the runs' IDs, so that a second export meets the first.
package struct MLflowExport {
  private let experiment: ExchangedExperiment
  private let root: String
  private let milliseconds: Int

  /// `root` is what the folder of all experiments is called, as artifacts are found by it from the folder that it lies in:
  /// `mlruns`. `seconds` since 1970.
  package init(_ experiment: ExchangedExperiment, root: String, seconds: Int) {
    self.experiment = experiment
    self.root = root
    milliseconds = seconds * 1000
  }

  /// Eighteen digits, as MLflow itself gives them.
  package var experimentNumber: String {
    let digits = ContentHash(ofText: "offprint experiment\n\(experiment.name)").hexadecimal.prefix(15)
    return String(100_000_000_000_000_000 + (Int(digits, radix: 16) ?? 0) % 900_000_000_000_000_000)
  }

  /// The name of a run's folder: of the experiment too, since MLflow looks for it in all of them.
  package func runName(_ id: RunID) -> String {
    String(ContentHash(ofText: "offprint run\n\(experiment.name)\n\(id)").hexadecimal.prefix(32))
  }

  package func files() -> [ExchangedFile] {
    let folder = experimentNumber
    var files = [
      ExchangedFile("\(folder)/meta.yaml", text: experimentMetadata),
      ExchangedFile("\(folder)/tags/mlflow.note.content", text: experiment.title),
    ]
    for entry in distinctRuns { files += self.files(of: entry, below: "\(folder)/\(runName(entry.run.record.id))") }
    return files
  }

  /// A run that several configurations share, once.
  private struct Entry {
    var run: ExchangedRun
    var name: String
    var label: String
    var configurations: [String]
  }

  private var distinctRuns: [Entry] {
    var entries: [Entry] = []
    var places: [RunID: Int] = [:]
    for configuration in experiment.configurations {
      for run in configuration.runs {
        if let place = places[run.record.id] {
          entries[place].configurations.append(configuration.name)
          continue
        }
        places[run.record.id] = entries.count
        entries.append(
          Entry(
            run: run, name: "\(configuration.name)/seed-\(run.record.spec.seed)", label: configuration.label,
            configurations: [configuration.name]))
      }
    }
    return entries
  }

  // MARK: - Files

  private var experimentMetadata: String {
    YAMLText.text([
      ("artifact_location", .string("\(root)/\(experimentNumber)")), ("creation_time", .number(Double(milliseconds))),
      ("experiment_id", .string(experimentNumber)), ("last_update_time", .number(Double(milliseconds))),
      ("lifecycle_stage", "active"), ("name", .string(experiment.name)),
    ])
  }

  private func files(of entry: Entry, below folder: String) -> [ExchangedFile] {
    let record = entry.run.record
    var files = [ExchangedFile("\(folder)/meta.yaml", text: metadata(entry, folder))]
    for (path, value) in SettingPaths.flat(record.spec.setting) + [("data.name", record.data.name)] {
      files.append(ExchangedFile("\(folder)/params/\(path)", text: value))
    }
    for metric in EpochMetric.all {
      let lines = record.epochs.map { "\(milliseconds) \(Numeral.text(metric.value($0))) \($0.epoch)\n" }
      if !lines.isEmpty { files.append(ExchangedFile("\(folder)/metrics/\(metric.name)", text: lines.joined())) }
    }
    let known = Set(EpochMetric.all.map(\.name))
    for metric in entry.run.metrics where metric.value.isFinite && !known.contains(metric.name) {
      let line = "\(milliseconds) \(Numeral.text(metric.value)) \(record.epochs.count)\n"
      files.append(ExchangedFile("\(folder)/metrics/\(metric.name)", text: line))
    }
    for (name, value) in tags(entry) { files.append(ExchangedFile("\(folder)/tags/\(name)", text: value)) }
    files.append(
      ExchangedFile("\(folder)/artifacts/settings.json", text: record.spec.setting.canonicalJSON + "\n"))
    if !record.confusion.isEmpty {
      let counts = record.confusion.map { row in row.map(String.init) }
      files.append(ExchangedFile("\(folder)/artifacts/confusion.csv", text: RunTables.csv(counts)))
    }
    return files
  }

  /// 3 is what MLflow calls FINISHED, 4 FAILED.
  private func metadata(_ entry: Entry, _ folder: String) -> String {
    let record = entry.run.record
    let id = runName(record.id)
    return YAMLText.text([
      ("artifact_uri", .string("\(root)/\(folder)/artifacts")), ("end_time", .number(Double(milliseconds))),
      ("entry_point_name", ""), ("experiment_id", .string(experimentNumber)), ("lifecycle_stage", "active"),
      ("run_id", .string(id)), ("run_name", .string(entry.name)), ("run_uuid", .string(id)), ("source_name", ""),
      ("source_type", 4), ("source_version", ""), ("start_time", .number(Double(milliseconds))),
      ("status", record.status.isFinished ? 3 : 4), ("tags", []), ("user_id", "offprint"),
    ])
  }

  private func tags(_ entry: Entry) -> [(name: String, value: String)] {
    let record = entry.run.record
    var tags = [
      ("mlflow.runName", entry.name), ("mlflow.source.name", "offprint"), ("mlflow.source.type", "LOCAL"),
      ("offprint.run", record.id.description),
      ("offprint.configurations", entry.configurations.joined(separator: ", ")),
      ("offprint.label", entry.label), ("offprint.data", record.data.name),
      ("offprint.data-digest", record.data.digest.hexadecimal), ("offprint.engine", String(record.engineVersion)),
    ]
    if let digest = record.weightsDigest { tags.append(("offprint.weights", digest.hexadecimal)) }
    if let digest = record.embeddingsDigest { tags.append(("offprint.embeddings", digest.hexadecimal)) }
    if case .failed(let failure) = record.status {
      tags.append(("offprint.failure", "epoch \(failure.epoch), step \(failure.step): \(failure.reason)"))
    }
    return tags
  }
}
