import OffprintCore

/// A figure by what it draws, and how.
package struct FigureComparison: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case added
    case removed
    /// Its marks are where they were; only how they are drawn has changed.
    case styleOnly = "style-only"
    /// Marks moved, came or went.
    case moved
    /// Other words below it, or another number.
    case wordsOnly = "words-only"
    /// The pictures differ, and neither side says what it draws.
    case unknown
  }

  /// A mark that is not where it was.
  package struct MarkChange: Hashable, Sendable {
    package var name: FigureMarks.Name
    package var before: String
    package var after: String
    /// As a part of the range of its quantity, for the order; 1 for texts.
    package var weight: Double
  }

  package var anchor: String
  package var label: String
  package var kind: Kind
  /// How it is drawn: `scale: linear → log`.
  package var properties: [SettingChange] = []
  package var caption: SettingChange?
  /// The largest first.
  package var marks: [MarkChange] = []
  /// All that moved; `marks` has the largest of them.
  package var movedCount = 0
  package var addedSeries: [String] = []
  package var removedSeries: [String] = []
  /// Marks within series that both sides have.
  package var addedCount = 0
  package var removedCount = 0
  /// Why its data could not be compared.
  package var problem: String?

  /// More are counted, not listed.
  private static let most = 50

  /// Figures that are not what they were, in the second side's order, those that are gone last.
  static func all(_ before: ReportSnapshot, _ after: ReportSnapshot) -> [FigureComparison] {
    let old = Dictionary(before.figures.map { ($0.anchor, $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(after.figures.map(\.anchor))
    let present = after.figures.compactMap { figure -> FigureComparison? in
      guard let earlier = old[figure.anchor] else { return FigureComparison(figure, .added) }
      return FigureComparison(earlier, figure)
    }
    return present + before.figures.filter { !names.contains($0.anchor) }.map { FigureComparison($0, .removed) }
  }

  private init(_ figure: ReportSnapshot.Figure, _ kind: Kind) {
    anchor = figure.anchor
    label = figure.label
    self.kind = kind
  }

  /// Nil where nothing differs.
  private init?(_ before: ReportSnapshot.Figure, _ after: ReportSnapshot.Figure) {
    self.init(after, .wordsOnly)
    let words = (before.caption, after.caption)
    if words.0 != words.1 { caption = SettingChange(path: "caption", before: words.0, after: words.1) }
    if before.number != after.number {
      properties.append(SettingChange(path: "number", before: before.label, after: after.label))
    }
    compareData(before, after)
    if kind == .wordsOnly, !after.hasSamePictures(as: before) {
      kind = before.data != nil && after.data != nil && problem == nil ? .styleOnly : .unknown
    }
    if kind == .wordsOnly, caption == nil, properties.isEmpty, problem == nil { return nil }
  }

  private mutating func compareData(_ before: ReportSnapshot.Figure, _ after: ReportSnapshot.Figure) {
    guard let old = before.data, let new = after.data else { return }
    if old == new, before.marks == nil || after.marks == nil || before.marks == after.marks { return }
    do throws(SnapshotError) {
      compare(
        try FigureMarks(data: old.bytes, table: before.marks?.bytes),
        try FigureMarks(data: new.bytes, table: after.marks?.bytes))
    } catch {
      problem = error.description
    }
  }

  private mutating func compare(_ old: FigureMarks, _ new: FigureMarks) {
    let keys = Set(old.properties.keys).union(new.properties.keys).sorted()
    for key in keys where old.properties[key] != new.properties[key] {
      properties.append(
        SettingChange(
          path: key, before: old.properties[key].map(SettingDifference.text),
          after: new.properties[key].map(SettingDifference.text)))
    }
    compareMarks(old.marks, new.marks)
    if movedCount > 0 || addedCount > 0 || removedCount > 0 || !addedSeries.isEmpty || !removedSeries.isEmpty {
      kind = .moved
    } else if !properties.isEmpty {
      kind = .styleOnly
    }
  }

  private mutating func compareMarks(_ old: [FigureMarks.Mark], _ new: [FigureMarks.Mark]) {
    if old == new { return }
    let earlier = Dictionary(old.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let series = (Self.series(old), Self.series(new))
    addedSeries = series.1.filter { !Set(series.0).contains($0) }
    removedSeries = series.0.filter { !Set(series.1).contains($0) }
    let extents = Self.extents(old + new)
    var found: [MarkChange] = []
    var common = 0
    let fresh = Set(addedSeries)
    for mark in new {
      guard let value = earlier[mark.name] else {
        if !fresh.contains(mark.name.series) { addedCount += 1 }
        continue
      }
      common += 1
      if let change = Self.change(mark.name, value, mark.value, extents) { found.append(change) }
    }
    let gone = Set(removedSeries)
    removedCount = old.count { !gone.contains($0.name.series) } - common
    movedCount = found.count
    marks = Array(
      found.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
        .prefix(Self.most).map(\.element))
  }

  private static func change(
    _ name: FigureMarks.Name, _ before: Setting, _ after: Setting, _ extents: [String: ClosedRange<Double>]
  ) -> MarkChange? {
    guard case .number(let old) = before, case .number(let new) = after else {
      if before == after { return nil }
      return MarkChange(
        name: name, before: SettingDifference.text(before), after: SettingDifference.text(after), weight: 1)
    }
    // Sums in another order are no change of what is drawn.
    guard (old - new).magnitude > 1e-9 * max(old.magnitude, new.magnitude) else { return nil }
    let extent = extents[name.quantity].map { $0.upperBound - $0.lowerBound } ?? 0
    return MarkChange(
      name: name, before: Words.shortNumber(old), after: Words.shortNumber(new),
      weight: extent > 0 ? (old - new).magnitude / extent : 1)
  }

  private static func series(_ marks: [FigureMarks.Mark]) -> [String] {
    var seen: Set<String> = []
    return marks.compactMap { seen.insert($0.name.series).inserted ? $0.name.series : nil }
  }

  private static func extents(_ marks: [FigureMarks.Mark]) -> [String: ClosedRange<Double>] {
    var extents: [String: ClosedRange<Double>] = [:]
    for mark in marks {
      guard case .number(let value) = mark.value else { continue }
      let known = extents[mark.name.quantity] ?? value...value
      extents[mark.name.quantity] = min(known.lowerBound, value)...max(known.upperBound, value)
    }
    return extents
  }
}

extension ReportSnapshot.Figure {
  /// Of the forms that both have; true where they share none.
  func hasSamePictures(as other: ReportSnapshot.Figure) -> Bool {
    pictures.allSatisfy { form, bytes in other.pictures[form].map { $0 == bytes } ?? true }
  }
}
