import Experiment
import OffprintCore
import Plotting

/// `small-multiples`: one kind of chart for each cell, or for each value of a setting.
package enum SmallMultiplesFigure: FigureProvider {
  package static let plot = "small-multiples"

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    try input.content {
      let groups = panels(input)
      let each = try input.plot.map("each")
      let (filled, note) = try filled(each, groups, input)
      let columns = input.plot["columns"] == nil ? nil : try input.plot.integer("columns")
      let figure = try SmallMultiples.figure(
        titles: groups.map(\.title), filled, columns: columns, width: input.width, typesetter: input.typesetter)
      return FigureContent(figure, note: Sentences.joined(note, Shortfall.sentence(input.configurations)))
    }
  }

  private struct Panel {
    var title: String
    var results: [ConfigurationResult]
  }

  private static func panels(_ input: FigureInput) -> [Panel] {
    let split = input.plot.optionalString("split").map { RunQuantity($0, for: input.configurations) }
    var panels: [Panel] = []
    for result in input.configurations {
      let title: String
      if let split {
        let value = split.setting(of: result).map(SettingText.text) ?? "none"
        title = "\(split.quantity.phrase) = \(value)"
      } else {
        title = result.configuration.cellLabel
      }
      if let index = panels.firstIndex(where: { $0.title == title }) {
        panels[index].results.append(result)
      } else {
        panels.append(Panel(title: title, results: [result]))
      }
    }
    return panels
  }

  /// What a configuration is called inside a panel, whose title says the rest.
  private static func name(_ result: ConfigurationResult, _ input: FigureInput) -> String {
    guard let split = input.plot.optionalString("split") else { return result.shortTitle ?? result.title }
    let others = result.configuration.assignments.filter { $0.path != split }
    guard others.count < result.configuration.assignments.count else { return result.title }
    let varied = others.map { "\(SettingName.phrase($0.path)) = \(SettingText.text(of: $0.value))" }
    return ([result.configuration.cellLabel] + varied).joined(separator: ", ")
  }

  private static func filled(
    _ each: Setting, _ panels: [Panel], _ input: FigureInput
  ) throws -> (content: SmallMultiples.Content, note: String?) {
    switch try each.string("name") {
    case LearningCurvesFigure.plot:
      let options = try LearningCurves.Options(each)
      let series = panels.map { panel in
        LearningCurvesFigure.series(panel.results, options.metric) { name($0, input) }
      }
      return (.curves(series, options), nil)
    case ScatterFigure.plot:
      let options = try ScatterFigure.options(each, for: input.configurations)
      let by = each.optionalString("by").map { RunQuantity($0, for: input.configurations) }
      let series = try panels.map {
        try ScatterFigure.series($0.results, plot: each, interval: options.interval, by: by)
      }
      return (.scatter(series, options), nil)
    default:
      let options = try HistogramFigure.options(each, for: input.configurations)
      var note: String?
      let series = try panels.map { panel in
        // A panel's title says what its one configuration is.
        let isOwn = panel.results.count == 1 && input.plot.optionalString("split") == nil
        let found = try HistogramFigure.series(panel.results, plot: each, features: input.features) {
          isOwn && each["set"] == "both" ? "" : name($0, input)
        }
        note = note ?? found.note
        return found.series
      }
      return (.histogram(series, options), note)
    }
  }
}
