import Experiment
import Notebook
import OffprintCore
import Report
import Testing

@Suite struct ResultTableTests {
  private func content(
    _ configurations: [Configuration], _ records: [RunRecord], columns: [String],
    skipped: [DataStatement.Skipped] = []
  ) -> ResultTable.Content {
    let results = ResultSet(plan: Plan(configurations: configurations), context: Fixture.context(records))
    return ResultTable.build(
      configurations: results.configurations, columns: columns,
      data: DataStatement(used: Fixture.data, skipped: skipped))
  }

  private func rows(_ content: ResultTable.Content) -> [[String]] {
    content.rows.map { $0.map { $0.content.plainText + $0.noteMarks.map { "^" + $0 }.joined() } }
  }

  @Test func `a row for each configuration: mean, deviation, seeds, range`() {
    let softmax = Fixture.configuration("softmax", label: "Softmax", margin: 0)
    let arcface = Fixture.configuration("arcface", label: "ArcFace")
    let records =
      zip(softmax.specs, [0.990, 0.992, 0.991]).map { Fixture.record($0, accuracy: $1) }
      + zip(arcface.specs, [0.95, 0.97, 0.99]).map { Fixture.record($0, accuracy: $1) }
    let content = content(
      [softmax, arcface], records, columns: ["accuracy", "seeds", "range", "train-loss", "epochs"])
    #expect(
      content.columns.map(\.title.plainText) == [
        "Run", "Accuracy, %", "±\u{A0}sd", "Seeds", "Range", "Training loss", "Epochs",
      ])
    #expect(
      rows(content) == [
        ["Softmax", "99.10", "0.10", "3", "99.00–99.20", "0.250", "2"],
        ["ArcFace", "97.0", "2.0", "3", "95.00–99.00", "0.250", "2"],
      ])
    #expect(content.notes.count == 1)
  }

  @Test func `what a sweep varies has its own column, and one label is not repeated`() {
    let margins = [0.1, 0.3].map { Fixture.configuration("m", label: "ArcFace", seeds: [1], margin: $0, isSwept: true) }
    let records = margins.flatMap(\.specs).map { Fixture.record($0, accuracy: 0.99) }
    let content = content(margins, records, columns: ["accuracy"])
    #expect(content.columns.map(\.title.plainText) == ["Margin", "Accuracy, %"])
    #expect(rows(content) == [["0.1", "99.00"], ["0.3", "99.00"]])
  }

  @Test func `rows that lack runs carry a note, the same words one letter`() {
    let first = Fixture.configuration("a", label: "A", margin: 0.1)
    let second = Fixture.configuration("b", label: "B", margin: 0.2)
    let third = Fixture.configuration("c", label: "C", margin: 0.3)
    let records =
      [Fixture.failure(first.specs[0])] + first.specs.dropFirst().map { Fixture.record($0, accuracy: 0.99) }
      + [Fixture.failure(second.specs[0])] + second.specs.dropFirst().map { Fixture.record($0, accuracy: 0.98) }
    let content = content([first, second, third], records, columns: ["accuracy", "seeds", "failed"])
    #expect(
      rows(content) == [
        ["A^a", "99.00", "0.00", "2 of 3", "1"], ["B^a", "98.00", "0.00", "2 of 3", "1"],
        ["C^b", "–", "–", "0 of 3", "0"],
      ])
    #expect(
      content.notes.map(\.text.plainText).prefix(2) == ["1 of 3 runs failed.", "3 of 3 runs are not stored yet."])
  }

  @Test func `on other data than the notebook asks for the table says what it must not be compared with`() {
    let arcface = Fixture.configuration("arcface")
    let content = content(
      [arcface], arcface.specs.map { Fixture.record($0, accuracy: 0.99) }, columns: ["accuracy"],
      skipped: [DataStatement.Skipped(name: "mnist", reason: "no file")])
    #expect(
      content.notes.last?.text.plainText.contains(
        "Measured on digits: not comparable with numbers published for mnist.")
        == true)
  }
}
