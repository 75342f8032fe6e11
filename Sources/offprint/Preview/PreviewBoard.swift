import Foundation
import Synchronization

/// The newest state of a preview, and the requests that wait for a newer one.
final class PreviewBoard: Sendable {
  private struct Content {
    var html: [UInt8] = []
    var id = ""
    var json: [UInt8] = []
    var hasEnded = false
  }

  private let content = Mutex(Content())
  private let change = NSCondition()

  var html: [UInt8] { content.withLock(\.html) }

  /// Lets all who wait have this state.
  func post(_ state: PreviewState) {
    let (id, json) = state.message()
    change.lock()
    content.withLock { content in
      content.html = Array(state.html.utf8)
      content.id = id
      content.json = json
    }
    change.broadcast()
    change.unlock()
  }

  /// Lets all who wait go home.
  func end() {
    change.lock()
    content.withLock { $0.hasEnded = true }
    change.broadcast()
    change.unlock()
  }

  /// The state as JSON as soon as it is another than the one named `id`; nil where it still is that after `seconds`.
  func json(after id: String, seconds: Double) -> [UInt8]? {
    let deadline = Date(timeIntervalSinceNow: seconds)
    change.lock()
    defer { change.unlock() }
    while true {
      let (now, hasEnded) = content.withLock { ($0.id == id ? nil : $0.json, $0.hasEnded) }
      if hasEnded { return nil }
      if let now { return now }
      if !change.wait(until: deadline) { return nil }
    }
  }
}
