import Experiment
import OffprintCore
import Plotting

/// `embedding-sphere`: one panel for each configuration, of its first seed that finished.
package enum EmbeddingSphereFigure: FigureProvider {
  package static let plot = "embedding-sphere"

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    var found: [(result: ConfigurationResult, run: ReportedRun, measurement: SphereMeasurement)] = []
    let options = try options(input)
    var shown = ShownSeeds()
    for result in input.configurations {
      guard let (run, answer) = firstRun(of: result, in: input, method: options.projection) else {
        shown.lack(result.title)
        continue
      }
      switch answer {
      case .measured(let measurement): found.append((result, run, measurement))
      case .refused(let reason): throw FigureUnavailable(reason)
      }
      shown.show(result, run: run)
    }
    guard !found.isEmpty else {
      throw FigureUnavailable("None of its runs has finished and kept its test features.")
    }
    let history = EpochHistory(input, runs: found.map { ($0.run, $0.measurement) })
    let panels = zip(found, history.measurements).map { item, measurement in
      let classes = measurement.moments.last?.centers.indices ?? 0..<0
      return MeasuredPanel(
        title: item.result.title, classNames: classes.map(String.init), measurement: measurement)
    }
    return try input.content {
      let figure = try EmbeddingSphere.figure(
        measured: panels, options, width: input.width, typesetter: input.typesetter)
      var content = FigureContent(figure)
      content.note = Sentences.joined(shown.sentences, history.sentence, figure.captionNote)
      return content
    }
  }

  private static func options(_ input: FigureInput) throws(FigureUnavailable) -> EmbeddingSphere.Options {
    do throws(SettingError) {
      return try EmbeddingSphere.Options(input.plot)
    } catch {
      throw FigureUnavailable("Its settings cannot be read: \(error).")
    }
  }

  private static func firstRun(
    of result: ConfigurationResult, in input: FigureInput, method: ProjectionMethod
  ) -> (run: ReportedRun, answer: SphereAnswer)? {
    for run in result.runs {
      guard let record = run.record, record.status.isFinished else { continue }
      let question = SphereQuestion(
        run: record.id, epoch: run.spec.epochs,
        earlier: EpochHistory.epochs(input.plot["snapshots"]).filter { $0 < run.spec.epochs }, method: method,
        title: result.title)
      if let answer = input.features.sphere(question) { return (run, answer) }
    }
    return nil
  }
}

/// Which seed of each configuration a figure shows, in words.
private struct ShownSeeds {
  private var seeds: [(title: String, seed: Int, isFirst: Bool)] = []
  private var lacking: [String] = []

  mutating func show(_ result: ConfigurationResult, run: ReportedRun) {
    seeds.append((result.title, run.spec.seed, run.spec.seed == result.runs.first?.spec.seed))
  }

  mutating func lack(_ title: String) {
    lacking.append(title)
  }

  /// "Seed 1 of each run." and, in full, what differs.
  var sentences: String {
    var sentences: [String] = []
    let distinct = Set(seeds.map(\.seed))
    if distinct.count == 1, let seed = distinct.first {
      sentences.append(seeds.count == 1 ? "Seed \(seed)." : "Seed \(seed) of each.")
    } else {
      sentences.append(seeds.map { "\($0.title): seed \($0.seed)" }.joined(separator: "; ") + ".")
    }
    for entry in seeds where !entry.isFirst {
      sentences.append("The first seed of \(entry.title) did not finish.")
    }
    if !lacking.isEmpty {
      sentences.append("Not shown, for lack of a finished run: \(lacking.joined(separator: "; ")).")
    }
    return sentences.joined(separator: " ")
  }
}
