import Experiment
import OffprintCore
import RunStore

/// What a stored run can be asked for by name, in conditions, for sorting, and as the columns of a table: what came of it, and
/// every key of its settings by its path.
struct RunQuantity: Sendable {
  let name: String
  let value: @Sendable (RunRecord, RunStore) -> Setting?

  /// Those that every run has, or could have. Accuracies are in percent, as they are shown everywhere.
  static let results: [RunQuantity] = [
    RunQuantity(name: "id") { record, _ in .string(record.id.description) },
    RunQuantity(name: "status") { record, _ in .string(record.status.word) },
    RunQuantity(name: "data") { record, _ in .string(record.data.name) },
    RunQuantity(name: "engine") { record, _ in .number(Double(record.engineVersion)) },
    RunQuantity(name: "accuracy") { record, _ in record.accuracy.map(percent) },
    RunQuantity(name: "error") { record, _ in record.accuracy.map { percent(1 - $0) } },
    RunQuantity(name: "train-accuracy") { record, _ in record.epochs.last.map { percent($0.trainAccuracy) } },
    RunQuantity(name: "train-loss") { record, _ in record.epochs.last.map { .number($0.trainLoss) } },
    RunQuantity(name: "epochs-done") { record, _ in .number(Double(record.epochs.count)) },
    RunQuantity(name: "seconds") { record, _ in .number(record.provenance.seconds) },
    RunQuantity(name: "bytes") { record, store in .number(Double(store.size(of: record.id))) },
    RunQuantity(name: "weights") { record, _ in (record.weightsDigest?.hexadecimal).map(Setting.string) },
  ]

  /// A key of the settings: of `loss`, which is a map with a name, the name.
  static func setting(_ path: String) -> RunQuantity {
    RunQuantity(name: path) { record, _ in
      let value = record.spec.setting[path: path]
      return value?["name"] ?? value
    }
  }

  /// The quantity that people call `name`.
  static func named(_ name: String) -> RunQuantity {
    results.first { $0.name == name } ?? setting(name)
  }

  /// The paths of all single values in the settings of some runs, sorted.
  static func paths(of records: [RunRecord]) -> [String] {
    var paths: Set<String> = []
    // Most runs share most of their settings.
    for setting in Set(records.map(\.spec.setting)) { collect(setting, "", &paths) }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func collect(_ setting: Setting, _ path: String, _ paths: inout Set<String>) {
    switch setting {
    case .map(let entries):
      for (key, value) in entries { collect(value, path.isEmpty ? key : "\(path).\(key)", &paths) }
    case .list(let elements):
      for (index, value) in elements.enumerated() { collect(value, "\(path).\(index)", &paths) }
    default: paths.insert(path)
    }
  }

  /// From a fraction, rounded to nine places: a hundred times a binary fraction would show digits that mean nothing.
  static func percent(_ fraction: Double) -> Setting {
    let scaled = (fraction * 1e11).rounded() / 1e9
    return .number(scaled.isFinite ? scaled : 0)
  }
}

extension Setting {
  /// Numbers by their size before texts by their letters; everything else is equal.
  static func isOrdered(_ left: Setting?, before right: Setting?) -> Bool {
    switch (left, right) {
    case (.number(let a)?, .number(let b)?): a < b
    case (.string(let a)?, .string(let b)?): a < b
    case (.number?, .string?): true
    // What a run does not have stands last.
    case (.some, nil): true
    default: false
    }
  }
}
