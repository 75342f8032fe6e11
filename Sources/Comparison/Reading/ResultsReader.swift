import Experiment
import OffprintCore

/// Reads `results.json`.
package enum ResultsReader {
  /// The newest form that is understood; in version 1 each run has its own settings.
  package static let version = 2

  /// - Parameter name: what the user calls the side.
  package static func read(
    _ bytes: [UInt8], name: String, origin: ReportSnapshot.Origin = .results
  ) throws(SnapshotError) -> ReportSnapshot {
    let file = try self.file(bytes)
    var snapshot = ReportSnapshot(name: name, origin: origin, title: text(file["title"]) ?? "")
    snapshot.facts = facts(file)
    snapshot.data = data(file["data"])
    snapshot.runs = list(file["runs"]).compactMap(run)
    snapshot.configurations =
      file["configurations"].map { list($0).compactMap(configuration) } ?? configurations(ofFirst: list(file["runs"]))
    snapshot.claims = list(file["claims"]).compactMap(claim)
    snapshot.gates = file["gates"].map { list($0).compactMap(gate) }
    snapshot.tables = list(file["tables"]).compactMap(table)
    snapshot.figures = list(file["figures"]).compactMap(figure)
    return snapshot
  }

  private static func file(_ bytes: [UInt8]) throws(SnapshotError) -> Setting {
    if bytes.starts(with: "version https://git-lfs".utf8) {
      throw SnapshotError("it is a pointer of Git LFS and not the file itself; ‘git lfs pull’ fetches that")
    }
    let file: Setting
    do throws(JSONTextError) {
      file = try JSONText.read(bytes, leavingOut: ["testAccuracy", "references"])
    } catch {
      throw SnapshotError("it is damaged: \(error)")
    }
    guard text(file["format"]) == "offprint-results" else {
      throw SnapshotError("it is JSON, but not the results of an Offprint report")
    }
    guard let found = number(file["version"]).flatMap(Int.init(exactly:)), found >= 1 else {
      throw SnapshotError("it is damaged: it does not say the version of its form")
    }
    guard found <= version else {
      throw SnapshotError(
        "its form is version \(found), and this Offprint reads up to version \(version): a newer one wrote it")
    }
    guard case .list? = file["runs"] else { throw SnapshotError("it is damaged: it has no list of runs") }
    return file
  }

  private static func facts(_ file: Setting) -> [String: String] {
    var facts: [String: String] = [:]
    facts["title"] = text(file["title"])
    facts["notebook"] = text(file[path: "notebook.name"])
    facts["engine"] = number(file[path: "versions.engine"]).map(Setting.canonicalNumber)
    facts["offprint"] = text(file[path: "versions.offprint"])
    facts["data"] = text(file[path: "data.used.name"])
    facts["data digest"] = text(file[path: "data.used.digest"])
    return facts
  }

  private static func data(_ setting: Setting?) -> ReportSnapshot.Data? {
    guard let used = setting?["used"], let name = text(used["name"]) else { return nil }
    return ReportSnapshot.Data(
      name: name, digest: text(used["digest"]), testCount: number(used["testCount"]).flatMap(Int.init(exactly:)))
  }

  private static func configuration(_ entry: Setting) -> ReportSnapshot.Configuration? {
    guard let name = text(entry["name"]) else { return nil }
    return ReportSnapshot.Configuration(
      name: name, cell: text(entry["cell"]) ?? name, label: text(entry["label"]) ?? name, settings: entry["settings"])
  }

  /// Of version 1, from its runs.
  private static func configurations(ofFirst runs: [Setting]) -> [ReportSnapshot.Configuration] {
    var seen: Set<String> = []
    return runs.compactMap { run in
      guard let name = name(ofRun: run), seen.insert(name).inserted else { return nil }
      var settings = run["spec"]
      if case .map(var entries)? = settings {
        entries["seed"] = nil
        settings = .map(entries)
      }
      return ReportSnapshot.Configuration(
        name: name, cell: text(run["cell"]) ?? name, label: text(run["label"]) ?? name, settings: settings)
    }
  }

  /// The configuration's: in version 1 what stands before the seed.
  private static func name(ofRun entry: Setting) -> String? {
    if let name = text(entry["configuration"]) { return name }
    return text(entry["name"]).flatMap { name in name.lastIndex(of: "/").map { String(name[..<$0]) } }
  }

  private static func run(_ entry: Setting) -> ReportSnapshot.Run? {
    guard let configuration = name(ofRun: entry),
      let seed = number(entry["seed"]).flatMap(Int.init(exactly:)),
      let status = text(entry["status"]).flatMap(ReportSnapshot.Run.Status.init(rawValue:))
    else { return nil }
    let failure = entry["failure"].flatMap { failure in
      text(failure["reason"]).map { reason in
        let place = [("epoch", number(failure["epoch"])), ("step", number(failure["step"]))]
        let words = place.compactMap { word, value in value.map { "\(word) \(Setting.canonicalNumber($0))" } }
        return (words.isEmpty ? "" : words.joined(separator: ", ") + ": ") + reason
      }
    }
    return ReportSnapshot.Run(
      configuration: configuration, seed: seed, status: status, id: text(entry["id"]),
      weights: text(entry["weightsDigest"]), metrics: status == .finished ? metrics(entry) : [:], failure: failure)
  }

  private static func metrics(_ entry: Setting) -> [Metric: Double] {
    var metrics: [Metric: Double] = [:]
    metrics[.accuracy] = number(entry["accuracy"])
    // A fraction as a percentage, without the noise of the multiplication.
    // Version 1 lists every epoch.
    let last = list(entry["epochs"]).last ?? entry["epochs"]
    metrics[.trainAccuracy] = number(last?["trainAccuracy"]).map { ($0 * 1e11).rounded() / 1e9 }
    metrics[.trainLoss] = number(last?["trainLoss"])
    let sets: [(String, [(String, Metric)])] = [
      (
        "test",
        [
          ("weightToCenter", .weightCenterAngle), ("betweenWeights", .weightAngle), ("withinClasses", .intraAngle),
          ("betweenCenters", .interAngle), ("targetAngle", .targetAngle),
        ]
      ),
      (
        "train",
        [
          ("weightToCenter", .trainWeightCenterAngle), ("withinClasses", .trainIntraAngle),
          ("betweenCenters", .trainInterAngle), ("targetAngle", .trainTargetAngle),
        ]
      ),
    ]
    for (set, keys) in sets {
      guard let angles = entry["geometry"]?[set] else { continue }
      for (key, metric) in keys { metrics[metric] = number(angles[key]) }
    }
    return metrics
  }

  private static func claim(_ entry: Setting) -> ReportSnapshot.Claim? {
    guard let name = text(entry["name"]), let verdict = text(entry["verdict"]) else { return nil }
    return ReportSnapshot.Claim(
      name: name, words: text(entry["quote"]) ?? name, verdict: verdict, effect: number(entry["effect"]),
      seeds: number(entry["seeds"]).flatMap(Int.init(exactly:)))
  }

  /// As `ResultsFile` of Report writes it.
  private static func gate(_ entry: Setting) -> Gate? {
    guard let name = text(entry["metric"]) else { return nil }
    return Gate(
      Gate.kind(named: name), runs: list(entry["runs"]).compactMap(text), margin: number(entry["margin"]) ?? 0,
      detect: number(entry["detect"]))
  }

  private static func table(_ entry: Setting) -> ReportSnapshot.Table? {
    guard let anchor = text(entry["anchor"]) else { return nil }
    let label = number(entry["number"]).map { "Table \(Setting.canonicalNumber($0))" } ?? anchor
    return ReportSnapshot.Table(
      anchor: anchor, label: label, caption: text(entry["caption"]) ?? "",
      columns: list(entry["columns"]).compactMap(text),
      rows: list(entry["rows"]).map { list($0).map { text($0) ?? "" } }
    )
  }

  private static func figure(_ entry: Setting) -> ReportSnapshot.Figure? {
    guard let anchor = text(entry["anchor"]) else { return nil }
    let note = text(entry["note"]).map { " " + $0 } ?? ""
    return ReportSnapshot.Figure(
      anchor: anchor, number: number(entry["number"]).flatMap(Int.init(exactly:)),
      caption: (text(entry["caption"]) ?? "") + note)
  }

  static func text(_ setting: Setting?) -> String? {
    if case .string(let text)? = setting { text } else { nil }
  }

  static func number(_ setting: Setting?) -> Double? {
    if case .number(let value)? = setting { value } else { nil }
  }

  static func list(_ setting: Setting?) -> [Setting] {
    if case .list(let elements)? = setting { elements } else { [] }
  }
}
