/// Maximum and average over windows. Everything is per image, so lanes never meet.
package enum Pooling {
  /// Calls `body` for each output vector: where it lies, and the window's rows and columns and channel and half.
  @inline(__always)
  private static func forEachOutput(
    _ shape: PoolingShape, blocks: Int,
    _ body: (_ output: Int, _ input: Int, _ rows: Range<Int>, _ columns: Range<Int>, _ channel: Int) -> Void
  ) {
    var output = 0
    for block in 0..<blocks {
      for row in 0..<shape.outputHeight {
        for column in 0..<shape.outputWidth {
          for channel in 0..<shape.channels {
            for half in 0..<2 {
              body(
                output, block &* shape.inputCount &+ 16 &* half, shape.rows(row), shape.columns(column), channel)
              output &+= 16
            }
          }
        }
      }
    }
  }

  private static func check(_ shape: PoolingShape, _ input: FloatRegion, _ output: FloatRegion, _ blocks: Int) {
    precondition(input.count >= blocks * shape.inputCount && output.count >= blocks * shape.outputCount)
  }

  /// output = the window's maximum; taps in the padding are skipped; a NaN in the window wins.
  package static func maximum(_ shape: PoolingShape, input: FloatRegion, output: FloatRegion, blocks: Int) {
    check(shape, input, output, blocks)
    let (x, y) = (input.cursor, output.cursor)
    forEachOutput(shape, blocks: blocks) { target, base, rows, columns, channel in
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

  /// ∂input, overwritten: each output's gradient goes to the first tap, in (row, column) order, that equals the maximum;
  /// an input under several windows adds them up from 0 in output order.
  package static func maximumGradient(
    _ shape: PoolingShape, input: FloatRegion, output: FloatRegion, outputGradient: FloatRegion,
    inputGradient: FloatRegion, blocks: Int
  ) {
    check(shape, input, output, blocks)
    check(shape, inputGradient, outputGradient, blocks)
    inputGradient.slice(0..<(blocks * shape.inputCount)).fill(0)
    let (x, y, d, target) = (input.cursor, output.cursor, outputGradient.cursor, inputGradient.cursor)
    forEachOutput(shape, blocks: blocks) { source, base, rows, columns, channel in
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

  /// output = the window's sum, taps in (row, column) order from 0, times 1/(window area): padding counts as zeros, as
  /// PyTorch has it by default.
  package static func average(_ shape: PoolingShape, input: FloatRegion, output: FloatRegion, blocks: Int) {
    check(shape, input, output, blocks)
    let (x, y) = (input.cursor, output.cursor)
    let factor = Lanes(repeating: 1 / Float(shape.height * shape.width))
    forEachOutput(shape, blocks: blocks) { target, base, rows, columns, channel in
      var sum = Lanes.zero
      for row in rows {
        for column in columns { sum += x.lanes(base &+ shape.inputOffset(row, column, channel)) }
      }
      y.store(sum * factor, target)
    }
  }

  /// ∂input, overwritten: each input adds up, from 0 in output order, the gradients of its windows times 1/(window area).
  package static func averageGradient(
    _ shape: PoolingShape, outputGradient: FloatRegion, inputGradient: FloatRegion, blocks: Int
  ) {
    check(shape, inputGradient, outputGradient, blocks)
    inputGradient.slice(0..<(blocks * shape.inputCount)).fill(0)
    let (d, target) = (outputGradient.cursor, inputGradient.cursor)
    let factor = Lanes(repeating: 1 / Float(shape.height * shape.width))
    forEachOutput(shape, blocks: blocks) { source, base, rows, columns, channel in
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
