import Experiment
import OffprintCore

/// What there is to say of an audited run, in sentences without a final stop.
struct AuditWords {
  let report: String
  let run: AuditedRun

  /// Longer lists are cut short.
  private static let most = 4

  /// One line beside the grade; nil for one that says it all.
  var reason: String? {
    let audit = run.audit
    switch audit.grade {
    case .bitwise:
      guard case .failed(let failure)? = run.found?.status else { return nil }
      return "it failed in epoch \(failure.epoch), step \(failure.step), as it did for the report"
    case .equivalent: return "other bits, as \(excuse); \(metrics)"
    case .inconclusive: return audit.gap
    case .diverged:
      if audit.isAltered { return "changed in the report: training went as it went for the report, to its end" }
      if let namesake = run.namesake { return "the report gives it the results of \(namesake)" }
      if !run.hasSameGrounds { return audit.metrics.isEmpty ? outcome : metrics }
      return AuditWords.extent(audit.equalThrough ?? 0, of: run)
    }
  }

  /// Further lines: what differs, and where it began.
  var details: [String] {
    guard run.audit.grade == .diverged, run.namesake == nil else { return [] }
    guard run.hasSameGrounds else { return [excuse] }
    let all = run.audit.isAltered ? run.audit.differences : leading
    let shown = all.prefix(AuditWords.most).map(AuditWords.text)
    let rest = all.count - shown.count
    return shown + (rest > 0 ? ["and \(Quantities.grouped(rest)) more"] : []) + placeLines
  }

  /// Those of the first epoch that has any; at the end the training has long gone its own way.
  private var leading: [AuditDifference] {
    let differences = run.audit.differences
    guard let first = differences.compactMap(\.epoch).min() else { return differences }
    return differences.filter { $0.epoch == first }
      + differences.filter { if case .outcome = $0 { true } else { false } }
  }

  /// Where one of the two failed.
  private var outcome: String? {
    run.audit.differences.first { if case .outcome = $0 { true } else { false } }.map(AuditWords.text)
  }

  private static func extent(_ equalThrough: Int, of run: AuditedRun) -> String {
    switch equalThrough {
    case 0: "it differs from epoch 1 on"
    case run.planned.spec.epochs: "every epoch is the same, and what it ended in is not"
    default: "equal through epoch \(equalThrough); epoch \(equalThrough + 1) differs"
    }
  }

  // MARK: - Other arithmetic, other data

  private var excuse: String {
    guard let reported = run.planned.record, let found = run.found else { return "something else was used" }
    var parts: [String] = []
    if reported.engineVersion != found.engineVersion {
      parts.append("version \(found.engineVersion) of the arithmetic is not the report's \(reported.engineVersion)")
    }
    if reported.data.digest != found.data.digest { parts.append("the data are another build of \(found.data.name)") }
    return parts.joined(separator: " and ")
  }

  private var metrics: String {
    let all = run.audit.metrics
    let beyond = all.filter { !$0.isWithin }
    let shown = beyond.isEmpty ? all.prefix(1) : beyond.prefix(AuditWords.most)
    let told = shown.map { metric in
      let space = metric.unit == "°" ? "" : " "
      return "\(metric.name) is \(Quantities.decimal(metric.found, places: 2)), the report has "
        + "\(Quantities.decimal(metric.reported, places: 2)) (\(beyond.isEmpty ? "within" : "beyond") "
        + "\(Quantities.decimal(metric.tolerance, places: 2))\(space)\(metric.unit))"
    }
    let rest = (beyond.isEmpty ? all : beyond).count - shown.count
    let others = rest > 0 ? "; so \(rest == 1 ? "is" : "are") \(Quantities.count(rest, "other metric"))" : ""
    return told.joined(separator: ", ") + others
  }

  // MARK: - What differs

  private static let names = [
    "trainLoss": "training loss", "trainAccuracy": "training accuracy", "testAccuracy": "test accuracy",
    "learningRate": "learning rate", "gradientNorm": "norm of the gradients",
  ]

  private static func text(_ difference: AuditDifference) -> String {
    switch difference {
    case .value(let epoch, let key, let reported, let found):
      "epoch \(epoch): the \(names[key] ?? key) is \(found), and the report says \(reported)"
    case .state(let epoch): "epoch \(epoch): weights and optimizer are not in the state that the report has"
    case .epochCount(let reported, let found):
      "\(Quantities.count(found, "epoch")), and the report has \(Quantities.grouped(reported))"
    case .outcome(let reported, let found): "it \(word(found)), and the report says that it \(word(reported))"
    case .confusion(let cells): "\(Quantities.count(cells, "cell")) of the confusion matrix"
    case .weights(let reported, let found):
      "the digest of the weights is \(found?.short ?? "none"), and the report says \(reported.short)"
    case .embeddings(let reported, let found):
      "the digest of the features is \(found?.short ?? "none"), and the report says \(reported.short)"
    case .geometry: "angles between features, centers and weights"
    }
  }

  private static func word(_ status: RunStatus) -> String {
    switch status {
    case .finished: "finished"
    case .failed(let failure): "failed in epoch \(failure.epoch), step \(failure.step)"
    }
  }

  // MARK: - Where it began

  private var placeLines: [String] {
    switch run.place {
    case nil: []
    case .parted(let difference, let origin): [AuditWords.text(difference), "the other trace: \(origin)"]
    case .contradicted(let difference, let schedules):
      [
        "this machine contradicts itself: trained with \(schedules.joined(separator: " and with ")), it is "
          + AuditWords.text(difference)
      ]
    case .unsteady(let epoch):
      ["this machine contradicts itself: trained once more, epoch \(epoch) came out otherwise; is its memory sound?"]
    case .repeated(let epoch, let steps, let schedules):
      [
        "this machine repeats itself: all \(Quantities.grouped(steps)) steps of epoch \(epoch) are the same with "
          + schedules.joined(separator: " and with "),
        "a trace from where the report was made names the step and the tensor: there",
        "  " + command + " --trace traces --trace-epochs \(epoch)", "then here",
        "  " + command + " --against traces",
      ]
    }
  }

  private var command: String {
    "offprint verify \(Paths.shellWord(report)) --cell \(Paths.shellWord(run.planned.label))"
  }

  /// `equal through step 412 of epoch 4; in step 413 the gradient of conv2.weight differs`.
  static func text(_ difference: TraceDifference) -> String {
    switch difference {
    case .none(let steps): "the same in \(Quantities.count(steps, "step"))"
    case .incomparable(let reason): "not comparable: \(reason)"
    case .earlier(let epoch, let item):
      "different before the first step of epoch \(epoch) already: \(text(item)); a trace of an earlier epoch has the place"
    case .step(let epoch, let step, let item, let first, let second):
      (step > 1
        ? "equal through step \(step - 1) of epoch \(epoch); in step \(step)"
        : "different from step 1 of epoch \(epoch) on:")
        + " \(text(item)) differs" + values(item, first, second)
    }
  }

  private static func text(_ item: TraceItem) -> String {
    switch item {
    case .batch: "the choice of training images"
    case .statistic(let name): name
    case .loss: "the loss"
    case .gradient(let name): "the gradient of \(name)"
    case .gradientNorm: "the norm of the gradients"
    case .state(let kind, let name): "the optimizer's state \(kind) of \(name)"
    case .parameter(let name): "the update of \(name)"
    }
  }

  /// Of numbers that a trace has as they are.
  private static func values(_ item: TraceItem, _ first: UInt64, _ second: UInt64) -> String {
    guard item == .loss || item == .gradientNorm else { return "" }
    func number(_ word: UInt64) -> String { "\(Float(bitPattern: UInt32(truncatingIfNeeded: word)))" }
    return ", \(number(first)) here and \(number(second)) there"
  }
}
