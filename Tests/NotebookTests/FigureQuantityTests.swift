import Notebook
import OffprintCore
import Testing

/// What figures put on their axes is checked against the runs that they draw.
@Suite("Quantities of figures") struct FigureQuantityTests {
  private static let scatter = ComponentDeclaration(
    "scatter", "One against another.",
    keys: [
      KeyDeclaration("runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...9), .required, "The cells."),
      KeyDeclaration("x", .quantity(words: ["accuracy", "embedding-size"]), .required, "To the right."),
      KeyDeclaration("y", .quantity(words: ["accuracy"]), .defaulted("accuracy"), "Up."),
      KeyDeclaration(
        "each",
        .component([
          ComponentDeclaration(
            "inner", "Inside.", keys: [KeyDeclaration("of", .quantity(words: []), .optional, "What.")])
        ]), .optional, "A chart in a chart."),
    ])

  private func read(_ keys: String) -> NotebookReading {
    var vocabulary = TestVocabulary.vocabulary
    vocabulary.plots.append(Self.scatter)
    let reader = NotebookReader(
      vocabulary: vocabulary, checkModel: { _ in nil }, checkLoss: { _ in nil }, checkRun: { _ in nil })
    let text = """
      ---
      title: T
      data: [mnist]
      ---

      # H

      ```{model} net
      layers:
        - embedding: 3
      ```

      ```{train} softmax
      model: net
      loss: softmax
      epochs: 2
      ```

      ```{train} arcface
      base: softmax
      loss: {name: arcface, margin: 0.4}
      ```

      ```{sweep} margins
      base: arcface
      over: {loss.margin: [0.1, 0.2]}
      ```

      ```{figure} fig-a
      plot: scatter
      \(keys)
      caption: C.
      ```

      """
    return reader.read(Array(text.utf8), name: "notebook.md", seeds: nil)
  }

  @Test(arguments: [
    "runs: [margins]\nx: loss.margin", "runs: [margins]\nx: accuracy\ny: epochs",
    "runs: [softmax, arcface]\nx: loss.margin",
    "runs: [softmax]\nx: embedding-size", "runs: [arcface]\nx: epochs\neach: {name: inner, of: loss.name}",
  ]) func `words and settings of any of the runs are taken`(keys: String) {
    let reading = read(keys)
    #expect(reading.notebook != nil, "\(Reading.rendered(reading))")
  }

  @Test func `a setting that no run has is told at its place, with what is near`() throws {
    let reading = read("runs: [margins]\nx: loss.margni")
    let diagnostic = try #require(reading.diagnostics.first { $0.severity == .error })
    #expect(diagnostic.identifier == "unknown-path" && reading.notebook == nil)
    #expect(diagnostic.summary == "`x` is `loss.margni`, which none of the runs of this figure has")
    #expect(diagnostic.help?.contains("margin") ?? false)
    let range = try #require(diagnostic.range)
    #expect(range.start.column == 4)
  }

  @Test func `so is one inside a chart in a chart, and a word that is none`() {
    #expect(read("runs: [softmax]\nx: accuracy\neach: {name: inner, of: loss.margin}").notebook == nil)
    #expect(read("runs: [softmax]\nx: acuracy").notebook == nil)
    #expect(read("runs: [softmax]\nx: 3").notebook == nil)
  }
}
