import Experiment
import Foundation
import OffprintCore

/// A checkpoint that cannot be trusted.
struct CheckpointFileError: Error {
  /// A sentence without a final stop.
  var reason: String
}

/// A checkpoint as a safetensors file. Its metadata holds the run's ID, the engine's version, the progress as JSON, and the
/// SHA-256 of the same file without that digest: a file that lost or changed anything is never taken for a checkpoint.
enum CheckpointFile {
  private static let digestKey = "sha256"

  /// Throws where the progress holds a number that JSON cannot.
  static func encode(_ checkpoint: Checkpoint) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var file = SafetensorsFile(
      tensors: checkpoint.tensors,
      metadata: [
        "run": checkpoint.id.description, "engine": String(checkpoint.engineVersion),
        "progress": String(decoding: try encoder.encode(checkpoint.progress), as: UTF8.self),
      ])
    file.metadata[digestKey] = ContentHash(of: file.encoded()).hexadecimal
    return file.encoded()
  }

  static func decode(_ bytes: [UInt8]) throws(CheckpointFileError) -> Checkpoint {
    var file: SafetensorsFile
    do {
      file = try SafetensorsFile(decoding: bytes)
    } catch {
      throw CheckpointFileError(reason: error.description)
    }
    // There is one spelling of each content, so the bytes without the digest can be had back.
    let digest = file.metadata.removeValue(forKey: digestKey)
    guard ContentHash(of: file.encoded()).hexadecimal == digest else {
      throw CheckpointFileError(reason: "its SHA-256 is not the one that it says")
    }
    guard let id = file.metadata["run"].flatMap(RunID.init(hexadecimal:)),
      let engineVersion = file.metadata["engine"].flatMap({ Int($0) }), let text = file.metadata["progress"],
      let progress = try? JSONDecoder().decode(RunProgress.self, from: Data(text.utf8))
    else { throw CheckpointFileError(reason: "it is not a checkpoint") }
    return Checkpoint(id: id, engineVersion: engineVersion, progress: progress, tensors: file.tensors)
  }
}
