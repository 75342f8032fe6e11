import Experiment
import Notebook

/// Columns that put what is claimed beside what came out, and say how well it is known.
extension ResultColumn {
  /// The columns of words that are about the metric before them; nil for other words.
  static func about(
    _ metric: ResultReference.Metric, _ word: String, for configurations: [ConfigurationResult], _ claims: TableClaims
  ) -> [ResultColumn]? {
    switch word {
    case "sd": [deviation(of: metric, title: "sd")]
    case "interval": [interval(of: metric, for: configurations)]
    case "claimed": [claimed(metric, claims)]
    case "difference": difference(metric, for: configurations, claims)
    case "verdict": [verdict(metric, claims)]
    default: nil
    }
  }

  /// 95 % t interval of the mean.
  private static func interval(
    of metric: ResultReference.Metric, for configurations: [ConfigurationResult]
  ) -> ResultColumn {
    let decimals = decimals(
      configurations.compactMap { result in mean(metric, result).map { $0.upperBound - $0.lowerBound } })
    return ResultColumn("95\u{202F}% interval", key: "\(metric.rawValue).interval", .trailing) { result in
      guard let interval = mean(metric, result) else { return [.text(PrintedNumber.none)] }
      return [
        value(text(interval, decimals, isSigned: false), path: "\(metric.rawValue).interval", of: result)
      ]
    }
  }

  private static func mean(_ metric: ResultReference.Metric, _ result: ConfigurationResult) -> ClosedRange<Double>? {
    MeanInterval(result.finished.compactMap(metric.value))?.interval
  }

  private static func claimed(_ metric: ResultReference.Metric, _ claims: TableClaims) -> ResultColumn {
    ResultColumn("Claimed", key: "\(metric.rawValue).claimed", .decimal) { result in
      guard case .equals(_, let number, _)? = claims[result, metric]?.claim.assertion else {
        return [.text(PrintedNumber.none)]
      }
      return [.text(number.text)]
    }
  }

  /// Two columns, so that the differences stand on their points.
  private static func difference(
    _ metric: ResultReference.Metric, for configurations: [ConfigurationResult], _ claims: TableClaims
  ) -> [ResultColumn] {
    let found = configurations.compactMap { claims[$0, metric]?.finding.evidence }
    let decimals = decimals(found.compactMap(\.interval).map { $0.upperBound - $0.lowerBound })
    let level = PrintedNumber.fixed((found.first?.intervalLevel ?? 0.9) * 100, decimals: 0)
    let difference = ResultColumn("Difference", key: "\(metric.rawValue).difference", .decimal) { result in
      guard let claim = claims[result, metric], let effect = claim.finding.evidence.effect else {
        return [.text(PrintedNumber.none)]
      }
      return [ClaimLedger.value(ClaimText.signed(effect, decimals: decimals), "effect", claim)]
    }
    let interval = ResultColumn(
      "its \(level)\u{202F}% interval", key: "\(metric.rawValue).difference.interval", .trailing
    ) { result in
      guard let claim = claims[result, metric], let interval = claim.finding.evidence.interval else {
        return [.text(PrintedNumber.none)]
      }
      return [ClaimLedger.value(text(interval, decimals, isSigned: true), "interval", claim)]
    }
    return [difference, interval]
  }

  private static func verdict(_ metric: ResultReference.Metric, _ claims: TableClaims) -> ResultColumn {
    ResultColumn("Verdict", key: "\(metric.rawValue).verdict", .leading) { result in
      guard let claim = claims[result, metric] else { return [.text(PrintedNumber.none)] }
      // A verdict stands on one line.
      return [ClaimLedger.value(claim.finding.verdict.rawValue.replacing(" ", with: "\u{A0}"), "verdict", claim)]
    }
  }

  // MARK: - Digits

  /// The same for a whole column: as many as its typical interval deserves. One run that fell over must not take them from the
  /// others.
  private static func decimals(_ widths: [Double]) -> Int {
    let sorted = widths.filter { $0 > 0 }.sorted()
    guard !sorted.isEmpty else { return 2 }
    return ClaimText.decimals(ofWidth: sorted[sorted.count / 2])
  }

  private static func text(_ range: ClosedRange<Double>, _ decimals: Int, isSigned: Bool) -> String {
    let ends = [range.lowerBound, range.upperBound].map {
      isSigned ? ClaimText.signed($0, decimals: decimals) : PrintedNumber.fixed($0, decimals: decimals)
    }
    return "[\(ends[0]),\u{A0}\(ends[1])]"
  }
}
