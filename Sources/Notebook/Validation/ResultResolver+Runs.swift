import Experiment
import OffprintCore

/// What there is of `train` cells and sweeps.
extension ResultResolver {
  func train(_ name: String, _ inside: String?, _ rest: [String]) throws(ResultFailure) -> ResultReference {
    guard inside == nil else {
      throw ResultFailure(
        reason: "\(Wording.code(name)) is no sweep, so it has no `[…]`",
        help: "write `{\(name).\(Wording.shortened(rest.joined(separator: ".")))}`")
    }
    let selection = ResultReference.RunSelection(cell: name, choice: .only)
    guard let train = checker.trains[name], let spec = checker.specSetting(of: train) else {
      throw ResultFailure(isToldAlready: true)
    }
    return try property(rest, of: selection, spec)
  }

  func sweep(_ name: String, _ inside: String?, _ rest: [String]) throws(ResultFailure) -> ResultReference {
    guard let sweep = checker.sweeps[name], let spec = checker.firstSpecSetting(of: sweep) else {
      throw ResultFailure(isToldAlready: true)
    }
    if let inside { return try configuration(inside, of: sweep, rest) }
    if rest == ["count"] { return .configurationCount(cell: name) }
    let choices: [String: ResultReference.Choice] = ["best": .best, "worst": .worst]
    if let choice = choices[rest[0]], rest.count > 1 {
      return try property(Array(rest.dropFirst()), of: ResultReference.RunSelection(cell: name, choice: choice), spec)
    }
    return try all(sweep, rest)
  }

  /// Of one configuration, by what the sweep gave it.
  private func configuration(
    _ inside: String, of sweep: SweepCell, _ rest: [String]
  ) throws(ResultFailure) -> ResultReference {
    let points = checker.points(of: sweep)
    let found: String
    do throws(ConfigurationFinder.Failure) {
      found = try ConfigurationFinder(sweep: sweep.cell.name, candidates: points.map { ($0.name, $0.assignments) })
        .name(for: inside)
    } catch {
      throw ResultFailure(reason: error.reason, explanation: error.explanation, help: error.help)
    }
    guard let point = points.first(where: { $0.name == found }), let train = checker.trains[sweep.base],
      let setting = checker.specSetting(of: train)
    else { throw ResultFailure(isToldAlready: true) }
    return try property(
      rest, of: ResultReference.RunSelection(cell: sweep.cell.name, choice: .configuration(found)),
      checker.assign(point.assignments, in: setting))
  }

  /// Of a sweep as a whole: what its runs are counted by, and the ends of their range.
  private func all(_ sweep: SweepCell, _ rest: [String]) throws(ResultFailure) -> ResultReference {
    let name = sweep.cell.name
    let selection = ResultReference.RunSelection(cell: name, choice: .all)
    if let count = try count(rest, of: selection) { return count }
    let metric = ResultReference.Metric(rawValue: rest[0])
    if let metric, rest.count > 1 {
      let statistic = try statistic(Array(rest.dropFirst()), of: metric)
      if statistic.isOfManyConfigurations { return .metric(selection, metric, statistic) }
    }
    let path = Wording.shortened(rest.joined(separator: "."), to: 60)
    let wanted = ["best", "worst"].contains(rest[0]) ? "accuracy" : path
    let example = checker.points(of: sweep).first.map { " or `{\($0.name).\(wanted)}`" } ?? ""
    throw ResultFailure(
      reason: metric == nil
        ? "\(Wording.code(name)) is a sweep and has no `\(path)` of its own"
        : "\(Wording.code(name)) is a sweep, and `\(path)` is of one of its configurations",
      explanation:
        "A sweep has `runs`, `below.98`, `above.98`, `accuracy.min`, `accuracy.max`, `accuracy.seeds` and `count`; "
        + "its best configuration is the one of the highest mean accuracy.",
      help: "write `{\(name).best.\(wanted)}`, `{\(name).worst.\(wanted)}`\(example)")
  }

  /// A count of runs, a metric with its statistic, or a setting.
  private func property(
    _ parts: [String], of selection: ResultReference.RunSelection, _ spec: Setting
  ) throws(ResultFailure) -> ResultReference {
    if let count = try count(parts, of: selection) { return count }
    if let metric = ResultReference.Metric(rawValue: parts[0]) {
      return .metric(selection, metric, try statistic(Array(parts.dropFirst()), of: metric))
    }
    let declared = checker.keys.keys(of: .train).filter { !["base", "label", "seeds"].contains($0.name) }
    var path = parts.joined(separator: ".")
    do throws(PathResolver.Failure) {
      _ = try PathResolver(models: checker.keys.keys(of: .model), allowsNames: true).resolve(
        path, keys: declared, in: spec)
    } catch {
      let own =
        ResultReference.Metric.allCases.map(\.rawValue) + ["runs"]
        + ResultReference.RunCondition.Side.allCases.map(\.rawValue)
      let candidates = error.before.isEmpty ? own + error.candidates : error.candidates
      throw ResultFailure(
        reason: error.reason,
        explanation: "There \(candidates.count == 1 ? "is" : "are") \(Wording.shortList(candidates)).",
        help: Wording.didYouMean(error.part, among: candidates))
    }
    guard let value = spec[path: path] else {
      throw ResultFailure(reason: "\(Wording.code(path)) is not set in \(Wording.code(selection.cell))")
    }
    switch value {
    case .map(let entries) where entries["name"] != nil: path += ".name"
    case .map(let entries):
      throw ResultFailure(
        reason: "\(Wording.code(path)) is a map",
        explanation: "Its keys are \(Wording.shortList(entries.keys.sorted())).",
        help: "go on with a dot and a key")
    case .list(let elements):
      throw ResultFailure(
        reason: "\(Wording.code(path)) is a list of \(elements.count)", help: "go on with a dot and a number from 0")
    case .boolean, .number, .string: break
    }
    return .setting(selection, path: path)
  }

  private func statistic(
    _ parts: [String], of metric: ResultReference.Metric
  ) throws(ResultFailure) -> ResultReference.Statistic {
    guard let word = parts.first else { return .mean }
    if parts.count == 1, let statistic = ResultReference.Statistic(rawValue: word) { return statistic }
    let known = ResultReference.Statistic.allCases.map(\.rawValue)
    throw ResultFailure(
      reason: "`\(metric.rawValue)` has no statistic \(Wording.code(parts.joined(separator: ".")))",
      explanation:
        "There are \(Wording.list(known)), `below.…` and `above.…`; without one it is the mean over the seeds.",
      help: Wording.didYouMean(word, among: known + ResultReference.RunCondition.Side.allCases.map(\.rawValue)))
  }

  // MARK: - Counts of runs

  /// `runs`, `below.98`, `intra.above.20`; nil for anything else.
  private func count(
    _ parts: [String], of selection: ResultReference.RunSelection
  ) throws(ResultFailure) -> ResultReference? {
    if parts[0] == "runs" {
      guard parts.count > 1 else { return .runCount(selection, nil) }
      throw ResultFailure(
        reason: "`runs` is a number of runs and has no \(Wording.code(parts[1]))", help: "end the reference with `runs`"
      )
    }
    let metric = ResultReference.Metric(rawValue: parts[0])
    let words = metric == nil ? parts[...] : parts.dropFirst()
    guard let word = words.first, let side = ResultReference.RunCondition.Side(rawValue: word) else { return nil }
    let condition = ResultReference.RunCondition(
      metric: metric ?? .accuracy, side: side,
      bound: try bound(words.dropFirst().joined(separator: "."), side, metric ?? .accuracy))
    return .runCount(selection, condition)
  }

  private func bound(
    _ text: String, _ side: ResultReference.RunCondition.Side, _ metric: ResultReference.Metric
  ) throws(ResultFailure) -> Double {
    let isAccuracy = metric == .accuracy || metric == .trainAccuracy
    let example = "write `\(side.rawValue).98` or `\(side.rawValue).99.5`, in percent"
    let isDecimal =
      text.utf8.count <= 16 && text.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
      && text.utf8.first != UInt8(ascii: ".")
    guard isDecimal, let bound = Double(text) else {
      throw ResultFailure(
        reason: text.isEmpty
          ? "`\(side.rawValue)` needs a number after it"
          : "`\(side.rawValue)` needs a number, not \(Wording.code(text))",
        help: isAccuracy
          ? example : "write `\(metric.rawValue).\(side.rawValue).20`, in the unit of `\(metric.rawValue)`")
    }
    if isAccuracy, bound > 100 {
      throw ResultFailure(reason: "accuracies are in percent, and none is above 100", help: example)
    }
    if isAccuracy, bound > 0, bound <= 1 {
      let percent = Setting.canonicalNumber((bound * 1e8).rounded() / 1e6)
      throw ResultFailure(
        reason: "accuracies are in percent, so \(text) is next to nothing",
        help: "write `\(side.rawValue).\(percent)` if a fraction was meant")
    }
    return bound
  }
}
