import Foundation
import Notebook
import OffprintCore
import TestSupport
import Testing

@Suite("Help, reference and schema")
struct HelpTests {
  private let keys = NotebookKeys(TestVocabulary.vocabulary)

  @Test("help has a page for every cell, the front matter and every component, and none for what there is not")
  func pages() {
    let help = CellHelp(keys)
    for kind in CellKind.allCases {
      #expect(help.text(for: ["cells"])?.contains(kind.rawValue) == true)
      for key in keys.keys(of: kind) {
        #expect(help.text(for: ["cells", kind.rawValue])?.contains("\n  \(key.name) (") == true)
      }
    }
    for family in keys.families {
      #expect(help.topics.contains(family.name))
      for component in family.components {
        #expect(help.text(for: [family.name, component.name]) != nil)
        #expect(help.text(for: ["cells", component.name])?.contains(component.summary) == true)
      }
    }
    #expect(help.text(for: ["cells", "none"]) == nil)
    #expect(help.text(for: ["loss", "none"]) == nil)
    #expect(help.text(for: []) == nil)
    #expect(help.text(for: ["a", "b", "c"]) == nil)
  }

  @Test("the pages read as they should")
  func goldenPages() throws {
    let help = CellHelp(keys)
    let pages = [["cells"], ["cells", "train"], ["cells", "figure"], ["loss", "arcface"], ["layer"]]
    let text = pages.map { "$ offprint help \($0.joined(separator: " "))\n\(help.text(for: $0) ?? "")" }
    try Golden.expect(text.joined(separator: "\n"), matches: "Good/help.txt")
    try Golden.expect(CellReference(keys).markdown, matches: "Good/reference.txt")
  }

  @Test("every key and every diagnostic has a sentence")
  func sentences() {
    for kind in CellKind.allCases {
      for key in keys.keys(of: kind) { #expect(key.summary.hasSuffix("."), "\(key.name)") }
    }
    for key in keys.frontMatter { #expect(key.summary.hasSuffix("."), "\(key.name)") }
    for entry in DiagnosticCatalog.entries { #expect(entry.summary.hasSuffix("."), "\(entry.identifier)") }
    #expect(Set(DiagnosticCatalog.entries.map(\.identifier)).count == DiagnosticCatalog.entries.count)
  }

  // MARK: - Schema, held against Python's jsonschema

  /// The verdict of jsonschema on each instance.
  private func verdicts(_ instances: [(definition: String, value: Setting)]) throws -> [Bool]? {
    guard let python = Python.with("jsonschema") else {
      print("SKIPPED: \(Python.lack(of: "jsonschema").rawValue)")
      return nil
    }
    let script = """
      import json, sys, jsonschema
      given = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(given['schema'])
      for name, value in given['instances']:
          schema = dict(given['schema']['$defs'][name])
          print(int(jsonschema.Draft202012Validator(schema).is_valid(value)))
      """
    let input: Setting = [
      "schema": NotebookSchema(keys).document,
      "instances": .list(instances.map { [.string($0.definition), $0.value] }),
    ]
    let result = try python.run(["-c", script], on: Array(input.canonicalJSON.utf8), suffix: "json")
    #expect(result.status == 0, "\(result.output)")
    return result.output.split(separator: "\n").map { $0 == "1" }
  }

  private func setting(_ tree: YAMLTree) -> Setting? {
    switch tree.content {
    case .null, .invalid: nil
    case .boolean(let value): .boolean(value)
    case .number(let value, _): .number(value)
    case .string(let text): .string(text)
    case .sequence(let trees): .list(trees.compactMap { setting($0) })
    case .mapping(let entries):
      .map(Dictionary(entries.compactMap { entry in setting(entry.value).map { (entry.key, $0) } }) { a, _ in a })
    }
  }

  private func instances(_ file: String) throws -> [(definition: String, value: Setting)] {
    let reading = Reading.reader.read(try Golden.bytes(file), name: file, files: Golden.files)
    let document = try #require(reading.document)
    let front = document.frontMatter.flatMap { setting($0) }.map { [("front-matter", $0)] } ?? []
    return front
      + document.cells.compactMap { cell in
        (cell.body.map { setting($0) } ?? .map([:])).map { (cell.kind.rawValue, $0) }
      }
  }

  @Test("the schema accepts every cell of the good notebook")
  func schemaAccepts() throws {
    let instances = try instances("Good/everything.md")
    guard let verdicts = try verdicts(instances) else { return }
    #expect(verdicts.count == instances.count && instances.count >= 10)
    for (instance, verdict) in zip(instances, verdicts) {
      #expect(verdict, "\(instance.definition): \(instance.value.canonicalJSON)")
    }
  }

  @Test(
    "the schema refuses a cell of each bad notebook whose mistake one cell shows",
    arguments: [
      "unknown-key", "unknown-front-matter-key", "missing-keys", "wrong-type", "wrong-type-boolean",
      "wrong-type-in-layers", "out-of-range", "unknown-choice", "unknown-component", "component-without-name",
      "wrong-count", "not-a-map", "front-matter-not-a-map",
    ])
  func schemaRefuses(file: String) throws {
    guard let verdicts = try verdicts(try instances("Bad/\(file).md")) else { return }
    #expect(verdicts.contains(false))
  }
}
