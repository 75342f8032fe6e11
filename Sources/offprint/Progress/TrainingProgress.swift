import Experiment
import Interop
import Synchronization
import Training

/// Tells the user how training goes: lines that are redrawn on a terminal, a line for each epoch elsewhere, nothing but
/// problems where quiet was asked for.
final class TrainingProgress: Sendable {
  enum Style: Sendable {
    case live
    case lines
    case quiet
  }

  private struct State {
    var board: ProgressBoard
    var display = LiveDisplay()
  }

  private let console: Console
  private let style: Style
  private let names: [RunID: PlanStatus.PlannedRun]
  private let clock = MonotonicClock()
  private let state: Mutex<State>

  init(runs: [PlanStatus.PlannedRun], console: Console, isQuiet: Bool) {
    self.console = console
    style = isQuiet ? .quiet : console.isInteractive ? .live : .lines
    names = Dictionary(uniqueKeysWithValues: runs.map { ($0.id, $0) })
    state = Mutex(
      State(board: ProgressBoard(runCount: runs.count, epochCount: runs.reduce(0) { $0 + $1.spec.epochs })))
  }

  func receive(_ event: ExecutionEvent) {
    state.withLock { state in
      let line = change(&state.board, event)
      show(line.text, isProblem: line.isProblem, isDue: line.isDue, &state)
    }
  }

  /// A line of the program's own, above what is redrawn.
  func note(_ text: String) {
    state.withLock { show(text, isProblem: true, isDue: true, &$0) }
  }

  /// Takes the redrawn lines away.
  func finish() {
    state.withLock { state in
      let text = state.display.clear(width: console.width(of: .error))
      if !text.isEmpty { console.writeError(text) }
    }
  }

  // MARK: - Events

  private struct Line {
    var text: String?
    var isProblem = false
    var isDue = true
  }

  private func change(_ board: inout ProgressBoard, _ event: ExecutionEvent) -> Line {
    switch event {
    case .started(let id): return start(id, &board)
    case .progress(let id, let step, let totalSteps):
      board.update(key(id)) { $0.advance(to: Double(step) / Double(max(1, totalSteps))) }
      return Line(isDue: false)
    case .epoch(let id, let record, let imagesPerSecond):
      board.update(key(id)) { $0.finish(record, imagesPerSecond: imagesPerSecond) }
      return style == .lines ? Line(text: epochLine(id, record, imagesPerSecond)) : Line(isDue: false)
    case .finished(let record):
      board.end(key(record.id), failed: false)
      return Line(text: finishedLine(record, board))
    case .failed(let record):
      board.end(key(record.id), failed: true)
      // Said in full at the end, where it is not lost among other runs.
      return Line(text: failedLine(record))
    case .cancelled(let id):
      board.abandon(key(id))
      return Line(isDue: false)
    case .rejected(let id, let reason):
      board.end(key(id), failed: true)
      return Line(
        text: "\(console.styled("error: ", .problem))\(name(id)) cannot be trained: \(reason)", isProblem: true)
    case .notStored(let id, let reason):
      board.end(key(id), failed: true)
      return Line(
        text: "\(console.styled("error: ", .problem))\(name(id)) was trained and could not be stored: \(reason)",
        isProblem: true)
    }
  }

  private func start(_ id: RunID, _ board: inout ProgressBoard) -> Line {
    guard let run = names[id] else { return Line(isDue: false) }
    board.start(key(id), .init(name: run.name, seed: run.spec.seed, epochs: run.spec.epochs))
    return Line()
  }

  private func epochLine(_ id: RunID, _ record: EpochRecord, _ imagesPerSecond: Double) -> String {
    let epochs = names[id].map { String($0.spec.epochs) } ?? "?"
    return "\(name(id)): epoch \(record.epoch) of \(epochs), loss \(Quantities.decimal(record.trainLoss, places: 4)), "
      + "test accuracy \(Quantities.percent(record.testAccuracy)), \(Quantities.rate(imagesPerSecond))"
  }

  private func finishedLine(_ record: RunRecord, _ board: ProgressBoard) -> String {
    let accuracy = record.accuracy.map(Quantities.percent) ?? "–"
    let time = Quantities.duration(record.provenance.seconds)
    let count = style == .lines ? " (\(board.endedCount) of \(Quantities.count(board.runCount, "run")))" : ""
    let mark = console.isUnicode ? console.styled("✓ ", .success) : ""
    return "\(mark)\(name(record.id)): \(accuracy) on the test set, \(time)\(count)"
  }

  private func failedLine(_ record: RunRecord) -> String {
    let mark = console.isUnicode ? console.styled("✗ ", .problem) : ""
    return "\(mark)\(name(record.id)): failed in epoch \(record.epochs.count + 1)"
  }

  private func key(_ id: RunID) -> String { id.description }

  private func name(_ id: RunID) -> String {
    names[id].map { "\($0.name), seed \($0.spec.seed)" } ?? id.short
  }

  // MARK: - Showing

  private func show(_ text: String?, isProblem: Bool, isDue: Bool, _ state: inout State) {
    switch style {
    case .quiet: if let text, isProblem { console.note(text) }
    case .lines: if let text { console.note(text) }
    case .live:
      let now = clock.seconds
      guard isDue || state.display.isDue(at: now) else { return }
      let width = console.width(of: .error)
      let lines = BoardLines(board: state.board, elapsed: now, width: width, isUnicode: console.isUnicode)
        .lines(atMost: max(3, (StandardStream.error.rows ?? 24) - 2))
      let above = text.map { [$0] } ?? []
      console.writeError(state.display.redraw(lines, above: above, at: now, width: width))
    }
  }
}

extension ProgressBoard.ActiveRun {
  /// To this part of the whole run, in [0, 1].
  mutating func advance(to part: Double) {
    let done = min(max(part, 0), 1) * Double(epochs)
    epoch = min(epochs, Int(done) + 1)
    fraction = done - Double(epoch - 1)
  }

  /// An epoch is done.
  mutating func finish(_ record: EpochRecord, imagesPerSecond: Double) {
    accuracy = record.testAccuracy
    self.imagesPerSecond = imagesPerSecond
    epoch = min(epochs, record.epoch + 1)
    fraction = record.epoch >= epochs ? 1 : 0
  }
}
