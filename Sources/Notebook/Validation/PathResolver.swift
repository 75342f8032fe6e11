import OffprintCore

/// Follows a dotted path such as `loss.margin` through the declarations and a setting at once: which loss it is decides
/// which keys there are.
struct PathResolver {
  /// Why a path leads nowhere.
  struct Failure: Error {
    /// The part that is not known, or "" where the path ends too early.
    var part: String
    /// What leads up to it: `loss`.
    var before: String
    /// What could stand there.
    var candidates: [String]
    /// Whether the keys exist but nothing is set there.
    var isUnset = false
  }

  let models: [KeyDeclaration]
  /// Whether `loss.name` is a path: it can be read, but another name would need other keys beside it.
  let allowsNames: Bool

  /// The kind of the value at `path` below `keys`, where `setting` is the map that they describe.
  func resolve(_ path: String, keys: [KeyDeclaration], in setting: Setting) throws(Failure) -> ValueKind {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var kind = ValueKind.group(keys)
    var current: Setting? = setting
    var before: [String] = []
    for part in parts {
      let place = Failure(part: part, before: before.joined(separator: "."), candidates: [])
      guard let value = current else {
        var failure = place
        failure.isUnset = true
        throw failure
      }
      (kind, current) = try step(part, kind, value, place)
      before.append(part)
    }
    return kind
  }

  private func step(
    _ part: String, _ kind: ValueKind, _ setting: Setting, _ place: Failure
  ) throws(Failure) -> (ValueKind, Setting?) {
    var failure = place
    switch kind {
    case .group(let keys):
      if let key = keys.first(where: { $0.name == part }) { return (key.kind, setting[part]) }
      failure.candidates = keys.map(\.name)
    case .component(let components), .element(let components):
      let component = components.first { Setting.string($0.name) == setting["name"] }
      if part == "name", allowsNames { return (.choice(components.map(\.name)), setting["name"]) }
      if let key = component?.keys.first(where: { $0.name == part }) { return (key.kind, setting[part]) }
      failure.candidates = (component?.keys.map(\.name) ?? []) + (allowsNames ? ["name"] : [])
    case .reference:
      // The only reference that a spec keeps is its model, and the setting holds the model itself.
      return try step(part, .group(models), setting, place)
    case .list(let element, _):
      guard case .list(let elements) = setting else { throw failure }
      if let index = Int(part), elements.indices.contains(index) { return (element, elements[index]) }
      failure.candidates = elements.indices.map(String.init)
    case .either(let kinds, _):
      let tree = YAMLTree(setting)
      guard let fitting = kinds.first(where: { $0.accepts(tree) }) else { throw failure }
      return try step(part, fitting, setting, place)
    case .boolean, .integer, .number, .text, .anything, .choice, .quantity, .paths, .entries: break
    }
    throw failure
  }
}

extension PathResolver.Failure {
  /// What is wrong, for "‘loss.margn’ …".
  var reason: String {
    let owner = before.isEmpty ? "a training cell" : "`\(Wording.shortened(before))`"
    if isUnset { return "\(owner) is not set, so it has no \(Wording.code(part))" }
    if candidates.isEmpty { return "\(owner) is a single value, so it has no \(Wording.code(part))" }
    return "\(owner) has no key \(Wording.code(part))"
  }

  var explanation: String? {
    candidates.isEmpty ? nil : "There \(candidates.count == 1 ? "is" : "are") \(Wording.shortList(candidates))."
  }

  var help: String? { Wording.didYouMean(part, among: candidates) }
}
