import Experiment
import Notebook
import OffprintCore

/// Every number of the runs that an author may have typed: with its reference, where it has one.
struct KnownResults {
  struct Result {
    enum Kind: Int, Comparable {
      /// A mean, the difference that a claim found, a number of images or runs.
      case main
      /// The ends of a range or an interval, a standard deviation.
      case end
      /// One run's accuracy, which has no reference.
      case run

      static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    enum Measure {
      case percent
      case degrees
      case points
      case count
      case plain
    }

    var value: Double
    /// As the report prints it, and what of that is this number: `[99.16, 99.24]`, `99.24`.
    var shown: String
    var digits: String
    /// What to write between braces; of a single run its name.
    var path: String
    var kind: Kind
    var measure: Measure
  }

  /// In the order in which one would name them.
  private(set) var all: [Result] = []
  /// The numbers of settings, which are what they are whatever the runs come to.
  let settings: Set<Double>
  /// By the numbers that claims say a source has, the first claim that says it.
  let claimed: [Double: String]

  init(_ notebook: CheckedNotebook, _ results: ResultSet, _ claims: ClaimResults) {
    settings = KnownResults.settings(notebook)
    claimed = Dictionary(
      notebook.claims.compactMap { claim in
        if case .equals(_, let number, _) = claim.assertion { (number.value, claim.name) } else { nil }
      }, uniquingKeysWith: { first, _ in first })
    let shown = ShownMetrics(notebook)
    let evaluator = ResultEvaluator(results: results)
    var cells: [String] = []
    for result in results.configurations where !cells.contains(result.configuration.cell) {
      cells.append(result.configuration.cell)
    }
    for cell in cells { add(cell, shown.metrics(of: cell), evaluator) }
    // One value of a paper's table has no reference of its own.
    for claim in claims.all where notebook.cell(named: claim.claim.name)?.kind == .claim { add(claim) }
    addCounts(results, cells)
  }

  /// Whether there is anything to compare with.
  var isEmpty: Bool { all.isEmpty }

  // MARK: - Cells

  private mutating func add(_ cell: String, _ metrics: [ResultReference.Metric], _ evaluator: ResultEvaluator) {
    let configurations = evaluator.results.configurations(of: cell)
    guard let first = configurations.first else { return }
    for metric in metrics {
      if first.configuration.assignments.isEmpty {
        add(metric, of: first, as: cell)
        continue
      }
      add(ends: metric, of: configurations.flatMap(\.finished), as: cell)
      for (name, choice) in [("best", ResultReference.Choice.best), ("worst", .worst)] {
        let chosen = evaluator.configurations(for: ResultReference.RunSelection(cell: cell, choice: choice))
        if let chosen = chosen.first { add(metric, of: chosen, as: "\(cell).\(name)") }
      }
      for result in configurations { add(metric, of: result, as: result.configuration.name) }
    }
    for run in configurations.flatMap(\.runs) {
      guard let record = run.record, let value = ResultReference.Metric.accuracy.value(of: record) else { continue }
      let text = MetricSummary(.accuracy, of: [record]).minimumText
      all.append(Result(value: value, shown: text, digits: text, path: run.name, kind: .run, measure: .percent))
    }
  }

  private mutating func add(_ metric: ResultReference.Metric, of result: ConfigurationResult, as name: String) {
    let finished = result.finished
    let summary = MetricSummary(metric, of: finished)
    guard let sample = summary.summary else { return }
    let path = "\(name).\(metric.rawValue)"
    add(sample.mean, summary.text(sample.mean), path, .main, metric)
    guard sample.count > 1 else { return }
    add(ends: metric, of: finished, as: name)
    if let interval = summary.interval {
      for end in [interval.lowerBound, interval.upperBound] {
        let measure = KnownResults.measure(of: metric)
        all.append(
          Result(
            value: end, shown: summary.intervalText, digits: summary.text(end), path: path + ".interval", kind: .end,
            measure: measure))
      }
    }
    if let deviation = sample.standardDeviation {
      add(deviation, summary.text(deviation), path + ".sd", .end, metric, isDifference: true)
    }
  }

  private mutating func add(ends metric: ResultReference.Metric, of finished: [RunRecord], as name: String) {
    let summary = MetricSummary(metric, of: finished)
    guard let sample = summary.summary, sample.count > 1 else { return }
    add(sample.minimum, summary.minimumText, "\(name).\(metric.rawValue).min", .end, metric)
    add(sample.maximum, summary.maximumText, "\(name).\(metric.rawValue).max", .end, metric)
  }

  private mutating func add(
    _ value: Double, _ text: String, _ path: String, _ kind: Result.Kind, _ metric: ResultReference.Metric,
    isDifference: Bool = false
  ) {
    let measure = KnownResults.measure(of: metric, isDifference: isDifference)
    all.append(Result(value: value, shown: text, digits: text, path: path, kind: kind, measure: measure))
  }

  private static func measure(of metric: ResultReference.Metric, isDifference: Bool = false) -> Result.Measure {
    if metric.isPercentage { return isDifference ? .points : .percent }
    return metric == .trainLoss ? .plain : .degrees
  }

  // MARK: - Claims and counts

  private mutating func add(_ claim: ClaimResult) {
    let text = ClaimText(result: claim)
    let evidence = claim.finding.evidence
    let measure = KnownResults.measure(of: claim.claim.metric, isDifference: true)
    func digits(_ text: String) -> String { text.filter { $0.isNumber || $0 == "." } }
    if let effect = evidence.effect {
      all.append(
        Result(
          value: effect.magnitude, shown: text.effect, digits: digits(text.effect), path: "\(claim.claim.name).effect",
          kind: .main, measure: measure))
    }
    guard let interval = evidence.interval else { return }
    let ends = text.interval.split(separator: ",").map { digits(String($0)) }
    for (end, digits) in zip([interval.lowerBound, interval.upperBound], ends) {
      all.append(
        Result(
          value: end.magnitude, shown: text.interval, digits: digits, path: "\(claim.claim.name).interval", kind: .end,
          measure: measure))
    }
  }

  private mutating func addCounts(_ results: ResultSet, _ cells: [String]) {
    var counts = cells.map { ("\($0).runs", results.configurations(of: $0).reduce(0) { $0 + $1.finished.count }) }
    if let data = results.data {
      counts += [("data.train-count", data.trainCount), ("data.test-count", data.testCount)]
    }
    for (path, count) in counts {
      let text = Digits.grouped(count)
      all.append(
        Result(value: Double(count), shown: text, digits: text, path: path, kind: .main, measure: .count))
    }
  }

  // MARK: - Settings

  private static func settings(_ notebook: CheckedNotebook) -> Set<Double> {
    var found: Set<Double> = []
    func gather(_ setting: Setting) {
      switch setting {
      case .number(let value): found.insert(value)
      case .list(let elements): for element in elements { gather(element) }
      case .map(let entries): for value in entries.values { gather(value) }
      case .string, .boolean: break
      }
    }
    for configuration in notebook.plan.configurations {
      if let spec = configuration.specs.first { gather(spec.setting) }
    }
    for cell in notebook.cells where cell.kind != .train && cell.kind != .sweep { gather(cell.setting) }
    return found
  }
}

/// Which metrics a report shows of which cells. What it shows nowhere is no result that anybody types.
struct ShownMetrics {
  private var byCell: [String: Set<ResultReference.Metric>] = [:]

  init(_ notebook: CheckedNotebook) {
    for reference in notebook.results.values {
      switch reference {
      case .metric(let selection, let metric, _): byCell[selection.cell, default: []].insert(metric)
      case .runCount(let selection, let condition?): byCell[selection.cell, default: []].insert(condition.metric)
      default: continue
      }
    }
    for claim in notebook.claims {
      for arm in claim.assertion.arms {
        byCell[String(arm.text.prefix { $0 != "[" && $0 != "." }), default: []].insert(claim.metric)
      }
    }
    for cell in notebook.cells where cell.kind == .figure || cell.kind == .table {
      var words: Set<String> = []
      ShownMetrics.gather(cell.setting, &words)
      let metrics = words.compactMap(ResultReference.Metric.init(rawValue:))
      for word in words { byCell[word, default: []].formUnion(metrics) }
    }
  }

  /// Accuracy, which everybody writes of, is among them always.
  func metrics(of cell: String) -> [ResultReference.Metric] {
    let shown = (byCell[cell] ?? []).union([.accuracy])
    return ResultReference.Metric.allCases.filter(shown.contains)
  }

  private static func gather(_ setting: Setting, _ words: inout Set<String>) {
    switch setting {
    case .string(let word): words.insert(word)
    case .list(let elements): for element in elements { gather(element, &words) }
    case .map(let entries): for value in entries.values { gather(value, &words) }
    case .number, .boolean: break
    }
  }
}
