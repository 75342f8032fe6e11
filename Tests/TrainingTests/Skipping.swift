import Foundation

/// Why the tests on real MNIST cannot run here; nil where they can.
enum RealMNIST {
  static let directory = ProcessInfo.processInfo.environment["OFFPRINT_DATA"]
  static var isThere: Bool { directory.map { !$0.isEmpty } ?? false }
  static let why = "OFFPRINT_DATA does not name a directory with MNIST: nothing here was tested on the real data set"
}
