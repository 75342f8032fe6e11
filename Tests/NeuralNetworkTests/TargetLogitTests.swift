import Foundation
import Kernels
import NeuralNetwork
import OffprintCore
import Testing

@Suite("Target logit as a function") struct TargetLogitTests {
  private static let settings: [Setting] = [
    ["name": "normface", "scale": 30], ["name": "arcface", "margin": 0.5], ["name": "sphereface", "margin": 1.35],
    ["name": "sphereface", "margin": 4], ["name": "cosface", "margin": 0.35],
    ["name": "combined", "m1": 1.2, "m2": 0.3, "m3": 0.2],
    ["name": "arcface", "margin": 0.5, "past-pi": "linear"], ["name": "arcface", "margin": 0.5, "past-pi": "clamp"],
    ["name": "arcface", "margin": 0.5, "past-pi": "none"],
  ]

  @Test func `softmax has none, and the others are read from their settings`() throws {
    #expect(try TargetLogit(setting: ["name": "softmax"]) == nil)
    let combined = try #require(try TargetLogit(setting: ["name": "combined", "m1": 1, "m2": 0.25, "m3": 0.5]))
    #expect(combined.margin == UnifiedMargin(m1: 1, m2: 0.25, m3: 0.5))
  }

  @Test func `values are those of the papers' formulas`() throws {
    func value(_ setting: Setting, _ angle: Double) throws -> Double {
      try #require(try TargetLogit(setting: setting)).sample(at: angle).value
    }
    #expect((try value(["name": "arcface", "margin": 0.5], 0.3) - cos(0.8)).magnitude < 1e-7)
    #expect((try value(["name": "cosface", "margin": 0.35], 1) - (cos(1) - 0.35)).magnitude < 1e-7)
    // SphereFace, m = 4, θ = 2: k = ⌊8/π⌋ = 2, ψ = cos 8 − 4 (Liu et al. 2017, eq. 6).
    #expect((try value(["name": "sphereface", "margin": 4], 2) - (cos(8) - 4)).magnitude < 1e-6)
    // InsightFace's continuation: cos θ − m·sin m past π − m.
    let linear: Setting = ["name": "arcface", "margin": 0.5, "past-pi": "linear"]
    #expect((try value(linear, 3) - (cos(3) - 0.5 * sin(0.5))).magnitude < 1e-7)
    #expect((try value(["name": "arcface", "margin": 0.5, "past-pi": "clamp"], 3) + 1).magnitude < 1e-7)
  }

  @Test(arguments: settings) func `slopes are those of finite differences`(setting: Setting) throws {
    let function = try #require(try TargetLogit(setting: setting))
    let step = 1e-6
    for angle in stride(from: 0.05, to: 3.1, by: 0.1) {
      let (before, after) = (function.sample(at: angle - step).value, function.sample(at: angle + step).value)
      let slope = function.sample(at: angle).slope
      // Where linear and clamp take over there is a step or a kink.
      let phase = Double(function.margin.m1) * angle + Double(function.margin.m2)
      guard (phase - .pi).magnitude > 0.01 else { continue }
      #expect(((before - after) / (2 * step) - slope).magnitude < 1e-5, "\(setting) at \(angle)")
    }
  }

  @Test(arguments: settings.prefix(6)) func `monotone continuations fall all the way`(setting: Setting) throws {
    let function = try #require(try TargetLogit(setting: setting))
    let values = (0...180).map { function.sample(at: Double($0) * .pi / 180).value }
    for (first, second) in zip(values, values.dropFirst()) { #expect(second <= first + 1e-12) }
  }
}
