package import Interop

/// A paragraph's clusters with the places at which its lines may end.
package struct BreakableText {
  /// A place where a line may end: before a cluster.
  package struct Break: Hashable, Sendable {
    package var cluster: Int
    /// Of the hyphen that is added; 0 where none is.
    package var hyphenWidth = 0.0
    /// Whether the line then ends in a hyphen, one that is added or one of the text's.
    package var isHyphen = false
    /// 0 at a space, more where readers stumble.
    package var penalty = 0.0
  }

  package let clusters: [TextCluster]
  package let breaks: [Break]
  /// `[i]` is the width of the clusters before `i`.
  package let width: [Double]
  /// The same of white space alone.
  package let spaceWidth: [Double]
  /// Where a line ends that would end before cluster `[i]`, without its trailing white space.
  package let trimmedEnd: [Int]
  /// How far each cluster may hang out at the left and right, as Hàn's thesis calls it protrude; empty where none may.
  private let hanging: [(left: Double, right: Double)]
  private let hyphenHanging: Double

  package init(
    _ clusters: [TextCluster], breaks: [Break], hanging: [(left: Double, right: Double)] = [], hyphenHanging: Double = 0
  ) {
    self.clusters = clusters
    self.breaks = breaks
    self.hanging = hanging
    self.hyphenHanging = hyphenHanging
    var (width, spaceWidth, ends) = ([0.0], [0.0], [0])
    for list in [clusters.count + 1] {
      width.reserveCapacity(list)
      spaceWidth.reserveCapacity(list)
      ends.reserveCapacity(list)
    }
    for (index, cluster) in clusters.enumerated() {
      width.append(width[index] + cluster.width)
      spaceWidth.append(spaceWidth[index] + (cluster.isWhiteSpace ? cluster.width : 0))
      ends.append(cluster.isWhiteSpace ? ends[index] : index + 1)
    }
    (self.width, self.spaceWidth, trimmedEnd) = (width, spaceWidth, ends)
  }

  /// How far a line of these clusters hangs out of its measure at the left.
  package func leftOverhang(_ line: Range<Int>) -> Double {
    hanging.isEmpty || line.isEmpty || line.lowerBound == 0 ? 0 : hanging[line.lowerBound].left
  }

  /// The same at the right.
  package func rightOverhang(_ line: Range<Int>, hyphen: Double) -> Double {
    guard !hanging.isEmpty, !line.isEmpty else { return 0 }
    return hyphen > 0 ? hyphenHanging * hyphen : hanging[line.upperBound - 1].right
  }

  /// At both ends.
  package func overhang(_ line: Range<Int>, hyphen: Double) -> Double {
    leftOverhang(line) + rightOverhang(line, hyphen: hyphen)
  }
}
