import Experiment
import OffprintCore
import Plotting

/// `histogram`: a metric over seeds, or a quantity of test images over the images of all seeds.
package enum HistogramFigure: FigureProvider {
  package static let plot = "histogram"

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    try input.content {
      let options = try options(input.plot, for: input.configurations)
      let (series, note) = try series(input.configurations, plot: input.plot, features: input.features)
      let figure = try Histogram.figure(series, options, width: input.width, typesetter: input.typesetter)
      return FigureContent(figure, note: Sentences.joined(note, Shortfall.sentence(input.configurations)))
    }
  }

  static func options(_ plot: Setting, for configurations: [ConfigurationResult]) throws -> Histogram.Options {
    let name = try plot.string("of")
    if let quantity = ImageQuantity(rawValue: name) {
      var options = try Histogram.Options(plot, quantity: quantity.quantity, noun: "image")
      // Angles of training sets are counted by whole degrees.
      if try ImageSet(plot) != .test { options.narrowestBin = 1 }
      return options
    }
    return try Histogram.Options(plot, quantity: RunQuantity(name, for: configurations).quantity, noun: "seed")
  }

  /// One for each configuration that has values, and what the caption must say of them.
  static func series(
    _ configurations: [ConfigurationResult], plot: Setting, features: any FeatureSource,
    name: (ConfigurationResult) -> String = \.title
  ) throws -> (series: [Histogram.Series], note: String?) {
    let word = try plot.string("of")
    guard let quantity = ImageQuantity(rawValue: word) else {
      let metric = RunQuantity(word, for: configurations)
      guard !metric.isSetting else {
        throw FigureUnavailable(
          "There is no histogram of ‘\(word)’: it is angle, gap, length, accuracy, error, train-accuracy or train-loss."
        )
      }
      return (
        configurations.map {
          Histogram.Series(name: name($0), values: CountedValues(metric.values(of: $0).map(\.value)))
        }, nil
      )
    }
    let set = try ImageSet(plot)
    if set != .test { return try counted(configurations, quantity, set, name: name) }
    var series: [Histogram.Series] = []
    var counts: [Int] = []
    for result in configurations {
      let runs = result.finished.compactMap { features.values(ValuesQuestion(run: $0.id, quantity: quantity)) }
      guard !runs.isEmpty else { continue }
      counts.append(runs.count)
      series.append(Histogram.Series(name: name(result), values: CountedValues(runs.flatMap(\.self))))
    }
    guard !series.isEmpty else { throw FigureUnavailable("None of its runs has finished and kept its test features.") }
    let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
    let seeds = least == most ? "\(most) seeds" : "\(least) to \(most) seeds"
    return (series, most > 1 ? "Test images of \(seeds) together." : "Test images of one seed.")
  }

  private enum ImageSet: String, CaseIterable {
    case test, train, both

    init(_ plot: Setting) throws {
      self = plot["set"] == nil ? .test : try plot.word("set")
    }
  }

  /// θ_y as runs have counted it after their last epoch, each image at the middle of its degree.
  private static func counted(
    _ configurations: [ConfigurationResult], _ quantity: ImageQuantity, _ set: ImageSet,
    name: (ConfigurationResult) -> String
  ) throws -> (series: [Histogram.Series], note: String?) {
    guard quantity == .angle else {
      throw FigureUnavailable("Of the training set only ‘angle’ is kept, not ‘\(quantity.rawValue)’.")
    }
    var series: [Histogram.Series] = []
    for result in configurations {
      let measured = result.finished.compactMap(\.geometry)
      for (part, word) in [(\RunGeometry.train, "training"), (\RunGeometry.test, "test")]
      where set == .both || word == "training" {
        let counts = measured.compactMap { $0[keyPath: part]?.targetAngles }.flatMap { $0.enumerated() }
        let values = CountedValues(counts.map { Double($0.offset) + 0.5 }, counts: counts.map(\.element))
        let title = [name(result), word].filter { !$0.isEmpty }.joined(separator: ", ")
        if !values.isEmpty { series.append(Histogram.Series(name: title, values: values)) }
      }
    }
    guard !series.isEmpty else {
      throw FigureUnavailable(
        "None of its runs has finished with the angles of its training set, which runs of older versions did not measure."
      )
    }
    return (series, set == .train ? "Training images of all seeds together." : "Images of all seeds together.")
  }
}
