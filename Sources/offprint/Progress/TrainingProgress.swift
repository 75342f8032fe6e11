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

  init(runs: [PlanStatus.PlannedRun], time: TimeEstimate, console: Console, isQuiet: Bool) {
    self.console = console
    style = isQuiet ? .quiet : console.isInteractive ? .live : .lines
    names = Dictionary(uniqueKeysWithValues: runs.map { ($0.id, $0) })
    state = Mutex(State(board: ProgressBoard(runCount: runs.count, time: time)))
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
    let now = clock.seconds
    switch event {
    case .started(let id): return start(id, &board, at: now)
    case .resumed(let id, let epoch, let stepInEpoch, let step, let totalSteps):
      board.resume(id, from: Double(step) / Double(max(1, totalSteps)), at: now)
      return Line(text: "resuming \(name(id)) at epoch \(epoch), step \(stepInEpoch)")
    case .progress(let id, let step, let totalSteps):
      board.advance(id, to: Double(step) / Double(max(1, totalSteps)))
      return Line(isDue: false)
    case .epoch(let id, let record, let imagesPerSecond):
      board.finish(id, record, imagesPerSecond: imagesPerSecond)
      return style == .lines ? Line(text: epochLine(id, record, imagesPerSecond)) : Line(isDue: false)
    case .finished(let record):
      board.end(record.id, failed: false, at: now)
      return Line(text: finishedLine(record, board, at: now))
    case .failed(let record):
      board.end(record.id, failed: true, at: now)
      // Said in full at the end, where it is not lost among other runs.
      return Line(text: failedLine(record))
    case .cancelled(let id):
      board.abandon(id)
      return Line(isDue: false)
    case .waiting(let id): return Line(text: "waiting for \(name(id)), which another process is training")
    case .storedElsewhere(let record):
      board.end(record.id, failed: !record.status.isFinished, at: now)
      return Line(text: "\(name(record.id)) was trained by another process\(count(board, at: now))")
    case .setAside, .checkpointNotSaved, .rejected, .notStored: return trouble(event, &board, at: now)
    }
  }

  private func trouble(_ event: ExecutionEvent, _ board: inout ProgressBoard, at now: Double) -> Line {
    let (mark, warning) = (console.styled("error: ", .problem), console.styled("warning: ", .warning))
    switch event {
    case .setAside(let id, let reason):
      let what = "the checkpoint of \(name(id)) cannot be used and was set aside"
      return Line(text: "\(warning)\(what): \(reason); the run begins afresh", isProblem: true)
    case .checkpointNotSaved(let id, let reason):
      return Line(text: "\(mark)no checkpoint of \(name(id)) could be kept: \(reason)", isProblem: true)
    case .rejected(let id, let reason):
      board.end(id, failed: true, at: now)
      return Line(text: "\(mark)\(name(id)) cannot be trained: \(reason)", isProblem: true)
    case .notStored(let id, let reason):
      board.end(id, failed: true, at: now)
      return Line(text: "\(mark)\(name(id)) could not be stored: \(reason)", isProblem: true)
    default: return Line(isDue: false)
    }
  }

  private func start(_ id: RunID, _ board: inout ProgressBoard, at now: Double) -> Line {
    guard let run = names[id] else { return Line(isDue: false) }
    board.start(id, .init(name: run.name, seed: run.spec.seed, epochs: run.spec.epochs), at: now)
    return Line()
  }

  private func epochLine(_ id: RunID, _ record: EpochRecord, _ imagesPerSecond: Double) -> String {
    let epochs = names[id].map { String($0.spec.epochs) } ?? "?"
    return "\(name(id)): epoch \(record.epoch) of \(epochs), loss \(Quantities.decimal(record.trainLoss, places: 4)), "
      + "test accuracy \(Quantities.percent(record.testAccuracy)), \(Quantities.rate(imagesPerSecond))"
  }

  private func finishedLine(_ record: RunRecord, _ board: ProgressBoard, at now: Double) -> String {
    let accuracy = record.accuracy.map(Quantities.percent) ?? "–"
    let time = Quantities.duration(record.provenance.seconds)
    let mark = console.isUnicode ? console.styled("✓ ", .success) : ""
    return "\(mark)\(name(record.id)): \(accuracy) on the test set, \(time)\(count(board, at: now))"
  }

  /// ` (3 of 8 runs, about 12 s left)`, where the redrawn lines do not say so.
  private func count(_ board: ProgressBoard, at now: Double) -> String {
    guard style == .lines else { return "" }
    let isDone = board.endedCount == board.runCount
    let left = isDone ? "" : BoardLines.timeLeft(board, at: now).map { ", \($0)" } ?? ""
    return " (\(board.endedCount) of \(Quantities.count(board.runCount, "run"))\(left))"
  }

  private func failedLine(_ record: RunRecord) -> String {
    let mark = console.isUnicode ? console.styled("✗ ", .problem) : ""
    return "\(mark)\(name(record.id)): failed in epoch \(record.epochs.count + 1)"
  }

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
