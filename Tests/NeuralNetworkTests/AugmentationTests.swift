import Foundation
import Kernels
import NeuralNetwork
import OffprintCore
import Testing

@Suite("Augmentation")
struct AugmentationTests {
  private let stream = RandomStream(seed: 9, purpose: .augmentation)

  private func sample(_ map: AffineResampling, _ pixels: [UInt8], height: Int, width: Int) -> [Float] {
    var target = [Float](repeating: .nan, count: pixels.count)
    var span = target.mutableSpan
    Worker.fastest.kernels.resample(
      map, pixels.span, height: height, width: width, scale: 1, offset: 0, into: &span)
    return target
  }

  @Test("the identity gives the pixels back, standardised as ever")
  func identity() {
    let pixels = (0..<12).map { UInt8($0 * 20) }
    #expect(sample(.identity, pixels, height: 3, width: 4) == pixels.map { Float($0) })
    var target = [Float](repeating: 0, count: 12)
    var span = target.mutableSpan
    Worker.fastest.kernels.resample(
      .identity, pixels.span, height: 3, width: 4, scale: 0.013, offset: -0.42, into: &span)
    #expect(target == pixels.map { Float(-0.42).addingProduct(Float($0), 0.013) })
    #expect(Augmentation().isIdentity)
    #expect(Augmentation().resampling(epoch: 3, image: 5, stream: stream) == .identity)
  }

  @Test("a quarter turn, a half-pixel shift and a doubling put each pixel where they should")
  func knownMaps() {
    let pixels: [UInt8] = [10, 20, 30, 40, 50, 60, 70, 80, 90]
    let turn = AffineResampling(xx: 0, xy: 1, yx: -1, yy: 0, xShift: 0, yShift: 0)
    #expect(sample(turn, pixels, height: 3, width: 3) == [70, 40, 10, 80, 50, 20, 90, 60, 30])
    let half = AffineResampling(xx: 1, xy: 0, yx: 0, yy: 1, xShift: 0.5, yShift: 0)
    #expect(sample(half, pixels, height: 3, width: 3) == [15, 25, 15, 45, 55, 30, 75, 85, 45])
    let doubled = AffineResampling(xx: 0.5, xy: 0, yx: 0, yy: 0.5, xShift: 0, yShift: 0)
    #expect(sample(doubled, pixels, height: 3, width: 3) == [30, 35, 40, 45, 50, 55, 60, 65, 70])
    let away = AffineResampling(xx: 1, xy: 0, yx: 0, yy: 1, xShift: 3e38, yShift: -.infinity)
    #expect(sample(away, pixels, height: 3, width: 3) == [Float](repeating: 0, count: 9))
  }

  @Test("draws stay within what the notebook asks for, reach it, and are a function of epoch and image alone")
  func draws() {
    let augmentation = Augmentation(shift: 2, rotation: 15, scale: 0.1)
    var (angles, sizes, shifts) = ([Double](), [Double](), [Double]())
    for epoch in 0..<5 {
      for image in 0..<400 {
        let map = augmentation.resampling(epoch: epoch, image: image, stream: stream)
        #expect(map == augmentation.resampling(epoch: epoch, image: image, stream: stream))
        // Undo the map: the matrix is a rotation over the size, the shift is −matrix·shift.
        let (a, b) = (Double(map.xx), Double(map.xy))
        let size = 1 / (a * a + b * b).squareRoot()
        sizes.append(size)
        angles.append(atan2(b, a) * 180 / Double.pi)
        let (x, y) = (Double(map.xShift), Double(map.yShift))
        shifts += [-(a * x - b * y) * size * size, -(b * x + a * y) * size * size]
        #expect(abs(Double(map.yx) + b) < 1e-7 && abs(Double(map.yy) - a) < 1e-7)
      }
    }
    for (values, extent) in [(angles, 15.0), (sizes.map { $0 - 1 }, 0.1), (shifts, 2.0)] {
      #expect(values.allSatisfy { abs($0) <= extent * 1.00001 } && Set(values).count > values.count * 9 / 10)
      #expect((values.max() ?? 0) > 0.98 * extent && (values.min() ?? 0) < -0.98 * extent)
      #expect(abs(values.reduce(0, +) / Double(values.count)) < 5 * extent / (3 * Double(values.count)).squareRoot())
    }
  }

  @Test("keys that are not set change nothing, and values out of range are refused")
  func settings() throws {
    #expect(try Augmentation(setting: [:]).isIdentity)
    #expect(try Augmentation(setting: ["shift": 2, "scale": 0.1]) == Augmentation(shift: 2, scale: 0.1))
    for setting: Setting in [["shift": -1], ["rotation": 1e9], ["scale": 1], ["scale": "large"]] {
      #expect(throws: SettingError.self) { try Augmentation(setting: setting) }
    }
  }
}

@Suite("Initializers")
struct InitializersTests {
  @Test("each kind fills its tensor with the distribution it names, from the tensor's stream alone")
  func fills() {
    let stream = RandomStream(seed: 4, purpose: .initialization).child(2)
    let arena = Arena(capacity: 20_000)
    defer { withExtendedLifetime(arena) {} }
    let region = arena.take(20_000)
    func values(_ initializer: ParameterDeclaration.Initializer) -> [Float] {
      region.fill(.nan)
      let declaration = ParameterDeclaration(name: "weight", shape: [200, 100], initializer: initializer)
      ParameterInitializer.fill(region, declaration, stream: stream)
      return region.values
    }
    func spread(_ values: [Float]) -> Double {
      (values.reduce(0) { $0 + Double($1) * Double($1) } / Double(values.count)).squareRoot()
    }
    #expect(values(.zeros).allSatisfy { $0 == 0 } && values(.ones).allSatisfy { $0 == 1 })
    #expect(values(.constant(0.25)).allSatisfy { $0 == 0.25 })
    // Five standard errors of a standard deviation.
    #expect(abs(spread(values(.normal(standardDeviation: 0.3))) / 0.3 - 1) < 0.025)
    let uniform = values(.standard(fanIn: 25))
    #expect(uniform.allSatisfy { $0 >= -0.2 && $0 < 0.2 })
    #expect(abs(spread(uniform) / (0.2 / 3.0.squareRoot()) - 1) < 0.025)
    #expect(abs(spread(values(.he(fanIn: 50))) / 0.2 - 1) < 0.025)
    #expect(abs(spread(values(.glorot(fanIn: 100, fanOut: 50))) / (0.2 / 3.0.squareRoot()) - 1) < 0.025)
    #expect(values(.standard(fanIn: 25)) == uniform)
  }
}
