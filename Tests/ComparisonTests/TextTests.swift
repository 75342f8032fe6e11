import Comparison
import OffprintCore
import Testing

@Suite("Text and tables compared")
struct TextTests {
  private func compared(_ before: [String], _ after: [String]) -> ProseComparison? {
    func side(_ texts: [String]) -> ReportSnapshot {
      var report = ReportSnapshot(name: "report", origin: .folder, title: "A report")
      report.prose = PageReader.prose(Array(("<main>" + texts.map { "<p>\($0)</p>" }.joined() + "</main>").utf8))
      return report
    }
    return ReportComparison(side(before), side(after)).prose
  }

  @Test("A word that was changed is the only thing that is told of a paragraph")
  func words() throws {
    let prose = try #require(compared(["One.", "The first of two is best."], ["One.", "The second of two is best."]))
    #expect(
      prose.changes.map(\.pieces) == [[.kept("The "), .removed("first "), .added("second "), .kept("of two is best.")]])
  }

  @Test("Paragraphs that came and went are whole")
  func paragraphs() throws {
    let prose = try #require(compared(["Kept here.", "Old words alone."], ["Quite new things.", "Kept here."]))
    #expect(prose.changes.map(\.pieces) == [[.added("Quite new things.")], [.removed("Old words alone.")]])
  }

  @Test("Computed numbers are told by their paths and do not make the text another one")
  func values() throws {
    func text(_ value: String) -> String {
      "It reaches <a class=\"value\" href=\"#c\" data-path=\"softmax.accuracy\">\(value)</a>&nbsp;% &amp; more."
    }
    let prose = try #require(compared([text("99.23")], [text("98.73")]))
    #expect(prose.changes.isEmpty)
    #expect(prose.values.map { [$0.path, $0.before, $0.after] } == [["softmax.accuracy", "99.23", "98.73"]])
  }

  @Test("Pieces put together are both texts, whatever they are")
  func pieces() {
    var stream = RandomStream(seed: 5, purpose: SimulationTests.purpose)
    for _ in 0..<200 {
      let texts = (0..<2).map { _ in
        (0..<stream.nextInteger(below: 12)).map { _ in ["a", "b", "c "][stream.nextInteger(below: 3)] }
          .joined(separator: " ")
      }
      var old = ""
      var new = ""
      for piece in TextDifference.pieces(texts[0], texts[1]) {
        switch piece {
        case .kept(let text):
          old += text
          new += text
        case .removed(let text): old += text
        case .added(let text): new += text
        }
      }
      #expect(old == texts[0] && new == texts[1])
    }
  }

  @Test("Tables are compared cell by cell, by the names of rows and columns")
  func tables() throws {
    func side(_ columns: [String], _ rows: [[String]]) -> ReportSnapshot {
      var report = ReportSnapshot(name: "report", origin: .results, title: "A report")
      report.tables = [
        ReportSnapshot.Table(anchor: "tbl", label: "Table 1", caption: "A caption.", columns: columns, rows: rows)
      ]
      return report
    }
    let before = side(["Loss", "Accuracy", "Seeds"], [["Softmax", "99.2", "3"], ["ArcFace", "99.1", "3"]])
    let after = side(["Loss", "Range", "Accuracy"], [["CosFace", "", "99.3"], ["Softmax", "", "99.0"]])
    let table = try #require(ReportComparison(before, after).tables.first)
    #expect(table.cells.map { [$0.row, $0.column, $0.before, $0.after] } == [["Softmax", "Accuracy", "99.2", "99.0"]])
    #expect(table.addedRows == ["CosFace"] && table.removedRows == ["ArcFace"])
    #expect(table.addedColumns == ["Range"] && table.removedColumns == ["Seeds"])
  }
}
