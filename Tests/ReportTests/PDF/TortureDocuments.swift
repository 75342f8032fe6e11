import Experiment
import Interop
import OffprintCore
import Plotting
import Report

/// Documents that no author would write, to see that nothing overlaps, leaves the page or gets lost.
enum TortureDocuments {
  static let all: [(name: String, document: ReportDocument)] = [
    ("empty", document([])), ("sections", sections), ("figures", figures), ("tables", tables), ("words", words),
    ("nested", nested), ("captions", captions), ("paper", SamplePaper.document(isFallback: true)),
    ("code", code), ("paragraphs", paragraphs),
  ]

  static func document(_ body: [ReportBlock], title: String = "T") -> ReportDocument {
    ReportDocument(
      language: "en", metadata: ReportMetadata(title: title), data: DataStatement(used: nil, skipped: []), notices: [],
      body: body,
      reproducibility: ReproducibilityBox(
        notebook: "n.md", notebookDigest: ContentHash(ofText: "n"), data: nil, seeds: [], offprintVersion: "0",
        engineVersion: 1, command: "offprint run n.md", runCount: 0, failedCount: 0, missingCount: 0), runs: [])
  }

  /// `count` words of different lengths, the same each time.
  static func prose(_ count: Int, seed: Int = 0) -> String {
    let lengths = [3, 7, 2, 11, 5, 4, 9, 1, 6, 8, 13]
    return (0..<count).map { index in
      let length = lengths[(index * 7 + seed * 3 + index / 11) % lengths.count]
      return String((0..<length).map { Character(Unicode.Scalar(UInt8(97 + ($0 * 5 + index + seed) % 26))) })
    }.joined(separator: " ")
  }

  private static func paragraph(_ count: Int, seed: Int = 0) -> ReportBlock {
    .paragraph([.text(prose(count, seed: seed))])
  }

  private static let sections = document(
    (0..<300).flatMap { index -> [ReportBlock] in
      let heading = ReportBlock.heading(
        ReportHeading(
          level: index % 4 + 1, number: "\(index)", title: [.text(prose(index % 25 + 1, seed: index))],
          anchor: "s\(index)"))
      return index % 3 == 0 ? [heading] : [heading, paragraph(index % 90 + 1, seed: index)]
    })

  private static func figure(_ number: Int, _ size: Size, caption: String) -> ReportBlock {
    .figure(
      ReportFigure(
        number: number, anchor: "f\(number)", caption: [.text(caption)], captionNote: nil, alternativeText: "a",
        hasAuthorsAlternativeText: false, drawing: SampleTables.drawing(size), data: .map([:])))
  }

  private static let figures = document(
    (0..<40).flatMap { index -> [ReportBlock] in
      let size = Size(Double(50 + index * 37 % 900), Double(20 + index * 53 % 1400))
      return [
        .heading(ReportHeading(level: 1, number: nil, title: [.text("H\(index)")], anchor: "h\(index)")),
        figure(index, size, caption: prose(index * 5 % 60, seed: index)), paragraph(index * 17 % 120 + 1, seed: index),
      ]
    })

  private static let captions = document([
    figure(1, Size(400, 300), caption: prose(1200)), paragraph(30), figure(2, Size(400, 5000), caption: prose(300)),
    figure(3, Size(1, 1), caption: ""), figure(4, Size(9000, 10), caption: String(repeating: "x", count: 900)),
  ])

  private static func table(_ rows: Int, _ columns: Int, words: Int, number: Int?) -> ReportBlock {
    let alignments: [ReportTable.Column.Alignment] = [.leading, .decimal, .trailing, .center]
    return .table(
      ReportTable(
        number: number, anchor: number.map { "t\($0)" }, caption: number == nil ? [] : [.text(prose(20))],
        columns: (0..<columns).map {
          .init(title: [.text(prose(1 + $0 % 3, seed: $0))], alignment: alignments[$0 % 4])
        },
        rows: (0..<rows).map { row in
          (0..<columns).map { column in
            column % 4 == 1
              ? .init([.text("\(row * 37 % 1000).\(column)\(row % 7) ± 0.\(row % 100)")])
              : .init([.text(prose(words, seed: row + column))])
          }
        }, notes: [.init(mark: "a", text: [.text(prose(40))])]))
  }

  private static let tables = document([
    table(200, 4, words: 1, number: 1), paragraph(40), table(3, 8, words: 4, number: nil), paragraph(5),
    table(2, 3, words: 900, number: 2), table(0, 3, words: 1, number: 3), table(60, 2, words: 25, number: nil),
    table(5, 14, words: 1, number: 4),
  ])

  private static let words = document(
    [
      .paragraph([.text(String(repeating: "pneumonoultramicroscopic", count: 400))]),
      .paragraph([.text("short " + String(repeating: "w", count: 95) + " short")]),
      .paragraph([.text(String(repeating: "漢字かな交じり文", count: 60))]),
      .paragraph([.text("עברית ועוד עברית " + prose(50)), .lineBreak, .lineBreak, .text("end")]),
      .paragraph([.text("")]), .paragraph([]), .paragraph([.text(prose(30_000))]),
      .heading(
        ReportHeading(level: 1, number: "1", title: [.text(String(repeating: "long", count: 200))], anchor: "l")),
    ], title: String(repeating: "Title ", count: 300))

  private static func nest(_ depth: Int) -> [ReportBlock] {
    guard depth > 0 else { return [paragraph(60)] }
    return [
      .quote(nest(depth - 1)),
      .list(ReportList(start: depth, isTight: depth.isMultiple(of: 2), items: [[paragraph(20), .quote([])], []])),
    ]
  }

  private static let nested = document(
    nest(30) + [
      .list(
        ReportList(
          start: Int.max - 1, isTight: true,
          items: [[.code(CodeListing(language: nil, text: "a\nb"))], [], [paragraph(3)]])), .rule,
    ])

  private static let code = document([
    .code(CodeListing(language: nil, text: (0..<300).map { "line \($0)\t" + prose($0 % 30) }.joined(separator: "\n"))),
    .code(CodeListing(language: nil, text: "")),
    .code(CodeListing(language: nil, text: String(repeating: "x", count: 3000))),
    .code(CodeListing(language: nil, text: String(repeating: " ", count: 500) + "deep")),
  ])

  private static let paragraphs = document((1...120).map { paragraph($0 * 13 % 170 + 1, seed: $0) })
}
