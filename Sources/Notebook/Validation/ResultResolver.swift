import Experiment
import OffprintCore

/// Why a result reference stands for nothing.
struct ResultFailure: Error {
  var reason = ""
  var explanation: String?
  var help: String?
  /// The cell has errors of its own, or its kind could not be made out.
  var isToldAlready = false
}

/// `cell.metric`, `cell.metric.statistic`, `cell.path.of.a.setting`, `sweep.best.…`, `sweep.worst.…`, `sweep.count`, `data.fact`.
struct ResultResolver {
  let checker: NotebookChecker

  func resolve(_ path: String) throws(ResultFailure) -> ResultReference {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.first, parts.count > 1, !parts.contains("") else {
      throw ResultFailure(
        reason: "it has two dots together, or one at an end", help: "write `{cell.accuracy}` with the name of a cell")
    }
    let rest = Array(parts.dropFirst())
    if name == "data" { return try data(rest) }
    if name == "claims" { return try claimCount(rest) }
    switch checker.labels.kind(of: name) {
    case .train?: return try train(name, rest)
    case .sweep?: return try sweep(name, rest)
    case .claim?: return try claim(name, rest)
    case let kind?:
      throw ResultFailure(
        reason: "\(Wording.code(name)) is \(kind.phrase), and results come from `train`, `sweep` and `claim` cells",
        explanation: checker.labels.available(["train", "sweep", "claim"]))
    case nil:
      if checker.labels.isLost(name) { throw ResultFailure(isToldAlready: true) }
      let known = checker.labels.names(ofKinds: ["train", "sweep", "claim"]) + ["data"]
      throw ResultFailure(
        reason: "there is no cell \(Wording.code(name))",
        explanation: "There \(known.count == 1 ? "is" : "are") \(Wording.shortList(known)).",
        help: Wording.didYouMean(name, among: known))
    }
  }

  private func data(_ rest: [String]) throws(ResultFailure) -> ResultReference {
    let facts = ResultReference.DataFact.allCases.map(\.rawValue)
    guard rest.count == 1, let fact = ResultReference.DataFact(rawValue: rest[0]) else {
      throw ResultFailure(
        reason: "nothing is known of the data under \(Wording.code(rest.joined(separator: ".")))",
        explanation: "Known are \(Wording.list(facts)).",
        help: Wording.didYouMean(rest.joined(separator: "."), among: facts))
    }
    return .data(fact)
  }

  private func claim(_ name: String, _ rest: [String]) throws(ResultFailure) -> ResultReference {
    let facts = ResultReference.ClaimFact.allCases.map(\.rawValue)
    let word = rest.joined(separator: ".")
    if let fact = ResultReference.ClaimFact(rawValue: word) { return .claim(name, fact) }
    throw ResultFailure(
      reason: "a claim has no \(Wording.code(word))", explanation: "It has \(Wording.list(facts)).",
      help: Wording.didYouMean(word, among: facts))
  }

  private func claimCount(_ rest: [String]) throws(ResultFailure) -> ResultReference {
    let word = rest.joined(separator: ".")
    if word == "count" { return .claimCount(nil) }
    if let verdict = Verdict.allCases.first(where: { $0.word == word }) { return .claimCount(verdict) }
    let known = ["count"] + Verdict.allCases.map(\.word)
    throw ResultFailure(
      reason: "claims are not counted by \(Wording.code(word))", explanation: "There are \(Wording.list(known)).",
      help: Wording.didYouMean(word, among: known))
  }

  private func train(_ name: String, _ rest: [String]) throws(ResultFailure) -> ResultReference {
    let selection = ResultReference.RunSelection(cell: name, choice: .only)
    guard let train = checker.trains[name], let spec = checker.specSetting(of: train) else {
      throw ResultFailure(isToldAlready: true)
    }
    return try property(rest, of: selection, spec)
  }

  private func sweep(_ name: String, _ rest: [String]) throws(ResultFailure) -> ResultReference {
    if rest == ["count"] { return .configurationCount(cell: name) }
    guard let choice = ResultReference.Choice(rawValue: rest[0]), choice != .only, rest.count > 1 else {
      let wanted = "write `{\(name).best.accuracy}`, `{\(name).worst.accuracy}` or `{\(name).count}`"
      throw ResultFailure(
        reason: "\(Wording.code(name)) is a sweep, so it needs `best` or `worst` and then what of it",
        explanation: "The best configuration is the one of the highest mean accuracy.", help: wanted)
    }
    guard let sweep = checker.sweeps[name], let spec = checker.firstSpecSetting(of: sweep) else {
      throw ResultFailure(isToldAlready: true)
    }
    return try property(Array(rest.dropFirst()), of: ResultReference.RunSelection(cell: name, choice: choice), spec)
  }

  /// A metric with its statistic, or a setting.
  private func property(
    _ parts: [String], of selection: ResultReference.RunSelection, _ spec: Setting
  ) throws(ResultFailure) -> ResultReference {
    if let metric = ResultReference.Metric(rawValue: parts[0]) {
      return .metric(selection, metric, try statistic(Array(parts.dropFirst()), of: metric))
    }
    let declared = checker.keys.keys(of: .train).filter { !["base", "label", "seeds"].contains($0.name) }
    var path = parts.joined(separator: ".")
    do throws(PathResolver.Failure) {
      _ = try PathResolver(models: checker.keys.keys(of: .model), allowsNames: true).resolve(
        path, keys: declared, in: spec)
    } catch {
      let metrics = ResultReference.Metric.allCases.map(\.rawValue)
      let candidates = error.before.isEmpty ? metrics + error.candidates : error.candidates
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
      explanation: "There are \(Wording.list(known)); without one it is the mean over the seeds.",
      help: Wording.didYouMean(word, among: known))
  }
}
