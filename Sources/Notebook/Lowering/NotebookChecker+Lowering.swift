package import Experiment
package import OffprintCore

/// Checked cells → the plan.
extension NotebookChecker {
  /// Every configuration that the notebook asks for, in the order of the file; nil, and told, where they are too many or a
  /// swept model does not hold together.
  mutating func lower() -> Plan? {
    var configurations: [Configuration] = []
    var runs = 0
    for cell in document.cells {
      var added: [Configuration] = []
      if cell.kind == .train, let train = trains[cell.name] { added = lower(train) }
      if cell.kind == .sweep, let sweep = sweeps[cell.name] { added = lower(sweep) }
      runs += added.reduce(0) { $0 + $1.specs.count }
      guard runs <= NotebookKeys.maximumRunsOfNotebook else {
        log.add(
          .sweepTooLarge, at: cell.nameRange,
          "with this cell the notebook asks for more than \(NotebookKeys.maximumRunsOfNotebook) runs",
          help: "take fewer values or fewer seeds, or write two notebooks")
        return nil
      }
      configurations += added
    }
    return Plan(configurations: configurations)
  }

  private func lower(_ train: TrainCell) -> [Configuration] {
    guard let setting = specSetting(of: train) else { return [] }
    let seeds = seeds(train.setting["seeds"]) ?? frontSeeds
    return [
      Configuration(
        cell: train.cell.name, name: train.cell.name, label: train.label, assignments: [],
        specs: specs(setting, seeds))
    ]
  }

  private func specs(_ setting: Setting, _ seeds: [Int]) -> [RunSpec] {
    seeds.compactMap { try? RunSpec(setting: setting.replacing(path: "seed", with: .number(Double($0)))) }
  }

  // MARK: - Sweeps

  /// The setting of a sweep's first configuration, which has the keys that all of them have.
  func firstSpecSetting(of sweep: SweepCell) -> Setting? {
    guard let train = trains[sweep.base], let setting = specSetting(of: train) else { return nil }
    return sweep.axes.reduce(setting) { setting, axis in
      axis.values.first.map { assign($0, at: axis.path, in: setting) } ?? setting
    }
  }

  private mutating func lower(_ sweep: SweepCell) -> [Configuration] {
    guard let train = trains[sweep.base], let setting = specSetting(of: train) else { return [] }
    let seeds = seeds(of: sweep)
    let names = axisNames(sweep.axes)
    var checked: Set<Setting> = []
    return points(of: sweep).map { point in
      let assigned = assign(point.assignments, in: setting)
      check(assigned, of: sweep, &checked)
      let labels = zip(names, point.labels).map { "\($0) = \($1)" }
      return Configuration(
        cell: sweep.cell.name, name: point.name, label: ([sweep.label] + labels).joined(separator: ", "),
        cellLabel: sweep.label, assignments: point.assignments, specs: specs(assigned, seeds))
    }
  }

  /// The points of a sweep's grid, the last key varying fastest.
  func points(of sweep: SweepCell) -> [SweepCell.Point] {
    NotebookChecker.grid(sweep.axes.map(\.values.count)).map { indices in
      let axes = zip(sweep.axes, indices)
      let assignments = axes.map { Assignment(path: $0.path, value: $0.values[$1]) }
      let parts = assignments.map { "\($0.path)=\(NotebookChecker.text(of: $0.value))" }
      return SweepCell.Point(
        name: "\(sweep.cell.name)[\(parts.joined(separator: ","))]", assignments: assignments,
        labels: axes.map { $0.shownLabels[$1] })
    }
  }

  /// A cell's setting with what a point of a sweep's grid changes in it.
  func assign(_ assignments: [Assignment], in setting: Setting) -> Setting {
    assignments.reduce(setting) { assign($1.value, at: $1.path, in: $0) }
  }

  /// A swept model is a name, and the spec holds the model itself.
  private func assign(_ value: Setting, at path: String, in setting: Setting) -> Setting {
    if path == "model", case .string(let name) = value, let model = models[name] {
      return setting.replacing(path: path, with: model)
    }
    return setting.replacing(path: path, with: value)
  }

  /// Sweeping a layer's key can break a model that was whole, and a loss's key a loss. Each is looked at once.
  private mutating func check(_ point: Setting, of sweep: SweepCell, _ checked: inout Set<Setting>) {
    if let model = point["model"], let axis = sweep.axes.first(where: { $0.path.hasPrefix("model.") }),
      checked.insert(model).inserted, let problem = checkModel(model)
    {
      log.add(.invalidModel, at: axis.keyRange, "a model of this sweep does not hold together: \(problem.message)")
    }
    if let loss = point["loss"], let axis = sweep.axes.first(where: { "\($0.path).".hasPrefix("loss.") }),
      checked.insert(loss).inserted, let problem = checkLoss(loss)
    {
      log.add(.invalidLoss, at: axis.keyRange, "a loss of this sweep does not hold together: \(problem)")
    }
  }

  /// The last part of each path, or the whole path where two end alike.
  private func axisNames(_ axes: [SweepCell.Axis]) -> [String] {
    let short = axes.map { $0.path.split(separator: ".").last.map(String.init) ?? $0.path }
    return zip(axes, short).map { axis, name in
      short.count { $0 == name } > 1 ? axis.path : SettingName.phrase(name)
    }
  }

  private static func text(of value: Setting) -> String {
    switch value {
    case .string(let text): text
    default: value.canonicalJSON
    }
  }

  /// All index tuples below `counts`, the last varying fastest.
  private static func grid(_ counts: [Int]) -> [[Int]] {
    counts.reduce([[]]) { tuples, count in
      tuples.flatMap { tuple in (0..<count).map { tuple + [$0] } }
    }
  }
}

extension CheckedNotebook {
  /// What a configuration has at a dotted path of its settings (`loss.margin`), for a `ResultReference.setting`. Keys that a
  /// run's identity leaves out because they say nothing have their defaults here.
  package func value(at path: String, of configuration: Configuration) -> Setting? {
    guard let setting = configuration.specs.first?.setting else { return nil }
    if let value = setting[path: path] { return value }
    return path == "label-smoothing" ? 0 : nil
  }
}
