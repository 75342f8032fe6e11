import Experiment
import OffprintCore
import RunStore

/// A stored run in words.
enum RunSummary {
  /// By data, loss and model, then by seed, so that the seeds of a configuration stand together.
  static func inReadingOrder(_ left: RunRecord, _ right: RunRecord) -> Bool {
    let (a, b) = (key(left), key(right))
    return a == b ? left.spec.seed < right.spec.seed : a.lexicographicallyPrecedes(b)
  }

  private static func key(_ record: RunRecord) -> [String] {
    [record.data.name, words(for: record.spec), record.spec.replacingSeed(with: 0).setting.canonicalJSON]
  }

  /// For the columns of `runs list`.
  static func cells(of record: RunRecord) -> [String] {
    [
      record.id.short, record.accuracy.map(Quantities.percent) ?? record.status.word, String(record.spec.seed),
      "\(record.epochs.count)/\(record.spec.epochs)", record.data.name, words(for: record.spec),
    ]
  }

  /// `arcface margin=0.5 scale=30, 4 layers to 64, adamw`: of the loss only its numbers.
  static func words(for spec: RunSpec) -> String {
    var loss = spec.loss
    if case .map(let entries) = loss {
      loss = .map(entries.filter { key, value in if case .number = value { true } else { key == "name" } })
    }
    var parts = [component(loss)]
    if case .list(let layers)? = spec.model["layers"] {
      let size = layers.last.flatMap { $0["size"] }.map { " to \(text(of: $0))" } ?? ""
      parts.append("\(Quantities.count(layers.count, "layer"))\(size)")
    }
    if case .string(let name)? = spec.optimizer["name"] { parts.append(name) }
    return parts.joined(separator: ", ")
  }

  /// The record as lines.
  static func page(of record: RunRecord, in store: RunStore) -> [String] {
    var lines = ["run \(record.id)", "  status      \(status(record))"]
    if let accuracy = record.accuracy { lines.append("  accuracy    \(Quantities.percent(accuracy)) on the test set") }
    lines.append("  data        \(record.data.name), digest \(record.data.digest.short)…")
    lines.append("  engine      \(record.engineVersion)")
    if let digest = record.weightsDigest { lines.append("  weights     \(digest)") }
    lines.append("  files       \(store.directory(of: record.id)), \(Quantities.bytes(store.size(of: record.id)))")
    let made = record.provenance
    lines.append("  made by     Offprint \(made.offprintVersion) on \(made.machine), \(made.instructionSet)")
    lines.append("  took        \(Quantities.duration(made.seconds))")
    lines += ["  settings"] + settingLines(record.spec.setting, indent: 4)
    var table = TextTable([
      ("epoch", .right), ("train loss", .right), ("train acc.", .right), ("test acc.", .right), ("rate", .right),
      ("grad. norm", .right), ("images/s", .right),
    ])
    for (index, epoch) in record.epochs.enumerated() {
      let speed = made.imagesPerSecond.indices.contains(index) ? made.imagesPerSecond[index] : nil
      table.add([
        String(epoch.epoch), Quantities.decimal(epoch.trainLoss, places: 4), Quantities.percent(epoch.trainAccuracy),
        Quantities.percent(epoch.testAccuracy), Quantities.decimal(epoch.learningRate, places: 6),
        Quantities.decimal(epoch.gradientNorm, places: 3),
        speed.map { Quantities.grouped(Int(min(max(0, $0), 1e12))) } ?? "–",
      ])
    }
    return lines + table.lines(width: 400).map { "  " + $0 }
  }

  private static func status(_ record: RunRecord) -> String {
    switch record.status {
    case .finished: "finished"
    case .failed(let failure): "failed in epoch \(failure.epoch), step \(failure.step): \(failure.reason)"
    }
  }

  private static func settingLines(_ setting: Setting, indent: Int) -> [String] {
    guard case .map(let entries) = setting else { return [] }
    let lead = String(repeating: " ", count: indent)
    return entries.sorted { $0.key < $1.key }.flatMap { key, value -> [String] in
      switch value {
      case .list(let elements) where key == "layers":
        return ["\(lead)\(key):"] + elements.map { "\(lead)  - \(component($0))" }
      case .map(let inner) where inner["name"] == nil:
        return ["\(lead)\(key):"] + settingLines(value, indent: indent + 2)
      default: return ["\(lead)\(key): \(component(value))"]
      }
    }
  }

  /// `arcface margin=0.5 scale=30`.
  static func component(_ setting: Setting) -> String {
    guard case .map(let entries) = setting, case .string(let name)? = entries["name"] else { return text(of: setting) }
    let keys = entries.filter { $0.key != "name" }.sorted { $0.key < $1.key }
    return ([name] + keys.map { "\($0.key)=\(text(of: $0.value))" }).joined(separator: " ")
  }

  static func text(of setting: Setting) -> String {
    switch setting {
    case .string(let text): text
    case .map: "{" + component(setting) + "}"
    default: setting.canonicalJSON
    }
  }
}

extension RunSpec {
  /// The same configuration under another seed.
  func replacingSeed(with seed: Int) -> RunSpec {
    var spec = self
    spec.seed = seed
    return spec
  }
}
