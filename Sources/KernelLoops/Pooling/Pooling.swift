package import Kernels

/// Maximum and average over windows. Everything is per image, so lanes never meet.
extension Loops {
  /// Calls `body` for each output vector: where it lies, and the window's rows and columns and channel and half.
  @inline(__always)
  private static func forEachOutput(
    _ shape: PoolingShape, blocks: Int, _ share: Share,
    _ body: (_ output: Int, _ input: Int, _ rows: Range<Int>, _ columns: Range<Int>, _ channel: Int) -> Void
  ) {
    // Each worker has all windows of its channels, so that windows that overlap are one worker's.
    let part = share.part(blocks: blocks, channels: shape.channels)
    for block in part.blocks {
      for row in 0..<shape.outputHeight {
        for column in 0..<shape.outputWidth {
          let pixel = block &* shape.outputCount &+ (row &* shape.outputWidth &+ column) &* shape.channels &* 32
          for channel in part.channels {
            for half in 0..<2 {
              body(
                pixel &+ 32 &* channel &+ 16 &* half, block &* shape.inputCount &+ 16 &* half, shape.rows(row),
                shape.columns(column), channel)
            }
          }
        }
      }
    }
    share.meet()
  }

  private static func clear(_ region: FloatRegion, count: Int, _ share: Share) {
    for vector in share.range(count / 16) { region.cursor.store(.zero, 16 &* vector) }
    share.meet()
  }

  private static func check(_ shape: PoolingShape, _ input: FloatRegion, _ output: FloatRegion, _ blocks: Int) {
    precondition(input.count >= blocks * shape.inputCount && output.count >= blocks * shape.outputCount)
  }

  package static func poolMaximum(
    _ shape: PoolingShape, input: FloatRegion, output: FloatRegion, blocks: Int, share: Share
  ) {
    check(shape, input, output, blocks)
    let (x, y) = (input.cursor, output.cursor)
    forEachOutput(shape, blocks: blocks, share) { target, base, rows, columns, channel in
      y.store(maximum(shape, x + base, rows, columns, channel), target)
    }
  }

  @inline(__always)
  private static func maximum(
    _ shape: PoolingShape, _ x: Cursor, _ rows: Range<Int>, _ columns: Range<Int>, _ channel: Int
  ) -> Lanes {
    var best = Lanes(repeating: -.infinity)
    for row in rows {
      for column in columns {
        let value = x.lanes(shape.inputOffset(row, column, channel))
        best.replace(with: value, where: (value .> best) .| (value .!= value))
      }
    }
    return best
  }

  package static func poolMaximumGradient(
    _ shape: PoolingShape, input: FloatRegion, output: FloatRegion, outputGradient: FloatRegion,
    inputGradient: FloatRegion, blocks: Int, share: Share
  ) {
    check(shape, input, output, blocks)
    check(shape, inputGradient, outputGradient, blocks)
    clear(inputGradient, count: blocks * shape.inputCount, share)
    let (x, y, d, target) = (input.cursor, output.cursor, outputGradient.cursor, inputGradient.cursor)
    forEachOutput(shape, blocks: blocks, share) { source, base, rows, columns, channel in
      let best = y.lanes(source)
      var rest = d.lanes(source)
      for row in rows {
        for column in columns {
          let offset = base &+ shape.inputOffset(row, column, channel)
          let isHere = x.lanes(offset) .== best
          target.store(target.lanes(offset) + Lanes.zero.replacing(with: rest, where: isHere), offset)
          // The first to equal it takes all; later equals add 0.
          rest.replace(with: 0, where: isHere)
        }
      }
    }
  }

  package static func poolAverage(
    _ shape: PoolingShape, input: FloatRegion, output: FloatRegion, blocks: Int, share: Share
  ) {
    check(shape, input, output, blocks)
    let (x, y) = (input.cursor, output.cursor)
    let factor = Lanes(repeating: 1 / Float(shape.height * shape.width))
    forEachOutput(shape, blocks: blocks, share) { target, base, rows, columns, channel in
      var sum = Lanes.zero
      for row in rows {
        for column in columns { sum += x.lanes(base &+ shape.inputOffset(row, column, channel)) }
      }
      y.store(sum * factor, target)
    }
  }

  package static func poolAverageGradient(
    _ shape: PoolingShape, outputGradient: FloatRegion, inputGradient: FloatRegion, blocks: Int, share: Share
  ) {
    check(shape, inputGradient, outputGradient, blocks)
    clear(inputGradient, count: blocks * shape.inputCount, share)
    let (d, target) = (outputGradient.cursor, inputGradient.cursor)
    let factor = Lanes(repeating: 1 / Float(shape.height * shape.width))
    forEachOutput(shape, blocks: blocks, share) { source, base, rows, columns, channel in
      let share = d.lanes(source) * factor
      for row in rows {
        for column in columns {
          let offset = base &+ shape.inputOffset(row, column, channel)
          target.store(target.lanes(offset) + share, offset)
        }
      }
    }
  }
}
