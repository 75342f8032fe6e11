/// The names of many runs in few letters: `arcface/seed-1..80 softmax/seed-1..5,7`. A page has thousands of numbers, and some
/// are made from hundreds of runs.
package enum RunRanges {
  private static let mark = "/seed-"

  /// Configurations in the order of their first runs, the seeds of each ascending. A name without a seed stands as it is.
  package static func text(of names: [String]) -> String {
    var order: [String] = []
    var seeds: [String: [Int]] = [:]
    for name in names {
      guard let place = name.utf8.lastIndex(of: UInt8(ascii: "/")), name[place...].utf8.starts(with: mark.utf8),
        let seed = Int(name[name.utf8.index(place, offsetBy: mark.utf8.count)...])
      else {
        if seeds.updateValue([], forKey: name) == nil { order.append(name) }
        continue
      }
      let configuration = String(name[..<place])
      if seeds[configuration] == nil { order.append(configuration) }
      seeds[configuration, default: []].append(seed)
    }
    return order.map { configuration in
      let own = seeds[configuration] ?? []
      return own.isEmpty ? configuration : configuration + mark + ranges(own)
    }.joined(separator: " ")
  }

  private static func ranges(_ seeds: [Int]) -> String {
    SeedText.ranges(of: seeds).map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
    }.joined(separator: ",")
  }
}
