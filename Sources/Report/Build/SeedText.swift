/// Seeds as a reader takes them in: `1, 2, 5` and `1–80`.
package enum SeedText {
  /// Ascending, three or more in a row drawn together; duplicates count once.
  package static func list(_ seeds: [Int]) -> String {
    ranges(of: seeds).map { range in
      switch range.count {
      case 1: "\(range.lowerBound)"
      case 2: "\(range.lowerBound), \(range.upperBound)"
      default: "\(range.lowerBound)–\(range.upperBound)"
      }
    }.joined(separator: ", ")
  }

  /// Ascending; duplicates count once.
  static func ranges(of seeds: [Int]) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for seed in Set(seeds).sorted() {
      if let last = ranges.last, last.upperBound < Int.max, seed == last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...seed
      } else {
        ranges.append(seed...seed)
      }
    }
    return ranges
  }

  /// `seed 4`, `seeds 1–80`.
  package static func phrase(_ seeds: [Int]) -> String {
    (Set(seeds).count == 1 ? "seed " : "seeds ") + list(seeds)
  }
}
