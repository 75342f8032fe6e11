/// One worker's part in a step that a team of workers does together: which it is, of how many.
///
/// Shares split what is never summed across: blocks, channels, weights. A sum is always one worker's, in the stated order,
/// so the number of workers decides no bit.
///
/// Like a region it holds nothing: the team's barrier lives for as long as its workers run.
@safe package struct Share: @unsafe @unchecked Sendable {
  package let index: Int
  package let count: Int
  @unsafe private let barrier: Unmanaged<Barrier>?

  init(index: Int, count: Int, barrier: Barrier?) {
    self.index = index
    self.count = count
    unsafe self.barrier = barrier.map { unsafe Unmanaged.passUnretained($0) }
  }

  /// The only worker's.
  package static let whole = Share(index: 0, count: 1, barrier: nil)

  package var isFirst: Bool { index == 0 }

  /// Returns when every worker has come here; what they wrote before is seen by all.
  package func meet() {
    if let barrier = unsafe barrier { unsafe barrier._withUnsafeGuaranteedRef { $0.wait(of: count) } }
  }

  /// Lets the second of two workers go on with what the first has done so far; the first does not wait.
  package func handOn() {
    if let barrier = unsafe barrier { unsafe barrier._withUnsafeGuaranteedRef { $0.handOn() } }
  }

  /// Returns when the first worker has handed on, as often as this was called.
  package func takeOver() {
    if let barrier = unsafe barrier { unsafe barrier._withUnsafeGuaranteedRef { $0.takeOver() } }
  }

  /// This share of `0..<total`, in runs that begin at multiples of `step`.
  package func range(_ total: Int, step: Int = 1) -> Range<Int> {
    if count == 1 { return 0..<total }
    let steps = (total + step - 1) / step
    return min(total, steps * index / count * step)..<min(total, steps * (index + 1) / count * step)
  }

  /// Whether the job of this number is this share's, where jobs are dealt out one by one.
  package func takes(_ job: Int) -> Bool { count == 1 || job % count == index }

  /// This share of a channel-by-channel job: whole blocks where they go round evenly, else some channels of every block.
  package func part(blocks: Int, channels: Int, step: Int = 1) -> (blocks: Range<Int>, channels: Range<Int>) {
    blocks % count == 0 ? (range(blocks), 0..<channels) : (0..<blocks, range(channels, step: step))
  }
}
