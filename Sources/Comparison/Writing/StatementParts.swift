/// The gates, as a table and with the reasons of those that did not pass.
enum GateStatement {
  static func items(_ gates: [GateFinding]) -> [Statement.Item] {
    guard !gates.isEmpty else { return [] }
    let columns = [
      Statement.Column("Gate"), .init("Verdict"), .init("Before", isNumber: true), .init("After", isNumber: true),
      .init("Difference", isNumber: true), .init("95 % interval", isNumber: true), .init("p", isNumber: true),
      .init("Seeds", isNumber: true), .init("Would find", isNumber: true),
    ]
    let reasons = gates.filter { $0.verdict != .passed }.map { finding -> Statement.Item in
      .bullet([.init("\(finding.title): ", .strong), .init(finding.reason + ".")])
    }
    let legend = Statement.Span(
      "p is for a loss beyond the margin, corrected by Holm's method over all gates. Would find: the smallest loss that so "
        + "many seeds find beside all other gates, with a probability of 80 %.", .muted)
    let isTested = gates.contains { $0.adjusted != nil }
    return [.table(columns, gates.map(row))] + reasons + (isTested ? [.line([legend])] : [])
  }

  static func tone(_ verdict: GateFinding.Verdict) -> Statement.Tone {
    switch verdict {
    case .passed: .good
    case .failed: .bad
    case .tooFewSeeds, .notComparable: .warning
    }
  }

  static func word(_ verdict: GateFinding.Verdict) -> String {
    verdict.rawValue.replacing("-", with: " ")
  }

  private static func row(_ finding: GateFinding) -> [Statement.Span] {
    let head = [Statement.Span(finding.title), .init(word(finding.verdict), tone(finding.verdict))]
    guard let comparison = finding.comparison else { return head + [Statement.Span](repeating: .init(""), count: 7) }
    let metric = comparison.metric
    return head + [
      .init(Words.value(comparison.before, metric)), .init(Words.value(comparison.after, metric)),
      .init(comparison.isIdentical ? "0" : Words.signed(comparison.difference, metric)),
      .init(comparison.isIdentical ? "same runs" : Words.interval(comparison.interval, metric)),
      .init(Words.probability(finding.adjusted)), .init("\(comparison.pairs)"),
      .init(finding.detectable.map { Words.signed($0, metric).replacing("+", with: "") } ?? "–"),
    ]
  }
}

/// The metrics that moved.
enum MetricStatement {
  static func items(_ metrics: [MetricComparison], most: Int) -> [Statement.Item] {
    let moved = metrics.filter { !$0.isIdentical && ($0.difference != 0 || $0.differences.values.contains { $0 != 0 }) }
    guard !moved.isEmpty else { return [] }
    let subjects = Set(moved.map(\.subject.name)).count
    // Where few things moved all is told; else accuracies, and of the rest what is more than chance.
    let shown = moved.filter { isShown($0, subjects: subjects) }
    let columns = [
      Statement.Column("Metric"), .init("Runs"), .init("Before", isNumber: true), .init("After", isNumber: true),
      .init("Difference", isNumber: true), .init("95 % interval", isNumber: true), .init("p", isNumber: true),
      .init("Seeds", isNumber: true), .init("Would find", isNumber: true),
    ]
    var items: [Statement.Item] = []
    if !shown.isEmpty { items.append(.table(columns, shown.prefix(most).map(row))) }
    let hidden = moved.count - min(shown.count, most)
    if hidden > 0 {
      items.append(
        .line([.init("and \(hidden) more that moved, \(chance(moved, Array(shown.prefix(most)))).", .muted)]))
    }
    items.append(
      .line([
        .init(
          "Over seeds that both sides have. p: two-sided t test, corrected by Holm's method over the cells of a metric, "
            + "and within a sweep. Would find: the smallest difference that so many seeds find with a probability of 80 %.",
          .muted)
      ]))
    return items
  }

  private static func isShown(_ metric: MetricComparison, subjects: Int) -> Bool {
    if metric.subject.isSwept { return metric.isSignificant }
    return metric.metric == .accuracy || metric.isSignificant || subjects <= 2
  }

  private static func chance(_ moved: [MetricComparison], _ shown: [MetricComparison]) -> String {
    let rest = Set(moved).subtracting(shown)
    let significant = rest.count(where: \.isSignificant)
    return significant == 0
      ? "none of them more than chance explains" : "\(significant) of them more than chance explains"
  }

  private static func row(_ metric: MetricComparison) -> [Statement.Span] {
    let tone: Statement.Tone =
      !metric.isSignificant ? .plain : metric.metric.direction == .same ? .warning : metric.isLoss ? .bad : .good
    let many = metric.subject.configurations
    return [
      .init(metric.metric.rawValue), .init(metric.subject.name + (many > 1 ? ", mean of \(many)" : "")),
      .init(Words.value(metric.before, metric.metric)), .init(Words.value(metric.after, metric.metric)),
      .init(Words.signed(metric.difference, metric.metric), tone),
      .init(Words.interval(metric.interval, metric.metric)),
      .init(Words.probability(metric.adjusted)), .init("\(metric.pairs)"),
      .init(metric.detectable.map { Words.signed($0, metric.metric).replacing("+", with: "") } ?? "–"),
    ]
  }
}

enum TableStatement {
  static func items(_ tables: [TableComparison], most: Int) -> [Statement.Item] {
    tables.flatMap { table -> [Statement.Item] in
      let head = Statement.Span("\(table.label) (\(table.anchor)): ", .strong)
      switch table.presence {
      case .added: return [.bullet([head, .init("added", .good)])]
      case .removed: return [.bullet([head, .init("removed", .warning)])]
      case .both: break
      }
      var details: [Statement.Item] = []
      if let caption = table.caption {
        details.append(.detail([.init("caption: ")] + StatementBuilder.arrow(caption.before, caption.after)))
      }
      let lists = [
        ("rows added", table.addedRows), ("rows removed", table.removedRows), ("columns added", table.addedColumns),
        ("columns removed", table.removedColumns),
      ]
      for (what, names) in lists where !names.isEmpty {
        details.append(.detail([.init("\(what): \(Words.list(names))")]))
      }
      details += table.cells.map { cell in
        .detail([.init("\(cell.row), \(cell.column): ")] + StatementBuilder.arrow(cell.before, cell.after))
      }
      let summary = table.cells.isEmpty ? "changed" : "\(Words.count(table.cells.count, "cell")) changed"
      return [.bullet([head, .init(summary)])] + StatementBuilder.limited(details, most)
    }
  }
}

enum FigureStatement {
  static func items(_ figures: [FigureComparison], most: Int) -> [Statement.Item] {
    figures.flatMap { figure in
      [Statement.Item.bullet([.init("\(figure.label) (\(figure.anchor)): ", .strong)] + summary(figure))]
        + StatementBuilder.limited(details(figure), most) + [.figure(figure.anchor)]
    }
  }

  static func summary(_ figure: FigureComparison) -> [Statement.Span] {
    switch figure.kind {
    case .added: return [.init("added", .good)]
    case .removed: return [.init("removed", .warning)]
    case .styleOnly: return [.init("style only: every mark is where it was", .muted)]
    case .wordsOnly: return [.init("only its words", .muted)]
    case .unknown: return [.init("looks different; its data could not be compared", .warning)]
    case .moved:
      var parts: [String] = []
      if figure.movedCount > 0 { parts.append("\(Words.count(figure.movedCount, "value")) moved") }
      if !figure.addedSeries.isEmpty { parts.append("series added: \(Words.list(figure.addedSeries))") }
      if !figure.removedSeries.isEmpty { parts.append("series removed: \(Words.list(figure.removedSeries))") }
      if figure.addedCount > 0 { parts.append("\(Words.count(figure.addedCount, "value")) added") }
      if figure.removedCount > 0 { parts.append("\(Words.count(figure.removedCount, "value")) removed") }
      return [.init(parts.joined(separator: "; "), .warning)]
    }
  }

  private static func details(_ figure: FigureComparison) -> [Statement.Item] {
    var items = figure.properties.map { change in
      Statement.Item.detail([.init("\(change.path): ")] + StatementBuilder.arrow(change.before, change.after))
    }
    if let problem = figure.problem { items.append(.detail([.init(problem, .warning)])) }
    if let caption = figure.caption {
      items.append(.detail([.init("caption: ")] + StatementBuilder.arrow(caption.before, caption.after)))
    }
    let moved = figure.marks.prefix(5).map { mark in
      let point = mark.name.point.isEmpty ? "" : " at \(mark.name.point)"
      let series = mark.name.series.isEmpty ? "" : mark.name.series + ": "
      return Statement.Item.detail(
        [.init("\(series)\(mark.name.quantity)\(point), ")] + StatementBuilder.arrow(mark.before, mark.after))
    }
    let rest = figure.movedCount - moved.count
    return items + moved + (rest > 0 ? [.detail([.init("and \(rest) more", .muted)])] : [])
  }
}
