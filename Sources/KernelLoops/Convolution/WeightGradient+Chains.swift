import Kernels

/// Sixteen output channels or more: each weight is one chain over the images, and the channels are the lanes.
///
/// For that the output gradient is transposed, image after image. Channels go in groups of two vectors. Groups of whole
/// vectors are summed where the gradient belongs; the last channels, where they fill no vector, in scratch.
extension WeightGradient {
  private struct Group {
    let firstVector: Int
    let vectors: Int
    /// Sums of the first row of weights.
    let sums: Cursor
    let rowStep: Int
    let isInScratch: Bool
    /// The transposed gradients: `[pixel][image][16 · vectors]`.
    let gradients: Cursor

    var step: Int { 16 &* vectors }
  }

  func inChains() {
    let vectors = shape.paddedChannels / 16
    // Where neither pairs of vectors nor rows go round, single vectors may.
    let pairs = (vectors &+ 1) / 2
    let size = share.count > 1 && pairs % share.count != 0 && shape.rowsOfKernelRow < 4 &* share.count ? 1 : 2
    let (groups, rows) = part(groups: (vectors &+ size &- 1) / size)
    if shape.isFullyConnected { return connected(groups, size, rows) }
    for place in groups where begins {
      let group = self.group(place, size, pixels: shape.outputWidth)
      forEachRow(rows) { row in
        for vector in 0..<group.vectors { group.sums.store(.zero, row &* group.rowStep &+ 16 &* vector) }
      }
    }
    for block in blocks {
      for outputRow in 0..<shape.outputHeight {
        let first = block &* shape.outputCount &+ outputRow &* shape.outputWidth &* shape.outputChannels &* 32
        for place in groups {
          let group = self.group(place, size, pixels: shape.outputWidth)
          for column in 0..<shape.outputWidth {
            transpose(group, outputGradient + (first &+ column &* shape.outputChannels &* 32), pixel: column)
          }
        }
        chainsRow(block, outputRow, groups, size, rows)
      }
    }
    for place in groups where ends { compact(self.group(place, size, pixels: shape.outputWidth), rows) }
  }

  /// A linear layer: the blocks are the pixels that each weight sums over, so its sum never leaves the registers.
  private func connected(_ groups: Range<Int>, _ size: Int, _ rows: Range<Int>) {
    let walk = GradientWalk(
      pixels: blocks.count, inputPixelStep: shape.inputCount, gradientStep: 0, sumRowStep: 0, startsAtZero: begins)
    let x = input + blocks.lowerBound &* shape.inputCount
    for place in groups {
      let group = self.group(place, size, pixels: blocks.count)
      for block in blocks {
        transpose(group, outputGradient + block &* shape.outputCount, pixel: block &- blocks.lowerBound)
      }
      tiles(walk, group, kernelRow: 0, rows: rows, x, firstPixel: 0)
      if ends { compact(group, rows) }
    }
  }

  private func chainsRow(_ block: Int, _ outputRow: Int, _ groups: Range<Int>, _ size: Int, _ own: Range<Int>) {
    shape.forEachStretch(outputRow: outputRow, kernelRows) { kernelRow, stretch in
      let walk = GradientWalk(
        pixels: stretch.columns.count, inputPixelStep: shape.stride &* shape.inputChannels &* 32, gradientStep: 0,
        sumRowStep: 0)
      let x = input + (block &* shape.inputCount &+ stretch.inputOffset)
      for place in groups {
        tiles(
          walk, group(place, size, pixels: shape.outputWidth), kernelRow: kernelRow,
          rows: stretch.rows.clamped(to: own), x, firstPixel: stretch.columns.lowerBound)
      }
    }
  }

  /// All rows of one group over the pixels of `walk`, whose steps through the sums and the gradients are the group's.
  @inline(__always)
  private func tiles(
    _ walk: GradientWalk, _ group: Group, kernelRow: Int, rows: Range<Int>, _ x: Cursor, firstPixel: Int
  ) {
    var walk = walk
    walk.gradientStep = group.step
    walk.sumRowStep = group.rowStep
    let gradients = group.gradients + firstPixel &* 32 &* group.step
    var row = rows.lowerBound
    while row < rows.upperBound {
      let width = min(group.vectors, TileLimits.chainVectors)
      let taken = TileLimits.chainRows(rows.upperBound &- row, width: width)
      let sums = group.sums + (kernelRow &* shape.rowsOfKernelRow &+ row) &* group.rowStep
      var vector = 0
      while vector < group.vectors {
        chainTile(
          rows: taken, width: width, walk, x + row &* 32, gradients + 16 &* vector, sums + 16 &* vector)
        vector &+= width
      }
      row &+= taken
    }
  }

  private func group(_ place: Int, _ size: Int, pixels: Int) -> Group {
    let first = place &* size
    let vectors = min(size, shape.paddedChannels / 16 &- first)
    let isWhole = (first &+ vectors) &* 16 <= shape.outputChannels
    let room = pixels &* 32 &* shape.paddedChannels
    let transposed = scratch + (shape.weightRows &* 32 &+ worker &* room)
    return Group(
      firstVector: first, vectors: vectors, sums: isWhole ? target + 16 &* first : scratch,
      rowStep: isWhole ? shape.outputChannels : 16 &* vectors, isInScratch: !isWhole,
      gradients: transposed + pixels &* 32 &* 16 &* first)
  }

  /// A group's channels of one pixel, `[channel][32]` in `gradient`, as `[32][channel]`. What lies past the last channel stays
  /// as it is, and so do the sums made of it, which nobody reads.
  private func transpose(_ group: Group, _ gradient: Cursor, pixel: Int) {
    let target = group.gradients + pixel &* 32 &* group.step
    for vector in 0..<group.vectors {
      let channel = (group.firstVector &+ vector) &* 16
      let source = gradient + channel &* 32
      let column = target + 16 &* vector
      if channel &+ 16 <= shape.outputChannels {
        transposeTile(source, 32, column, group.step)
        transposeTile(source + 16, 32, column + 16 &* group.step, group.step)
      } else {
        for rest in 0..<(shape.outputChannels &- channel) {
          for image in 0..<32 { column[image &* group.step &+ rest] = source[rest &* 32 &+ image] }
        }
      }
    }
  }

  /// Sums that lie in scratch to where the gradient belongs.
  private func compact(_ group: Group, _ rows: Range<Int>) {
    if !group.isInScratch { return }
    let channels = group.firstVector &* 16..<shape.outputChannels
    forEachRow(rows) { row in
      for channel in channels {
        target[row &* shape.outputChannels &+ channel] =
          group.sums[row &* group.rowStep &+ channel &- channels.lowerBound]
      }
    }
  }
}
