package import Kernels

extension Loops {
  package static func resample(
    _ map: AffineResampling, _ source: Span<UInt8>, height: Int, width: Int, scale: Float, offset: Float,
    into target: inout MutableSpan<Float>
  ) {
    precondition(height > 0 && width > 0 && source.count == height * width && target.count == height * width)
    let middleX = Float(width - 1) / 2
    let middleY = Float(height - 1) / 2
    for row in 0..<height {
      let y = Float(row) - middleY
      let startX = map.xy * y + map.xShift + middleX
      let startY = map.yy * y + map.yShift + middleY
      for column in 0..<width {
        let x = Float(column) - middleX
        let value = value(source, height: height, width: width, x: startX + map.xx * x, y: startY + map.yx * x)
        target[row * width + column] = offset.addingProduct(value, scale)
      }
    }
  }

  @inline(__always)
  private static func value(_ source: Span<UInt8>, height: Int, width: Int, x: Float, y: Float) -> Float {
    guard x > -1, y > -1, x < Float(width), y < Float(height) else { return 0 }
    let (left, top) = (x.rounded(.down), y.rounded(.down))
    let (right, below) = (x - left, y - top)
    let (column, row) = (Int(left), Int(top))
    func pixel(_ row: Int, _ column: Int) -> Float {
      row >= 0 && row < height && column >= 0 && column < width ? Float(source[row * width + column]) : 0
    }
    let upper = pixel(row, column) * (1 - right) + pixel(row, column + 1) * right
    let lower = pixel(row + 1, column) * (1 - right) + pixel(row + 1, column + 1) * right
    return upper * (1 - below) + lower * below
  }
}
