internal import OffprintCore

/// Estimates as rows: what bars and intervals have in common.
struct EstimateRows {
  enum Order: String, Hashable, Sendable, CaseIterable { case given, ascending, descending }

  let quantity: Quantity
  let spread: Spread
  let estimates: [Estimate]
  let omitted: Int
  /// Those without a value, by label.
  let empty: [String]

  static let limit = 200

  init(
    _ given: [Estimate], quantity: Quantity, spread: Spread, order: Order, plot: String
  ) throws(PlotError) {
    guard given.count <= Self.limit else {
      throw PlotError("\(plot) draws up to \(Self.limit) configurations, not \(given.count)")
    }
    self.quantity = quantity
    self.spread = spread
    let drawable = given.map { $0.drawable(.linear) }
    omitted = drawable.reduce(0) { $0 + $1.omitted }
    let kept = drawable.map(\.estimate).filter { $0.mean != nil }
    empty = drawable.map(\.estimate).filter { $0.mean == nil }.map(\.label)
    guard !kept.isEmpty else { throw PlotError("none of the runs of this figure has a \(quantity.phrase) to draw") }
    let ranked = kept.enumerated().sorted { first, second in
      let (a, b) = (first.element.mean ?? 0, second.element.mean ?? 0)
      return a == b ? first.offset < second.offset : a < b
    }.map(\.element)
    switch order {
    case .given: estimates = kept
    case .ascending: estimates = ranked
    case .descending: estimates = ranked.reversed()
    }
    isGrouped = order == .given && Set(kept.compactMap(\.group)).count > 1 && kept.contains { $0.shortLabel != nil }
  }

  /// Whether sweeps have headings; what was sorted is no longer in groups.
  let isGrouped: Bool

  func lines() -> [RowChart.Line] {
    var lines: [RowChart.Line] = []
    var current: String?
    for estimate in estimates {
      let isMember = isGrouped && estimate.group != nil && estimate.shortLabel != nil
      if isMember, estimate.group != current { lines.append(.heading(estimate.group ?? "")) }
      current = isMember ? estimate.group : nil
      lines.append(
        .row(
          RowChart.Row(
            label: isMember ? estimate.shortLabel ?? estimate.label : estimate.label, isIndented: isMember,
            estimate: estimate, number: number(estimate), hover: hover(estimate))))
    }
    return lines
  }

  func number(_ estimate: Estimate) -> String {
    guard let mean = estimate.mean else { return "–" }
    guard let interval = estimate.interval else { return quantity.number(mean) }
    switch spread {
    case .t, .range:
      return
        "\(quantity.number(mean)) [\(quantity.number(interval.lowerBound)), \(quantity.number(interval.upperBound))]"
    case .sd: return "\(quantity.number(mean)) ± \(quantity.number(interval.upperBound - mean))"
    case .none: return quantity.number(mean)
    }
  }

  var numberTitle: String {
    guard estimates.contains(where: { $0.interval != nil }) else { return "" }
    switch spread {
    case .t: return "mean [95 % interval]"
    case .sd: return "mean ± sd"
    case .range: return "mean [lowest, highest]"
    case .none: return ""
    }
  }

  private func hover(_ estimate: Estimate) -> String {
    var text = "\(estimate.label): \(number(estimate))\(quantity.unit)"
    if estimate.values.count > 1 { text += " (\(estimate.values.count) seeds)" }
    if let reference = estimate.reference { text += "; reported \(quantity.text(reference))" }
    return text
  }

  /// Every number that the axis must hold. References as far away as our own values reach are not among them: one of them
  /// would press all intervals together.
  func drawnValues(seeds: Bool) -> [Double] {
    let own = estimates.flatMap { estimate -> [Double] in
      var values = [estimate.mean, estimate.interval?.lowerBound, estimate.interval?.upperBound].compactMap { $0 }
      if seeds { values += estimate.values.map(\.value) }
      return values
    }
    guard let low = own.min(), let high = own.max() else { return own }
    let reach = high > low ? high - low : .infinity
    return own + estimates.compactMap(\.reference).filter { $0 >= low - reach && $0 <= high + reach }
  }

  // MARK: Words

  func summary(opening: String) -> String {
    var sentences = [opening]
    if estimates.count <= 8 {
      sentences.append(
        estimates.map { "\($0.label): \(number($0))\(quantity.unit)" }.joined(separator: "; ") + ".")
    } else if let best = estimates.max(by: { ($0.mean ?? 0) < ($1.mean ?? 0) }),
      let worst = estimates.min(by: { ($0.mean ?? 0) < ($1.mean ?? 0) })
    {
      sentences.append(
        "From \(number(worst))\(quantity.unit) (\(worst.label)) to \(number(best))\(quantity.unit) (\(best.label)).")
    }
    return sentences.joined(separator: " ")
  }

  var notes: [String?] {
    var notes: [String?] = []
    if let seeds = Words.seeds(estimates.map(\.values.count)) { notes.append("Means over \(seeds).") }
    if estimates.contains(where: { $0.interval != nil }) { notes.append(spread.sentence) }
    let lone = estimates.count { $0.interval == nil }
    if spread != .none, lone > 0 {
      notes.append(
        lone == estimates.count
          ? "One seed has no interval." : "\(Words.have(lone, "configuration")) one seed, and no interval.")
    }
    if !empty.isEmpty {
      notes.append(
        empty.count > 6
          ? "\(Words.have(empty.count, "configuration")) no value and no row."
          : "No value: \(empty.joined(separator: "; ")).")
    }
    notes.append(Words.omitted(omitted))
    return notes
  }

  /// A row for each mean, with its interval and reference, and one for each seed.
  var table: DataTable {
    var rows: [[Setting?]] = []
    for estimate in estimates {
      let group = estimate.group.map(Setting.string)
      rows.append([
        group, .string(estimate.label), .string("mean"), nil, .finite(estimate.mean),
        .finite(estimate.interval?.lowerBound), .finite(estimate.interval?.upperBound), .finite(estimate.reference),
      ])
      rows += estimate.values.map { value in
        [
          group, .string(estimate.label), .string("seed"), .finite(value.seed), .finite(value.value), nil, nil, nil,
        ]
      }
    }
    return DataTable(
      columns: ["group", "configuration", "kind", "seed", quantity.name, "low", "high", "reference"], rows: rows)
  }
}
