import Foundation
import TestSupport
import Testing

/// A small report with every kind of thing that a page displays.
enum DisplayedReport {
  static let notebook = """
    ---
    title: A study of displays
    data: [{name: strokes, train: 640, test: 256}]
    seeds: 3
    abstract: Softmax reaches `{softmax.accuracy}` %.
    ---

    # Words {#sec-words}

    An article in which 137 networks are counted. Softmax reaches `{softmax.accuracy}` % (sd `{softmax.accuracy.sd}`, loss
    `{softmax.train-loss}`) after `{softmax.epochs}` epochs; of `{margins.count}` margins `{margins.best.loss.margin}` is best with
    `{margins.best.accuracy}` %, `{arcface.target-angle}`°. The claim is `{close.verdict}`, p = `{close.p}`.

    ## Below {#sec-below}

    Of `{margins.runs}` runs `{margins.below.90}` are below 90 %.

    ```{model} tiny
    layers:
      - conv: {channels: 4, kernel: 5, stride: 4}
      - embedding: 3
    ```

    ```{train} softmax
    label: Softmax
    model: tiny
    loss: softmax
    optimizer: {name: adamw, rate: 0.01}
    epochs: 2
    batch: 64
    ```

    ```{train} arcface
    label: ArcFace
    base: softmax
    loss: {name: arcface, scale: 16, margin: 0.3}
    ```

    ```{sweep} margins
    base: arcface
    over: {loss.margin: [0.1, 0.3, 0.5]}
    ```

    ```{train} wide
    base: softmax
    model: tiny-wide
    seeds: 1
    ```

    ```{model} tiny-wide
    layers:
      - conv: {channels: 4, kernel: 5, stride: 4}
      - embedding: 6
    ```

    ```{claim} close
    label: The two don't differ much
    quote: They are much alike
    source: Section 4
    run: arcface
    same-as: softmax
    margin: 1.5
    ```

    ```{claim} better
    quote: A margin helps
    run: margins.best
    above: softmax
    margin: 0.1
    ```

    ```{table} tbl-all
    runs: [softmax, margins]
    columns: [accuracy, error, train-accuracy, train-loss, target-angle, train-intra, seeds, range]
    caption: All of it, of `{margins.count}` margins.
    ```

    ```{figure} fig-bars
    plot: bar
    runs: [margins]
    metric: accuracy
    caption: Bars of the margins.
    ```

    ```{figure} fig-sphere
    plot: embedding-sphere
    runs: [softmax, arcface]
    snapshots: [1]
    caption: Features of the test images.
    ```

    ```{figure} fig-wide
    plot: embedding-sphere
    runs: [wide]
    projection: principal
    caption: Features of six dimensions.
    ```

    ```{figure} fig-curves
    plot: learning-curves
    runs: [softmax, arcface]
    metric: loss
    caption: Loss by epoch.
    ```

    ```{figure} fig-angles
    plot: histogram
    runs: [softmax, arcface]
    of: angle
    set: both
    caption: Angles.
    ```

    ```{figure} fig-own-angles
    plot: histogram
    runs: [softmax]
    of: angle
    caption: Angles of the test images.
    ```

    ```{figure} fig-confusion
    plot: confusion-matrix
    runs: [softmax]
    caption: Confusions.
    ```

    ```{figure} fig-margins
    plot: intervals
    runs: [margins]
    metric: inter
    caption: Margins.
    ```

    """

  /// A directory with the report in reports/study.
  static func sandbox(template: String = "article") throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write(notebook, to: "study.md")
    let outcome = try sandbox.run(["run", "--quiet", "--template", template, "study.md"])
    #expect(outcome.status == 0, "\(outcome.error)")
    return sandbox
  }

  /// What `verify` says of `text` as a page by itself, in a directory where nothing else is.
  static func verify(page text: String, in sandbox: Sandbox) throws -> Outcome {
    let alone = sandbox.directory.appending(path: "alone")
    try FileManager.default.createDirectory(at: alone, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: alone.appending(path: "copy.html"))
    return try sandbox.run(["verify", "alone/copy.html"])
  }
}

extension String {
  /// With the first capture of `pattern` replaced: by another digit where it is one, else by `word`.
  func changed(_ pattern: Regex<(Substring, Substring)>, to word: String? = nil) throws -> String {
    let match = try #require(firstMatch(of: pattern))
    let digit = match.output.1.first?.wholeNumberValue ?? 0
    var text = self
    text.replaceSubrange(
      match.output.1.startIndex..<match.output.1.endIndex, with: word ?? String((digit + 3) % 10))
    return text
  }

  /// What stands between two marks, from the first occurrence of `start` on.
  func part(from start: String, to end: String) throws -> Substring {
    let first = try #require(firstRange(of: start))
    let rest = self[first.lowerBound...]
    return rest[..<(try #require(rest.firstRange(of: end))).upperBound]
  }
}
