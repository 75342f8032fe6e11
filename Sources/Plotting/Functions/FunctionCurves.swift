package import Interop
package import OffprintCore

/// `function-curves`: a function of the loss by angle, a line for each loss. The values come from whoever knows the losses.
package enum FunctionCurves {
  package enum Function: String, Hashable, Sendable, CaseIterable {
    /// ψ(θ), the target's logit over the scale.
    case targetLogit = "target-logit"
    /// −ψ′(θ), how strongly the target's logit falls with the angle.
    case slope
  }

  package static let declaration = ComponentDeclaration(
    "function-curves", "What a margin does to the target's logit, by the angle to the class weight: ψ(θ) of each loss.",
    source: "Deng et al. 2019, fig. 2",
    keys: [
      KeyDeclaration(
        "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 0...60), .defaulted([]),
        "Cells whose losses are drawn; configurations with the same loss share a line.", example: "[arcface, cosface]"),
      KeyDeclaration(
        "margins",
        .list(
          of: .group([
            KeyDeclaration(
              "m1", .number(NumberRange(0...100, excludesLower: true)), .defaulted(1), "The factor on the angle."),
            KeyDeclaration("m2", .number(NumberRange(-10...10)), .defaulted(0), "Added to the angle, in radians."),
            KeyDeclaration("m3", .number(NumberRange(-10...10)), .defaulted(0), "Taken off the cosine."),
            KeyDeclaration("label", .text, .optional, "What the line is called; its margins if left out."),
          ]), count: 0...60), .defaulted([]), "Margins that are drawn beside those of the runs.",
        example: "[{m2: 0.5}, {m3: 0.35, label: CosFace}]"),
      KeyDeclaration(
        "function", .choice(Function.allCases.map(\.rawValue)), .defaulted("target-logit"),
        "ψ(θ), or its slope −ψ′(θ)."),
    ])

  package struct Series: Hashable, Sendable {
    package var name: String
    /// From the left to the right.
    package var points: [Sample]

    package init(name: String, points: [Sample]) {
      self.name = name
      self.points = points
    }
  }

  package struct Sample: Hashable, Sendable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  package static func figure(
    _ series: [Series], x: Quantity, y: Quantity, xTicks: [Double]? = nil, width: Double = 1, typesetter: Typesetter
  ) throws(PlotError) -> Figure {
    let plot = try FunctionPlot(series, x: x, y: y, xTicks: xTicks)
    let chart = plot.chart()
    let list = DrawnWidths.lists(of: width) { width in
      ChartDrawing(chart, measure: TextMeasure(typesetter: typesetter), width: width)
        .displayList(title: plot.title, summary: plot.summary)
    }
    return Figure(
      displayList: list.full, narrow: list.narrow, captionNote: Words.omitted(plot.omitted), data: plot.data,
      table: plot.table)
  }
}
