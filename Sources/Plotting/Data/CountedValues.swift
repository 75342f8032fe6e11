/// Numbers with how often each occurs: the angles of millions of images are a few hundred of them.
package struct CountedValues: Hashable, Sendable {
  /// Each once, rising; all can be drawn.
  package let values: [Double]
  /// How often each occurs, 1 or more.
  package let counts: [Int]
  /// All of them together.
  package let total: Int
  /// How many were given that cannot be drawn, being infinite, no numbers or too large to print.
  package let omitted: Int

  package init(_ list: [Double]) {
    self.init(list, counts: [Int](repeating: 1, count: list.count))
  }

  /// - Parameter counts: how often each element of `list` occurs; none occurs where that is 0.
  package init(_ list: [Double], counts: [Int]) {
    precondition(list.count == counts.count)
    let given = zip(list, counts).filter { $0.1 > 0 }
    let kept = given.filter { AxisScale.linear.place($0.0) != nil }.sorted { $0.0 < $1.0 }
    var values: [Double] = []
    var sums: [Int] = []
    for (value, count) in kept {
      if values.last == value {
        sums[sums.count - 1] += count
      } else {
        values.append(value)
        sums.append(count)
      }
    }
    self.values = values
    self.counts = sums
    total = sums.reduce(0, +)
    omitted = given.reduce(0) { $0 + $1.1 } - total
  }

  package var isEmpty: Bool { values.isEmpty }

  /// Between order statistics, as numpy's default; 0 where there is nothing.
  func quantile(_ part: Double) -> Double {
    guard let last = values.last else { return 0 }
    let at = part * Double(total - 1)
    let index = Int(at)
    guard index + 1 < total else { return last }
    let (below, above) = (element(index), element(index + 1))
    return below + (above - below) * (at - Double(index))
  }

  /// The one at `index` were all written out, rising.
  private func element(_ index: Int) -> Double {
    var passed = 0
    for (value, count) in zip(values, counts) {
      passed += count
      if passed > index { return value }
    }
    preconditionFailure("\(index) is less than \(total)")
  }
}
