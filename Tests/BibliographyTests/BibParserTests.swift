import Bibliography
import OffprintCore
import Testing

@Suite("BibTeX files")
struct BibParserTests {
  private func read(_ text: String) -> Bibliography { Bibliography([SourceText(name: "a.bib", text: text)]) }

  private func value(_ text: String, _ field: String = "title", of key: String = "k") -> String? {
    read(text).entry(key)?.field(field)?.value.text
  }

  @Test("strings, months and pieces are put together")
  func concatenation() {
    let text = """
      @string{ conf = "Proc. " # {of the} }
      @string(Year = 1999)
      @misc{k, title = conf # " Conf" # {, } # 7, month = "10~" # JUN, year = YEAR}
      """
    #expect(read(text).problems == [])
    #expect(value(text) == "Proc. of the Conf, 7")
    #expect(value(text, "month") == "10~June")
    #expect(value(text, "year") == "1999")
  }

  @Test("entries stand in braces or parentheses, and what is between them is a comment")
  func delimiters() {
    let text = """
      Written by me@example.org, 100 % mine.
      @comment{ @misc{hidden, title={x}} }
      @preamble{ "\\newcommand{\\x}{}" }
      @BOOK ( k , TITLE = "A (b) {"}{c}" , )
      @misc{bare}
      """
    #expect(read(text).problems == [])
    #expect(read(text).keys == ["k", "bare"])
    #expect(value(text) == "A (b) {\"}{c}")
    #expect(read(text).entry("k")?.type == "book")
  }

  @Test(
    "a mistake is told where it is, and the entries after it are read",
    arguments: [
      ("@misc{k, title = {never closed\n\n", "1:18", "this brace is never closed"),
      ("@misc{k, title = \"never closed\n\n", "1:18", "this quotation mark is never closed"),
      ("@misc{k, title {x}}\n", "1:16", "‘=’ should follow ‘title’"),
      ("@misc{k, title = }\n", "1:18", "a value should stand here"),
      ("@misc{k, title = {x} year = 3}\n", "1:22", "a comma or ‘}’ should follow the value of ‘title’ in ‘k’"),
      ("@misc{k title = {x}}\n", "1:9", "a comma or ‘}’ should follow the key in ‘k’"),
      ("@misc{, title = {x}}\n", "1:1", "this ‘@misc’ has no key"),
      ("@misc\n", "1:1", "a brace should follow ‘@misc’"),
      ("@misc{k, = 3}\n", "1:10", "a field’s name should stand here in ‘k’"),
      ("@string{= {x}}\n", "1:9", "the name of the string is missing"),
      ("@string{a = {x}\n", "2:1", "‘}’ should end this ‘@string’"),
    ])
  func mistakes(text: String, place: String, summary: String) throws {
    let bibliography = read(text + "@misc{after, title = {y}}\n")
    let problem = try #require(bibliography.problems.first)
    #expect(problem.summary == summary)
    #expect("\(problem.range.start.line):\(problem.range.start.column)" == place)
    #expect(bibliography.problems.count == 1)
    #expect(bibliography.keys == ["after"])
  }

  @Test("an entry that the file ends in is told at its key")
  func unfinished() throws {
    let problem = try #require(read("\n  @misc{key, title = {x},\n").problems.first)
    #expect(problem.summary == "the entry ‘key’ is never closed")
    #expect(problem.range.start == SourcePosition(line: 2, column: 9))
  }

  @Test("a key that stands twice, a field that stands twice and a string that is not there are told")
  func contents() {
    let bibliography = read(
      "@string{nips = {N}}\n@misc{a, title = {x}, title = {y}, series = nisp}\n@misc{a, title = {z}}\n")
    #expect(bibliography.problems.map(\.kind) == [.duplicateField, .unknownString, .duplicateKey])
    #expect(bibliography.problems.map(\.key) == ["a", "a", "a"])
    #expect(bibliography.problems[1].help == "did you mean ‘nips’?")
    #expect(bibliography.problems[2].summary == "the key ‘a’ is taken by the entry on line 2")
    #expect(bibliography.entry("a")?.field("title")?.value.text == "x")
  }

  @Test("the place of a sign in a value is found over lines and strings")
  func positions() throws {
    let value = try #require(read("@misc{k,\n  title = {ab\n  cd} # \" ef\"}").entry("k")?.field("title")?.value)
    #expect(value.text == "ab\n  cd ef")
    #expect(value.position(at: 0) == SourcePosition(line: 2, column: 12))
    #expect(value.position(at: 5) == SourcePosition(line: 3, column: 3))
    #expect(value.position(at: 8) == SourcePosition(line: 3, column: 11))
  }

  @Test("what entries inherit by crossref fills what they lack, and a book's title becomes the booktitle")
  func crossReferences() throws {
    let bibliography = read(
      """
      @inproceedings{part, author = {A B}, title = {Part}, crossref = {whole}}
      @proceedings{whole, title = {Whole}, year = 2001, editor = {C D}, publisher = {P}}
      @misc{loop, title = {L}, crossref = {loop}}
      @misc{lost, title = {L}, crossref = {whol}}
      """)
    let part = try #require(bibliography.reference("part"))
    #expect(part.problems == [])
    let text = ReferenceList([part.reference], style: .numeric).entries[0].text.plainText
    #expect(text == "A B. Part. In C D, editor, Whole. P, 2001.")
    #expect(bibliography.reference("loop")?.problems.map(\.summary) == ["‘loop’ inherits from itself"])
    #expect(bibliography.reference("lost")?.problems.map(\.help) == ["did you mean ‘whole’?"])
  }

  @Test("a thousand mutations of a bibliography are read or told, with every place inside the file")
  func mutations() {
    let original = Array(PlainStyleTests.database.utf8)
    let interesting = Array("{}\"#@,=()\\$%~- \n\r\t".utf8) + [0xFF, 0xC3, 0xE2]
    var state: UInt64 = 7
    // Steele et al. 2014, SplitMix64.
    func next(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(bound))
    }
    for _ in 0..<1000 {
      var bytes = original
      for _ in 0...next(6) {
        let place = next(bytes.count)
        switch next(4) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(interesting[next(interesting.count)], at: place)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + next(200)))
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + next(200))], at: next(bytes.count))
        }
      }
      let source = SourceText(name: "m.bib", text: String(decoding: bytes, as: UTF8.self))
      let bibliography = Bibliography([source])
      let found = bibliography.keys.compactMap { bibliography.reference($0) }
      for problem in bibliography.problems + found.flatMap(\.problems) {
        #expect((1...source.lines.count).contains(problem.range.start.line))
        #expect(problem.range.start <= problem.range.end)
      }
      for style in CitationStyle.allCases {
        #expect(ReferenceList(found.map(\.reference), style: style).entries.count == found.count)
      }
    }
  }

  @Test("files made to be slow or deep are gone through")
  func hostile() {
    let deep = String(repeating: "{", count: 20_000) + String(repeating: "}", count: 20_000)
    let accents = String(repeating: "\\'{", count: 10_000) + String(repeating: "}", count: 10_000)
    let faces = "{" + String(repeating: "\\em ", count: 10_000) + "}"
    for value in [deep, "{\(accents)}", faces, "{" + String(repeating: "$", count: 10_001) + "}"] {
      #expect(read("@misc{k, title = \(value), author = \(value)}").reference("k") != nil)
    }
    #expect(read(String(repeating: "@misc{k, title = {", count: 50_000)).entries.isEmpty)
    #expect(read(String(repeating: "@misc{k, title = \"\n", count: 50_000)).problems.count == 1000)
    var bomb = "@string{s0 = {xxxxxxxxxx}}\n"
    for index in 1..<60 { bomb += "@string{s\(index) = s\(index - 1) # s\(index - 1)}\n" }
    #expect(read(bomb).problems.contains { $0.summary.contains("more text") })
    let names = (0..<5000).map { "A\($0) B" }.joined(separator: " and ")
    #expect(read("@misc{k, title = {t}, author = {\(names)}}").reference("k")?.reference.authors.persons.count == 5000)
  }
}
