import Interop
import Synchronization

/// A preview from its first report to Ctrl-C.
struct PreviewSession {
  let renderer: PreviewRenderer
  let world: World
  let isQuiet: Bool

  /// Serves until it is told to end. `started` is told the address.
  func run(port: Int, date: String, started: (String) -> Void) throws {
    let watcher = try FileWatcher()
    let watch = PreviewWatch(watcher)
    let board = PreviewBoard()
    let ending = Ending()
    board.post(renderer.state)
    let server = try start(board, port: port, date: date)
    watch.follow(renderer.files)
    render(to: board)
    let interruptions = Interruptions { _ in
      ending.request()
      watcher.wake()
    }
    started("http://127.0.0.1:\(server.port)/")
    while !ending.isRequested {
      watch.follow(renderer.files)
      let changed = watch.next { ending.isRequested }
      guard !changed.isEmpty else { continue }
      renderer.noteChanges(changed)
      render(to: board)
    }
    // Those who wait for news must go before the server can.
    board.end()
    withExtendedLifetime((server, interruptions)) {}
  }

  private func start(_ board: PreviewBoard, port: Int, date: String) throws(CommandFailure) -> HTTPServer {
    let document = renderer.document
    let answers = PreviewServer(board: board, pdf: { document.pdf(date: date) })
    let taken = TakenPort()
    do throws(HTTPServerError) {
      let server = try HTTPServer(port: port) { request in answers.answer(request, port: taken.number) }
      taken.set(server.port)
      return server
    } catch {
      switch error {
      case .portInUse(let port):
        throw CommandFailure(
          "port \(port) is in use by another program", help: "leave --port out, and a free one is taken")
      case .portForbidden(let port):
        throw CommandFailure(
          "port \(port) may not be used by this user", help: "leave --port out, or take one above 1023")
      case .failed(let code):
        throw CommandFailure("the preview's server cannot be started: system error \(code)")
      }
    }
  }

  /// Makes the state anew, shows it, and tells the terminal what is wrong.
  private func render(to board: PreviewBoard) {
    let before = renderer.state
    let clock = MonotonicClock()
    renderer.render()
    board.post(renderer.state)
    let state = renderer.state
    guard state != before else { return }
    for problem in state.problems where !before.problems.contains(problem) { tell(problem) }
    guard !isQuiet else { return }
    if state.html != before.html {
      world.console.note("rendered in \(Quantities.grouped(Int((clock.seconds * 1000).rounded()))) ms")
    }
    if !state.note.isEmpty, state.note != before.note { world.console.note(state.note) }
    if state.problems.isEmpty, !before.problems.isEmpty { world.console.note("all problems are gone") }
  }

  private func tell(_ problem: PreviewState.Problem) {
    guard problem.severity == "error" || !isQuiet else { return }
    world.console.writeError(problem.text(world.console))
  }
}

extension PreviewState.Problem {
  /// As the other commands say it on a terminal.
  func text(_ console: Console) -> String {
    let lead = place.isEmpty ? "" : place + ": "
    let word = console.styled("\(severity): ", severity == "error" ? .problem : .warning)
    return lead + word + summary + "\n" + excerpt + (explanation.map { "  \($0)\n" } ?? "")
      + (help.map { console.styled("  help: ", .hint) + $0 + "\n" } ?? "")
  }
}

/// Whether Ctrl-C was pressed.
private final class Ending: Sendable {
  private let flag = Atomic(false)

  var isRequested: Bool { flag.load(ordering: .acquiring) }

  func request() { flag.store(true, ordering: .releasing) }
}

/// The port that the server got, which its answers must know and which is known only when it runs. Whoever asks before that
/// asks under a wrong name.
private final class TakenPort: Sendable {
  private let value = Atomic(0)

  var number: Int { value.load(ordering: .acquiring) }

  func set(_ number: Int) { value.store(number, ordering: .releasing) }
}
