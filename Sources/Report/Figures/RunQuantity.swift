import Experiment
import Notebook
import OffprintCore
import Plotting

/// A metric or a setting of runs, by the name a notebook gives it.
struct RunQuantity {
  enum Source: Hashable {
    case metric(ResultReference.Metric)
    /// A dotted path of the spec.
    case setting(String)
    /// The size of the last embedding layer, wherever it stands in the model.
    case embeddingSize
  }

  let source: Source
  let quantity: Quantity

  var isSetting: Bool {
    if case .metric = source { false } else { true }
  }

  /// - Parameter configurations: those it will be asked for; their test set says how many digits a percentage deserves.
  init(_ name: String, for configurations: [ConfigurationResult]) {
    if let metric = ResultReference.Metric(rawValue: name) {
      source = .metric(metric)
      quantity = Self.quantity(of: metric, for: configurations)
      return
    }
    let source = name == Self.embeddingSize ? Source.embeddingSize : .setting(name)
    self.source = source
    let values = configurations.compactMap { Self.setting(source, of: $0) }
    let isWhole = values.allSatisfy { if case .number(let value) = $0 { value == value.rounded() } else { true } }
    quantity = Quantity(
      name: name, title: SettingName.title(name), phrase: SettingName.phrase(name), isWhole: isWhole)
  }

  static let embeddingSize = "embedding-size"

  /// For each finished seed. A setting has the same value under every seed.
  func values(of result: ConfigurationResult) -> [Estimate.SeedValue] {
    result.finished.compactMap { record in
      value(of: record, in: result).map { Estimate.SeedValue(seed: record.spec.seed, value: $0) }
    }
  }

  func setting(of result: ConfigurationResult) -> Setting? { Self.setting(source, of: result) }

  private func value(of record: RunRecord, in result: ConfigurationResult) -> Double? {
    if case .metric(let metric) = source { return metric.value(of: record) }
    guard case .number(let value)? = setting(of: result) else { return nil }
    return value
  }

  private static func setting(_ source: Source, of result: ConfigurationResult) -> Setting? {
    guard let spec = result.configuration.specs.first?.setting else { return nil }
    switch source {
    case .metric: return nil
    case .setting(let path):
      let value = spec[path: path]
      // A component goes by its name: `loss` is `arcface`.
      return value?["name"] ?? value
    case .embeddingSize:
      guard case .list(let layers)? = spec[path: "model.layers"] else { return nil }
      return layers.last { $0["name"] == "embedding" }?["size"]
    }
  }

  // MARK: Words

  private static func quantity(
    of metric: ResultReference.Metric, for configurations: [ConfigurationResult]
  ) -> Quantity {
    let testCount = configurations.lazy.flatMap(\.finished).first?.data.testCount ?? 10_000
    let decimals = PrintedNumber.percentDecimals(standardDeviation: nil, testCount: testCount)
    func percentage(_ title: String, _ phrase: String) -> Quantity {
      Quantity(
        name: metric.rawValue, title: "\(title) (%)", phrase: phrase, unit: "\u{A0}%", limits: 0...100,
        decimals: decimals)
    }
    func angle(_ phrase: String) -> Quantity {
      Quantity(
        name: metric.rawValue, title: phrase.prefix(1).uppercased() + phrase.dropFirst() + " (°)", phrase: phrase,
        unit: "°", limits: 0...180, decimals: 2)
    }
    switch metric {
    case .accuracy: return percentage("Test accuracy", "test accuracy")
    case .error: return percentage("Test error", "test error")
    case .trainAccuracy: return percentage("Training accuracy", "training accuracy")
    case .trainLoss: return Quantity(name: metric.rawValue, title: "Training loss", phrase: "training loss")
    case .weightCenterAngle: return angle("angle from class weight to centre, W-EC")
    case .weightAngle: return angle("angle between class weights, W-Inter")
    case .intraAngle: return angle("angle within classes, Intra")
    case .interAngle: return angle("angle between class centres, Inter")
    case .targetAngle: return angle("mean angle to the class weight, test set")
    case .trainWeightCenterAngle: return angle("angle from class weight to centre, training set")
    case .trainIntraAngle: return angle("angle within classes, training set")
    case .trainInterAngle: return angle("angle between class centres, training set")
    case .trainTargetAngle: return angle("mean angle to the class weight, training set")
    }
  }
}

extension ConfigurationResult {
  /// What its mean and its spread over the finished seeds are.
  func estimate(_ quantity: RunQuantity, spread: Spread, reference: Double? = nil) -> Estimate {
    let values = quantity.values(of: self)
    let summary = SampleSummary(values.map(\.value))
    return Estimate(
      label: title, shortLabel: shortTitle, group: configuration.assignments.isEmpty ? nil : configuration.cellLabel,
      values: values, mean: summary?.mean, interval: Self.interval(values.map(\.value), spread), reference: reference)
  }

  static func interval(_ values: [Double], _ spread: Spread) -> ClosedRange<Double>? {
    guard let summary = SampleSummary(values) else { return nil }
    switch spread {
    case .none: return nil
    case .t: return MeanInterval(values)?.interval
    case .sd: return summary.standardDeviation.map { summary.mean - $0...summary.mean + $0 }
    case .range: return summary.count > 1 ? summary.minimum...summary.maximum : nil
    }
  }

  /// Of a sweep's configuration what the sweep varied: `margin = 0.4`; nil for a `train` cell.
  var shortTitle: String? {
    let prefix = configuration.cellLabel + ", "
    return title.hasPrefix(prefix) && !configuration.assignments.isEmpty ? String(title.dropFirst(prefix.count)) : nil
  }
}

/// What is not, or not wholly, in a figure.
enum Shortfall {
  /// "ArcFace: 1 of 3 runs failed."; of many configurations how many there are.
  static func sentence(_ configurations: [ConfigurationResult]) -> String? {
    let lacking = configurations.filter { $0.shortfall != nil }
    guard lacking.count > 6 else {
      let lacks = lacking.compactMap { result in result.shortfall.map { "\(result.title): \($0)" } }
      return lacks.isEmpty ? nil : lacks.joined(separator: "; ") + "."
    }
    let runs = lacking.reduce(0) { $0 + $1.failedCount + $1.missingCount }
    let all = configurations.reduce(0) { $0 + $1.runs.count }
    return "Of \(all) runs, \(runs) failed or are not stored yet, in \(lacking.count) configurations."
  }
}
