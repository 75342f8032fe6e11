import Interop
import Testing

@Suite("Markdown parser")
struct MarkdownParserTests {
  private func kinds(_ text: String) throws -> [MarkdownNode.Kind] {
    var kinds: [MarkdownNode.Kind] = []
    func walk(_ node: MarkdownNode) {
      kinds.append(node.kind)
      node.children.forEach(walk)
    }
    walk(try MarkdownParser.parse(text))
    return kinds
  }

  @Test("blocks and inlines of every kind come out")
  func everyKind() throws {
    let text = """
      # *H* **s** ~~x~~

      1) `c` [l](u "t") ![i](v) <b> a\\
         b
         c

      > - q

      ```swift x
      code
      ```

      <div>

      ***

      a | b | c
      :-|-:|:-:
      1 | 2 | 3
      """
    let found = try kinds(text)
    let expected: [MarkdownNode.Kind] = [
      .heading(level: 1), .emphasis, .strong, .strikethrough, .list(start: 1, isTight: true), .item, .code("c"),
      .link(destination: "u", title: "t"), .image(destination: "v", title: ""), .htmlInline("<b>"), .hardBreak,
      .softBreak, .quote, .list(start: nil, isTight: true),
      .codeBlock(info: "swift x", literal: "code\n", fence: MarkdownNode.Fence(character: 0x60, length: 3)),
      .htmlBlock("<div>\n"), .thematicBreak, .table([.left, .right, .center]), .tableRow(isHeader: true),
      .tableRow(isHeader: false), .tableCell,
    ]
    for kind in expected { #expect(found.contains(kind), "\(kind)") }
  }

  @Test("tasks tell whether they are done, and footnotes their definition, where they are asked for")
  func tasksAndFootnotes() throws {
    #expect(try kinds("- [x] a\n- [ ] b\n").filter { $0 != .paragraph }.dropFirst(2).contains(.taskItem(isDone: true)))
    #expect(try kinds("- [x] a\n- [ ] b\n").contains(.taskItem(isDone: false)))
    let text = "a[^x] b[^y] c[^none]\n\n[^y]: Y\n\n[^x]: X\n\n[^z]: Z\n"
    let document = try MarkdownParser.parse(text, hasFootnotes: true)
    #expect(document.children.map(\.kind) == [.paragraph, .footnoteDefinition, .footnoteDefinition])
    #expect(document.children.map(\.start.line) == [1, 5, 3])
    let marks = document.children[0].children.map(\.kind).filter {
      if case .footnoteReference = $0 { true } else { false }
    }
    #expect(marks == [.footnoteReference(1), .footnoteReference(2)])
    #expect(try !kinds(text).contains(.footnoteDefinition))
  }

  @Test("blocks know their lines and byte columns")
  func places() throws {
    let document = try MarkdownParser.parse("a\n\n- x\n\n  ```\n  c\n  ```\n")
    #expect(document.children.map(\.start.line) == [1, 3])
    let code = try #require(document.children.last?.children.first?.children.last)
    #expect(code.start == MarkdownNode.Position(line: 5, column: 3))
    #expect(code.end.line == 7)
  }

  @Test("a bare address becomes a link, and an e-mail address too")
  func autolinks() throws {
    let found = try kinds("see https://example.org and a@example.org.")
    #expect(found.contains(.link(destination: "https://example.org", title: "")))
    #expect(found.contains(.link(destination: "mailto:a@example.org", title: "")))
  }

  @Test("what is nested deeper than a person would is refused, at its line")
  func depth() {
    #expect(throws: MarkdownError(reason: .tooDeep, line: 3)) {
      try MarkdownParser.parse("a\n\n" + String(repeating: "> ", count: 200) + "x")
    }
    #expect(throws: MarkdownError.self) {
      try MarkdownParser.parse(String(repeating: "*a **b ", count: 200) + String(repeating: "** c*", count: 200))
    }
  }

  @Test("an empty text is an empty document")
  func empty() throws {
    #expect(try MarkdownParser.parse("").children.isEmpty)
  }
}
