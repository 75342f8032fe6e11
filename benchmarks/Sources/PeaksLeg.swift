import Interop
import OffprintCore

/// `peaks [--seconds 1]`: what one core can do at most, in FLOP per second: fused multiply-adds that touch no memory, in
/// vectors of sixteen and of eight lanes, and the matrix product of OpenBLAS.
enum PeaksLeg {
  static func run(_ arguments: Arguments, _ environment: [String: String]) throws -> Setting {
    let seconds = try arguments.seconds("seconds", default: 1) / 3
    return [
      "fma-16": .number(best(seconds) { MultiplyAdd.sixteenLanes($0) }),
      "fma-8": .number(best(seconds) { MultiplyAdd.eightLanes($0) }), "sgemm": .number(matrixProduct(seconds)),
    ]
  }

  /// The best rate of slices of a few milliseconds: a peak is what no disturbance has touched.
  private static func best(_ seconds: Double, _ work: (Int) -> (operations: Double, check: Float)) -> Double {
    let clock = Stopwatch()
    var best = 0.0
    var sum: Float = 0
    while clock.seconds < seconds {
      let start = clock.seconds
      let done = work(500_000)
      best = max(best, done.operations / (clock.seconds - start))
      sum += done.check
    }
    precondition(sum.isFinite, "the chains converge")
    return best
  }

  private static func matrixProduct(_ seconds: Double) -> Double {
    let size = 1024
    let left = (0..<size * size).map { Float($0 % 7) / 8 }
    let right = (0..<size * size).map { Float($0 % 5) / 8 }
    return best(seconds) { _ in
      let product = LinearAlgebra.product(left, right, rows: size, columns: size, depth: size)
      return (2 * Double(size * size) * Double(size), product[size + 1])
    }
  }
}

/// Chains of fused multiply-adds in registers, as many side by side as hide the latency of one.
enum MultiplyAdd {
  static func sixteenLanes(_ rounds: Int) -> (operations: Double, check: Float) {
    let (x, y) = (SIMD16<Float>(repeating: 1), SIMD16<Float>(repeating: Float(rounds) / Float(rounds + rounds)))
    var (a, b, c, d) = (x, x, x, x)
    var (e, f, g, h) = (y, y, y, y)
    var (i, j, k, l) = (x, y, x, y)
    for _ in 0..<rounds {
      (a, b, c, d) = (x.addingProduct(a, y), x.addingProduct(b, y), x.addingProduct(c, y), x.addingProduct(d, y))
      (e, f, g, h) = (x.addingProduct(e, y), x.addingProduct(f, y), x.addingProduct(g, y), x.addingProduct(h, y))
      (i, j, k, l) = (x.addingProduct(i, y), x.addingProduct(j, y), x.addingProduct(k, y), x.addingProduct(l, y))
    }
    let sum = a + b + c + d + e + f + g + h + i + j + k + l
    return (Double(rounds) * 12 * 16 * 2, sum.sum())
  }

  static func eightLanes(_ rounds: Int) -> (operations: Double, check: Float) {
    let (x, y) = (SIMD8<Float>(repeating: 1), SIMD8<Float>(repeating: Float(rounds) / Float(rounds + rounds)))
    var (a, b, c, d) = (x, x, x, x)
    var (e, f, g, h) = (y, y, y, y)
    var (i, j, k, l) = (x, y, x, y)
    for _ in 0..<rounds {
      (a, b, c, d) = (x.addingProduct(a, y), x.addingProduct(b, y), x.addingProduct(c, y), x.addingProduct(d, y))
      (e, f, g, h) = (x.addingProduct(e, y), x.addingProduct(f, y), x.addingProduct(g, y), x.addingProduct(h, y))
      (i, j, k, l) = (x.addingProduct(i, y), x.addingProduct(j, y), x.addingProduct(k, y), x.addingProduct(l, y))
    }
    let sum = a + b + c + d + e + f + g + h + i + j + k + l
    return (Double(rounds) * 12 * 8 * 2, sum.sum())
  }
}
