#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
import Synchronization

/// Workers that do a step together: the thread that calls, and `count` − 1 threads of the team's own. Between two steps these
/// look out for work for a moment, then sleep.
package final class Team: Sendable {
  package let count: Int
  private let mailbox: Mailbox

  /// A team of `count`, or of as many as the system has threads for.
  package init(count: Int) {
    mailbox = Mailbox()
    var started = 1
    while started < count, Team.start(Hand(index: started, mailbox: mailbox)) { started += 1 }
    self.count = started
  }

  deinit { mailbox.close() }

  /// Calls `body` once for each share, all at the same time, and returns when all have returned. One caller at a time.
  package func run(_ body: (Share) -> Void) {
    if count == 1 { return body(.whole) }
    withoutActuallyEscaping(body) { mailbox.run($0, count: count) }
  }

  /// The same for a closure that was made beforehand: nothing is allocated, where `run` would for its own.
  package func runPrepared(_ body: @escaping (Share) -> Void) {
    if count == 1 { body(.whole) } else { mailbox.run(body, count: count) }
  }

  /// Whether the thread could be had.
  private static func start(_ hand: Hand) -> Bool {
    let box = unsafe Unmanaged.passRetained(hand)
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let status = unsafe pthread_create(
      &thread, nil,
      { argument in
        #if canImport(Darwin)
          let hand = unsafe Unmanaged<Hand>.fromOpaque(argument).takeRetainedValue()
        #else
          guard let argument = unsafe argument else { return nil }
          let hand = unsafe Unmanaged<Hand>.fromOpaque(argument).takeRetainedValue()
        #endif
        hand.mailbox.work(hand.index)
        return nil
      }, box.toOpaque())
    guard status == 0 else {
      unsafe box.release()
      return false
    }
    #if canImport(Darwin)
      if let thread = unsafe thread { unsafe pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
    return true
  }
}

private final class Hand: Sendable {
  let index: Int
  let mailbox: Mailbox

  init(index: Int, mailbox: Mailbox) {
    self.index = index
    self.mailbox = mailbox
  }
}

/// Where a team's threads find their work.
///
/// The job is written before the ticket is raised and read after it was seen, and taken back after everyone is done: the
/// atomics order every access to it.
@safe private final class Mailbox: @unsafe @unchecked Sendable {
  private let barrier = Barrier()
  private let ticket = Atomic(0)
  private let busy = Atomic(0)
  private let isClosed = Atomic(false)
  /// Not an optional, which would wrap it anew each time.
  private var job: (Share) -> Void = { _ in }
  private var count = 1
  private let workArrived = Bell()
  private let workDone = Bell()

  func run(_ body: @escaping (Share) -> Void, count: Int) {
    job = body
    self.count = count
    busy.store(count - 1, ordering: .relaxed)
    ticket.add(1, ordering: .sequentiallyConsistent)
    workArrived.ring()
    body(Share(index: 0, count: count, barrier: barrier))
    workDone.wait(until: { busy.load(ordering: .sequentiallyConsistent) == 0 })
    job = { _ in }
  }

  func close() {
    isClosed.store(true, ordering: .relaxed)
    ticket.add(1, ordering: .sequentiallyConsistent)
    workArrived.ring()
  }

  /// What a thread of the team does for as long as the team lives.
  func work(_ index: Int) {
    var seen = 0
    while true {
      workArrived.wait(until: { ticket.load(ordering: .sequentiallyConsistent) != seen })
      seen += 1
      if isClosed.load(ordering: .relaxed) { return }
      job(Share(index: index, count: count, barrier: barrier))
      if busy.subtract(1, ordering: .sequentiallyConsistent).newValue == 0 { workDone.ring() }
    }
  }
}
