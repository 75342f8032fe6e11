package import OffprintCore

/// Which data a run was trained on: what it is called for people, and the digest that identifies it.
package struct DataIdentity: Hashable, Sendable, Codable {
  /// `mnist`, `strokes`.
  package var name: String
  /// Over every image and label, training set before test set, in the form the trainer sees.
  package var digest: ContentHash
  package var trainCount: Int
  package var testCount: Int

  package init(name: String, digest: ContentHash, trainCount: Int, testCount: Int) {
    self.name = name
    self.digest = digest
    self.trainCount = trainCount
    self.testCount = testCount
  }
}

/// The name of a run: SHA-256 over the canonical spec, the data's digest and the engine's numeric version. The machine and
/// the versions of libraries are provenance, not identity.
package struct RunID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  package let hash: ContentHash

  package init(spec: RunSpec, data: ContentHash, engineVersion: Int) {
    self.init(spec: spec.setting, data: data, engineVersion: engineVersion)
  }

  /// The same from a spec as it is written, which may be that of a newer version.
  package init(spec: Setting, data: ContentHash, engineVersion: Int) {
    let identity: Setting = [
      "spec": spec, "data": .string(data.hexadecimal), "engine": .number(Double(engineVersion)),
    ]
    hash = ContentHash(ofText: identity.canonicalJSON)
  }

  /// A stored run's name read back; nil unless it is 64 hexadecimal digits.
  package init?(hexadecimal: String) {
    guard let hash = ContentHash(hexadecimal: hexadecimal) else { return nil }
    self.hash = hash
  }

  /// The first twelve digits, which is what people are shown.
  package var short: String { hash.short }

  package var description: String { hash.hexadecimal }

  package static func < (left: RunID, right: RunID) -> Bool { left.hash < right.hash }

  package init(from decoder: any Decoder) throws { hash = try ContentHash(from: decoder) }

  package func encode(to encoder: any Encoder) throws { try hash.encode(to: encoder) }
}
