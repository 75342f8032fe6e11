package import OffprintCore

/// All that decides the name of a run, and so whether a stored one is the one that is asked for.
package struct RunIdentity: Hashable, Sendable {
  package var spec: RunSpec
  package var data: DataIdentity
  /// The version of the order of sums.
  package var engineVersion: Int

  package init(spec: RunSpec, data: DataIdentity, engineVersion: Int) {
    self.spec = spec
    self.data = data
    self.engineVersion = engineVersion
  }

  package var id: RunID { RunID(spec: spec, data: data.digest, engineVersion: engineVersion) }

  /// What has to be changed in `older` to get this one: the engine's version and the data first, then the settings by their
  /// paths. Empty exactly where both have the same name.
  package func changes(from older: RunIdentity) -> [SettingChange] {
    var changes: [SettingChange] = []
    if engineVersion != older.engineVersion {
      changes.append(
        SettingChange(
          path: RunIdentity.enginePath, old: .number(Double(older.engineVersion)), new: .number(Double(engineVersion))))
    }
    if data.digest != older.data.digest {
      changes.append(SettingChange(path: RunIdentity.dataPath, old: older.data.setting, new: data.setting))
    }
    return changes + SettingDifference(from: older.spec.setting, to: spec.setting).changes
  }

  /// Where `changes` has the version of the order of sums.
  package static let enginePath = "engine"
  /// Where `changes` has the data, a component with `name`, `digest`, `train` and `test`.
  package static let dataPath = "data"
}

extension RunRecord {
  package var identity: RunIdentity { RunIdentity(spec: spec, data: data, engineVersion: engineVersion) }
}

extension DataIdentity {
  fileprivate var setting: Setting {
    [
      "name": .string(name), "digest": .string(digest.hexadecimal), "train": .number(Double(trainCount)),
      "test": .number(Double(testCount)),
    ]
  }
}
