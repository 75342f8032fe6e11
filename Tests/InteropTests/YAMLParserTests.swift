import Interop
import Testing

@Suite("YAML parser")
struct YAMLParserTests {
  private func reason(_ text: String) -> YAMLError.Reason? {
    do throws(YAMLError) {
      _ = try YAMLParser.parse(text)
      return nil
    } catch { return error.reason }
  }

  @Test("keys keep their order and their repetitions, and everything its place")
  func mapping() throws {
    let root = try #require(try YAMLParser.parse("b: 1\na: [x, 'y']\nb: é2\n"))
    guard case .mapping(let pairs) = root.content else { Issue.record("no map"); return }
    #expect(pairs.map(\.key.content) == ["b", "a", "b"].map { .scalar($0, .plain) })
    #expect(pairs[1].value.start == YAMLNode.Mark.at(1, 3))
    #expect(pairs[1].value.end == YAMLNode.Mark.at(1, 11))
    #expect(pairs[2].value.end == YAMLNode.Mark.at(2, 5))
    #expect(root.end == YAMLNode.Mark.at(2, 5))
  }

  @Test("columns count scalars after characters of several bytes, in all line ends")
  func columns() throws {
    for end in ["\n", "\r\n", "\r"] {
      let root = try #require(try YAMLParser.parse("größe: 数字\(end)x: y"))
      guard case .mapping(let pairs) = root.content else { Issue.record("no map"); return }
      #expect(pairs[0].value.start == YAMLNode.Mark.at(0, 7))
      #expect(pairs[0].value.end == YAMLNode.Mark.at(0, 9))
      #expect(pairs[1].value.start == YAMLNode.Mark.at(1, 3))
    }
  }

  @Test("U+2028 is a character like others to the rest of the notebook, so it ends no line")
  func lineSeparator() throws {
    let root = try #require(try YAMLParser.parse("a: \"x\u{2028}y\"\nb: z"))
    guard case .mapping(let pairs) = root.content else { Issue.record("no map"); return }
    #expect(pairs[1].key.start == YAMLNode.Mark.at(1, 0))
  }

  @Test("a text without values has none")
  func empty() throws {
    #expect(try YAMLParser.parse("") == nil)
    #expect(try YAMLParser.parse("# only a comment\n\n") == nil)
  }

  @Test("aliases, tags, second documents and great depth are refused")
  func refusals() {
    #expect(reason("a: &x 1\nb: *x") == .alias)
    #expect(reason("a: !!str 1") == .tag)
    #expect(reason("a: 1\n---\nb: 2") == .severalDocuments)
    #expect(reason(String(repeating: "[", count: 10_000)) == .tooDeep)
    #expect(reason(String(repeating: "- ", count: 10_000)) == .tooDeep)
    #expect(reason("[" + String(repeating: "1,", count: 100_001) + "]") == .tooManyNodes)
  }

  @Test("a syntax error has libyaml's words and a place")
  func syntax() {
    #expect(throws: YAMLError.self) { try YAMLParser.parse("a: [1, 2") }
    do throws(YAMLError) {
      _ = try YAMLParser.parse("a: 1\nb: c: d")
    } catch {
      #expect(error.mark == YAMLNode.Mark.at(1, 4))
    }
  }
}

extension YAMLNode.Mark {
  /// A place to compare with: line and column from 0.
  fileprivate static func at(_ line: Int, _ column: Int) -> YAMLNode.Mark {
    YAMLNode.Mark(line: line, column: column)
  }
}
