import Experiment

/// Epochs that a figure asks for beside the last: they must be epochs of its runs.
extension NotebookChecker {
  mutating func checkSnapshots(_ plan: Plan) {
    for cell in document.cells where cell.kind == .figure {
      guard case .mapping(let entries)? = cell.body?.content else { continue }
      requireDistinct("snapshots", in: entries)
      guard case .sequence(let epochs)? = entries.first(where: { $0.key == "snapshots" })?.value.content else {
        continue
      }
      let runs = NotebookChecker.names(entries.first { $0.key == "runs" }?.value)
      for epoch in epochs {
        guard case .number(let value, _) = epoch.content else { continue }
        let short = runs.first { name in
          plan.configurations(of: name).contains { $0.specs.contains { Double($0.epochs) < value } }
        }
        guard let short, let count = plan.configurations(of: short).flatMap(\.specs).map(\.epochs).min() else {
          continue
        }
        log.add(
          .outOfRange, at: epoch.range,
          "\(Wording.code(short)) trains \(count) \(count == 1 ? "epoch" : "epochs"), so there is no snapshot after this one"
        )
      }
    }
  }

  private static func names(_ tree: YAMLTree?) -> [String] {
    switch tree?.content {
    case .string(let name)?: [name]
    case .sequence(let trees)?:
      trees.compactMap { if case .string(let name) = $0.content { name } else { nil } }
    default: []
    }
  }
}
