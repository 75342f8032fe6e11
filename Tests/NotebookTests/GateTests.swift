import Experiment
import Notebook
import OffprintCore
import Testing

@Suite("Gates of a notebook") struct GateTests {
  private func read(_ gate: String) -> NotebookReading {
    Reading.read(
      """
      ---
      title: T
      data: [mnist]
      \(gate)
      ---

      ```{model} net
      layers:
        - embedding: 3
      ```

      ```{train} softmax
      model: net
      loss: softmax
      epochs: 1
      ```

      ```{sweep} sizes
      base: softmax
      over: {epochs: [1, 2]}
      ```

      """)
  }

  @Test("a gate is a word, or a metric with its cells, margin and what it must find")
  func gates() throws {
    let reading = read(
      "gate:\n  - {metric: accuracy, runs: [softmax, sizes], margin: 0.1, detect: 0.5}\n  - train-loss\n  - verdicts\n  - failed-runs"
    )
    let notebook = try #require(reading.notebook, "\(Reading.rendered(reading))")
    #expect(
      notebook.frontMatter.gates == [
        Gate(.metric("accuracy"), runs: ["softmax", "sizes"], margin: 0.1, detect: 0.5), Gate(.metric("train-loss")),
        Gate(.verdicts), Gate(.failedRuns),
      ])
    #expect(try #require(read("").notebook).frontMatter.gates == nil)
  }

  @Test(
    "mistakes in a gate are errors at their place",
    arguments: [
      ("gate: accuracy", 4), ("gate: [acuracy]", 4), ("gate: [{runs: [softmax]}]", 4), ("gate: []", 4),
      ("gate: [{metric: accuracy, runs: [softmx]}]", 4), ("gate: [{metric: accuracy, margin: -1}]", 4),
      ("gate:\n  - {metric: accuracy, margn: 1}", 5),
    ])
  func mistakes(gate: String, line: Int) {
    let reading = read(gate)
    #expect(reading.notebook == nil)
    #expect(reading.diagnostics.first?.range?.start.line == line, "\(Reading.rendered(reading))")
  }
}
