import Foundation
import OffprintCore

/// One leg of the benchmark, in a process of its own: measures one thing and prints it as a line of JSON. `benchmarks/run.py`
/// decides which legs there are, in which order, and what is made of them.
@main
enum OffprintBench {
  static func main() {
    let process = ProcessInfo.processInfo
    do {
      let arguments = try Arguments(Array(process.arguments.dropFirst()))
      guard let leg = legs[arguments.leg] else {
        throw BenchError("there is no leg ‘\(arguments.leg)’; there are \(legs.keys.sorted().joined(separator: ", "))")
      }
      print(try leg(arguments, process.environment).canonicalJSON)
    } catch {
      FileHandle.standardError.write(Data("offprint-bench: \(error)\n".utf8))
      exit(1)
    }
  }

  typealias Leg = @Sendable (Arguments, [String: String]) throws -> Setting

  private static let legs: [String: Leg] = [
    "describe": DescribeLeg.run, "export": ExportLeg.run, "layers": LayersLeg.run, "peaks": PeaksLeg.run,
    "startup": StartupLeg.run, "steps": StepsLeg.run, "train": TrainLeg.run,
  ]
}

/// What went wrong, in a sentence without a final stop.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// `train --network cnn4 --seconds 2`: a leg's name and its options, each with a value.
struct Arguments {
  let leg: String
  private let values: [String: String]

  init(_ words: [String]) throws {
    guard let leg = words.first, words.count % 2 == 1 else {
      throw BenchError("usage: offprint-bench LEG --option VALUE …; ‘make bench’ calls it")
    }
    self.leg = leg
    var values: [String: String] = [:]
    for place in stride(from: 1, to: words.count, by: 2) {
      guard words[place].hasPrefix("--") else { throw BenchError("‘\(words[place])’ is no option") }
      values[String(words[place].dropFirst(2))] = words[place + 1]
    }
    self.values = values
  }

  func text(_ name: String) throws -> String {
    guard let value = values[name] else { throw BenchError("‘--\(name)’ is missing") }
    return value
  }

  /// Nil where it is not given.
  func option(_ name: String) -> String? { values[name] }

  func count(_ name: String, default value: Int) throws -> Int {
    guard let text = values[name] else { return value }
    guard let count = Int(text), 1...65_536 ~= count else {
      throw BenchError("‘--\(name) \(text)’ should be from 1 to 65536")
    }
    return count
  }

  func seconds(_ name: String, default value: Double) throws -> Double {
    guard let text = values[name] else { return value }
    guard let seconds = Double(text), seconds >= 0, seconds <= 3600 else {
      throw BenchError("‘--\(name) \(text)’ should be from 0 to 3600 seconds")
    }
    return seconds
  }
}
