package import Experiment
package import Notebook

extension ResultReference.Metric {
  /// The metric of one finished run: accuracies and errors in percent, losses in nats, angles in degrees; nil where it has
  /// none.
  package func value(of record: RunRecord) -> Double? {
    guard record.status.isFinished, let last = record.epochs.last else { return nil }
    return switch self {
    case .accuracy: last.testAccuracy * 100
    case .error: 100 - last.testAccuracy * 100
    case .trainAccuracy: last.trainAccuracy * 100
    case .trainLoss: last.trainLoss
    case .weightCenterAngle: record.geometry?.test?.weightToCenter
    case .weightAngle: record.geometry?.test?.betweenWeights
    case .intraAngle: record.geometry?.test?.withinClasses
    case .interAngle: record.geometry?.test?.betweenCenters
    case .targetAngle: record.geometry?.test?.targetAngle
    case .trainWeightCenterAngle: record.geometry?.train?.weightToCenter
    case .trainIntraAngle: record.geometry?.train?.withinClasses
    case .trainInterAngle: record.geometry?.train?.betweenCenters
    case .trainTargetAngle: record.geometry?.train?.targetAngle
    }
  }

  /// Whether it is a percentage of the test images, and so no finer than one of them.
  package var isPercentage: Bool {
    switch self {
    case .accuracy, .error, .trainAccuracy: true
    default: false
    }
  }
}

/// One metric over the seeds of a configuration, with the digits it deserves: the same in prose and in tables.
package struct MetricSummary: Sendable {
  package let metric: ResultReference.Metric
  /// Of the finished runs; nil where none finished.
  package let summary: SampleSummary?
  /// The runs' own values, in the order of the seeds.
  private let values: [Double]
  private let testCount: Int
  private let decimals: Int?

  package init(_ metric: ResultReference.Metric, of result: ConfigurationResult) {
    self.init(metric, of: result.finished)
  }

  /// Over any finished runs.
  package init(_ metric: ResultReference.Metric, of finished: [RunRecord]) {
    self.metric = metric
    values = finished.compactMap(metric.value)
    summary = SampleSummary(values)
    testCount = finished.first?.data.testCount ?? 1
    decimals =
      metric.isPercentage
      ? PrintedNumber.percentDecimals(standardDeviation: summary?.standardDeviation, testCount: testCount) : nil
  }

  /// A value of the metric, or a dash.
  package func text(_ value: Double?) -> String {
    guard let value else { return PrintedNumber.none }
    return decimals.map { PrintedNumber.fixed(value, decimals: $0) } ?? PrintedNumber.significant(value, digits: 3)
  }

  /// The 95 % interval of the mean: `[99.03, 99.08]`; a dash for fewer than two seeds.
  package var intervalText: String {
    guard let interval else { return PrintedNumber.none }
    return "[\(text(interval.lowerBound)),\u{A0}\(text(interval.upperBound))]"
  }

  package var interval: ClosedRange<Double>? { MeanInterval(values)?.interval }

  /// The lowest of the runs' own values; a dash where there is none.
  package var minimumText: String { summary.map { single($0.minimum, testCount: testCount) } ?? PrintedNumber.none }
  package var maximumText: String { summary.map { single($0.maximum, testCount: testCount) } ?? PrintedNumber.none }

  /// One run's own value, as fine as the test set allows.
  package func single(_ value: Double, testCount: Int) -> String {
    guard metric.isPercentage else { return PrintedNumber.significant(value, digits: 3) }
    let decimals = PrintedNumber.percentDecimals(standardDeviation: nil, testCount: testCount)
    return PrintedNumber.fixed(value, decimals: decimals)
  }
}
