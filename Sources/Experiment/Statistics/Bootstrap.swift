package import OffprintCore

/// The bootstrap interval of a mean: bias-corrected and accelerated (Efron 1987, "Better bootstrap confidence intervals").
package enum Bootstrap {
  package static let resamples = 9_999

  /// The interval of the mean at `level`, from resamples drawn from `stream`; nil below two values. All values equal give an
  /// interval of no width.
  package static func interval(_ values: [Double], level: Double = 0.95, stream: RandomStream) -> ClosedRange<Double>? {
    precondition(level > 0 && level < 1)
    guard values.count >= 2, let summary = SampleSummary(values) else { return nil }
    guard summary.minimum < summary.maximum else { return summary.mean...summary.mean }
    let sorted = values.sorted()
    let means = resampledMeans(sorted, stream).sorted()
    let below = means.reduce(0) { $0 + ($1 < summary.mean ? 1 : $1 == summary.mean ? 0.5 : 0) }
    // A share of 0 or 1 has no normal quantile; half a resample is the nearest that one can say.
    let count = Double(means.count)
    let bias = NormalDistribution.quantile(min(max(below, 0.5), count - 0.5) / count)
    let acceleration = acceleration(sorted, mean: summary.mean)
    func end(_ probability: Double) -> Double {
      let z = bias + NormalDistribution.quantile(probability)
      let adjusted = NormalDistribution.cumulative(bias + z / (1 - acceleration * z))
      let place = Int((adjusted * (count + 1)).rounded(.down)) - 1
      return means[min(max(place, 0), means.count - 1)]
    }
    let lower = end((1 - level) / 2)
    return lower...max(lower, end((1 + level) / 2))
  }

  private static func resampledMeans(_ values: [Double], _ stream: RandomStream) -> [Double] {
    var stream = stream
    return (0..<resamples).map { _ in
      var sum = 0.0
      for _ in values.indices { sum += values[stream.nextInteger(below: values.count)] }
      return sum / Double(values.count)
    }
  }

  /// Σ d³ / (6 (Σ d²)^1.5) with d the deviations of the mean without one value, which are proportional to the values' own.
  private static func acceleration(_ values: [Double], mean: Double) -> Double {
    var squares = 0.0
    var cubes = 0.0
    for value in values {
      let deviation = value - mean
      squares += deviation * deviation
      cubes += deviation * deviation * deviation
    }
    return cubes / (6 * squares * squares.squareRoot())
  }
}
