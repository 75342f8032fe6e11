internal import OffprintCore

/// Panels of one kind, their series named alike in all of them.
struct MultiplesPlot {
  struct Panel {
    var title: String
    var chart: Chart
    var summary: String
    /// Sentences for the caption.
    var notes: [String]
    var data: Setting
    var table: DataTable
  }

  private(set) var panels: [Panel] = []
  /// The panels that have nothing to draw.
  private(set) var empty: [String] = []

  init(titles: [String], _ content: SmallMultiples.Content) throws(PlotError) {
    guard (1...SmallMultiples.maximumPanels).contains(titles.count) else {
      throw PlotError("small-multiples draws one to \(SmallMultiples.maximumPanels) panels, not \(titles.count)")
    }
    var failure: PlotError?
    let bins = Self.commonBins(content)
    let shared = Self.allCurves(content)
    for (index, title) in titles.enumerated() {
      do throws(PlotError) {
        panels.append(try Self.panel(title, index, content, bins, shared))
      } catch {
        failure = error
        empty.append(title)
      }
    }
    if panels.isEmpty, let failure { throw failure }
    alignStyles()
    alignAxes()
  }

  private static func commonBins(_ content: SmallMultiples.Content) -> Bins? {
    guard case .histogram(let series, let options) = content else { return nil }
    let values = series.joined().map(\.values).filter { !$0.isEmpty }
    return values.isEmpty ? nil : Bins(for: values, wanted: options.bins, narrowest: options.narrowestBin)
  }

  private static func allCurves(_ content: SmallMultiples.Content) -> Curves? {
    guard case .curves(let series, let options) = content else { return nil }
    return try? Curves(series.flatMap { $0 }, options, limit: .max)
  }

  private static func panel(
    _ title: String, _ index: Int, _ content: SmallMultiples.Content, _ bins: Bins?, _ shared: Curves?
  ) throws(PlotError) -> Panel {
    switch content {
    case .curves(let series, let options):
      var curves = try Curves(series[index], options)
      // One axis for all says alike in all which epochs lie beyond it.
      if let shared { curves.takeAxes(of: shared) }
      let words = CurvesWords(curves: curves)
      return Panel(
        title: title, chart: curves.chart(), summary: words.summary, notes: words.notes, data: words.data,
        table: words.table)
    case .scatter(let series, let options):
      let plot = try ScatterPlot(series[index], options)
      let words = ScatterWords(plot: plot)
      return Panel(
        title: title, chart: plot.chart(), summary: words.summary, notes: words.notes, data: words.data,
        table: words.table)
    case .histogram(let series, let options):
      let plot = try HistogramPlot(series[index], options, bins: bins)
      let words = HistogramWords(plot: plot)
      return Panel(
        title: title, chart: plot.chart(), summary: words.summary, notes: words.notes, data: words.data,
        table: words.table)
    }
  }

  /// One name has one color in all panels.
  private mutating func alignStyles() {
    var names: [String] = []
    for series in panels.flatMap(\.chart.series) where !names.contains(series.name) { names.append(series.name) }
    for panel in panels.indices {
      for index in panels[panel].chart.series.indices {
        let name = panels[panel].chart.series[index].name
        panels[panel].chart.series[index].style = SeriesStyle(names.firstIndex(of: name) ?? index)
      }
    }
  }

  private mutating func alignAxes() {
    guard var x = panels.first?.chart.x, var y = panels.first?.chart.y else { return }
    for panel in panels.dropFirst() {
      x = x.joined(with: panel.chart.x)
      y = y.joined(with: panel.chart.y)
    }
    if let values = x.tickValues, values.count > 10 { x.tickValues = nil }
    for index in panels.indices {
      panels[index].chart.x = x
      panels[index].chart.y = y
    }
  }

  // MARK: Words

  var title: String {
    let chart = panels[0].chart
    return "\(chart.y.title) by \(chart.x.title), \(Words.count(panels.count, "panel"))"
  }

  var summary: String {
    let told = panels.prefix(6).map { "\($0.title). \($0.summary)" }
    let rest = panels.count > 6 ? ["And \(panels.count - 6) more panels."] : []
    return (["\(Words.count(panels.count, "panel")) on common axes."] + told + rest).joined(separator: " ")
  }

  /// What holds for all panels once, the rest with the panels' names.
  var captionNote: String? {
    let common =
      panels.first.map { first in
        first.notes.filter { note in panels.allSatisfy { $0.notes.contains(note) } }
      } ?? []
    let own = panels.compactMap { panel -> String? in
      let rest = panel.notes.filter { !common.contains($0) }
      return rest.isEmpty ? nil : "\(panel.title): \(rest.joined(separator: " "))"
    }
    let lacking = empty.isEmpty ? nil : "Nothing to draw for \(Words.list(empty))."
    return Words.joined((common + own).map(Optional.some) + [lacking])
  }

  var data: Setting {
    [
      "plot": "small-multiples",
      "panels": .list(panels.map { ["title": .string($0.title), "chart": $0.data] }),
    ]
  }

  var table: DataTable {
    guard let first = panels.first else { return DataTable(columns: []) }
    return DataTable(
      columns: ["panel"] + first.table.columns,
      rows: panels.flatMap { panel in panel.table.rows.map { [.string(panel.title)] + $0 } })
  }
}
