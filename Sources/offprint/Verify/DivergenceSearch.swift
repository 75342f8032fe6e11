import Experiment
import KernelSets
import Kernels
import OffprintCore
import Training

/// Finds the step and the tensor at which a run that DIVERGED parts from the report's, as far as that can be found from here.
struct DivergenceSearch {
  let making: TraceMaking
  let kernels: any KernelSet.Type
  /// Of other machines.
  let traces: [StepTrace]
  let console: Console
  let isQuiet: Bool

  /// What was found.
  enum Place: Sendable {
    /// Against another machine's trace.
    case parted(TraceDifference, origin: String)
    /// This machine's own steps are not the same under two schedules.
    case contradicted(TraceDifference, schedules: [String])
    /// An epoch came out otherwise than a moment ago, under the same schedule.
    case unsteady(epoch: Int)
    /// This machine repeats itself in all steps of an epoch.
    case repeated(epoch: Int, steps: Int, schedules: [String])
  }

  /// Nil where there is nothing to look for: the report was changed, or the bits need not be the same.
  func place(of run: AuditedRun) -> Place? {
    guard run.audit.grade == .diverged, !run.audit.isAltered, run.namesake == nil, run.hasSameGrounds,
      let found = run.found, let equal = run.audit.equalThrough
    else { return nil }
    let epoch = min(equal + 1, run.planned.spec.epochs)
    let others = traces.filter { $0.run == found.id && $0.rows.count > 1 }
    for other in others {
      guard let first = other.epochs.first, let last = other.epochs.last, last <= run.planned.spec.epochs else {
        continue
      }
      announce(run, first...last)
      guard let own = making.trace(run.planned.spec, epochs: first...last, schedules[0]) else { return nil }
      let difference = TraceDifference(own.trace, other)
      switch difference {
      case .step, .earlier: return .parted(difference, origin: other.origin)
      case .none, .incomparable: continue
      }
    }
    return ownPlace(run, found, epoch)
  }

  private func ownPlace(_ run: AuditedRun, _ found: RunRecord, _ epoch: Int) -> Place? {
    announce(run, epoch...epoch)
    guard let first = making.trace(run.planned.spec, epochs: epoch...epoch, schedules[0]),
      let second = making.trace(run.planned.spec, epochs: epoch...epoch, schedules[1])
    else { return nil }
    let names = schedules.map(\.description)
    let difference = TraceDifference(first.trace, second.trace)
    switch difference {
    case .step, .earlier: return .contradicted(difference, schedules: names)
    case .incomparable: return nil
    case .none(let steps):
      for (again, before) in zip(first.epochs, found.epochs) where again != before {
        return .unsteady(epoch: again.epoch)
      }
      return .repeated(epoch: epoch, steps: steps, schedules: names)
    }
  }

  /// That of the run, and one that shares as little as possible with it.
  private var schedules: [TraceMaking.Schedule] {
    let other = KernelSets.usable.first { $0.instructionSet != kernels.instructionSet } ?? kernels
    return [.init(kernels: kernels, threads: 1), .init(kernels: other, threads: 2)]
  }

  private func announce(_ run: AuditedRun, _ epochs: ClosedRange<Int>) {
    guard !isQuiet else { return }
    let range = epochs.count == 1 ? "epoch \(epochs.lowerBound)" : "epochs \(epochs.lowerBound) to \(epochs.upperBound)"
    console.note("looking for the place: training \(run.planned.label) again, tracing \(range)")
  }
}
