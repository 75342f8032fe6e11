import OffprintCore

/// What the names of a notebook stand for. Cells, headings, equations, tables and images share one namespace.
struct LabelTable {
  enum Target: Hashable {
    case cell(CellKind)
    case section
    case equation
    /// A table or an image in the text.
    case table
    case image
  }

  private(set) var targets: [String: Target] = [:]
  /// In the order of the file, for lists of what there is.
  private(set) var names: [String] = []
  /// The labels of headings and those of figures and tables.
  private(set) var crossReferences: [String] = []
  private var namesOfKind: [CellKind: [String]] = [:]
  private let lost: Set<String>

  /// Collects the names; one that stands twice is told at its second place and means what it meant first.
  init(_ document: NotebookDocument, log: inout ProblemLog) {
    lost = document.lostNames
    var lines: [String: Int] = [:]
    for block in document.labeledBlocks {
      let (name, target, range): (String, Target, SourceRange)
      switch block.content {
      case .cell(let cell): (name, target, range) = (cell.name, .cell(cell.kind), cell.nameRange)
      case .heading(_, let label?, _): (name, target, range) = (label, .section, block.range)
      case .equation(let equation):
        guard let label = equation.label else { continue }
        (name, target, range) = (label, .equation, block.range)
      case .table(let table):
        guard let label = table.label else { continue }
        (name, target, range) = (label, .table, block.range)
      case .image(let image):
        guard let label = image.label else { continue }
        (name, target, range) = (label, .image, block.range)
      default: continue
      }
      if let line = lines[name] {
        log.add(
          .duplicateLabel, at: range, "the name \(Wording.code(name)) is taken",
          explanation: "It is given first on line \(line). Cells, headings, equations and tables share their names.",
          help: "give one of the two another name")
        continue
      }
      lines[name] = range.start.line
      targets[name] = target
      names.append(name)
      if case .cell(let kind) = target { namesOfKind[kind, default: []].append(name) }
    }
    crossReferences = names.filter { name in
      if case .cell(let kind)? = targets[name] { kind.namePrefix != nil } else { true }
    }
  }

  /// Whether nothing can be said of a name, because its cell could not be made out.
  func isLost(_ name: String) -> Bool { lost.contains(name) }

  func kind(of name: String) -> CellKind? {
    guard case .cell(let kind)? = targets[name] else { return nil }
    return kind
  }

  func names(ofKinds kinds: [String]) -> [String] {
    if kinds.count == 1 { return kinds.first.flatMap(CellKind.init(rawValue:)).flatMap { namesOfKind[$0] } ?? [] }
    return names.filter { name in kind(of: name).map { kinds.contains($0.rawValue) } ?? false }
  }

  /// "The notebook has `a` and `b`."
  func available(_ kinds: [String]) -> String {
    let names = names(ofKinds: kinds)
    return names.isEmpty ? "The notebook has no such cell." : "The notebook has \(Wording.shortList(names))."
  }
}
