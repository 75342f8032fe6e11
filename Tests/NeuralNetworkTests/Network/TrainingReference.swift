import Foundation
import OffprintCore

/// What `make_reference.py` wrote.
struct TrainingReference: Decodable {
  struct Tensor: Decodable {
    let name: String
    let shape: [Int]
    let values: [Float]

    var named: NamedTensor { NamedTensor(name: name, shape: shape, elements: .float32(values)) }
  }

  struct Case: Decodable {
    let name: String
    let head: String
    let optimizer: JSONSetting
    let layers: JSONSetting
    let initial: [Tensor]
    let losses: [Double]
    let final: [Tensor]
  }

  /// Images in a batch.
  let batch: Int
  /// From the first image of one batch to that of the next.
  let stride: Int
  let mean: Double
  let deviation: Double
  let pixels: [UInt8]
  let labels: [Int32]
  let cases: [Case]

  static func load() throws -> TrainingReference {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appending(path: "Reference/training-reference.json")
    return try JSONDecoder().decode(TrainingReference.self, from: Data(contentsOf: file))
  }
}

/// A setting as JSON has it.
struct JSONSetting: Decodable {
  let setting: Setting

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      setting = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      setting = .number(value)
    } else if let value = try? container.decode(String.self) {
      setting = .string(value)
    } else if let values = try? container.decode([JSONSetting].self) {
      setting = .list(values.map(\.setting))
    } else {
      setting = .map(try container.decode([String: JSONSetting].self).mapValues(\.setting))
    }
  }
}
