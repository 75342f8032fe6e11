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
    if shape.tilesInFours {
      return forEachFour(shape, blocks: blocks, share) { output, input, right, below in
        let (a, b) = (x.lanes(input), x.lanes(input &+ right))
        let (c, d) = (x.lanes(input &+ below), x.lanes(input &+ below &+ right))
        y.store(larger(larger(larger(larger(Lanes(repeating: -.infinity), a), b), c), d), output)
      }
    }
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
        best = larger(best, x.lanes(shape.inputOffset(row, column, channel)))
      }
    }
    return best
  }

  /// `value` where it is larger or not a number.
  @inline(__always) private static func larger(_ best: Lanes, _ value: Lanes) -> Lanes {
    best.replacing(with: value, where: (value .> best) .| (value .!= value))
  }

  /// Windows of 2 × 2 side by side, the usual kind: calls `body` for each output vector, with its place, that of the window's
  /// first input, and the steps to the one on the right and the one below.
  @inline(__always)
  private static func forEachFour(
    _ shape: PoolingShape, blocks: Int, _ share: Share,
    _ body: (_ output: Int, _ input: Int, _ right: Int, _ below: Int) -> Void
  ) {
    let part = share.part(blocks: blocks, channels: shape.channels)
    let step = shape.channels &* 32
    let below = shape.inputWidth &* step
    for block in part.blocks {
      for row in 0..<shape.outputHeight {
        var output = block &* shape.outputCount &+ row &* shape.outputWidth &* step
        var input = block &* shape.inputCount &+ 2 &* row &* below
        for _ in 0..<shape.outputWidth {
          for vector in 2 &* part.channels.lowerBound..<2 &* part.channels.upperBound {
            body(output &+ 16 &* vector, input &+ 16 &* vector, step, below)
          }
          output &+= step
          input &+= 2 &* step
        }
      }
    }
    share.meet()
  }

  package static func poolMaximumGradient(
    _ shape: PoolingShape, input: FloatRegion, output: FloatRegion, outputGradient: FloatRegion,
    inputGradient: FloatRegion, blocks: Int, share: Share
  ) {
    check(shape, input, output, blocks)
    check(shape, inputGradient, outputGradient, blocks)
    let (x, y, d, target) = (input.cursor, output.cursor, outputGradient.cursor, inputGradient.cursor)
    if shape.tilesInFours {
      // Every input is under one window.
      return forEachFour(shape, blocks: blocks, share) { output, input, right, below in
        let best = y.lanes(output)
        var rest = d.lanes(output)
        give(&rest, to: target, input, where: x.lanes(input) .== best)
        give(&rest, to: target, input &+ right, where: x.lanes(input &+ right) .== best)
        give(&rest, to: target, input &+ below, where: x.lanes(input &+ below) .== best)
        give(&rest, to: target, input &+ below &+ right, where: x.lanes(input &+ below &+ right) .== best)
      }
    }
    clear(inputGradient, count: blocks * shape.inputCount, share)
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

  /// Writes what is left of a gradient where `isHere`, adding from 0, and leaves the others the rest.
  @inline(__always) private static func give(
    _ rest: inout Lanes, to target: Cursor, _ place: Int, where isHere: SIMDMask<SIMD16<Int32>>
  ) {
    target.store(Lanes.zero + Lanes.zero.replacing(with: rest, where: isHere), place)
    rest.replace(with: 0, where: isHere)
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
