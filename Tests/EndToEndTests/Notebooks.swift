/// Notebooks that train in moments.
enum Notebooks {
  private static let front = """
    ---
    title: A small notebook
    authors: [Nobody]
    data: [{name: strokes, train: 640, test: 256}]
    seeds: 2
    ---

    ```{model} tiny
    layers:
      - conv: {channels: 4, kernel: 5, stride: 4}
      - embedding: 3
    ```


    """

  /// Two losses under two seeds, a sweep that shares a run with them, a figure, a table and a computed number: five
  /// configurations, ten runs, eight of them distinct.
  static let small =
    front + """
      # Two losses {#sec-losses}

      Softmax reaches `{softmax.accuracy}` %, see @fig-sphere and @tbl-accuracy.

      ```{train} softmax
      model: tiny
      loss: softmax
      optimizer: {name: adamw, rate: 0.01}
      epochs: 2
      batch: 64
      ```

      ```{train} arcface
      base: softmax
      loss: {name: arcface, scale: 16, margin: 0.3}
      ```

      ```{sweep} margins
      base: arcface
      over: {loss.margin: [0.1, 0.3, 0.5]}
      ```

      ```{figure} fig-sphere
      plot: embedding-sphere
      runs: [softmax, arcface]
      caption: Features of the test images.
      alt: Two spheres of colored points.
      ```

      ```{table} tbl-accuracy
      runs: [softmax, arcface]
      caption: Test accuracy.
      ```

      """

  /// Four runs of about a second each, with everything that has a state or a schedule.
  static let sweep = """
    ---
    title: A sweep to interrupt
    data: [{name: strokes, train: 2000, test: 200}]
    seeds: 2
    ---

    ```{model} tiny
    layers:
      - conv: {channels: 4, kernel: 5, stride: 4}
      - dropout: 0.1
      - embedding: 3
    ```

    ```{train} softmax
    model: tiny
    loss: softmax
    optimizer: {name: adamw, rate: 0.01, schedule: one-cycle}
    augmentation: {shift: 1}
    epochs: 24
    batch: 64
    ```

    ```{train} arcface
    base: softmax
    loss: {name: arcface, scale: 16, margin: 0.3, margin-schedule: linear}
    ```

    """

  /// One run that is over at once and one that would take hours, in this order.
  static let long =
    front + """
      ```{train} short
      model: tiny
      loss: softmax
      epochs: 1
      seeds: 1
      ```

      ```{train} long
      base: short
      epochs: 100000
      ```

      """

  /// The second run multiplies its weights by −99 in every step.
  static let diverging =
    front + """
      ```{train} calm
      model: tiny
      loss: softmax
      epochs: 1
      seeds: 1
      ```

      ```{train} wild
      base: calm
      optimizer: {name: sgd, rate: 100, weight-decay: 1}
      epochs: 9
      ```

      """

  /// Two mistakes on known lines.
  static let wrong = """
    ---
    title: Mistakes
    data: [strokes]
    ---

    ```{train} softmax
    model: cnn5
    los: softmax
    epochs: 2
    ```

    """
}
