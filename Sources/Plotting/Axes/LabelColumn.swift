/// Labels one below the other, each as near as can be to where it belongs.
enum LabelColumn {
  /// Centers at least `gap` apart inside `range`, in the order of `wanted`; nil where they do not fit. Labels in each
  /// other's way share the space around their mean.
  static func spread(_ wanted: [Double], gap: Double, in range: ClosedRange<Double>) -> [Double]? {
    guard Double(max(0, wanted.count - 1)) * gap <= range.upperBound - range.lowerBound else { return nil }
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    // Runs of labels that touch: the indices in order, and the position of the first.
    var runs: [(members: [Int], top: Double)] = []
    for index in order {
      var run = (members: [index], top: 0.0)
      run.top = settled(run.members, wanted, gap, range)
      while let above = runs.last, above.top + Double(above.members.count) * gap > run.top + 1e-9 {
        runs.removeLast()
        run.members = above.members + run.members
        run.top = settled(run.members, wanted, gap, range)
      }
      runs.append(run)
    }
    var result = wanted
    for run in runs { for (step, index) in run.members.enumerated() { result[index] = run.top + Double(step) * gap } }
    return result
  }

  /// Where the first of a run comes so that the run is nearest to what its members want, inside the range.
  private static func settled(
    _ members: [Int], _ wanted: [Double], _ gap: Double, _ range: ClosedRange<Double>
  ) -> Double {
    let sum = members.enumerated().reduce(0.0) { $0 + wanted[$1.element] - Double($1.offset) * gap }
    let length = Double(members.count - 1) * gap
    return min(max(sum / Double(members.count), range.lowerBound), range.upperBound - length)
  }
}
