import CommandLineParser
import Experiment
import OffprintCore

/// How many runs are to be drawn: `12` or `5%`.
enum SampleSize: Sendable {
  case count(Int)
  /// Of all, a fraction in (0, 1].
  case part(Double)

  static let argument = ArgumentType<SampleSize>(
    placeholder: "n|p%",
    read: { word throws(ValueError) in
      if word.hasSuffix("%"), let number = Double(word.dropLast()), number > 0, number <= 100 {
        return .part(number / 100)
      }
      guard let count = Int(word), count > 0 else {
        throw ValueError("a number of runs or a part of them is wanted, such as 12 or 5%")
      }
      return .count(count)
    },
    show: { size in
      switch size {
      case .count(let count): String(count)
      case .part(let part): "\(part * 100)%"
      }
    })

  /// At least one.
  func count(of population: Int) -> Int {
    switch self {
    case .count(let count): min(count, population)
    case .part(let part): min(population, max(1, Int((part * Double(population)).rounded(.up))))
    }
  }
}

/// A time that may be spent: `90s`, `10m`, `1.5h`.
enum TimeBudget {
  /// In seconds.
  static let argument = ArgumentType<Double>(
    placeholder: "time",
    read: { word throws(ValueError) in
      let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
      guard let last = word.last, let unit = units[last],
        word.dropLast().utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".") }),
        let number = Double(word.dropLast()), number > 0, number * unit <= 1e7
      else { throw ValueError("a time with its unit is wanted, such as 90s, 10m or 2h") }
      return number * unit
    }, show: { "\($0)s" })
}

/// The runs of a report that people mean when they name them.
enum AuditChoice {
  /// Those that `words` name, all of them for no words: what `offprint why` takes, a run as the report calls it
  /// (`arcface/seed-2`), or the first digits of its ID.
  static func runs(_ words: [String], of report: AuditedReport) throws(CommandFailure) -> [PlanStatus.PlannedRun] {
    guard !words.isEmpty else { return report.runs }
    var ids: Set<RunID> = []
    var cells: [String] = []
    for word in words {
      let named = report.runs.filter { $0.label == word || isStart(word, of: $0.id) }
      if named.isEmpty { cells.append(word) } else { ids.formUnion(named.map(\.id)) }
    }
    for word in cells where word.contains("/seed-") {
      let known = Suggestion.closest(to: word, among: report.runs.map(\.label)).map { "did you mean ‘\($0)’?" }
      throw CommandFailure("the report has no run ‘\(word)’", help: known, status: .usage)
    }
    let configurations = cells.isEmpty ? [] : try CellSelection.configurations(cells, of: report.loaded.notebook)
    let specs = Set(configurations.flatMap(\.specs))
    let chosen = report.runs.filter { ids.contains($0.id) || specs.contains($0.spec) }
    guard !chosen.isEmpty else {
      throw CommandFailure("the report has no run of \(Quantities.list(words.map { "‘\($0)’" }))", status: .usage)
    }
    return chosen
  }

  private static func isStart(_ word: String, of id: RunID) -> Bool {
    word.count >= 6 && word.allSatisfy(\.isHexDigit) && id.description.hasPrefix(word.lowercased())
  }
}
