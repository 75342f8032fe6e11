import Bibliography
import OffprintCore
import Testing

@Suite("TeX in references")
struct TeXTextTests {
  private func title(_ tex: String) throws -> [BibSpan] {
    let source = SourceText(name: "a.bib", text: "@book{k, title = {\(tex)}}")
    let found = try #require(Bibliography([source]).reference("k"))
    return ReferenceList([found.reference], style: .numeric).entries[0].text
  }

  private func plain(_ tex: String) throws -> String { String(try title(tex).plainText.dropLast()) }

  @Test(
    "accents, letters, dashes and marks become the signs that they stand for",
    arguments: [
      (#"{\"o}"#, "ö"), (#"\"{o}"#, "ö"), (#"\"o"#, "ö"), (#"{\"{\i}}"#, "ï"), (#"\'{\i}"#, "í"), (#"\c{c}"#, "ç"),
      (#"\c c"#, "ç"), (#"\v{S}"#, "Š"), (#"{\vZ}"#, #"\vZ"#), (#"\v Z"#, "Ž"), (#"\H{o}"#, "ő"), (#"\~n"#, "ñ"),
      (#"{\aa}ngstr{\"o}m"#, "ångström"), (#"\O{}rsted"#, "Ørsted"), (#"Erd\H{o}s"#, "Erdős"),
      (#"stra{\ss}e"#, "straße"),
      (#"a--b---c"#, "a–b—c"), (#"``q''"#, "“q”"), (#"it's"#, "it’s"), (#"a~b"#, "a\u{A0}b"),
      (#"AT\&T 100\%"#, "AT&T 100%"),
      (#"\LaTeX\ rules"#, "LaTeX rules"), (#"{\TeX}book"#, "TeXbook"), (#"a  b"#, "a b"), (#"\textsc{Foo} x"#, "Foo x"),
      (#"\noopsort{a}B"#, "B"), (#"{N}esterov"#, "Nesterov"), (#"\k{a}"#, "ą"), (#"\={P}"#, "P̄"),
      (#"\url{http://a_b}"#, "http://a_b"),
    ])
  func signs(tex: String, expected: String) throws {
    #expect(try plain(tex) == expected)
  }

  @Test("faces and formulas keep what they are")
  func faces() throws {
    #expect(
      try title(#"A \emph{b} {\bf c} $x_1$"#) == [
        .emphasis([
          .text("A ", isProtected: false), .emphasis([.text("b", isProtected: true)]), .text(" ", isProtected: false),
          .strong([.text("c", isProtected: false)]), .text(" ", isProtected: false), .math("x_1"),
        ]), .text(".", isProtected: true),
      ])
  }

  @Test("what is not known is told at its place and shown as it is")
  func unknown() throws {
    let source = SourceText(name: "a.bib", text: "@misc{k,\n  title = {An \\foo{x} y$},\n}")
    let found = try #require(Bibliography([source]).reference("k"))
    #expect(
      found.problems.map(\.summary) == [
        "the TeX command ‘\\foo’ is not known, in ‘title’ of ‘k’", "this dollar sign has no partner, in ‘title’ of ‘k’",
      ])
    #expect(found.problems[0].range.start == SourcePosition(line: 2, column: 15))
    #expect(ReferenceList([found.reference], style: .numeric).entries[0].text.plainText == "An \\foox y$.")
  }

  @Test(
    "titles of articles have one capital, but for braces, words with capitals inside, and the word after a colon",
    arguments: [
      ("ArcFace: Additive Angular Margin Loss", "ArcFace: Additive angular margin loss"),
      ("The {MNIST} Database of Handwritten Digits", "The MNIST database of handwritten digits"),
      ("Large-Margin Softmax Loss", "Large-margin softmax loss"), ("On {B}rownian Motion", "On Brownian motion"),
      ("A Note on L2 Norms in PyTorch", "A note on L2 norms in PyTorch"),
      ("What Is a Face? A Survey", "What is a face? A survey"),
      (#"{\'E}tude on {\'E}tudes"#, "Étude on études"),
    ])
  func sentenceCase(title: String, expected: String) throws {
    let source = SourceText(name: "a.bib", text: "@article{k, title = {\(title)}}")
    let found = try #require(Bibliography([source]).reference("k"))
    let entry = ReferenceList([found.reference], style: .numeric).entries[0]
    let end = expected.hasSuffix("?") ? "" : "."
    #expect(entry.text.plainText == expected + end)
  }
}

/// The examples of “Tame the BeaST” (Markey 2009), section 11, and of “Designing BibTeX Styles”, section 4: how BibTeX parts
/// names.
@Suite("Names")
struct NameTests {
  private func people(_ names: String) throws -> PersonList {
    let source = SourceText(name: "a.bib", text: "@misc{k, title = {t}, author = {\(names)}}")
    return try #require(Bibliography([source]).reference("k")).reference.authors
  }

  @Test(
    "first, von, last and junior",
    arguments: [
      ("AA BB", "AA", "", "BB", ""), ("AA", "", "", "AA", ""), ("AA bb", "AA", "", "bb", ""), ("aa", "", "", "aa", ""),
      ("AA bb CC", "AA", "bb", "CC", ""), ("AA bb CC dd EE", "AA", "bb CC dd", "EE", ""),
      ("AA 1B cc dd", "AA 1B", "cc", "dd", ""), ("AA 1b cc dd", "AA", "1b cc", "dd", ""),
      ("AA {b}B cc dd", "AA bB", "cc", "dd", ""),
      ("AA {BB} cc DD", "AA BB", "cc", "DD", ""), ("bb CC, AA", "AA", "bb", "CC", ""), ("bb, AA", "AA", "", "bb", ""),
      ("bb CC dd EE, AA", "AA", "bb CC dd", "EE", ""), ("bb CC,XX, AA", "AA", "bb", "CC", "XX"),
      ("BB,, AA", "AA", "", "BB", ""),
      (
        "Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin", "Charles Louis Xavier Joseph", "de la",
        "Vallée Poussin", ""
      ),
      ("{Barnes and Noble, Inc.}", "", "", "Barnes and Noble, Inc.", ""),
      ("Ludwig van Beethoven", "Ludwig", "van", "Beethoven", ""),
      ("{\\'E}. {\\o}rsted Madsen", "É.", "ørsted", "Madsen", ""), ("Jean~Paul Sartre", "Jean Paul", "", "Sartre", ""),
    ])
  func parts(name: String, first: String, von: String, last: String, junior: String) throws {
    #expect(try people(name).persons == [Person(first: first, von: von, last: last, junior: junior)])
  }

  @Test("lists end in and others, and a name with too many commas is told")
  func lists() throws {
    #expect(try people("A B and C, D and others").persons.map(\.last) == ["B", "C"])
    #expect(try people("A B and C, D and others").hasOthers)
    #expect(try people("{A and B} and C D").persons.map(\.last) == ["A and B", "D"])
    let source = SourceText(name: "a.bib", text: "@misc{k, title = {t}, author = {A, B, C, D}}")
    #expect(Bibliography([source]).reference("k")?.problems.map(\.kind) == [.name])
  }
}

@Suite("Lists of references")
struct ReferenceListTests {
  private func list(_ text: String, _ style: CitationStyle) -> ReferenceList {
    let bibliography = Bibliography([SourceText(name: "a.bib", text: text)])
    return ReferenceList(bibliography.keys.compactMap { bibliography.reference($0)?.reference }, style: style)
  }

  private static let works = """
    @misc{z, author = {Zoe Adams}, title = {Z}, year = 2001}
    @misc{b2, author = {Ann Baker and Bo Clark and Cy Dent}, title = {Second}, year = 2002}
    @misc{b1, author = {Ann Baker and others}, title = {First}, year = 2002}
    @misc{e, author = {{\\'E}mile {\\'E}corce and Paul Fox}, title = {E}}
    @misc{n, title = {The Long Title of a Work without Names}, year = 1999}
    @misc{v, author = {Laurens van der Maaten}, title = {V}, year = 2008}
    """

  @Test("numbers follow the order of the citations")
  func numeric() {
    let list = list(ReferenceListTests.works, .numeric)
    #expect(list.entries.map(\.key) == ["z", "b2", "b1", "e", "n", "v"])
    #expect(list.entry("e")?.number == 4)
  }

  @Test("names and years are in the order of the alphabet, and works that would be cited alike have letters")
  func authorYear() {
    let list = list(ReferenceListTests.works, .authorYear)
    #expect(list.entries.map(\.key) == ["z", "b1", "b2", "e", "n", "v"])
    #expect(
      list.entries.map { "\($0.names), \($0.year)".replacing("\u{A0}", with: " ") } == [
        "Adams, 2001", "Baker et al., 2002a", "Baker et al., 2002b", "Écorce and Fox, n.d.",
        "The Long Title of …, 1999",
        "van der Maaten, 2008",
      ])
    #expect(list.entry("b2")?.text.plainText == "Baker, Ann, Bo Clark, and Cy Dent (2002b). Second.")
  }

  @Test("DOI, arXiv and addresses are links, each written once")
  func links() {
    let list = list(
      """
      @article{a, author = {A B}, title = {T}, journal = {arXiv preprint arXiv:1801.07698}, year = 2018}
      @misc{b, author = {A B}, title = {T}, doi = {https://doi.org/10.1/x\\_y}, url = {https://x.org}, year = 2018}
      @online{c, title = {T}, url = {https://x.org/~a}, urldate = {2021-05-03}, organization = {O}}
      @misc{d, author = {A B}, title = {T}, eprint = {1704.08063}, archivePrefix = {arXiv}, year = 2017}
      """, .numeric)
    #expect(
      list.entries.map(\.text.plainText) == [
        "A B. T. 2018. arXiv:1801.07698.", "A B. T. 2018. doi:10.1/x_y.",
        "O. T. https://x.org/~a. Accessed 2021-05-03.",
        "A B. T. 2017. arXiv:1704.08063.",
      ])
    #expect(list.entries[1].text.contains(.link(destination: "https://doi.org/10.1/x_y", [.words("doi:10.1/x_y")])))
    #expect(
      list.entries[3].text.contains(
        .link(destination: "https://arxiv.org/abs/1704.08063", [.words("arXiv:1704.08063")])))
  }

  @Test("fields that are missing are told by name, and biblatex's names are understood")
  func required() throws {
    let bibliography = Bibliography([
      SourceText(
        name: "a.bib",
        text: """
          @article{a, title = {T}, date = {2019-06-16}, journaltitle = {J}}
          @inproceeding{b, author = {A B}, title = {T}}
          """)
    ])
    let first = try #require(bibliography.reference("a"))
    #expect(first.problems.map(\.summary) == ["‘a’ has no ‘author’, which an ‘@article’ should have"])
    #expect(ReferenceList([first.reference], style: .numeric).entries[0].text.plainText == "T. J, June 2019.")
    #expect(bibliography.reference("b")?.problems.first?.help == "did you mean ‘@inproceedings’?")
  }
}
