import Experiment
import Foundation
import Interop
import OffprintCore
import Training

/// The arrays that every leg and every peer trains on, as plain files: `train.images` and `test.images` with a byte for each
/// pixel, `train.labels` and `test.labels` with a byte for each label, and `info.json`.
enum BenchmarkData {
  /// As the program finds it, but never from the network.
  static func resolve(_ settings: [Setting], _ environment: [String: String]) throws -> DataSet {
    let places = DataEnvironment(
      variableDirectory: environment["OFFPRINT_DATA"],
      cacheDirectory: DataEnvironment.cacheDirectory(
        xdgCacheHome: environment["XDG_CACHE_HOME"], home: environment["HOME"]),
      isOffline: true)
    let resolver = DataResolver(
      environment: places, download: MNISTDownload(transport: URLSessionTransport(), pause: { _ in }),
      workers: max(1, ProcessInfo.processInfo.activeProcessorCount))
    return try resolver.resolve(settings).dataSet
  }

  static func write(_ data: DataSet, to directory: String) throws {
    for (name, part) in [("train", data.train), ("test", data.test)] {
      try FileSystem.writeNew(part.images, to: "\(directory)/\(name).images")
      try FileSystem.writeNew(part.labels, to: "\(directory)/\(name).labels")
    }
    try FileSystem.writeNew(Array(info(data).canonicalJSON.utf8), to: "\(directory)/info.json")
  }

  static func read(_ directory: String) throws -> DataSet {
    let parts = try ["train", "test"].map { name in
      DataSet.Part(
        images: try FileSystem.read("\(directory)/\(name).images"),
        labels: try FileSystem.read("\(directory)/\(name).labels"))
    }
    return DataSet(name: "benchmark", train: parts[0], test: parts[1], classCount: 10)
  }

  /// What a peer needs to know to standardize the images as we do.
  private static func info(_ data: DataSet) -> Setting {
    [
      "name": .string(data.name), "train": .number(Double(data.train.count)), "test": .number(Double(data.test.count)),
      "side": .number(Double(DataSet.side)), "classes": .number(Double(data.classCount)),
      "mean": .number(data.standardization.mean), "deviation": .number(data.standardization.standardDeviation),
    ]
  }
}

/// `export --networks FILE --to DIRECTORY`.
enum ExportLeg {
  static func run(_ arguments: Arguments, _ environment: [String: String]) throws -> Setting {
    let notebook = try BenchmarkNotebook(path: try arguments.text("networks"))
    let data = try BenchmarkData.resolve(notebook.data, environment)
    try BenchmarkData.write(data, to: try arguments.text("to"))
    return ["data": .string(data.name)]
  }
}
