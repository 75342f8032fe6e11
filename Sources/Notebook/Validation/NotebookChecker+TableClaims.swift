import Experiment
import OffprintCore

/// The `claims:` of a sweep or a table: a paper's table of numbers, one claim for each configuration that has a row.
extension NotebookChecker {
  mutating func claims(of cell: Cell, _ plan: Plan, _ frontMatter: FrontMatter) -> [NotebookClaim] {
    guard let setting = cell.kind == .sweep ? sweeps[cell.name]?.claims : tableClaims[cell.name],
      case .map(let keys) = setting, case .mapping(let written)? = cell.body?.content,
      let entry = written.first(where: { $0.key == "claims" }), case .mapping(let entries) = entry.value.content
    else { return [] }
    guard let reading = claimReading(cell, keys, entries, plan),
      let data = claimedData(keys, entries, frontMatter)
    else { return [] }
    let metric = text(keys["metric"]).flatMap(ResultReference.Metric.init(rawValue:)) ?? .accuracy
    return reading.pairs(&self).map { configuration, number in
      NotebookClaim(
        name: cell.kind == .table ? "\(cell.name)[\(configuration.name)]" : configuration.name,
        family: text(keys["family"]) ?? cell.name, quote: nil, source: text(keys["source"]), metric: metric, data: data,
        assertion: .equals(.configuration(configuration.name), number, margin: self.number(keys["margin"]) ?? 0),
        group: cell.name)
    }
  }

  /// All that `claims:` says, resolved; nil, and told, where something of it is wrong.
  private mutating func claimReading(
    _ cell: Cell, _ keys: [String: Setting], _ entries: [YAMLTree.Entry], _ plan: Plan
  ) -> ClaimTableReading? {
    guard let path = entries.first(where: { $0.key == "table" }), let name = text(keys["table"]),
      let (table, source) = claimTable(name, at: path.value.range)
    else { return nil }
    var reading = ClaimTableReading(
      cell: cell, table: table, source: source, place: path.value.range, rows: Array(table.rows.indices), value: 0,
      matches: [], plan: plan)
    let metric = text(keys["metric"]) ?? "accuracy"
    guard let rows = claimRows(table, source, entries),
      let value = claimColumn(
        text(keys["value"]) ?? metric, table, source,
        at: entries.first { $0.key == "value" }?.value.range ?? path.value.range,
        help: keys["value"] == nil ? "say with `value:` which column has the claimed numbers" : nil),
      let matches = claimMatches(cell, table, source, entries, at: path.value.range)
    else { return nil }
    (reading.rows, reading.value, reading.matches) = (rows, value, matches)
    return reading
  }

  // MARK: - The file

  private mutating func claimTable(_ path: String, at place: SourceRange) -> (CSVTable, name: String)? {
    let name = NotebookFiles.path(path, beside: document.source.name)
    if let known = claimTables[path] { return known.map { ($0, name) } }
    claimTables[path] = .some(nil)
    guard let source = claimSource(path, name, at: place) else { return nil }
    claimSources.append(source)
    do throws(CSVTable.Failure) {
      let table = try CSVTable(source)
      if let separator = table.otherSeparator {
        log.add(
          .claimsTable, at: table.columns[0].range, "the fields of this table stand between \(separator)",
          help: "write commas between them", in: name)
        return nil
      }
      claimTables[path] = table
      return (table, name)
    } catch {
      log.add(.claimsTable, at: error.range, error.message, help: error.help, in: name)
      return nil
    }
  }

  private mutating func claimSource(_ path: String, _ name: String, at place: SourceRange) -> SourceText? {
    switch read(path, limit: CSVTable.maximumBytes) {
    case .failure(let error):
      log.add(
        .claimsTable, at: place, "the table \(Wording.quoted(path)) cannot be read: \(error.reason)",
        help: "paths are relative to the notebook's folder")
      return nil
    case .success(var bytes):
      guard InvalidUTF8.firstOffset(in: bytes) == nil, !bytes.contains(0) else {
        log.add(
          .claimsTable, at: place, "the table \(Wording.quoted(path)) is not UTF-8 text",
          help: "save it as comma-separated values in UTF-8")
        return nil
      }
      // A byte order mark is no part of the first column's name.
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
      return SourceText(name: name, text: String(decoding: bytes, as: UTF8.self))
    }
  }

  // MARK: - Columns and rows

  private mutating func claimColumn(
    _ column: String, _ table: CSVTable, _ file: String, at place: SourceRange, help: String? = nil
  ) -> Int? {
    if let index = table.index(of: column) { return index }
    let known = table.columns.map(\.text)
    log.add(
      .claimsTable, at: place, "\(Wording.code(file)) has no column \(Wording.code(column))",
      explanation: "Its columns are \(Wording.shortList(known)).",
      help: Wording.didYouMean(column, among: known) ?? help)
    return nil
  }

  /// The rows that `where` picks.
  private mutating func claimRows(_ table: CSVTable, _ file: String, _ entries: [YAMLTree.Entry]) -> [Int]? {
    guard let filter = entries.first(where: { $0.key == "where" }), case .mapping(let conditions) = filter.value.content
    else { return Array(table.rows.indices) }
    var rows = Array(table.rows.indices)
    for condition in conditions {
      guard let column = claimColumn(condition.key, table, file, at: condition.keyRange) else { return nil }
      let wanted = ClaimTableMatch.comparable(NotebookChecker.spelling(condition.value))
      let had = Set(rows.map { table.rows[$0][column].text }).sorted()
      rows = rows.filter { ClaimTableMatch.comparable(table.rows[$0][column].text) == wanted }
      guard rows.isEmpty else { continue }
      log.add(
        .claimsTable, at: condition.value.range,
        "no row of \(Wording.code(file)) has this in the column \(Wording.code(condition.key))",
        explanation: had.isEmpty
          ? "It has no rows." : "There \(had.count == 1 ? "is" : "are") \(Wording.shortList(had)).",
        help: Wording.didYouMean(NotebookChecker.spelling(condition.value), among: had))
      return nil
    }
    return rows
  }

  private static func spelling(_ tree: YAMLTree) -> String {
    switch tree.content {
    case .string(let text), .number(_, let text): text
    default: ""
    }
  }

  // MARK: - Keys

  /// For each cell that the claims are about, which columns say what.
  private mutating func claimMatches(
    _ cell: Cell, _ table: CSVTable, _ file: String, _ entries: [YAMLTree.Entry], at place: SourceRange
  ) -> [ClaimTableMatch]? {
    var named: [YAMLTree.Entry] = []
    if case .mapping(let list)? = entries.first(where: { $0.key == "columns" })?.value.content { named = list }
    var columns: [String: Int] = [:]
    for entry in named {
      let column = NotebookChecker.spelling(entry.value)
      guard let index = claimColumn(column, table, file, at: entry.value.range) else { return nil }
      columns[entry.key] = index
    }
    guard cell.kind == .table else {
      return claimMatch(cell.name, named, columns, table, file, at: place).map { [$0] }
    }
    guard let run = columns["run"] ?? table.index(of: "run") else {
      log.add(
        .claimsTable, at: place, "\(Wording.code(file)) has no column `run`, which would name the cells",
        explanation: "Its columns are \(Wording.shortList(table.columns.map(\.text))).",
        help: "say with `columns: {run: …}` which column has the names of the cells")
      return nil
    }
    var matches: [ClaimTableMatch] = []
    for name in runs(of: cell) {
      guard var match = claimMatch(name, named.filter { $0.key != "run" }, columns, table, file, at: place) else {
        return nil
      }
      match.keys.insert(ClaimTableMatch.Key(path: nil, column: run), at: 0)
      matches.append(match)
    }
    return matches
  }

  private func runs(of cell: Cell) -> [String] {
    guard case .mapping(let entries)? = cell.body?.content,
      case .sequence(let trees)? = entries.first(where: { $0.key == "runs" })?.value.content
    else { return [] }
    return trees.compactMap { if case .string(let name) = $0.content { name } else { nil } }
  }

  /// Columns that `columns:` names, and for swept paths that it does not, those that are called like them.
  private mutating func claimMatch(
    _ name: String, _ named: [YAMLTree.Entry], _ columns: [String: Int], _ table: CSVTable, _ file: String,
    at place: SourceRange
  ) -> ClaimTableMatch? {
    let sweep = sweeps[name]
    var match = ClaimTableMatch(cell: name, label: sweep?.label ?? trains[name]?.label ?? name, keys: [])
    let spec = sweep.flatMap { firstSpecSetting(of: $0) } ?? trains[name].flatMap { specSetting(of: $0) }
    for entry in named {
      guard let column = columns[entry.key], requirePath(entry, of: name, spec) else { return nil }
      match.keys.append(ClaimTableMatch.Key(path: entry.key, column: column))
    }
    for axis in sweep?.axes ?? [] where columns[axis.path] == nil {
      let last = axis.path.split(separator: ".").last.map(String.init) ?? axis.path
      guard let column = table.index(of: axis.path) ?? table.index(of: last) else {
        log.add(
          .claimsTable, at: place, "no column of \(Wording.code(file)) is called as \(Wording.code(axis.path))",
          explanation: "Its columns are \(Wording.shortList(table.columns.map(\.text))).",
          help: "say with `columns: {\(axis.path): …}` which column has its values")
        return nil
      }
      match.keys.append(ClaimTableMatch.Key(path: axis.path, column: column))
    }
    return match
  }

  /// Whether the runs have what a key of `columns:` names.
  private mutating func requirePath(_ entry: YAMLTree.Entry, of name: String, _ spec: Setting?) -> Bool {
    guard let spec else { return false }
    if sweeps[name]?.axes.contains(where: { $0.path == entry.key }) ?? false { return true }
    let declared = keys.keys(of: .train).filter { !["base", "label", "seeds"].contains($0.name) }
    do throws(PathResolver.Failure) {
      _ = try PathResolver(models: keys.keys(of: .model), allowsNames: true).resolve(
        entry.key, keys: declared, in: spec)
      return true
    } catch {
      log.add(
        .unknownPath, at: entry.keyRange, "the runs of \(Wording.code(name)) have no \(Wording.code(entry.key))",
        explanation: error.candidates.isEmpty ? nil : "There are \(Wording.shortList(error.candidates)).",
        help: Wording.didYouMean(error.part, among: error.candidates))
      return false
    }
  }
}

// MARK: - Names for prose

extension NotebookChecker {
  /// The sweeps and tables that have `claims:`, in the order of the file; whether what they say is right is told elsewhere.
  var claimGroups: [String] {
    document.cells.filter { $0.kind == .sweep || $0.kind == .table }.filter { entry("claims", of: $0) != nil }.map(
      \.name)
  }

  /// The families of all claims, each once, in the order of the file.
  var claimFamilies: [String] {
    var families: [String] = []
    for cell in document.cells {
      var family: String?
      switch cell.kind {
      case .claim: family = entry("family", of: cell).map { NotebookChecker.spelling($0.value) } ?? "claims"
      case .sweep, .table:
        guard case .mapping(let entries)? = entry("claims", of: cell)?.value.content else { continue }
        family = entries.first { $0.key == "family" }.map { NotebookChecker.spelling($0.value) } ?? cell.name
      default: continue
      }
      if let family, !families.contains(family) { families.append(family) }
    }
    return families
  }

  private func entry(_ key: String, of cell: Cell) -> YAMLTree.Entry? {
    guard case .mapping(let entries)? = cell.body?.content else { return nil }
    return entries.first { $0.key == key }
  }
}
