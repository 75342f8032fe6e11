import Interop
import Synchronization
import Training

/// Tells the user how a download goes: one line that changes on a terminal, one line for each file elsewhere.
final class DownloadReport: Sendable {
  private struct State {
    var file: String?
    var display = LiveDisplay()
  }

  private let console: Console
  private let isQuiet: Bool
  private let clock = MonotonicClock()
  private let state = Mutex(State())

  init(console: Console, isQuiet: Bool) {
    self.console = console
    self.isQuiet = isQuiet
  }

  func show(_ progress: MNISTDownload.Progress) {
    guard !isQuiet else { return }
    state.withLock { state in
      let isNew = state.file != progress.file
      state.file = progress.file
      guard console.isInteractive else {
        if isNew { console.note("downloading \(progress.address) (file \(progress.number) of 4)") }
        return
      }
      let now = clock.seconds
      guard isNew || state.display.isDue(at: now) else { return }
      let width = console.width(of: .error)
      let line = "downloading file \(progress.number) of 4: \(Quantities.bytes(progress.bytes)) of \(progress.address)"
      console.writeError(state.display.redraw([Quantities.cut(line, columns: width - 1)], at: now, width: width))
    }
  }

  /// Takes the line away.
  func finish() {
    state.withLock { state in
      let text = state.display.clear(width: console.width(of: .error))
      if !text.isEmpty { console.writeError(text) }
    }
  }
}
