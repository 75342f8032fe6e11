import Experiment
import OffprintCore

/// Every run of an experiment as comma-separated values (RFC 4180), for whatever reads tables.
package enum RunTables {
  /// A row for each run after its last epoch: configuration, label, seed, status, ID, what is measured, and each setting in
  /// which the runs differ, by its path. Empty where a run has no such value.
  package static func runs(_ experiment: ExchangedExperiment) -> String {
    let all = experiment.configurations.flatMap(\.runs)
    let metrics = names(all.map { $0.metrics.map(\.name) })
    let settings = differing(all.map(\.record.spec.setting))
    var rows = [["configuration", "label", "seed", "status", "id"] + metrics + settings]
    for configuration in experiment.configurations {
      for run in configuration.runs {
        let values = Dictionary(run.metrics.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let flat = Dictionary(SettingPaths.flat(run.record.spec.setting), uniquingKeysWith: { first, _ in first })
        rows.append(
          [
            configuration.name, configuration.label, String(run.record.spec.seed), run.record.status.word,
            run.record.id.description,
          ] + metrics.map { values[$0].map(Numeral.text) ?? "" } + settings.map { flat[$0] ?? "" })
      }
    }
    return csv(rows)
  }

  /// A row for each epoch of each run. Accuracies are in percent.
  package static func epochs(_ experiment: ExchangedExperiment) -> String {
    var rows = [["configuration", "seed", "epoch"] + EpochMetric.all.map(\.name)]
    for configuration in experiment.configurations {
      for run in configuration.runs {
        for epoch in run.record.epochs {
          rows.append(
            [configuration.name, String(run.record.spec.seed), String(epoch.epoch)]
              + EpochMetric.all.map { Numeral.text($0.value(epoch)) })
        }
      }
    }
    return csv(rows)
  }

  static func csv(_ rows: [[String]]) -> String {
    rows.map { row in row.map(field).joined(separator: ",") + "\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { [0x0A, 0x0D, 0x22, 0x2C].contains($0) }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  /// Each once, in the order of their first appearance.
  private static func names(_ lists: [[String]]) -> [String] {
    var seen: Set<String> = []
    return lists.joined().filter { seen.insert($0).inserted }
  }

  /// The paths, sorted, at which not all have the same value; the seed has a column of its own.
  private static func differing(_ settings: [Setting]) -> [String] {
    var values: [String: Set<String>] = [:]
    var counts: [String: Int] = [:]
    for setting in settings {
      for (path, value) in SettingPaths.flat(setting) {
        values[path, default: []].insert(value)
        counts[path, default: 0] += 1
      }
    }
    return values.filter { path, found in path != "seed" && (found.count > 1 || counts[path] != settings.count) }
      .keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

/// What is known of every epoch.
struct EpochMetric: Sendable {
  let name: String
  let title: String
  let value: @Sendable (EpochRecord) -> Double

  static let all: [EpochMetric] = [
    EpochMetric(name: "test-accuracy", title: "Test accuracy, %") { Numeral.percent($0.testAccuracy) },
    EpochMetric(name: "train-accuracy", title: "Training accuracy, %") { Numeral.percent($0.trainAccuracy) },
    EpochMetric(name: "train-loss", title: "Training loss") { $0.trainLoss },
    EpochMetric(name: "learning-rate", title: "Learning rate") { $0.learningRate },
    EpochMetric(name: "gradient-norm", title: "Gradient norm") { $0.gradientNorm },
  ]
}

/// Numbers as files have them.
enum Numeral {
  /// The shortest decimal that reads back to the same double; nothing where it is not finite.
  static func text(_ value: Double) -> String { value.isFinite ? Setting.canonicalNumber(value) : "" }

  /// A fraction in percent, without the noise of the multiplication.
  static func percent(_ fraction: Double) -> Double { (fraction * 1e11).rounded() / 1e9 }

  /// To nine places where that changes a number of its size by less than a billionth, as a mean's noise.
  static func rounded(_ value: Double) -> Double {
    abs(value) >= 1 && abs(value) < 1e6 ? (value * 1e9).rounded() / 1e9 : value
  }
}

/// A setting as a list of single values.
enum SettingPaths {
  /// `loss.margin`, `0.5`; elements of lists by their places from 0. Sorted by path.
  static func flat(_ setting: Setting) -> [(path: String, value: String)] {
    var values: [(path: String, value: String)] = []
    collect(setting, "", &values)
    return values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func collect(_ setting: Setting, _ path: String, _ values: inout [(path: String, value: String)]) {
    func below(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    switch setting {
    case .map(let entries): for (key, value) in entries { collect(value, below(key), &values) }
    case .list(let elements):
      for (index, element) in elements.enumerated() { collect(element, below(String(index)), &values) }
    case .string(let text): values.append((path, text))
    case .number(let number): values.append((path, Setting.canonicalNumber(number)))
    case .boolean(let truth): values.append((path, truth ? "true" : "false"))
    }
  }
}
