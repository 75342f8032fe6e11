import Experiment
import OffprintCore
import Plotting
import RunStore

/// Stored runs as a table for other programs: what came of each, then every key of the settings that any of them has.
enum RunTable {
  static func runs(_ records: [RunRecord], _ store: RunStore) -> DataTable {
    let settings = RunQuantity.paths(of: records).map(RunQuantity.setting)
    let quantities = RunQuantity.results + settings
    return DataTable(
      columns: quantities.map(\.name),
      rows: records.map { record in quantities.map { $0.value(record, store) } })
  }

  /// Every epoch of some runs. Accuracies are in percent.
  static func epochs(_ records: [RunRecord]) -> DataTable {
    var table = DataTable(columns: [
      "id", "seed", "epoch", "train-loss", "train-accuracy", "test-accuracy", "rate", "gradient-norm",
      "images-per-second",
    ])
    for record in records {
      let speeds = record.provenance.imagesPerSecond
      for (index, epoch) in record.epochs.enumerated() {
        table.rows.append([
          .string(record.id.description), .number(Double(record.spec.seed)), .number(Double(epoch.epoch)),
          .number(epoch.trainLoss), RunQuantity.percent(epoch.trainAccuracy), RunQuantity.percent(epoch.testAccuracy),
          .number(epoch.learningRate), .number(epoch.gradientNorm),
          speeds.indices.contains(index) ? .number(speeds[index]) : nil,
        ])
      }
    }
    return table
  }

  /// The rows as objects, without the keys that a run does not have.
  static func json(_ table: DataTable) throws -> String {
    let rows = table.rows.map { row in
      Setting.map(
        Dictionary(uniqueKeysWithValues: zip(table.columns, row).compactMap { name, value in value.map { (name, $0) } })
      )
    }
    return String(decoding: try ReadableJSON.encode(Setting.list(rows)), as: UTF8.self)
  }
}
