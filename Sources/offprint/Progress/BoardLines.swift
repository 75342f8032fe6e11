import Experiment
import OffprintCore
import Training

/// A board as lines of text: one for each active run and one for the whole.
struct BoardLines {
  let board: ProgressBoard
  /// Seconds since training began.
  let elapsed: Double
  let width: Int
  let isUnicode: Bool

  func lines(atMost rows: Int) -> [String] {
    let shown = board.active.prefix(max(1, rows - 2))
    var lines = shown.map { line(for: $0.run, $0.id) }
    if shown.count < board.active.count { lines.append("  and \(board.active.count - shown.count) more") }
    return (lines + [summary]).map { line in
      Quantities.cut(String(line.reversed().drop { $0 == " " }.reversed()), columns: width - 1)
    }
  }

  /// Name, bar, epoch, accuracy, speed; on narrow terminals the speed goes first, then the bar.
  private func line(for run: ProgressBoard.ActiveRun, _ id: RunID) -> String {
    let rate = board.imagesPerSecond(of: id, run, at: elapsed)
    let total = String(run.epochs)
    var tail = "epoch \(Quantities.padded(String(run.epoch), columns: total.count))/\(total)"
    tail += "  " + Quantities.padded(run.accuracy.map(Quantities.percent) ?? "", columns: 8)
    if width >= 90 { tail += "  " + Quantities.padded(rate.map(Quantities.rate) ?? "", columns: 14) }
    let barColumns = width >= 60 ? min(24, width / 7) : 0
    let bar = barColumns > 0 ? bar(run.done / Double(max(1, run.epochs)), columns: barColumns) + "  " : ""
    let seed = ", seed \(run.seed)"
    let room = max(8, width - 5 - tail.count - (barColumns > 0 ? barColumns + 2 : 0))
    let name = Quantities.cut(run.name, columns: max(4, room - seed.count)) + seed
    let longest = min(room, nameColumns)
    return "  \(Quantities.fitted(name, columns: max(longest, min(room, name.count))))  \(bar)\(tail)"
  }

  /// As the longest name needs.
  private var nameColumns: Int {
    board.active.map { TerminalText.columns(of: "\($0.run.name), seed \($0.run.seed)") }.max() ?? 0
  }

  private var summary: String {
    var parts = ["\(board.endedCount) of \(Quantities.count(board.runCount, "run")) done"]
    if board.failedCount > 0 { parts.append("\(board.failedCount) failed") }
    parts.append("\(Int(board.time.fraction(at: elapsed) * 100)) %")
    if let rate = board.imagesPerSecond(at: elapsed) { parts.append(Quantities.rate(rate)) }
    parts.append(BoardLines.timeLeft(board, at: elapsed) ?? "starting")
    return parts.joined(separator: ", ")
  }

  /// `about 3 min 05 s left`; nil before anything is known.
  static func timeLeft(_ board: ProgressBoard, at now: Double) -> String? {
    board.time.secondsLeft(at: now).map {
      "about \(Quantities.duration(max(1, $0.rounded(.up)), isRough: true)) left"
    }
  }

  private func bar(_ fraction: Double, columns: Int) -> String {
    let filled = min(columns, max(0, Int(fraction * Double(columns))))
    let (full, empty) = isUnicode ? ("━", "╌") : ("#", ".")
    return String(repeating: full, count: filled) + String(repeating: empty, count: columns - filled)
  }
}
