package import Interop

/// Chooses where the lines of a paragraph end, for the paragraph as a whole: the breaks with the least sum of demerits, where
/// a line's demerits grow with how far its spaces are stretched or shrunk (Knuth and Plass, "Breaking Paragraphs into Lines",
/// 1981, without hyphens and fitness classes).
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

  package init(firstMeasure: Double, measure: Double, setting: Setting) {
    self.firstMeasure = firstMeasure
    self.measure = measure
    self.setting = setting
  }

  /// A line of the result: its clusters without the white space at its end.
  package struct Line: Hashable, Sendable {
    package var clusters: Range<Int>
    /// The sum of the widths.
    package var natural: Double
    package var isLast: Bool
  }

  /// How far the spaces of a justified line may shrink, as a share of their width.
  package static let shrinkability = 0.25
  /// How far they stretch before it begins to look loose.
  package static let stretchability = 0.45
  /// How much wider or narrower than drawn a whole line may be set, which nobody sees and which evens out the spaces
  /// (Hàn, "Micro-typographic extensions to the TeX typesetting system", 2000, section 3).
  package static let expansion = 0.012
  private static let emergencyPenalty = 3000.0

  package func lines(_ clusters: [TextCluster]) -> [Line] {
    guard !clusters.isEmpty else { return [] }
    let sums = Sums(clusters)
    let candidates = candidates(clusters, sums)
    let last = candidates.count - 1
    var best = [Double](repeating: .infinity, count: candidates.count)
    var previous = [Int](repeating: 0, count: candidates.count)
    best[0] = 0
    for end in 1...last {
      for start in stride(from: end - 1, through: 0, by: -1) {
        let from = candidates[start].cluster
        let to = sums.trimmedEnd(candidates[end].cluster)
        let cost = demerits(sums, from, max(from, to), isLast: end == last)
        guard let cost else {
          // Too wide already; but one piece must be taken, however wide.
          if start == end - 1 { (best[end], previous[end]) = (best[start] + 1e15, start) }
          break
        }
        let total = best[start] + cost + (candidates[end].isEmergency ? Self.emergencyPenalty : 0)
        if total < best[end] { (best[end], previous[end]) = (total, start) }
      }
    }
    var ends = [last]
    while let end = ends.last, end > 0 { ends.append(previous[end]) }
    ends.reverse()
    return zip(ends, ends.dropFirst()).map { start, end in
      let from = candidates[start].cluster
      let to = max(from, sums.trimmedEnd(candidates[end].cluster))
      return Line(clusters: from..<to, natural: sums.width[to] - sums.width[from], isLast: end == last)
    }
  }

  /// Nil where the line does not fit.
  private func demerits(_ sums: Sums, _ from: Int, _ to: Int, isLast: Bool) -> Double? {
    let width = from == 0 ? firstMeasure : measure
    let natural = sums.width[to] - sums.width[from]
    let slack = width - natural
    let space = sums.spaceWidth[to] - sums.spaceWidth[from]
    if setting != .justified {
      guard slack >= -0.001 else { return nil }
      let share = slack / max(width, 1)
      return isLast && setting == .ragged ? 1e-6 : share * share + 1e-6
    }
    if slack < 0 {
      let shrink = space * Self.shrinkability + natural * Self.expansion
      guard -slack <= shrink + 0.001 else { return nil }
      return squared(10 + 100 * cubed(-slack / max(shrink, 0.001)))
    }
    if isLast { return slack > 0.88 * width && from > 0 ? squared(60) : squared(10) }
    return squared(
      10 + min(1e6, 100 * cubed(slack / max(space * Self.stretchability + natural * Self.expansion, 0.001))))
  }

  private func squared(_ value: Double) -> Double { value * value }
  private func cubed(_ value: Double) -> Double { value * value * value }

  private struct Candidate {
    var cluster: Int
    var isEmergency: Bool
  }

  /// Where lines may end: between words, and inside words that are wider than a line.
  private func candidates(_ clusters: [TextCluster], _ sums: Sums) -> [Candidate] {
    var result = [Candidate(cluster: 0, isEmergency: false)]
    func add(_ cluster: Int) {
      let start = result[result.count - 1].cluster
      let end = max(start, sums.trimmedEnd(cluster))
      if sums.width[end] - sums.width[start] > min(firstMeasure, measure) {
        for inside in start + 1..<max(start + 1, end) { result.append(Candidate(cluster: inside, isEmergency: true)) }
      }
      result.append(Candidate(cluster: cluster, isEmergency: false))
    }
    for index in 1..<max(1, clusters.count) where clusters[index].allowsBreakBefore { add(index) }
    add(clusters.count)
    return result
  }
}

/// Running sums over clusters, so that the width of any line is a difference.
private struct Sums {
  /// `[i]` is the width of the clusters before `i`.
  private(set) var width: [Double] = [0]
  /// The same of white space alone.
  private(set) var spaceWidth: [Double] = [0]
  private let ends: [Int]

  init(_ clusters: [TextCluster]) {
    var ends = [0]
    for (index, cluster) in clusters.enumerated() {
      width.append(width[index] + cluster.width)
      spaceWidth.append(spaceWidth[index] + (cluster.isWhiteSpace ? cluster.width : 0))
      ends.append(cluster.isWhiteSpace ? ends[index] : index + 1)
    }
    self.ends = ends
  }

  /// Where a line ends that would end before `cluster`, without its trailing white space.
  func trimmedEnd(_ cluster: Int) -> Int { ends[cluster] }
}
