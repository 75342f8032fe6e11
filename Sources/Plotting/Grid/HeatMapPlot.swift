internal import OffprintCore

/// A grid of values with its words.
struct HeatMapPlot {
  let options: HeatMap.Options
  /// Rising, to the right and upward.
  let xs: [Setting]
  let ys: [Setting]
  /// `[y][x]`.
  let entries: [[HeatMap.Entry?]]
  let range: ClosedRange<Double>

  static let largest = 60

  init(_ given: [HeatMap.Entry], _ options: HeatMap.Options) throws(PlotError) {
    self.options = options
    xs = Self.ordered(given.map(\.x))
    ys = Self.ordered(given.map(\.y))
    guard xs.count <= Self.largest, ys.count <= Self.largest else {
      throw PlotError(
        "heat-map draws up to \(Self.largest) values of a setting, not \(max(xs.count, ys.count))")
    }
    var grid = [[HeatMap.Entry?]](repeating: Array(repeating: nil, count: xs.count), count: ys.count)
    for entry in given {
      guard let row = ys.firstIndex(of: entry.y), let column = xs.firstIndex(of: entry.x) else { continue }
      if let other = grid[row][column], other.value != nil || entry.value == nil {
        guard entry.value != nil else { continue }
        throw PlotError(
          "several configurations have \(options.xName) \(Self.text(entry.x)) and \(options.yName) "
            + "\(Self.text(entry.y)): name fewer runs, or other settings as `x` and `y`")
      }
      var kept = entry
      if let value = entry.value, AxisScale.linear.place(value) == nil { kept.value = nil }
      grid[row][column] = kept
    }
    entries = grid
    let values = grid.joined().compactMap { $0?.value }
    guard let low = values.min(), let high = values.max() else {
      throw PlotError("none of the runs of this figure has a \(options.metric.phrase) to draw")
    }
    range = low...high
  }

  /// Numbers by size, before words in the order given.
  private static func ordered(_ settings: [Setting]) -> [Setting] {
    var distinct: [Setting] = []
    for setting in settings where !distinct.contains(setting) { distinct.append(setting) }
    let numbers = distinct.compactMap { if case .number(let value) = $0 { value } else { nil } }.sorted()
    return numbers.map(Setting.number) + distinct.filter { if case .number = $0 { false } else { true } }
  }

  static func text(_ setting: Setting) -> String {
    switch setting {
    case .number(let value): NumberText.shortest(value)
    case .string(let text): text
    case .boolean(let truth): truth ? "true" : "false"
    case .list, .map: setting.canonicalJSON
    }
  }

  /// Numbers of an axis with as many decimals as the finest of them: 0.40 beside 0.41.
  private static func labels(_ settings: [Setting]) -> [String] {
    let numbers = settings.compactMap { if case .number(let value) = $0 { value } else { nil } }
    let texts = settings.map(text)
    guard numbers.count == settings.count, !texts.contains(where: { $0.contains("×") }) else { return texts }
    let decimals = texts.map { $0.split(separator: ".").dropFirst().first?.count ?? 0 }.max() ?? 0
    return numbers.map { NumberText.fixed($0, decimals: decimals) }
  }

  /// 0 for the lowest, 1 for the highest.
  func part(_ value: Double) -> Double {
    let span = range.upperBound - range.lowerBound
    return span > 0 ? (value - range.lowerBound) / span : 0.5
  }

  var missing: Int { entries.joined().count { $0?.value == nil } }

  /// The first row of cells is the highest y.
  func grid() -> CellGrid {
    let cells = ys.indices.reversed().map { row in
      xs.indices.map { cell(entries[row][$0], x: xs[$0], y: ys[row]) }
    }
    return CellGrid(
      rowLabels: Self.labels(ys.reversed()), columnLabels: Self.labels(xs), rowTitle: options.yTitle,
      columnTitle: options.xTitle, cells: cells)
  }

  private func cell(_ entry: HeatMap.Entry?, x: Setting, y: Setting) -> CellGrid.Cell {
    let place = "\(options.yTitle) \(Self.text(y)), \(options.xTitle) \(Self.text(x))"
    guard let entry, let value = entry.value else {
      return CellGrid.Cell(ground: .missing, text: "–", hover: "\(place): no value")
    }
    var hover = "\(place): \(options.metric.text(value))"
    if entry.seeds > 1 {
      hover += " (mean of \(entry.seeds) seeds"
      hover += entry.deviation.map { ", sd \(options.metric.number($0)))" } ?? ")"
    }
    return CellGrid.Cell(
      ground: .ramp(Palette.rampStep(part: part(value))),
      text: options.showsNumbers ? options.metric.number(value) : "",
      hover: hover)
  }

  // MARK: Words

  var title: String { "\(options.metric.title) by \(options.yTitle) and \(options.xTitle)" }

  var summary: String {
    let present = entries.joined().compactMap { $0 }.filter { $0.value != nil }
    guard let best = present.max(by: { ($0.value ?? 0) < ($1.value ?? 0) }),
      let worst = present.min(by: { ($0.value ?? 0) < ($1.value ?? 0) })
    else { return title }
    func place(_ entry: HeatMap.Entry) -> String {
      "\(options.metric.text(entry.value ?? 0)) at \(options.yTitle) \(Self.text(entry.y)) and \(options.xTitle) "
        + Self.text(entry.x)
    }
    return "\(title): a grid of \(ys.count) by \(xs.count) cells, from \(place(worst)) to \(place(best))."
  }

  var captionNote: String? {
    let seeds = Words.seeds(entries.joined().compactMap { $0?.seeds }.filter { $0 > 0 })
    let lacking =
      missing == 0
      ? nil : "\(missing == 1 ? "One cell is" : "\(missing) cells are") hatched: no finished run has these settings."
    return Words.joined([seeds.map { "Means over \($0)." }, lacking])
  }

  var data: Setting {
    [
      "plot": "heat-map", "metric": .string(options.metric.name), "x": .string(options.xName),
      "y": .string(options.yName), "axis": .string(options.metric.title), "table": table.setting,
    ]
  }

  var table: DataTable {
    var rows: [[Setting?]] = []
    for (row, y) in ys.enumerated() {
      for (column, x) in xs.enumerated() {
        let entry = entries[row][column]
        rows.append([
          x, y, .finite(entry?.value), .finite(entry?.deviation), .finite(entry?.seeds ?? 0),
        ])
      }
    }
    return DataTable(
      columns: [options.xName, options.yName, options.metric.name, "sd", "seeds"], rows: rows)
  }
}
