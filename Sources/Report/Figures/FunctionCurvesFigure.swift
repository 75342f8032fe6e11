import Experiment
import OffprintCore
import Plotting

/// A loss's target logit at an angle, over the scale, and how strongly it falls there: ψ(θ) and −ψ′(θ), θ in radians.
package struct TargetLogitSample: Hashable, Sendable {
  package var value: Double
  package var slope: Double

  package init(value: Double, slope: Double) {
    self.value = value
    self.slope = slope
  }
}

/// `function-curves`: ψ(θ) of the losses of runs, and of margins that the notebook names.
package enum FunctionCurvesFigure: FigureProvider {
  package static let plot = "function-curves"

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    try input.content {
      let function: FunctionCurves.Function = try input.plot.word("function")
      var series: [FunctionCurves.Series] = []
      var without: [String] = []
      for (name, loss) in try losses(input) {
        if let samples = samples(of: loss, function, input) {
          series.append(FunctionCurves.Series(name: name, points: samples))
        } else {
          without.append(name)
        }
      }
      let x = Quantity(
        name: "angle", title: "Angle to the weight of the true class, θ (°)", phrase: "angle", unit: "°", decimals: 0)
      let y =
        switch function {
        case .targetLogit: Quantity(name: "psi", title: "Target logit, ψ(θ)", phrase: "target logit", decimals: 2)
        case .slope: Quantity(name: "slope", title: "Slope of the target logit, −ψ′(θ)", phrase: "slope", decimals: 2)
        }
      let figure = try FunctionCurves.figure(
        series, x: x, y: y, xTicks: stride(from: 0, through: 180, by: 30).map { $0 }, width: input.width,
        typesetter: input.typesetter)
      let note =
        without.isEmpty
        ? nil : "Not drawn: \(without.joined(separator: ", ")), whose logit depends on more than an angle."
      return FigureContent(figure, note: note)
    }
  }

  /// Each distinct loss once: those of the runs, then those named by their margins.
  private static func losses(_ input: FigureInput) throws -> [(name: String, loss: Setting)] {
    var losses: [(name: String, loss: Setting)] = []
    for result in input.configurations {
      guard let loss = result.configuration.specs.first?.loss, !losses.contains(where: { $0.loss == loss }) else {
        continue
      }
      losses.append((result.title, loss))
    }
    for margins in try input.plot.list("margins") {
      let (m1, m2, m3) = (try margins.number("m1"), try margins.number("m2"), try margins.number("m3"))
      let name = margins.optionalString("label") ?? label(m1, m2, m3)
      losses.append((name, ["name": "combined", "m1": .number(m1), "m2": .number(m2), "m3": .number(m3)]))
    }
    return losses
  }

  /// `m₁ = 1, m₂ = 0.5`, of those that are not neutral; `no margin`.
  private static func label(_ m1: Double, _ m2: Double, _ m3: Double) -> String {
    let parts = [("m₁", m1, 1.0), ("m₂", m2, 0), ("m₃", m3, 0)].filter { $0.1 != $0.2 }
    return parts.isEmpty
      ? "no margin" : parts.map { "\($0.0) = \(PrintedNumber.shortest($0.1))" }.joined(separator: ", ")
  }

  /// At whole degrees from 0 to 180.
  private static func samples(
    of loss: Setting, _ function: FunctionCurves.Function, _ input: FigureInput
  ) -> [FunctionCurves.Sample]? {
    var samples: [FunctionCurves.Sample] = []
    for degree in 0...180 {
      guard let sample = input.targetLogit(loss, Double(degree) * .pi / 180) else { return nil }
      samples.append(
        FunctionCurves.Sample(x: Double(degree), y: function == .slope ? sample.slope : sample.value))
    }
    return samples
  }
}
