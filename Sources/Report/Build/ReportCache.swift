import Experiment
import Interop
import OffprintCore
import Plotting
import Synchronization

/// What one making of a report leaves for the next, so that a preview draws again only what changed: figures by what they are
/// made from, pictures by what they show, verdicts by what was asked of which values. Equal reports come out with and without it.
package final class ReportCache: Sendable {
  private struct FigureKey: Hashable {
    let plot: Setting
    let configurations: [ConfigurationResult]
    let baseline: [ConfigurationResult]
    /// What is claimed of the configurations, where the figure shows that.
    let claimed: [Double?]
    let width: Double
  }

  private struct PictureKey: Hashable {
    let drawing: DisplayList
    let options: SVGOptions
  }

  private struct State {
    var figures = Memory<FigureKey, FigureContent>()
    var pictures = Memory<PictureKey, String>()
    var data = Memory<ReportFigure, String>()
    var findings = Memory<[ClaimQuestion], [ClaimFinding]>()
  }

  private let state = Mutex(State())

  package init() {}

  /// Forgets what the report before did not use. Call it before each report.
  package func beginReport() {
    state.withLock { state in
      state.figures.beginRound()
      state.pictures.beginRound()
      state.data.beginRound()
      state.findings.beginRound()
    }
  }

  /// Forgets all figures: what is stored of the runs has changed in a way that their records may not show.
  package func forgetFigures() {
    state.withLock { $0.figures = Memory() }
  }

  /// What the page holds of a figure for its scripts.
  func data(of figure: ReportFigure) -> String {
    if let known = state.withLock({ $0.data.value(for: figure) }) { return known }
    let data = HTMLFigure.data(of: figure)
    state.withLock { $0.data.remember(data, for: figure) }
    return data
  }

  /// The findings of a family of claims.
  func findings(_ family: [ClaimQuestion], _ judge: ClaimJudge) -> [ClaimFinding] {
    if let known = state.withLock({ $0.findings.value(for: family) }) { return known }
    let findings = judge.findings(family)
    state.withLock { $0.findings.remember(findings, for: family) }
    return findings
  }

  func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    let key = FigureKey(
      plot: input.plot, configurations: input.configurations,
      baseline: input.plot.optionalString("baseline").map(input.others) ?? [], claimed: input.claimed,
      width: input.width)
    if let known = state.withLock({ $0.figures.value(for: key) }) { return known }
    let content = try FigureRegistry.content(for: input)
    state.withLock { $0.figures.remember(content, for: key) }
    return content
  }

  func svg(of drawing: DisplayList, _ options: SVGOptions, _ typesetter: Typesetter) -> String {
    let key = PictureKey(drawing: drawing, options: options)
    if let known = state.withLock({ $0.pictures.value(for: key) }) { return known }
    let svg = drawing.svg(options, typesetter: typesetter)
    state.withLock { $0.pictures.remember(svg, for: key) }
    return svg
  }
}

/// Values that were used in this round or the one before.
private struct Memory<Key: Hashable, Value> {
  private var old: [Key: Value] = [:]
  private var new: [Key: Value] = [:]

  mutating func beginRound() {
    old = new
    new = [:]
  }

  mutating func value(for key: Key) -> Value? {
    if let value = new[key] { return value }
    guard let value = old[key] else { return nil }
    new[key] = value
    return value
  }

  mutating func remember(_ value: Value, for key: Key) {
    new[key] = value
  }
}
