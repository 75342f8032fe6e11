import Bibliography
import Experiment
import OffprintCore

/// Everything between the parsed document and the plan, in the order in which one needs the other: names, front matter,
/// models, training cells, sweeps, figures and tables, then the references in the prose.
struct NotebookChecker {
  let document: NotebookDocument
  let keys: NotebookKeys
  let checkModel: @Sendable (Setting) -> ModelProblem?
  let checkLoss: @Sendable (Setting) -> String?
  let checkRun: @Sendable (RunSpec) -> RunProblem?
  /// Of the command line; nil for those of the notebook.
  let seedCount: Int?
  /// Of the command line; nil for the whole notebook.
  let profileName: String?
  /// That one, once the front matter is read.
  var profile: FrontMatter.Profile?
  let labels: LabelTable
  var log = ProblemLog()

  /// Normalised models by name.
  var models: [String: Setting] = [:]
  /// Training cells by name, inheritance done.
  var trains: [String: TrainCell] = [:]
  var sweeps: [String: SweepCell] = [:]
  var frontSeeds: [Int] = [1]
  /// The `seeds:` of the front matter.
  var frontSetting: Setting?
  var results: [String: ResultReference] = [:]
  /// The keys of claims by name, those without mistakes.
  var claimSettings: [String: [String: Setting]] = [:]
  /// The `claims:` of tables by name.
  var tableClaims: [String: Setting] = [:]
  /// Tables of claimed numbers by their paths; nil, and told, for one that cannot be read.
  var claimTables: [String: CSVTable?] = [:]
  var claimSources: [SourceText] = []
  let files: NotebookFiles
  /// By the paths in the notebook.
  var filesRead: [String: [UInt8]] = [:]
  private(set) var filesAsked: [String] = []
  /// Nil where the front matter names no .bib files, or one cannot be read.
  var bibliography: Bibliography?
  var bibliographySources: [SourceText] = []
  /// The keys that are cited and known, each once.
  var citedKeys: [String] = []
  var seenKeys: Set<String> = []
  /// The names of footnotes that something refers to.
  var usedFootnotes: Set<String> = []

  init(
    document: NotebookDocument, keys: NotebookKeys, checkModel: @escaping @Sendable (Setting) -> ModelProblem?,
    checkLoss: @escaping @Sendable (Setting) -> String?, checkRun: @escaping @Sendable (RunSpec) -> RunProblem?,
    seedCount: Int?, profileName: String? = nil, files: NotebookFiles
  ) {
    self.files = files
    self.document = document
    self.keys = keys
    self.checkModel = checkModel
    self.checkLoss = checkLoss
    self.checkRun = checkRun
    self.seedCount = seedCount
    self.profileName = profileName
    var log = ProblemLog()
    labels = LabelTable(document, log: &log)
    self.log = log
  }

  /// The checked notebook; of no use where the log has errors.
  mutating func check() -> CheckedNotebook? {
    let frontMatter = readFrontMatter()
    readBibliography(frontMatter)
    frontSeeds = frontMatter?.seeds ?? [1]
    for cell in document.cells where cell.kind == .model { readModel(cell) }
    readTrains()
    for cell in document.cells where cell.kind == .sweep { readSweep(cell) }
    var checked: [CheckedCell] = []
    for cell in document.cells { checked.append(checkedCell(cell)) }
    checkProse(document.blocks)
    for note in document.footnotes { checkProse(note.blocks) }
    for paragraph in frontMatter?.abstract ?? [] { self.check(paragraph) }
    checkFootnotes()
    let works = citedWorks()
    guard !log.hasErrors, let frontMatter, let plan = lower() else { return nil }
    guard !log.hasErrors else { return nil }
    checkRuns(plan)
    checkSnapshots(plan)
    let claims = claims(plan, frontMatter)
    guard !log.hasErrors else { return nil }
    return CheckedNotebook(
      document: document, frontMatter: frontMatter, cells: checked, plan: plan, claims: claims,
      results: results, works: works,
      files: filesRead.sorted { $0.key < $1.key }.map { NotebookFile(path: $0.key, bytes: $0.value) },
      profile: profileInUse())
  }

  /// The bytes of a file that the notebook names, or why there are none.
  mutating func read(_ path: String, limit: Int) -> Result<[UInt8], NotebookFileError> {
    if let bytes = filesRead[path] { return .success(bytes) }
    let place = NotebookFiles.path(path, beside: document.source.name)
    filesAsked.append(place)
    let result = files.read(place, limit + 1)
    guard case .success(let bytes) = result else { return result }
    if bytes.count > limit { return .failure(NotebookFileError("it has more than \(limit >> 20) MB")) }
    filesRead[path] = bytes
    return result
  }

  /// The entries of a cell; nil, and told, where its YAML is no map. A cell without YAML has none.
  mutating func entries(of cell: Cell) -> [YAMLTree.Entry]? {
    if cell.isBroken { return nil }
    guard let body = cell.body else { return [] }
    if case .mapping(let entries) = body.content { return entries }
    log.add(
      .notAMap, at: body.range, "\(cell.kind.phrase) is lines of `key: value`, not \(Wording.kind(of: body))",
      help: keys.keys(of: cell.kind).first { $0.example != nil }.map { "such as `\($0.name): \($0.example ?? "")`" })
    return nil
  }

  /// Validates with a validator that goes on with the log, so that the limit on what is told holds for the notebook as a
  /// whole.
  mutating func validated<Value>(_ body: (inout ValueValidator) -> Value) -> (Value, ranges: [String: SourceRange]) {
    var validator = ValueValidator(labels: labels, log: log)
    let value = body(&validator)
    log = validator.log
    return (value, validator.ranges)
  }

  // MARK: - Models

  private mutating func readModel(_ cell: Cell) {
    guard let entries = entries(of: cell) else { return }
    let declared = keys.keys(of: .model)
    let before = log.errorCount
    let (setting, ranges) = validated { validator in
      validator.entries(
        entries, keys: declared, owner: "the model `\(cell.name)`", path: "", place: cell.nameRange)
    }
    guard log.errorCount == before, models[cell.name] == nil else { return }
    models[cell.name] = .map(setting)
    if let problem = checkModel(.map(setting)) {
      let place = problem.layerIndex.flatMap { ranges["layers.\($0)"] } ?? cell.nameRange
      log.add(.invalidModel, at: place, problem.message)
    }
  }

  // MARK: - Seeds

  /// Normalised seeds, `3` or `[1, 2, 5]`, as a list. The command line's go before all, then the profile's limit.
  func seeds(_ setting: Setting?) -> [Int]? {
    if let seedCount { return Array(1...max(1, seedCount)) }
    return allSeeds(setting).map { profile == nil ? $0 : Array($0.prefix(profile?.seeds ?? $0.count)) }
  }

  /// What the profile leaves out; nil where none is used.
  private func profileInUse() -> ProfileInUse? {
    guard let profile, seedCount == nil else { return nil }
    let front = allSeeds(frontSetting)?.count ?? 1
    let counts = document.cells.compactMap { cell -> (seeds: Int, runs: Int)? in
      if cell.kind == .train, let train = trains[cell.name] {
        let seeds = allSeeds(train.setting["seeds"])?.count ?? front
        return (seeds, seeds)
      }
      guard cell.kind == .sweep, let sweep = sweeps[cell.name] else { return nil }
      let seeds = (allSeeds(sweep.seeds) ?? allSeeds(trains[sweep.base]?.setting["seeds"]))?.count ?? front
      return (seeds, sweep.axes.reduce(seeds) { $0 * $1.values.count })
    }
    return ProfileInUse(
      profile: profile, fullSeeds: counts.map(\.seeds).max() ?? front, fullRuns: counts.reduce(0) { $0 + $1.runs })
  }

  private func allSeeds(_ setting: Setting?) -> [Int]? {
    switch setting {
    case .number(let count)?: return Array(1...max(1, Int(count)))
    case .list(let elements)?:
      return elements.compactMap { element in
        guard case .number(let seed) = element else { return nil }
        return Int(seed)
      }
    default: return nil
    }
  }

  /// Tells of a value that stands twice in the list under `key`.
  mutating func requireDistinct(_ key: String, in entries: [YAMLTree.Entry]) {
    guard let entry = entries.first(where: { $0.key == key }), case .sequence(let trees) = entry.value.content else {
      return
    }
    var seen: Set<Setting> = []
    var metric: Setting = ""
    for tree in trees {
      guard let setting = validated({ $0.anything(tree) }).0 else { continue }
      if case .string(let word) = setting, ResultReference.Metric(rawValue: word) != nil { metric = setting }
      // A column that is about the metric before it may follow another metric as well.
      let isAbout = TableColumn.aboutMetric.contains { setting == .string($0.rawValue) }
      guard !seen.insert(isAbout ? .list([metric, setting]) : setting).inserted else { continue }
      log.add(
        .duplicateValue, at: tree.range, "this value of \(Wording.code(key)) stands in the list twice",
        help: "keep one of them")
    }
  }
}
