package import OffprintCore

/// A setting that a sweep gave one of its configurations.
package struct Assignment: Hashable, Sendable {
  /// Dotted, within the run's spec: `loss.margin`.
  package var path: String
  package var value: Setting

  package init(path: String, value: Setting) {
    self.path = path
    self.value = value
  }
}

/// One configuration of a cell: the same settings under each of its seeds. A `train` cell has one, a `sweep` one for each
/// point of its grid.
package struct Configuration: Hashable, Sendable {
  /// The cell that asked for it.
  package var cell: String
  /// Unique in the plan: the cell's name, for a sweep with its assignments: `arcface-margins[loss.margin=0.4]`.
  package var name: String
  /// What a reader calls it: the cell's `label:`, else its name; for a sweep with its assignments: `ArcFace, margin = 0.4`.
  package var label: String
  /// The same without the assignments: `ArcFace`.
  package var cellLabel: String
  /// Empty for a `train` cell.
  package var assignments: [Assignment]
  /// One for each seed, in the order of the seeds.
  package var specs: [RunSpec]

  package init(
    cell: String, name: String, label: String, cellLabel: String? = nil, assignments: [Assignment], specs: [RunSpec]
  ) {
    self.cell = cell
    self.name = name
    self.label = label
    self.cellLabel = cellLabel ?? label
    self.assignments = assignments
    self.specs = specs
  }
}

/// What a notebook asks to be trained, in the order in which it asks; runs that two cells share appear under both.
package struct Plan: Hashable, Sendable {
  package var configurations: [Configuration]

  package init(configurations: [Configuration]) {
    self.configurations = configurations
  }

  /// Each distinct spec once, in the order of its first appearance.
  package var distinctSpecs: [RunSpec] {
    var seen: Set<RunSpec> = []
    return configurations.flatMap(\.specs).filter { seen.insert($0).inserted }
  }

  /// The configurations of one cell.
  package func configurations(of cell: String) -> [Configuration] {
    configurations.filter { $0.cell == cell }
  }
}
