import Experiment
import Notebook
import OffprintCore

/// One column of a table of results.
package struct ResultColumn: Sendable {
  package var title: String
  /// What it reads of a configuration: `accuracy.sd`, `seeds`, a setting's path; `label` for what a reader calls it.
  package var key: String
  package var alignment: ReportTable.Column.Alignment
  /// Whether it averages over seeds, which the table then explains.
  package var isMean: Bool
  package var content: @Sendable (ConfigurationResult) -> [ReportInline]

  init(
    _ title: String, key: String, _ alignment: ReportTable.Column.Alignment, isMean: Bool = false,
    _ content: @escaping @Sendable (ConfigurationResult) -> [ReportInline]
  ) {
    self.title = title
    self.key = key
    self.alignment = alignment
    self.isMean = isMean
    self.content = content
  }

  /// The columns that the names of `columns:` stand for, in their order.
  package static func columns(
    named names: [String], for configurations: [ConfigurationResult], claims: TableClaims = .none
  ) -> [ResultColumn] {
    var metric = ResultReference.Metric.accuracy
    return names.enumerated().flatMap { index, name -> [ResultColumn] in
      if let columns = about(metric, name, for: configurations, claims) { return columns }
      guard let named = ResultReference.Metric(rawValue: name) else { return column(named: name, for: configurations) }
      metric = named
      // A deviation that has a column of its own does not stand in two.
      let own = names[(index + 1)...].prefix { ResultReference.Metric(rawValue: $0) == nil }
      return means(of: named, for: configurations, withDeviation: !own.contains("sd"))
    }
  }

  /// A name that is no metric is a dotted path of the run's settings.
  private static func column(
    named name: String, for configurations: [ConfigurationResult]
  ) -> [ResultColumn] {
    switch name {
    case "seeds": return [seeds]
    case "range": return [range]
    case "values": return [values]
    case "failed": return [failed]
    default: return [setting(name, title: SettingName.title(name), for: configurations)]
    }
  }

  /// The columns that tell the rows apart: the label, unless all share one, and whatever a sweep varied.
  /// Under headings of their cells, rows need no labels where a sweep tells them apart.
  package static func identification(
    of configurations: [ConfigurationResult], isGrouped: Bool = false
  ) -> [ResultColumn] {
    var paths: [String] = []
    for assignment in configurations.flatMap(\.configuration.assignments) where !paths.contains(assignment.path) {
      paths.append(assignment.path)
    }
    let swept = paths.map { path in
      let short = path.split(separator: ".").last.map(String.init) ?? path
      let isUnique = paths.count { $0 == path || $0.hasSuffix("." + short) } == 1
      let title = isUnique ? SettingName.title(path) : path.prefix(1).uppercased() + path.dropFirst()
      return setting(path, title: title, for: configurations)
    }
    let labels = Set(configurations.map(\.configuration.cellLabel))
    guard swept.isEmpty || (labels.count > 1 && !isGrouped) else { return swept }
    return [ResultColumn("Run", key: "label", .leading) { [.text($0.configuration.cellLabel)] }] + swept
  }

  // MARK: - Metrics

  private static func means(
    of metric: ResultReference.Metric, for configurations: [ConfigurationResult], withDeviation: Bool
  ) -> [ResultColumn] {
    let mean = ResultColumn(title(of: metric), key: metric.rawValue, .decimal, isMean: true) { result in
      let summary = MetricSummary(metric, of: result)
      return [value(summary.text(summary.summary?.mean), path: metric.rawValue, of: result)]
    }
    // The spread of what the network did to its own training set tells a reader little.
    let isTestMetric = metric == .accuracy || metric == .error
    guard withDeviation, isTestMetric, configurations.contains(where: { $0.finished.count > 1 }) else { return [mean] }
    return [mean, deviation(of: metric, title: "±\u{A0}sd")]
  }

  static func deviation(of metric: ResultReference.Metric, title: String) -> ResultColumn {
    ResultColumn(title, key: "\(metric.rawValue).sd", .decimal) { result in
      let summary = MetricSummary(metric, of: result)
      return [value(summary.text(summary.summary?.standardDeviation), path: "\(metric.rawValue).sd", of: result)]
    }
  }

  private static func title(of metric: ResultReference.Metric) -> String {
    switch metric {
    case .accuracy: "Accuracy, %"
    case .error: "Error, %"
    case .trainAccuracy: "Training accuracy, %"
    case .trainLoss: "Training loss"
    case .weightCenterAngle: "W-EC, °"
    case .weightAngle: "W-Inter, °"
    case .intraAngle: "Intra, °"
    case .interAngle: "Inter, °"
    case .targetAngle: "θ_y, °"
    case .trainWeightCenterAngle: "W-EC, train, °"
    case .trainIntraAngle: "Intra, train, °"
    case .trainInterAngle: "Inter, train, °"
    case .trainTargetAngle: "θ_y, train, °"
    }
  }

  static func value(_ text: String, path: String, of result: ConfigurationResult) -> ReportInline {
    let runs = result.runs.filter { $0.record?.status.isFinished ?? false }
    return .value(
      ComputedValue(
        text: text,
        provenance: ValueProvenance(
          cell: result.configuration.cell, path: path, runs: runs.map(\.name).sorted(),
          seeds: Set(runs.map(\.spec.seed)).sorted())))
  }

  // MARK: - Seeds

  /// How many finished, of how many where some did not.
  private static let seeds = ResultColumn("Seeds", key: "seeds", .trailing) { result in
    let finished = result.finished.count
    return [.text(finished == result.runs.count ? "\(finished)" : "\(finished) of \(result.runs.count)")]
  }

  /// The lowest and the highest accuracy of a seed.
  private static let range = ResultColumn("Range", key: "range", .trailing) { result in
    let texts = accuracies(of: result, sorted: true)
    guard let lowest = texts.first, let highest = texts.last else { return [.text(PrintedNumber.none)] }
    return [value(lowest == highest ? lowest : "\(lowest)–\(highest)", path: "accuracy", of: result)]
  }

  /// The accuracy of each seed, in the order of the seeds.
  private static let values = ResultColumn("Each seed", key: "values", .leading) { result in
    let texts = accuracies(of: result, sorted: false)
    return [
      texts.isEmpty ? .text(PrintedNumber.none) : value(texts.joined(separator: ", "), path: "accuracy", of: result)
    ]
  }

  private static let failed = ResultColumn("Failed", key: "failed", .trailing) { [.text("\($0.failedCount)")] }

  private static func accuracies(of result: ConfigurationResult, sorted: Bool) -> [String] {
    let metric = ResultReference.Metric.accuracy
    let summary = MetricSummary(metric, of: result)
    let finished = result.finished.compactMap { record in
      metric.value(of: record).map { (value: $0, testCount: record.data.testCount) }
    }
    return (sorted ? finished.sorted { $0.value < $1.value } : finished).map {
      summary.single($0.value, testCount: $0.testCount)
    }
  }

  // MARK: - Settings

  /// Numbers of one column have the digits of the one that needs most: 0.40 above 0.41.
  private static func setting(
    _ path: String, title: String, for configurations: [ConfigurationResult]
  ) -> ResultColumn {
    let texts = configurations.compactMap { value(at: path, of: $0) }.map(SettingText.text)
    let decimals = texts.map { $0.split(separator: ".").dropFirst().first?.count ?? 0 }.max() ?? 0
    return ResultColumn(title, key: path, .decimal) { result in
      guard let value = value(at: path, of: result) else { return [.text(PrintedNumber.none)] }
      guard case .number(let number) = value, (1...6).contains(decimals) else {
        return [.text(SettingText.text(of: value))]
      }
      return [.text(PrintedNumber.fixed(number, decimals: decimals))]
    }
  }

  private static func value(at path: String, of result: ConfigurationResult) -> Setting? {
    let assigned = result.configuration.assignments.first { $0.path == path }?.value
    return assigned ?? result.configuration.specs.first?.setting[path: path]
  }
}
