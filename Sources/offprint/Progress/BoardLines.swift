import OffprintCore

/// A board as lines of text: one for each active run and one for the whole.
struct BoardLines {
  let board: ProgressBoard
  /// Seconds since training began.
  let elapsed: Double
  let width: Int
  let isUnicode: Bool

  func lines(atMost rows: Int) -> [String] {
    let shown = board.active.prefix(max(1, rows - 2))
    var lines = shown.map { line(for: $0.run) }
    if shown.count < board.active.count { lines.append("  and \(board.active.count - shown.count) more") }
    return (lines + [summary]).map { Quantities.cut($0, columns: width - 1) }
  }

  private func line(for run: ProgressBoard.ActiveRun) -> String {
    let total = String(run.epochs)
    let epoch = String(repeating: " ", count: total.count - String(run.epoch).count) + String(run.epoch)
    let tail = [
      "epoch \(epoch)/\(total)", run.accuracy.map { "\(Quantities.percent($0))" } ?? "",
      run.imagesPerSecond.map(Quantities.rate) ?? "",
    ].filter { !$0.isEmpty }.joined(separator: "  ")
    let name = Quantities.fitted("  \(run.name), seed \(run.seed)", columns: min(34, max(16, width / 3)))
    let room = width - TerminalText.columns(of: name) - 46
    let bar = room >= 6 ? bar(run.done / Double(max(1, run.epochs)), columns: min(room, 24)) + "  " : ""
    return "\(name)  \(bar)\(tail)"
  }

  private var summary: String {
    var parts = ["\(board.endedCount) of \(Quantities.count(board.runCount, "run")) done"]
    if board.failedCount > 0 { parts.append("\(board.failedCount) failed") }
    parts.append("\(Int(board.fraction * 100)) %")
    parts.append(board.secondsLeft(elapsed: elapsed).map { "about \(Quantities.duration($0)) left" } ?? "starting")
    return parts.joined(separator: ", ")
  }

  private func bar(_ fraction: Double, columns: Int) -> String {
    let filled = min(columns, max(0, Int(fraction * Double(columns))))
    let (full, empty) = isUnicode ? ("━", "╌") : ("#", ".")
    return String(repeating: full, count: filled) + String(repeating: empty, count: columns - filled)
  }
}
