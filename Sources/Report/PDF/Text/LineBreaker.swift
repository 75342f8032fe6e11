import Interop

/// Chooses where the lines of a paragraph end, for the paragraph as a whole: the breaks with the least sum of demerits, where
/// a line's demerits grow with how far its spaces are stretched or shrunk, with hyphens, and where tight and loose lines meet
/// (Knuth and Plass, "Breaking Paragraphs into Lines", 1981). Words are divided only where no good lines can be had without.
package struct LineBreaker {
  package enum Setting: Hashable, Sendable {
    /// All lines but the last fill the measure.
    case justified
    /// Lines end where they end, none much shorter than the others.
    case ragged
    /// As ragged, the last line included: for titles.
    case balanced
  }

  package var firstMeasure: Double
  package var measure: Double
  package var setting: Setting
  /// The least width of a last line, so that it is not shorter than the next paragraph's indent.
  package var leastLastLine = 0.0

  package init(firstMeasure: Double, measure: Double, setting: Setting) {
    self.firstMeasure = firstMeasure
    self.measure = measure
    self.setting = setting
  }

  /// A line of the result: its clusters without the white space at its end.
  package struct Line: Hashable, Sendable {
    package var clusters: Range<Int>
    /// The sum of the widths, a hyphen at the end included.
    package var natural: Double
    package var isLast: Bool
    /// Whether a hyphen is added at its end.
    package var isHyphenated: Bool
  }

  /// How far the spaces of a justified line may shrink, as a share of their width.
  package static let shrinkability = 0.25
  /// How far they stretch before it begins to look loose.
  package static let stretchability = 0.45
  /// How much wider or narrower than drawn a whole line may be set, which nobody sees and which evens out the spaces
  /// (Hàn, "Micro-typographic extensions to the TeX typesetting system", 2000, section 3).
  package static let expansion = 0.012

  private static let linePenalty = 10.0
  private static let hyphenPenalty = 60.0
  private static let stackedHyphens = 8000.0
  private static let contrast = 4000.0
  private static let lastResort = 1e9
  private static let shortLastLine = 9000.0
  /// The most lines in a row that may end in a hyphen.
  package static let mostStackedHyphens = 2

  /// What a pass over the paragraph allows.
  private struct Pass {
    var dividesWords: Bool
    /// The largest ratio of stretch.
    var tolerance: Double
    var breaksAnywhere: Bool
  }

  package func lines(_ text: BreakableText) -> [Line] {
    guard !text.clusters.isEmpty else { return [] }
    let passes =
      setting == .justified
      ? [
        Pass(dividesWords: false, tolerance: 1.15, breaksAnywhere: false),
        Pass(dividesWords: true, tolerance: 1.6, breaksAnywhere: false),
        Pass(dividesWords: true, tolerance: 4, breaksAnywhere: false),
        Pass(dividesWords: true, tolerance: .infinity, breaksAnywhere: true),
      ] : [Pass(dividesWords: false, tolerance: .infinity, breaksAnywhere: true)]
    for pass in passes {
      if let lines = lines(text, pass) { return lines }
    }
    preconditionFailure("the last pass takes any line")
  }

  // MARK: One pass

  private struct Candidate {
    var place: BreakableText.Break
    /// Where the line before ends, its white space left out.
    var end: Int
  }

  /// A way to end a line at a candidate.
  private struct Node {
    var demerits: Double
    var candidate: Int
    /// In the list of all nodes.
    var previous: Int
    /// From tight, 0, to very loose, 3.
    var fitness: Int
    var hyphens: Int
  }

  private func lines(_ text: BreakableText, _ pass: Pass) -> [Line]? {
    let candidates = candidates(text, pass)
    let last = candidates.count - 1
    var nodes = [Node(demerits: 0, candidate: 0, previous: -1, fitness: 1, hyphens: 0)]
    var at = [Range<Int>](repeating: 0..<0, count: candidates.count)
    at[0] = 0..<1
    for end in 1...last {
      var best: [Node?] = Array(repeating: nil, count: 12)
      for start in stride(from: end - 1, through: 0, by: -1) {
        guard let line = line(text, candidates[start], candidates[end], isLast: end == last, pass) else {
          // Too wide already; but one piece must be taken, however wide.
          if start == end - 1, pass.breaksAnywhere { take(at[start], end, 1e12, 3, false, nodes, &best, pass) }
          break
        }
        guard line.ratio <= pass.tolerance else { continue }
        take(at[start], end, line.demerits, line.fitness, candidates[end].place.isHyphen, nodes, &best, pass)
      }
      let first = nodes.count
      nodes += best.compactMap { $0 }
      at[end] = first..<nodes.count
    }
    guard let final = at[last].min(by: { nodes[$0].demerits < nodes[$1].demerits }) else { return nil }
    var ends: [Int] = []
    var node = final
    while node >= 0 {
      ends.append(nodes[node].candidate)
      node = nodes[node].previous
    }
    ends.reverse()
    return zip(ends, ends.dropFirst()).map { start, end in
      let from = candidates[start].place.cluster
      let hyphen = candidates[end].place.hyphenWidth
      let to = max(from, candidates[end].end)
      return Line(
        clusters: from..<to, natural: text.width[to] - text.width[from] + hyphen, isLast: end == last,
        isHyphenated: hyphen > 0)
    }
  }

  /// Offers a line from each node of `starts` to `end`.
  private func take(
    _ starts: Range<Int>, _ end: Int, _ demerits: Double, _ fitness: Int, _ isHyphen: Bool, _ nodes: [Node],
    _ best: inout [Node?], _ pass: Pass
  ) {
    for index in starts {
      let start = nodes[index]
      var total = start.demerits + demerits
      var hyphens = isHyphen ? start.hyphens + 1 : 0
      if hyphens > Self.mostStackedHyphens {
        guard pass.breaksAnywhere else { continue }
        (total, hyphens) = (total + Self.lastResort, Self.mostStackedHyphens)
      }
      if hyphens > 1 { total += Self.stackedHyphens }
      if (fitness - start.fitness).magnitude > 1 { total += Self.contrast }
      let slot = fitness * 3 + hyphens
      if total < best[slot]?.demerits ?? .infinity {
        best[slot] = Node(demerits: total, candidate: end, previous: index, fitness: fitness, hyphens: hyphens)
      }
    }
  }

  /// Nil where the line does not fit.
  private func line(
    _ text: BreakableText, _ start: Candidate, _ end: Candidate, isLast: Bool, _ pass: Pass
  ) -> (ratio: Double, demerits: Double, fitness: Int)? {
    let from = start.place.cluster
    let to = max(from, end.end)
    var width = from == 0 ? firstMeasure : measure
    if setting == .justified { width += text.overhang(from..<to, hyphen: end.place.hyphenWidth) }
    let natural = text.width[to] - text.width[from] + end.place.hyphenWidth
    let slack = width - natural
    if setting != .justified {
      guard slack >= -0.001 else { return nil }
      let share = slack / max(width, 1)
      let penalty = end.place.penalty / 1000
      return (0, isLast && setting == .ragged ? 1e-6 : share * share + penalty + 1e-6, 1)
    }
    let space = text.spaceWidth[to] - text.spaceWidth[from]
    var ratio = 0.0
    if slack < 0 {
      let shrink = space * Self.shrinkability + natural * Self.expansion
      guard -slack <= shrink + 0.001 else { return nil }
      ratio = slack / max(shrink, 0.001)
    } else if !isLast {
      ratio = slack / max(space * Self.stretchability + natural * Self.expansion, 0.001)
    }
    let fitness = ratio < -0.5 ? 0 : ratio <= 0.5 ? 1 : ratio <= 1 ? 2 : 3
    let badness = min(1e5, 100 * ratio.magnitude * ratio.magnitude * ratio.magnitude)
    let penalty = end.place.isHyphen && end.place.hyphenWidth > 0 ? Self.hyphenPenalty : end.place.penalty
    var demerits = (Self.linePenalty + badness) * (Self.linePenalty + badness) + penalty * penalty
    if isLast, from > 0 {
      if start.place.isHyphen { demerits += Self.shortLastLine }
      // Where nothing else can be done, the last pass takes even this.
      if natural < leastLastLine { (ratio, demerits) = (.infinity, demerits + 10 * Self.shortLastLine) }
    }
    return (ratio, demerits, fitness)
  }

  /// Where lines may end: between words, inside words at a hyphen, and anywhere inside words that are wider than a line.
  private func candidates(_ text: BreakableText, _ pass: Pass) -> [Candidate] {
    let nowhere = BreakableText.Break(cluster: 0)
    var result = [Candidate(place: nowhere, end: 0)]
    for place in text.breaks + [BreakableText.Break(cluster: text.clusters.count)] {
      if place.hyphenWidth > 0, !pass.dividesWords { continue }
      if pass.breaksAnywhere {
        let start = result[result.count - 1].place.cluster
        let end = max(start, text.trimmedEnd[place.cluster])
        if text.width[end] - text.width[start] > min(firstMeasure, measure) {
          for inside in start + 1..<max(start + 1, end) where !text.clusters[inside].isWhiteSpace {
            result.append(
              Candidate(place: BreakableText.Break(cluster: inside, penalty: 3000), end: text.trimmedEnd[inside]))
          }
        }
      }
      result.append(Candidate(place: place, end: text.trimmedEnd[place.cluster]))
    }
    return result
  }
}
