internal import Interop

extension ChartAxis {
  /// Ticks whose labels, side by side along `length` points, do not touch.
  func horizontalTicks(length: Double, measure: TextMeasure) -> Ticks {
    // The first epoch beside a tick at the second would look like a mistake.
    for count in keepsFirst ? [5, 4, 3, 2] : [7, 6, 5, 4, 3, 2] {
      let ticks = complete(candidates(count), length: length, measure: measure)
      if fits(ticks, length: length, measure: measure) { return ticks }
    }
    let ticks = complete(candidates(2), length: length, measure: measure)
    return thinned(ticks, length: length, measure: measure)
  }

  /// Ticks for an axis of that height.
  func verticalTicks(length: Double) -> Ticks {
    let room = max(2, Int(length / 15))
    let ticks = candidates(min(max(2, Int(length / 27)), 6))
    guard ticks.values.count > room else { return ticks }
    let step = (ticks.values.count + room - 1) / room
    return ticks.keeping { $0.isMultiple(of: step) }
  }

  /// The title, with the power of ten that the ticks leave to it.
  func title(with ticks: Ticks) -> String {
    guard ticks.exponent != 0 else { return title }
    let power = "×10" + NumberText.superscript(ticks.exponent)
    return title.isEmpty ? power : "\(title), \(power)"
  }

  private func candidates(_ count: Int) -> Ticks {
    if let tickValues { return Ticks(at: tickValues.filter { range.contains($0) }) }
    var ticks =
      switch scale {
      case .linear: Ticks(in: range, count: count, whole: isWhole)
      case .log: Ticks(logarithmicIn: range, limit: count + 2)
      case .log2: Ticks(binaryIn: range, limit: count + 2)
      }
    // Less than two on a logarithmic axis say nothing: round numbers then.
    if ticks.values.count < 2, scale != .linear { ticks = Ticks(in: range, count: count) }
    return ticks
  }

  private func complete(_ ticks: Ticks, length: Double, measure: TextMeasure) -> Ticks {
    guard keepsFirst, let first = fraction(range.lowerBound) else { return ticks }
    let label = NumberText.shortest(range.lowerBound)
    let end = length * first + measure.width(label, Theme.tick) / 2 + Self.gap
    let kept = ticks.keeping { index in
      let half = measure.width(ticks.labels[index], Theme.tick) / 2
      return length * (fraction(ticks.values[index]) ?? 0) - half >= end
    }
    return Ticks(
      values: [range.lowerBound] + kept.values, labels: [label] + kept.labels, exponent: kept.exponent)
  }

  private static let gap = 7.0

  private func fits(_ ticks: Ticks, length: Double, measure: TextMeasure) -> Bool {
    guard ticks.values.count > 1 else { return ticks.values.count == 1 }
    return thinned(ticks, length: length, measure: measure) == ticks
  }

  /// Without those whose labels would touch the one before.
  private func thinned(_ ticks: Ticks, length: Double, measure: TextMeasure) -> Ticks {
    var end = -Double.infinity
    return ticks.keeping { index in
      let half = measure.width(ticks.labels[index], Theme.tick) / 2
      let center = length * (fraction(ticks.values[index]) ?? 0)
      guard center - half >= end else { return false }
      end = center + half + Self.gap
      return true
    }
  }
}
