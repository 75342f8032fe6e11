import OffprintCore

/// How the learning rate moves through a training; a value for every step, computed in double precision with our own cosine.
package enum LearningRateSchedule: Hashable, Sendable {
  case constant
  /// Multiplied by `factor` after each `every` epochs (PyTorch's StepLR).
  case step(every: Int, factor: Double)
  /// Up in a line over the first `warmup` of the steps, then down half a cosine to `floor` (Loshchilov and Hutter 2017, SGDR,
  /// eq. 5; PyTorch's CosineAnnealingLR over all steps).
  case cosine(floor: Double, warmup: Double)
  case oneCycle(OneCycle)

  /// Where a run stands.
  package struct Position: Hashable, Sendable {
    /// Steps done before this one, from 0.
    package var step: Int
    package var totalSteps: Int
    package var stepsPerEpoch: Int

    package init(step: Int, totalSteps: Int, stepsPerEpoch: Int) {
      precondition(step >= 0 && totalSteps >= 0 && stepsPerEpoch > 0)
      self.step = step
      self.totalSteps = totalSteps
      self.stepsPerEpoch = stepsPerEpoch
    }
  }

  /// The learning rate of the step at `position`, for a rate of `base` in the notebook: the first value for `constant`, `step`
  /// and `cosine` without warm-up, the greatest for the others.
  package func learningRate(base: Double, at position: Position) -> Double {
    switch self {
    case .constant: return base
    case .step(let every, let factor):
      return base * Elementary.power(factor, position.step / position.stepsPerEpoch / max(1, every))
    case .cosine(let floor, let warmup):
      let rising = (warmup * Double(position.totalSteps)).rounded(.down)
      let step = Double(position.step)
      if step < rising { return base * ((step + 1) / rising) }
      let length = Double(position.totalSteps) - rising
      let passed = length > 0 ? min(1, (step - rising) / length) : 1
      return LearningRateSchedule.anneal(from: base, to: floor, passed)
    case .oneCycle(let cycle): return cycle.learningRate(peak: base, at: position)
    }
  }

  /// The momentum (β₁ for Adam) that the schedule puts in place of the optimizer's own; nil where it leaves it alone.
  package func momentum(at position: Position) -> Double? {
    guard case .oneCycle(let cycle) = self, cycle.cyclesMomentum else { return nil }
    return cycle.momentum(at: position)
  }

  /// Half a cosine from `start` at 0 to `end` at 1.
  static func anneal(from start: Double, to end: Double, _ passed: Double) -> Double {
    end + (start - end) / 2 * (Elementary.cos(Double.pi * passed) + 1)
  }
}

/// Up to the peak and down again, the momentum the other way (Smith and Topin 2018), as PyTorch's OneCycleLR does it by
/// default: two phases, half cosines.
package struct OneCycle: Hashable, Sendable {
  /// The part of the steps on the way up.
  package var rise: Double
  /// The peak over the first rate.
  package var startDivisor: Double
  /// The first rate over the last.
  package var endDivisor: Double
  package var cyclesMomentum: Bool
  package var lowMomentum: Double
  package var highMomentum: Double

  package init(
    rise: Double = 0.3, startDivisor: Double = 25, endDivisor: Double = 1e4, cyclesMomentum: Bool = true,
    lowMomentum: Double = 0.85, highMomentum: Double = 0.95
  ) {
    self.rise = rise
    self.startDivisor = startDivisor
    self.endDivisor = endDivisor
    self.cyclesMomentum = cyclesMomentum
    self.lowMomentum = lowMomentum
    self.highMomentum = highMomentum
  }

  func learningRate(peak: Double, at position: LearningRateSchedule.Position) -> Double {
    let first = peak / startDivisor
    return value(first, peak, first / endDivisor, at: position)
  }

  func momentum(at position: LearningRateSchedule.Position) -> Double {
    value(highMomentum, lowMomentum, highMomentum, at: position)
  }

  private func value(
    _ first: Double, _ peak: Double, _ last: Double, at position: LearningRateSchedule.Position
  ) -> Double {
    let step = Double(position.step)
    let end = Double(position.totalSteps) - 1
    let top = rise * Double(position.totalSteps) - 1
    if step <= top, top > 0 { return LearningRateSchedule.anneal(from: first, to: peak, step / top) }
    let passed = end > top ? min(1, max(0, (step - top) / (end - top))) : 1
    return LearningRateSchedule.anneal(from: peak, to: last, passed)
  }
}
