package import OffprintCore

/// Something that a step computes.
package enum TraceItem: Hashable, Sendable {
  /// The numbers of its training images.
  case batch
  /// A running statistic after the step.
  case statistic(String)
  /// The mean loss over the batch.
  case loss
  case gradient(String)
  /// The norm of all gradients, before clipping.
  case gradientNorm
  /// One of the optimizer's numbers for a parameter, by its kind, after the step.
  case state(Int, String)
  /// A parameter after the step.
  case parameter(String)

  /// As files have it: `gradient layers.0.conv.weight`, `state-0 head.weight`.
  package var text: String {
    switch self {
    case .batch: "batch"
    case .statistic(let name): "statistic \(name)"
    case .loss: "loss"
    case .gradient(let name): "gradient \(name)"
    case .gradientNorm: "gradient-norm"
    case .state(let kind, let name): "state-\(kind) \(name)"
    case .parameter(let name): "parameter \(name)"
    }
  }

  /// Reads `text`; nil for anything else.
  package init?(text: String) {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count > 1 ? parts[1] : nil) {
    case ("batch", nil): self = .batch
    case ("loss", nil): self = .loss
    case ("gradient-norm", nil): self = .gradientNorm
    case ("statistic", let name?): self = .statistic(name)
    case ("gradient", let name?): self = .gradient(name)
    case ("parameter", let name?): self = .parameter(name)
    case (let word?, let name?):
      guard word.hasPrefix("state-"), let kind = Int(word.dropFirst("state-".count)), 0..<100 ~= kind else {
        return nil
      }
      self = .state(kind, name)
    default: return nil
    }
  }

  /// What a step computes, in the order in which it does: statistics on the way forward, the loss, gradients on the way back,
  /// their norm, then tensor by tensor the optimizer's numbers and the parameter.
  package static func inOrder(statistics: [String], parameters: [String], stateCount: Int) -> [TraceItem] {
    let updates = parameters.flatMap { name in
      (0..<stateCount).map { TraceItem.state($0, name) } + [.parameter(name)]
    }
    return [.batch] + statistics.map(TraceItem.statistic) + [.loss] + parameters.reversed().map(TraceItem.gradient)
      + [.gradientNorm] + updates
  }
}

/// What some epochs of a run computed, step by step, as one word for each thing: two machines that hold theirs side by side see
/// where they part.
package struct StepTrace: Hashable, Sendable {
  /// What one step computed.
  package struct Row: Hashable, Sendable {
    /// From 1.
    package var epoch: Int
    /// Within the epoch, from 1; 0 for what there was before the first step of the trace.
    package var step: Int
    /// One for each item. Of a tensor its fingerprint, of the loss and the norm their bits; 0 for what there is none of before
    /// the first step.
    package var words: [UInt64]

    package init(epoch: Int, step: Int, words: [UInt64]) {
      self.epoch = epoch
      self.step = step
      self.words = words
    }
  }

  package var run: RunID
  package var data: ContentHash
  /// The version of the order of sums.
  package var engineVersion: Int
  /// What computed it, for people: kernels, threads, machine.
  package var origin: String
  package var items: [TraceItem]
  /// In the order of training.
  package var rows: [Row]

  package init(
    run: RunID, data: ContentHash, engineVersion: Int, origin: String, items: [TraceItem], rows: [Row]
  ) {
    self.run = run
    self.data = data
    self.engineVersion = engineVersion
    self.origin = origin
    self.items = items
    self.rows = rows
  }

  /// The epochs that are in it.
  package var epochs: [Int] { Array(Set(rows.map(\.epoch))).sorted() }
}

/// The first place at which two traces part.
package enum TraceDifference: Hashable, Sendable {
  /// None, in so many steps that both have.
  case none(steps: Int)
  /// They are not of one run, have no steps in common, or name other things: a clause without a final stop.
  case incomparable(String)
  /// Before the first step that both have: an earlier epoch has the place.
  case earlier(epoch: Int, item: TraceItem)
  /// In this step; all that the step computed before this thing is alike, as are all steps before it.
  case step(epoch: Int, step: Int, item: TraceItem, first: UInt64, second: UInt64)

  /// Where `first` and `second` part.
  package init(_ first: StepTrace, _ second: StepTrace) {
    guard first.run == second.run else {
      self = .incomparable("they are of two runs, \(first.run.short) and \(second.run.short)")
      return
    }
    guard first.items == second.items else {
      self = .incomparable("their steps do not compute the same things")
      return
    }
    var steps = 0
    let others = Dictionary(second.rows.map { (Place($0), $0) }, uniquingKeysWith: { first, _ in first })
    for row in first.rows {
      guard let other = others[Place(row)] else { continue }
      if row.step > 0 { steps += 1 }
      guard let place = row.words.indices.first(where: { row.words[$0] != other.words[$0] }) else { continue }
      let item = first.items[place]
      self =
        row.step == 0
        ? .earlier(epoch: row.epoch, item: item)
        : .step(
          epoch: row.epoch, step: row.step, item: item, first: row.words[place], second: other.words[place])
      return
    }
    self = steps > 0 ? .none(steps: steps) : .incomparable("they have no step in common")
  }

  private struct Place: Hashable {
    let epoch: Int
    let step: Int

    init(_ row: StepTrace.Row) {
      epoch = row.epoch
      step = row.step
    }
  }
}
