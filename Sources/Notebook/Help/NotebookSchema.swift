package import OffprintCore

/// JSON Schema (draft 2020-12) of the front matter and of each kind of cell, for editors that check YAML as one types.
/// It says of one cell what can be said without the others: whether a name exists is for `offprint check`.
package struct NotebookSchema: Sendable {
  private let keys: NotebookKeys

  package init(_ keys: NotebookKeys) {
    self.keys = keys
  }

  /// All of them, under `$defs`: `#/$defs/front-matter`, `#/$defs/train`, …
  package var document: Setting {
    var definitions: [String: Setting] = ["front-matter": frontMatter]
    for kind in CellKind.allCases { definitions[kind.rawValue] = schema(of: kind) }
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "The YAML of an Offprint notebook",
      "$defs": .map(definitions),
    ]
  }

  /// Of the front matter.
  package var frontMatter: Setting { group(keys.frontMatter) }

  /// Of a cell.
  package func schema(of kind: CellKind) -> Setting {
    let declared = keys.keys(of: kind)
    switch kind {
    case .train: return train(declared)
    case .figure: return figure(declared)
    case .model, .sweep, .table, .claim: return described(group(declared), kind.summary)
    }
  }

  /// What is required may also be inherited.
  private func train(_ declared: [KeyDeclaration]) -> Setting {
    var schema = group(declared)
    let required = schema["required"] ?? .list([])
    schema = schema.replacing(path: "required", with: .list([]))
    schema = schema.replacing(path: "anyOf", with: [["required": ["base"]], ["required": required]])
    return described(schema, CellKind.train.summary)
  }

  /// Which plot it is decides which other keys there are.
  private func figure(_ declared: [KeyDeclaration]) -> Setting {
    let plots = keys.vocabulary.plots.map { plot in
      group(declared + plot.keys).replacing(path: "properties.plot", with: ["const": .string(plot.name)])
    }
    return described(["anyOf": .list(plots)], CellKind.figure.summary)
  }

  private func described(_ schema: Setting, _ summary: String) -> Setting {
    schema.replacing(path: "description", with: .string(summary))
  }

  // MARK: - Kinds

  private func group(_ keys: [KeyDeclaration]) -> Setting {
    var properties: [String: Setting] = [:]
    var required: [Setting] = []
    for key in keys {
      var property = schema(of: key.kind).replacing(path: "description", with: .string(key.summary))
      switch key.presence {
      case .required: required.append(.string(key.name))
      case .optional: break
      case .defaulted(let value): property = property.replacing(path: "default", with: value)
      }
      properties[key.name] = property
    }
    return [
      "type": "object", "properties": .map(properties), "required": .list(required), "additionalProperties": false,
    ]
  }

  private func schema(of kind: ValueKind) -> Setting {
    switch kind {
    case .boolean: ["type": "boolean"]
    case .integer(let range):
      ["type": "integer", "minimum": .number(Double(range.lowerBound)), "maximum": .number(Double(range.upperBound))]
    case .number(let range): number(range)
    // Plain numbers are taken as the text they are.
    case .text: ["type": ["string", "number"]]
    case .anything: [:]
    case .quantity(let words):
      ["type": "string", "examples": .list((words + ["loss.margin"]).map { .string($0) })]
    case .choice(let words): ["enum": .list(words.map { .string($0) })]
    case .reference: ["type": "string", "pattern": "^[a-z][a-z0-9-]*$"]
    case .list(let element, let count):
      [
        "type": "array", "items": schema(of: element), "minItems": .number(Double(count.lowerBound)),
        "maxItems": .number(Double(min(count.upperBound, Int(Int32.max)))),
      ]
    case .group(let keys): group(keys)
    case .component(let components): component(components)
    case .element(let components): element(components)
    case .paths(let inner), .entries(_, let inner):
      ["type": "object", "minProperties": 1, "additionalProperties": schema(of: inner)]
    case .either(let kinds, _): ["anyOf": .list(kinds.map { schema(of: $0) })]
    }
  }

  private func number(_ range: NumberRange) -> Setting {
    var schema: [String: Setting] = ["type": "number"]
    if range.lower.isFinite { schema[range.excludesLower ? "exclusiveMinimum" : "minimum"] = .number(range.lower) }
    if range.upper.isFinite { schema[range.excludesUpper ? "exclusiveMaximum" : "maximum"] = .number(range.upper) }
    return .map(schema)
  }

  /// The names that may stand alone: those whose keys all have defaults.
  private func bareNames(_ components: [ComponentDeclaration]) -> Setting {
    let bare = components.filter { component in
      !component.keys.contains { key in
        if case .required = key.presence { true } else { false }
      }
    }
    return ["enum": .list(bare.map { .string($0.name) })]
  }

  private func component(_ components: [ComponentDeclaration]) -> Setting {
    let whole = components.map { component in
      let name = KeyDeclaration("name", .choice([component.name]), .required, component.summary)
      return group([name] + component.keys)
    }
    return ["anyOf": .list([bareNames(components)] + whole)]
  }

  private func element(_ components: [ComponentDeclaration]) -> Setting {
    let whole = components.map { component -> Setting in
      var values = [group(component.keys)]
      if let primary = component.keys.first(where: { $0.name == component.primaryKey }) {
        values.append(schema(of: primary.kind))
      }
      let property: Setting = ["anyOf": .list(values)]
      return [
        "type": "object", "properties": .map([component.name: property]),
        "required": [.string(component.name)], "additionalProperties": false,
      ]
    }
    return ["anyOf": .list([bareNames(components)] + whole)]
  }
}
