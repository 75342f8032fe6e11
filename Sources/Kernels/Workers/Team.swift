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
  private let hands: [Hand]

  /// A team of `count`, or of as many as the system has threads for.
  package init(count: Int) {
    let mailbox = Mailbox()
    var hands = [Hand]()
    while hands.count + 1 < count {
      let hand = Hand(index: hands.count + 1, mailbox: mailbox)
      guard Team.start(hand) else { break }
      hands.append(hand)
    }
    self.mailbox = mailbox
    self.hands = hands
    self.count = hands.count + 1
  }

  deinit {
    for hand in hands { hand.close() }
  }

  /// Calls `body` once for each share, all at the same time, and returns when all have returned. One caller at a time.
  ///
  /// There are `workers` shares where given, no more than `count`; threads that have none go on sleeping.
  package func run(workers: Int? = nil, _ body: (Share) -> Void) {
    let workers = size(workers)
    if workers == 1 { return body(.whole) }
    withoutActuallyEscaping(body) { mailbox.run($0, hands[..<(workers - 1)]) }
  }

  /// The same for a closure that was made beforehand: nothing is allocated, where `run` would for its own.
  package func runPrepared(workers: Int? = nil, _ body: @escaping (Share) -> Void) {
    let workers = size(workers)
    if workers == 1 { body(.whole) } else { mailbox.run(body, hands[..<(workers - 1)]) }
  }

  private func size(_ workers: Int?) -> Int { min(count, max(1, workers ?? count)) }

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
        hand.work()
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

/// A thread of a team: where it finds that there is work for it.
private final class Hand: Sendable {
  private let index: Int
  private let mailbox: Mailbox
  /// How often it was called.
  private let ticket = Atomic(0)
  private let isClosed = Atomic(false)
  private let bell = Bell()

  init(index: Int, mailbox: Mailbox) {
    self.index = index
    self.mailbox = mailbox
  }

  func call() {
    ticket.add(1, ordering: .sequentiallyConsistent)
    bell.ring()
  }

  func close() {
    isClosed.store(true, ordering: .relaxed)
    call()
  }

  /// What the thread does for as long as the team lives.
  func work() {
    var seen = 0
    while true {
      bell.wait(until: { ticket.load(ordering: .sequentiallyConsistent) != seen })
      seen += 1
      if isClosed.load(ordering: .relaxed) { return }
      mailbox.work(index)
    }
  }
}

/// What a team's threads work on.
///
/// The job is written before a ticket is raised and read after it was seen, and taken back after everyone is done: the
/// atomics order every access to it.
@safe private final class Mailbox: @unsafe @unchecked Sendable {
  private let barrier = Barrier()
  private let busy = Atomic(0)
  /// Not an optional, which would wrap it anew each time.
  private var job: (Share) -> Void = { _ in }
  private var count = 1
  private let workDone = Bell()

  func run(_ body: @escaping (Share) -> Void, _ hands: ArraySlice<Hand>) {
    job = body
    count = hands.count + 1
    busy.store(hands.count, ordering: .relaxed)
    for hand in hands { hand.call() }
    body(Share(index: 0, count: count, barrier: barrier))
    workDone.wait(until: { busy.load(ordering: .sequentiallyConsistent) == 0 })
    job = { _ in }
  }

  /// The part of a thread that was called.
  func work(_ index: Int) {
    job(Share(index: index, count: count, barrier: barrier))
    if busy.subtract(1, ordering: .sequentiallyConsistent).newValue == 0 { workDone.ring() }
  }
}
