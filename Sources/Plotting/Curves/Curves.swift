internal import Foundation

/// The values to draw, in the axis' units, and the ranges of the axes.
struct Curves {
  struct Line {
    var name: String
    /// By seed and epoch; nil where there is nothing to draw.
    var seeds: [[Double?]]
    var mean: [Double?]
    /// The index of the last epoch with a mean.
    var last: Int
  }

  let options: LearningCurves.Options
  let lines: [Line]
  /// From 1.
  private(set) var epochs: ClosedRange<Int>
  private(set) var range: ClosedRange<Double>
  /// The first epochs, from `epochs.lowerBound` on, that may lie beyond the axis; 0 for none.
  private(set) var epochsOffScale: Int
  /// Values that the records hold and the axis has no place for.
  let omitted: Int

  init(
    _ series: [CurveSeries], _ options: LearningCurves.Options, limit: Int = LearningCurves.maximumSeries
  ) throws(PlotError) {
    guard !series.isEmpty, series.count <= limit else {
      throw PlotError("learning-curves draws one to \(LearningCurves.maximumSeries) runs, not \(series.count)")
    }
    let first = max(1, options.firstEpoch ?? 1)
    var omitted = 0
    var lines: [Line] = []
    for item in series {
      let seeds = item.seeds.map { values in
        values.enumerated().map { index, value -> Double? in
          guard index + 1 >= first else { return nil }
          let drawn = options.metric.drawn(value, options.scale)
          if drawn == nil { omitted += 1 }
          return drawn
        }
      }
      let mean = CurveSeries.mean(seeds)
      guard let last = mean.lastIndex(where: { $0 != nil }) else { continue }
      lines.append(Line(name: item.name, seeds: seeds, mean: mean, last: last))
    }
    guard let lastEpoch = lines.map({ $0.last + 1 }).max() else {
      throw PlotError(
        "none of the runs of this figure has a value of \(options.metric.rawValue) to draw"
          + (first > 1 ? " from epoch \(first) on; lower `from`" : ""))
    }
    self.options = options
    self.lines = lines
    self.omitted = omitted
    let firstEpoch = min(first, lastEpoch)
    epochs = firstEpoch...lastEpoch
    (range, epochsOffScale) = Self.range(lines, epochs: epochs, options)
  }

  /// Draws on the axes of others, which hold these lines too.
  mutating func takeAxes(of others: Curves) {
    epochs = others.epochs
    range = others.range
    epochsOffScale = others.epochsOffScale
  }

  // MARK: Vertical range

  private static func range(
    _ lines: [Line], epochs: ClosedRange<Int>, _ options: LearningCurves.Options
  ) -> (ClosedRange<Double>, Int) {
    func extent(from epoch: Int) -> ClosedRange<Double>? {
      let values = lines.flatMap { line in
        line.seeds.flatMap { $0.dropFirst(epoch - 1).compactMap { $0 } }
      }.map { options.scale == .log ? log10($0) : $0 }
      guard let low = values.min(), let high = values.max() else { return nil }
      return low...high
    }
    var chosen = extent(from: epochs.lowerBound) ?? 0...1
    var skipped = 0
    if options.firstEpoch == nil, epochs.count > 4 {
      for skip in 1...max(1, epochs.count / 4) {
        guard let shorter = extent(from: epochs.lowerBound + skip) else { break }
        if chosen.length > 2 * shorter.length, shorter.length > 0 { (chosen, skipped) = (shorter, skip) }
      }
    }
    return (padded(chosen, options), skipped)
  }

  private static func padded(_ range: ClosedRange<Double>, _ options: LearningCurves.Options) -> ClosedRange<Double> {
    let isLog = options.scale == .log
    var pad = range.length * 0.07
    if pad <= 0 { pad = isLog ? 0.2 : max(range.upperBound.magnitude * 0.05, 1e-6) }
    var (low, high) = (range.lowerBound - pad, range.upperBound + pad)
    guard !isLog else { return pow(10, low)...pow(10, high) }
    // Not past what a metric can be.
    if range.lowerBound >= 0 { low = max(0, low) }
    if options.metric.isAccuracy, range.upperBound <= 100 { high = min(100, high) }
    return low...max(high, low + .ulpOfOne)
  }
}

extension ClosedRange<Double> {
  fileprivate var length: Double { upperBound - lowerBound }
}
