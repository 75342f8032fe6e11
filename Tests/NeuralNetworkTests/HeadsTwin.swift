import Foundation
import Kernels

/// The heads once more, in double precision and plain loops, straight from the formulas: what the kernels are held to. It
/// knows losses only; gradients come from central differences.
struct HeadTwin {
  /// nil for plain softmax, whose weights carry the bias as a last component.
  var margin: (m1: Double, m2: Double, m3: Double)?
  var pastPi: UnifiedMargin.PastPi = .monotone
  var scale: Double = 1
  var labelSmoothing: Double = 0

  /// ψ(θ) as the table of treatments has it.
  func psi(_ theta: Double) -> Double {
    guard let (m1, m2, m3) = margin else { return cos(theta) }
    let a = m1 * theta + m2
    switch pastPi {
    case .none: return cos(a) - m3
    case .clamp: return cos(min(a, .pi)) - m3
    case .linear: return (cos(theta) <= cos(.pi - m2) ? cos(theta) - m2 * sin(m2) : cos(a)) - m3
    case .monotone:
      let k = (a / .pi).rounded(.down)
      return (k.truncatingRemainder(dividingBy: 2) == 0 ? 1 : -1) * cos(a) - 2 * k - m3
    }
  }

  /// The logits of one image. With `frozen`, the margin counts as this constant on top of cos θ: what `detached` means.
  func logits(_ x: [Double], _ weights: [[Double]], label: Int, frozen: Double? = nil) -> [Double] {
    if margin == nil { return weights.map { row in zip(row, x + [1]).reduce(0) { $0 + $1.0 * $1.1 } } }
    return weights.indices.map { index in
      let cosine = HeadTwin.cosine(x, weights[index])
      if index != label { return scale * cosine }
      if let frozen { return scale * (cosine + frozen) }
      return scale * psi(HeadTwin.angle(x, weights[index]))
    }
  }

  func loss(_ x: [Double], _ weights: [[Double]], label: Int, frozen: Double? = nil) -> Double {
    let logits = logits(x, weights, label: label, frozen: frozen)
    let largest = logits.max() ?? 0
    let total = largest + log(logits.reduce(0) { $0 + exp($1 - largest) })
    let spread = logits.reduce(0) { $0 + total - $1 } / Double(logits.count)
    return (1 - labelSmoothing) * (total - logits[label]) + labelSmoothing * spread
  }

  /// ψ − cos θ at a point.
  func offset(_ x: [Double], _ weights: [[Double]], label: Int) -> Double {
    psi(HeadTwin.angle(x, weights[label])) - HeadTwin.cosine(x, weights[label])
  }

  static func length(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  static func cosine(_ x: [Double], _ w: [Double]) -> Double {
    zip(x, w).reduce(0) { $0 + $1.0 * $1.1 } / (length(x) * length(w))
  }

  /// 2·atan2(‖x̂ − ŵ‖, ‖x̂ + ŵ‖): accurate for all angles (Kahan).
  static func angle(_ x: [Double], _ w: [Double]) -> Double {
    let (p, q) = (length(x), length(w))
    let minus = zip(x, w).map { $0 / p - $1 / q }
    let plus = zip(x, w).map { $0 / p + $1 / q }
    return 2 * atan2(length(minus), length(plus))
  }
}

/// A batch for a head, with the twin's gradients.
struct HeadCase {
  var embeddings: [[Double]]
  var weights: [[Double]]
  var labels: [Int]
  var twin: HeadTwin
  var isDetached = false

  private func losses(_ embeddings: [[Double]], _ weights: [[Double]], _ offsets: [Double?]) -> Double {
    embeddings.indices.reduce(0) {
      $0 + twin.loss(embeddings[$1], weights, label: labels[$1], frozen: offsets[$1])
    } / Double(embeddings.count)
  }

  private var offsets: [Double?] {
    embeddings.indices.map { isDetached ? twin.offset(embeddings[$0], weights, label: labels[$0]) : nil }
  }

  var loss: Double { losses(embeddings, weights, offsets) }

  /// ∂(mean loss)/∂embeddings by central differences.
  func embeddingGradient(step: Double = 1e-6) -> [[Double]] {
    let offsets = offsets
    return embeddings.indices.map { image in
      embeddings[image].indices.map { component in
        let values = [step, -step].map { change in
          var x = embeddings[image]
          x[component] += change
          return twin.loss(x, weights, label: labels[image], frozen: offsets[image])
        }
        return (values[0] - values[1]) / (2 * step) / Double(embeddings.count)
      }
    }
  }

  /// ∂(mean loss)/∂weights by central differences.
  func weightGradient(step: Double = 1e-6) -> [[Double]] {
    let offsets = offsets
    return weights.indices.map { row in
      weights[row].indices.map { component in
        let values = [step, -step].map { change in
          var changed = weights
          changed[row][component] += change
          return losses(embeddings, changed, offsets)
        }
        return (values[0] - values[1]) / (2 * step)
      }
    }
  }
}
