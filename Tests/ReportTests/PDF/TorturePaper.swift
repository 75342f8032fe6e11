import Experiment
import Interop
import OffprintCore
import Plotting
import Report

/// About thirty pages that are hard to set: words and addresses that do not break, long tables, floats in clusters, footnotes
/// longer than a column, code with long lines, deep lists, headings where pages end. The same from the same seed.
struct TorturePaper {
  private var state: UInt64
  private var tokenCount = 0
  private var floatCount: [String: Int] = [:]
  private var footnotes: [ReportFootnote] = []
  /// The words of the body in the order of the text, each once in the document.
  private(set) var tokens: [String] = []

  static func document(seed: UInt64, blocks: Int = 150) -> (document: ReportDocument, tokens: [String]) {
    var paper = TorturePaper(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
    return paper.make(blocks)
  }

  private init(state: UInt64) { self.state = state }

  // MARK: Chance

  /// A number below `count` (xorshift, Marsaglia 2003).
  private mutating func below(_ count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % max(count, 1)
  }

  private mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

  // MARK: Words

  private static let vocabulary = """
    the of and to in a is that margin angle feature embedding classification hypersphere normalization the representation \
    gradient cosine discriminative loss with for by on each we are between intraclass compactness statistically significant \
    reproducibility optimization regularization initialization batch seed interval equivalence permutation as it be not \
    characteristically an responsibilities or unquestionably this interdisciplinary from softmax has at ambiguous which \
    boundaries counterproductive than their simultaneously when only generalization all evaluated difference
    """.split(separator: " ").map(String.init)

  private mutating func words(_ count: Int, isBody: Bool) -> String {
    var words: [String] = []
    for index in 0..<count {
      if isBody, index % 4 == 1 {
        tokenCount += 1
        let token = "n\(tokenCount)n"
        tokens.append(token)
        words.append(token)
      } else {
        let word = pick(Self.vocabulary)
        words.append(index == 0 ? word.prefix(1).uppercased() + word.dropFirst() : word)
      }
      if below(9) == 0, index < count - 1 { words[words.count - 1] += pick([",", ";", ":", ".", ")", "”"]) }
    }
    return words.joined(separator: " ") + "."
  }

  private mutating func monster() -> ReportInline {
    switch below(5) {
    case 0: .text(" " + String(repeating: pick(["pneumono", "ultra", "silico"]), count: 3 + below(12)) + " ")
    case 1:
      .link(
        destination: "https://example.org/a",
        [.text("https://example.org/" + (0..<4 + below(9)).map { "part\($0)-of/the_path" }.joined(separator: "/"))])
    case 2: .code("a_very_long_identifier.with_members[" + String(repeating: "index+", count: 1 + below(14)) + "0]")
    case 3: .emphasis([.text("ψ(θ) = cos(m1 θ + m2) − m3 ")])
    default: .strong([.text(String(repeating: "W", count: 10 + below(60)))])
    }
  }

  // MARK: Blocks

  private mutating func paragraph(_ count: Int, isBody: Bool = true) -> [ReportInline] {
    var inlines: [ReportInline] = [.text(words(count, isBody: isBody))]
    if below(4) == 0 { inlines += [.text(" "), monster(), .text(" " + words(3 + below(30), isBody: isBody))] }
    if isBody, below(3) == 0 {
      inlines += [footnote(), .text(" " + words(1 + below(40), isBody: true))]
      if below(5) == 0 { inlines += [footnote()] }
    }
    return inlines
  }

  private mutating func footnote() -> ReportInline {
    let number = footnotes.count + 1
    let length = below(14) == 0 ? 500 + below(900) : 3 + below(70)
    var blocks: [ReportBlock] = [.paragraph([.text("NOTE\(number)BEGINS " + words(length, isBody: false))])]
    if below(6) == 0 { blocks.append(.paragraph(paragraph(5 + below(30), isBody: false))) }
    footnotes.append(
      ReportFootnote(number: number, anchor: "fn-\(number)", blocks: blocks, markedAt: ["fnref-\(number)"]))
    return .footnote(FootnoteMark(number: number, note: "fn-\(number)", anchor: "fnref-\(number)"))
  }

  private mutating func nextNumber(_ kind: String) -> Int {
    floatCount[kind, default: 0] += 1
    return floatCount[kind, default: 0]
  }

  private mutating func figure() -> ReportBlock {
    let number = nextNumber("figure")
    let size = Size(Double(120 + below(330)), Double(60 + below(below(7) == 0 ? 1000 : 260)))
    let narrow = below(2) == 0 ? SampleTables.drawing(Size(240, 60 + size.height / 3)) : nil
    return .figure(
      ReportFigure(
        number: number, anchor: "fig-\(number)", caption: [.text(words(4 + below(60), isBody: false))],
        captionNote: nil, alternativeText: "Two circles, the \(number)th time", hasAuthorsAlternativeText: true,
        drawing: SampleTables.drawing(size), narrowDrawing: narrow, data: .map([:])))
  }

  private mutating func table() -> ReportBlock {
    let isNumbered = below(3) > 0
    let number = isNumbered ? nextNumber("table") : nil
    let columns = 2 + below(6)
    let rows = below(5) == 0 ? 40 + below(70) : 2 + below(14)
    let alignments: [ReportTable.Column.Alignment] = [.leading, .decimal, .trailing, .center]
    let wordy = below(4) == 0 ? 6 : 1
    return .table(
      ReportTable(
        number: number, anchor: number.map { "tbl-\($0)" },
        caption: isNumbered ? [.text(words(3 + below(30), isBody: false))] : [],
        columns: (0..<columns).map { .init(title: [.text("Column \($0)")], alignment: alignments[$0 % 4]) },
        rows: (0..<rows).map { row in
          (0..<columns).map { column in
            column % 4 == 1
              ? .init([.text("\(90 + row % 9).\(below(100)) ± 0.\(below(99))")])
              : .init([.text(words(1 + below(wordy), isBody: false))])
          }
        }, notes: below(2) == 0 ? [.init(mark: "a", text: [.text(words(3 + below(30), isBody: false))])] : []))
  }

  private mutating func list(_ depth: Int) -> ReportBlock {
    let items = (0..<1 + below(5)).map { _ -> [ReportBlock] in
      var item: [ReportBlock] = [.paragraph([.text(words(1 + below(40), isBody: true))])]
      if depth < 5, below(3) == 0 { item.append(list(depth + 1)) }
      if below(6) == 0 { item.append(code()) }
      return item
    }
    return .list(ReportList(start: below(2) == 0 ? 8 : nil, isTight: below(2) == 0, items: items))
  }

  private mutating func code() -> ReportBlock {
    let lines = (0..<1 + below(24)).map { _ in
      String(repeating: "  ", count: below(6)) + words(1 + below(18), isBody: false)
    }
    return .code(CodeListing(language: nil, text: lines.joined(separator: "\n")))
  }

  private mutating func heading(_ index: Int) -> ReportBlock {
    let level = 1 + below(3)
    return .heading(
      ReportHeading(
        level: level, number: "\(index)", title: [.text(words(1 + below(12), isBody: false))], anchor: "sec-\(index)"))
  }

  private mutating func make(_ count: Int) -> (document: ReportDocument, tokens: [String]) {
    var body: [ReportBlock] = []
    for index in 0..<count {
      switch below(16) {
      case 0, 1, 2: body += [heading(index), .paragraph(paragraph(20 + below(90)))]
      case 3: body += [heading(index), heading(index + 10_000), figure(), .paragraph(paragraph(4))]
      case 4: body.append(figure())
      case 5: body += [figure(), figure(), table()]
      case 6: body.append(table())
      case 7: body.append(list(0))
      case 8: body.append(code())
      case 9: body.append(.quote([.paragraph([.text(words(5 + below(60), isBody: true))])]))
      default: body.append(.paragraph(paragraph(5 + below(120))))
      }
    }
    return (document(body), tokens)
  }

  private mutating func document(_ body: [ReportBlock]) -> ReportDocument {
    let base = TortureDocuments.document(body, title: "Torture " + words(9, isBody: false))
    let references = (1...30).map { number in
      ReportReference(
        label: "[\(number)]", marker: "[\(number)]", anchor: "ref-\(number)",
        text: [.text("REF\(number)BEGINS " + words(8 + below(30), isBody: false))], citedAt: ["cite-1"])
    }
    return ReportDocument(
      language: base.language, metadata: base.metadata, data: base.data, notices: base.notices, body: base.body,
      footnotes: footnotes, references: references, reproducibility: base.reproducibility, runs: [])
  }
}
