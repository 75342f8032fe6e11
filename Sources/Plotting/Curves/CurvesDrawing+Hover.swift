internal import Interop

extension CurvesDrawing {
  /// Each mean, told together with the others of its epoch; in the order of the epochs.
  func hoverPoints() -> [HoverPoint] {
    curves.epochs.flatMap { epoch in
      curves.lines.indices.compactMap { hoverPoint(line: $0, epoch: epoch) }
    }
  }

  private func hoverPoint(line index: Int, epoch: Int) -> HoverPoint? {
    let line = curves.lines[index]
    guard epoch <= line.mean.count, let mean = line.mean[epoch - 1] else { return nil }
    var place = frame.place(Double(epoch), mean)
    // A value beyond the axis is told at its edge.
    place.y = min(max(place.y, frame.rect.minY), frame.rect.maxY)
    let values = line.seeds.compactMap { epoch <= $0.count ? $0[epoch - 1] : nil }
    var text = "\(line.name): \(CurvesWords.text(mean, curves.options.metric))"
    if let deviation = Self.deviation(values, mean: mean) {
      text += " ± \(CurvesWords.text(deviation, curves.options.metric))"
    }
    return HoverPoint(at: place, text: text, heading: "Epoch \(epoch)", series: index)
  }

  /// The standard deviation of a sample; nil for fewer than two values.
  private static func deviation(_ values: [Double], mean: Double) -> Double? {
    guard values.count > 1 else { return nil }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }
}
