/// A comparison as it is told: sections of lines and tables, for every form that people read.
package struct Statement: Hashable, Sendable {
  package enum Tone: Hashable, Sendable {
    case plain, strong, muted, good, bad, warning, removed, added
  }

  package struct Span: Hashable, Sendable {
    package var text: String
    package var tone: Tone

    package init(_ text: String, _ tone: Tone = .plain) {
      self.text = text
      self.tone = tone
    }
  }

  package struct Column: Hashable, Sendable {
    package var title: String
    package var isNumber: Bool

    package init(_ title: String, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }
  }

  package enum Item: Hashable, Sendable {
    case line([Span])
    case bullet([Span])
    /// Below a bullet.
    case detail([Span])
    case table([Column], [[Span]])
    /// A figure's pictures, in forms that show any.
    case figure(String)
  }

  package struct Section: Hashable, Sendable {
    package var title: String
    package var items: [Item]
  }

  package var title: String
  package var before: String
  package var after: String
  /// One sentence: what the gates say.
  package var headline: Span
  package var sections: [Section] = []
}

/// Tells a comparison.
package struct StatementBuilder {
  private let comparison: ReportComparison
  /// Entries of a list; the rest is counted.
  private let most: Int

  package init(_ comparison: ReportComparison, most: Int) {
    self.comparison = comparison
    self.most = most
  }

  package func statement() -> Statement {
    var statement = Statement(
      title: comparison.title, before: comparison.before, after: comparison.after, headline: headline)
    let parts: [(String, [Statement.Item])] = [
      ("Gates", GateStatement.items(comparison.gates)), ("Settings", settings), ("Runs", runs), ("Metrics", metrics),
      ("Claims", claims), ("Tables", TableStatement.items(comparison.tables, most: most)),
      ("Figures", FigureStatement.items(comparison.figures, most: most)), ("Text", prose),
      ("Not compared", comparison.omissions.map { .bullet([Statement.Span($0, .muted)]) }),
    ]
    statement.sections = parts.filter { !$0.1.isEmpty }.map { Statement.Section(title: $0.0, items: $0.1) }
    return statement
  }

  private var headline: Statement.Span {
    let failed = comparison.gates.count { $0.verdict == .failed }
    switch comparison.outcome {
    case .failed: return .init("\(Words.count(failed, "gate")) failed.", .bad)
    case .undecided where comparison.hasNothingInCommon: return .init("The two sides have no run in common.", .warning)
    case .undecided where !comparison.isComparable: return .init("Different data: not comparable.", .warning)
    case .undecided: return .init("No loss was found, but there are too few seeds to tell.", .warning)
    case .passed where comparison.isEmpty: return .init("The two sides say the same.", .good)
    case .passed: return .init("No significant loss.", .good)
    }
  }

  // MARK: - Settings and runs

  static func arrow(_ before: String?, _ after: String?) -> [Statement.Span] {
    switch (before, after) {
    case (let old?, let new?): [.init(old, .removed), .init(" → "), .init(new, .added)]
    case (nil, let new?): [.init("now "), .init(new, .added)]
    case (let old?, nil): [.init("no longer "), .init(old, .removed)]
    default: []
    }
  }

  private var settings: [Statement.Item] {
    let facts = comparison.facts.map { change in
      Statement.Item.bullet([.init("\(change.path): ", .strong)] + Self.arrow(change.before, change.after))
    }
    let groups = comparison.settings.map { group -> Statement.Item in
      let all = group.configurations.count == comparison.commonConfigurations && comparison.commonConfigurations > 1
      let names = all ? "all \(group.configurations.count) configurations" : Words.list(group.configurations)
      return .bullet(
        [.init("\(group.change.path): ", .strong)] + Self.arrow(group.change.before, group.change.after)
          + [.init(" in \(names)", .muted)])
    }
    return facts + Self.limited(groups, most)
  }

  private var runs: [Statement.Item] {
    let runs = comparison.runs
    var items: [Statement.Item] = []
    items += runs.renamed.map { .bullet([.init("renamed: ", .strong)] + Self.arrow($0.before, $0.after)) }
    items += runs.added.map { .bullet([.init("added: ", .good), .init($0.name), Self.seeds($0.seeds)]) }
    items += runs.removed.map { .bullet([.init("removed: ", .warning), .init($0.name), Self.seeds($0.seeds)]) }
    for change in runs.seeds {
      if !change.added.isEmpty {
        items.append(.bullet([.init("seeds added: ", .good), .init(change.configuration), Self.seeds(change.added)]))
      }
      if !change.removed.isEmpty {
        items.append(
          .bullet([.init("seeds gone: ", .warning), .init(change.configuration), Self.seeds(change.removed)]))
      }
    }
    items += runs.changes.map(Self.item)
    guard !items.isEmpty else { return [] }
    let same =
      "\(Words.count(runs.common, "run")) on both sides, \(runs.identical) of them the same to the bit"
    return [.line([.init("\(runs.counts.before) → \(runs.counts.after) runs; \(same).", .muted)])]
      + Self.limited(items, most)
  }

  private static func seeds(_ seeds: [Int]) -> Statement.Span {
    .init(seeds.isEmpty ? "" : " (\(seeds.count == 1 ? "seed" : "seeds") \(Words.seeds(seeds)))", .muted)
  }

  private static func item(_ change: RunComparison.Change) -> Statement.Item {
    let name = "\(change.configuration), seed \(change.seed)"
    let reason = change.reason.map { ": " + $0 } ?? ""
    switch change.kind {
    case .failed: return .bullet([.init("failed now: ", .bad), .init(name + reason)])
    case .lost: return .bullet([.init("missing now: ", .warning), .init(name)])
    case .recovered:
      return .bullet([.init("finished now: ", .good), .init("\(name), \(change.before.rawValue) before")])
    case .other:
      return .bullet([.init("\(change.before.rawValue) → \(change.after.rawValue): "), .init(name + reason)])
    case .unrepeatable:
      return .bullet([.init("one identity, two results: ", .bad), .init(name)])
    }
  }

  static func limited(_ items: [Statement.Item], _ most: Int) -> [Statement.Item] {
    guard items.count > most else { return items }
    return Array(items.prefix(most)) + [.bullet([.init("and \(items.count - most) more", .muted)])]
  }

  // MARK: - Metrics, claims, text

  private var metrics: [Statement.Item] { MetricStatement.items(comparison.metrics, most: most) }

  private var claims: [Statement.Item] {
    let claims = comparison.claims
    let flips = claims.flips.map { flip -> Statement.Item in
      let tone: Statement.Tone = flip.isLoss ? .bad : flip.after == "reproduced" ? .good : .warning
      return .bullet([
        .init("\(flip.name): ", .strong), .init(Words.verdict(flip.before)), .init(" → "),
        .init(Words.verdict(flip.after), tone), .init(" “\(flip.words)”", .muted),
      ])
    }
    let added = claims.added.map { claim in
      Statement.Item.bullet([.init("added: ", .good), .init("\(claim.name), \(Words.verdict(claim.verdict))")])
    }
    let removed = claims.removed.map { claim in
      Statement.Item.bullet([.init("removed: ", .warning), .init("\(claim.name), \(Words.verdict(claim.verdict))")])
    }
    return Self.limited(flips + added + removed, most)
  }

  private var prose: [Statement.Item] {
    guard let prose = comparison.prose else { return [] }
    let changes = prose.changes.map { Statement.Item.bullet(Self.spans($0.pieces)) }
    let values = prose.values.map { value in
      Statement.Item.bullet([.init("{\(value.path)}: ", .strong)] + Self.arrow(value.before, value.after))
    }
    return Self.limited(changes, most) + Self.limited(values, most)
  }

  /// Long stretches that were kept are shortened to what is next to a change.
  private static func spans(_ pieces: [TextDifference.Piece]) -> [Statement.Span] {
    pieces.enumerated().map { index, piece in
      switch piece {
      case .removed(let text): return .init(text, .removed)
      case .added(let text): return .init(text, .added)
      case .kept(let text):
        let words = TextDifference.words(text)
        guard words.count > 16 else { return .init(text) }
        let start = index == 0 ? "" : words.prefix(7).joined()
        let end = index == pieces.count - 1 ? "" : words.suffix(7).joined()
        return .init(start + "… " + end)
      }
    }
  }
}
