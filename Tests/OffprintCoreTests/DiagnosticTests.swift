import OffprintCore
import Testing

@Suite("Diagnostics")
struct DiagnosticTests {
  private func render(_ text: String, _ range: SourceRange, width: Int = 100, summary: String = "wrong") -> String {
    DiagnosticRenderer(width: width).render(
      Diagnostic(.error, "x", at: range, summary, explanation: "Because.", help: "write y"),
      in: SourceText(name: "a.md", text: text))
  }

  private func range(_ line: Int, _ start: Int, _ end: Int) -> SourceRange {
    SourceRange(SourcePosition(line: line, column: start), SourcePosition(line: line, column: end))
  }

  @Test("a diagnostic shows its place, its line, carets under the words, the reason and the help")
  func wholeForm() {
    #expect(
      render("one\ntwo three\n", range(2, 5, 10)) == """
        a.md:2:5: error: wrong
         2 | two three
           |     ^~~~~
          Because.
          help: write y

        """)
  }

  @Test("carets stand under wide and combining characters")
  func wideCharacters() {
    #expect(render("数字 e\u{301}x", range(1, 6, 7)).contains("   |       ^\n"))
  }

  @Test("a place past the end of the line or the text does not trap")
  func placesOutside() {
    #expect(render("ab", range(1, 50, 60)).contains("a.md:1:50"))
    #expect(render("ab", range(9, 1, 2)).hasPrefix("a.md:9:1: error: wrong\n  Because."))
    #expect(render("", range(1, 1, 1)).contains("^"))
    #expect(render("ab", range(1, 2, 1)).contains("^"))
  }

  @Test("a long line is shown around the caret")
  func longLine() {
    let text = String(repeating: "a", count: 5000) + "X" + String(repeating: "b", count: 5000)
    let lines = render(text, range(1, 5001, 5002), width: 60).split(separator: "\n")
    #expect(lines[1].contains("…a") && lines[1].contains("aXb") && lines[1].hasSuffix("…"))
    #expect(lines[1].count <= 60)
  }

  @Test("control characters and marks of direction do not reach the terminal")
  func controlCharacters() {
    let text = render("a\u{1B}[31m\u{202E}b\u{7}", range(1, 1, 2), summary: "\u{1B}]0;x\u{7}")
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
  }

  @Test("lines end at LF, CR LF or CR, and a last line without an end counts")
  func lineEnds() {
    #expect(SourceText(name: "", text: "a\r\nb\rc\n\nd").lines == ["a", "b", "c", "", "d"])
    #expect(SourceText(name: "", text: "").lines == [""])
    #expect(SourceText(name: "", text: "a\n").lines == ["a", ""])
    #expect(SourceText(name: "", text: "a\n").line(0) == nil)
  }

  @Test("diagnostics are shown by place, those of one place as they were found")
  func order() {
    let found = [
      Diagnostic(.error, "b", at: range(2, 1, 2), "b"), Diagnostic(.error, "a", at: range(1, 5, 6), "a"),
      Diagnostic(.error, "c", at: range(2, 1, 2), "c"), Diagnostic(.error, "d", "no place"),
    ]
    #expect(Diagnostic.inSourceOrder(found).map(\.identifier) == ["d", "a", "b", "c"])
  }
}

@Suite("Suggestions")
struct SuggestionTests {
  @Test(
    "the nearest word is suggested",
    arguments: [
      ("epoch", "epochs"), ("lables", "label"), ("weight_decay", "weight-decay"), ("LOSS", "loss"), ("lsos", "loss"),
    ])
  func near(word: String, expected: String) {
    let words = ["epochs", "label", "weight-decay", "loss", "model", "batch"]
    #expect(Suggestion.closest(to: word, among: words) == expected)
  }

  @Test("nothing is suggested for what is like nothing", arguments: ["xylophone", "", "zz"])
  func far(word: String) {
    #expect(Suggestion.closest(to: word, among: ["epochs", "loss"]) == nil)
  }

  @Test("of equally near words the first by name is taken, whatever their order")
  func ties() {
    #expect(Suggestion.closest(to: "cab", among: ["cat", "car"]) == "car")
    #expect(Suggestion.closest(to: "cab", among: ["car", "cat"]) == "car")
  }

  @Test("a swap of neighbours is one edit")
  func distance() {
    #expect(Suggestion.distance(Array("lsos"), Array("loss")) == 1)
    #expect(Suggestion.distance(Array("kitten"), Array("sitting")) == 3)
    #expect(Suggestion.distance([], Array("ab")) == 2)
  }
}
