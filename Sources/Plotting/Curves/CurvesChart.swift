internal import Foundation

/// Curves as a chart: the mean of each run, its seeds behind it, a mark at the end.
extension Curves {
  func chart() -> Chart {
    let quantity = options.metric.title(options.scale)
    let x = ChartAxis(
      title: "Epoch", range: Double(epochs.lowerBound)...Double(epochs.upperBound), isWhole: true, keepsFirst: true)
    let y = ChartAxis(title: quantity, scale: options.scale == .log ? .log : .linear, range: range)
    return Chart(x: x, y: y, series: lines.indices.map(series))
  }

  private func series(_ index: Int) -> ChartSeries {
    let line = lines[index]
    var layers: [ChartLayer] = []
    if line.seeds.count > 1 {
      switch options.spread {
      case .none: break
      case .seeds: layers += line.seeds.map { .line(Self.points($0), isFaint: true) }
      case .band: layers.append(.band(band(line)))
      }
    }
    let mean = Self.points(line.mean)
    layers.append(.line(mean))
    layers.append(.marks(marks(line, mean), size: 4.6))
    return ChartSeries(
      name: line.name, style: SeriesStyle(index), layers: layers, labelPoint: mean[line.last],
      hovers: mean.compactMap { $0.map { hover(line, $0) } })
  }

  private static func points(_ values: [Double?]) -> [ChartPoint?] {
    values.enumerated().map { index, value in value.map { ChartPoint(Double(index + 1), $0) } }
  }

  /// The end, every point of a line of few, and points between two gaps.
  private func marks(_ line: Line, _ points: [ChartPoint?]) -> [ChartPoint] {
    let isShort = points.count { $0 != nil } <= 6
    return points.indices.compactMap { index in
      let isAlone = (index == 0 || points[index - 1] == nil) && (index + 1 >= points.count || points[index + 1] == nil)
      return index == line.last || isShort || isAlone ? points[index] : nil
    }
  }

  /// Around the seeds, over the epochs where there are any.
  private func band(_ line: Line) -> [ChartSpan] {
    line.mean.indices.compactMap { index in
      let values = line.seeds.compactMap { index < $0.count ? $0[index] : nil }
      guard let low = values.min(), let high = values.max() else { return nil }
      return ChartSpan(at: Double(index + 1), low: low, high: high)
    }
  }

  /// Each mean with the spread of its seeds, told together with the others of its epoch.
  private func hover(_ line: Line, _ point: ChartPoint) -> ChartHover {
    let epoch = Int(point.x)
    let values = line.seeds.compactMap { epoch <= $0.count ? $0[epoch - 1] : nil }
    var text = "\(line.name): \(CurvesWords.text(point.y, options.metric))"
    if values.count > 1 {
      let squares = values.reduce(0) { $0 + ($1 - point.y) * ($1 - point.y) }
      let deviation = (squares / Double(values.count - 1)).squareRoot()
      text += " ± \(CurvesWords.text(deviation, options.metric))"
    }
    return ChartHover(point: point, text: text, heading: "Epoch \(epoch)")
  }
}
