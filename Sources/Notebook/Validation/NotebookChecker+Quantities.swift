import OffprintCore

/// What figures put on their axes: that some of their runs have it.
extension NotebookChecker {
  /// The specs of the cells in a `runs:` list, of a sweep that of its first configuration.
  func specSettings(of runs: Setting?) -> [Setting] {
    guard case .list(let names)? = runs else { return [] }
    return names.compactMap { name -> Setting? in
      guard case .string(let name) = name else { return nil }
      if let train = trains[name] { return specSetting(of: train) }
      return sweeps[name].flatMap { firstSpecSetting(of: $0) }
    }
  }

  /// Tells of each quantity among `keys`, and in the components below them, that is neither a word nor a setting of any of
  /// `specs`.
  mutating func requireQuantities(
    _ keys: [KeyDeclaration], in setting: Setting, of specs: [Setting], _ ranges: [String: SourceRange],
    path: String = ""
  ) {
    for key in keys {
      let inner = path.isEmpty ? key.name : "\(path).\(key.name)"
      switch (key.kind, setting[key.name]) {
      case (.quantity(let words), .string(let name)?):
        // A default needs no check, and has no place.
        if let range = ranges[inner], !words.contains(name) { require(name, key, words, in: specs, at: range) }
      case (.component(let components), let value?):
        let component = components.first { Setting.string($0.name) == value["name"] }
        requireQuantities(component?.keys ?? [], in: value, of: specs, ranges, path: inner)
      default: continue
      }
    }
  }

  private mutating func require(
    _ name: String, _ key: KeyDeclaration, _ words: [String], in specs: [Setting], at range: SourceRange
  ) {
    let declared = keys.keys(of: .train).filter { !["base", "label", "seeds"].contains($0.name) }
    let resolver = PathResolver(models: keys.keys(of: .model), allowsNames: true)
    var failure: PathResolver.Failure?
    for spec in specs {
      do throws(PathResolver.Failure) {
        _ = try resolver.resolve(name, keys: declared, in: spec)
        return
      } catch {
        failure = failure ?? error
      }
    }
    // Without a spec the runs have errors of their own.
    guard let failure else { return }
    let candidates = failure.before.isEmpty ? words + failure.candidates : failure.candidates
    log.add(
      .unknownPath, at: range,
      "\(Wording.code(key.name)) is \(Wording.code(name)), which none of the runs of this figure has",
      explanation: candidates.isEmpty
        ? nil : "There \(candidates.count == 1 ? "is" : "are") \(Wording.shortList(candidates)).",
      help: Wording.didYouMean(failure.part, among: candidates))
  }
}
