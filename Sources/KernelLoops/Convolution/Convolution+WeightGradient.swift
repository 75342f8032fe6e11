package import Kernels

extension Loops {
  package static func convolutionWeightGradient(
    _ shape: ConvolutionShape, input: FloatRegion, outputGradient: FloatRegion, weightGradient: FloatRegion,
    scratch: FloatRegion, blocks: Int, share: Share
  ) {
    precondition(input.count >= blocks * shape.inputCount && outputGradient.count >= blocks * shape.outputCount)
    precondition(weightGradient.count == shape.weightCount)
    precondition(scratch.count >= shape.weightGradientScratch(blocks: blocks, workers: share.count))
    WeightGradient(
      shape: shape.flattened, input: input.cursor, outputGradient: outputGradient.cursor,
      target: weightGradient.cursor, scratch: scratch.cursor, blocks: 0..<blocks, share: share, worker: share.index
    ).add()
  }
}

/// One worker's part of a weight gradient: some groups of output channels, or some rows of every kernel row.
///
/// Nothing is summed across parts, and no worker looks at what another one sums, so they do not meet.
struct WeightGradient {
  let shape: ConvolutionShape
  let input: Cursor
  let outputGradient: Cursor
  let target: Cursor
  let scratch: Cursor
  /// Which are summed over. Those before them were, by an earlier call for the same rows.
  var blocks: Range<Int>
  /// Of all blocks; whether the sums begin with this call, and whether they are complete after it.
  var begins = true
  var ends = true
  /// Only these of the kernel's rows, where given.
  var kernelRows: Range<Int>?
  /// The parts of one call.
  let share: Share
  /// Whose scratch to use.
  let worker: Int

  func add() { shape.sumsGradientInLanes ? inLanes() : inChains() }

  /// This share's groups of channels and rows within every kernel row, where there are `groups`.
  func part(groups: Int) -> (groups: Range<Int>, rows: Range<Int>) {
    let rows = shape.rowsOfKernelRow
    let (groups, own) = share.part(blocks: groups, channels: rows, step: rows >= 8 &* share.count ? 4 : 1)
    return (groups, own)
  }

  /// Calls `body` with each of the part's rows, counted over all kernel rows.
  @inline(__always) func forEachRow(_ rows: Range<Int>, _ body: (Int) -> Void) {
    for kernelRow in kernelRows ?? 0..<shape.kernelHeight {
      for row in rows { body(kernelRow &* shape.rowsOfKernelRow &+ row) }
    }
  }

  // MARK: - In lanes of images

  /// Fewer output channels than lanes: sixteen sums for each weight, folded at the end.
  func inLanes() {
    let channels = shape.outputChannels
    let width = TileLimits.laneChannels
    let (groups, rows) = part(groups: (channels &+ width &- 1) / width)
    let own = groups.lowerBound &* width..<min(channels, groups.upperBound &* width)
    if begins {
      forEachRow(rows) { row in
        for channel in own { scratch.store(.zero, (row &* channels &+ channel) &* 16) }
      }
    }
    for block in blocks {
      for outputRow in 0..<shape.outputHeight { lanesRow(block, outputRow, own, rows) }
    }
    if !ends { return }
    forEachRow(rows) { row in
      for channel in own {
        let place = row &* channels &+ channel
        target[place] = LaneReductions.sum(scratch.lanes(place &* 16))
      }
    }
  }

  #if KERNELS_FOR_X86_64_V3
    private func lanesRow(_ block: Int, _ outputRow: Int, _ channels: Range<Int>, _ own: Range<Int>) {
      let count = shape.outputChannels
      let gradient = outputGradient + (block &* shape.outputCount &+ outputRow &* shape.outputWidth &* count &* 32)
      var walk = LaneWalk(
        columns: shape.outputWidth, wholeColumns: shape.wholeColumns,
        inputStep: shape.stride &* shape.inputChannels &* 32, gradientStep: count &* 32, sumRowStep: count &* 16,
        firstRow: 0, shape: shape)
      for kernelRow in shape.kernelRowsInside(outputRow: outputRow, kernelRows) {
        let inputRow = outputRow &* shape.stride &- shape.paddingHeight &+ kernelRow
        let pixel = inputRow &* shape.inputWidth &- shape.paddingWidth
        let x = input + (block &* shape.inputCount &+ pixel &* shape.inputChannels &* 32)
        var row = own.lowerBound
        while row < own.upperBound {
          let taken = TileLimits.laneRows(own.upperBound &- row)
          let sums = scratch + (kernelRow &* shape.rowsOfKernelRow &+ row) &* count &* 16
          walk.firstRow = row
          var channel = channels.lowerBound
          while channel < channels.upperBound {
            let width = TileLimits.laneWidth(channels.upperBound &- channel, rows: taken)
            for half in 0..<2 {
              laneRun(
                rows: taken, width: width, walk, x + (row &* 32 &+ 8 &* half),
                gradient + (channel &* 32 &+ 8 &* half), sums + (channel &* 16 &+ 8 &* half))
            }
            channel &+= width
          }
          row &+= taken
        }
      }
    }
  #else
    private func lanesRow(_ block: Int, _ outputRow: Int, _ channels: Range<Int>, _ own: Range<Int>) {
      let count = shape.outputChannels
      let gradient = outputGradient + (block &* shape.outputCount &+ outputRow &* shape.outputWidth &* count &* 32)
      shape.forEachStretch(outputRow: outputRow, kernelRows) { kernelRow, stretch in
        let x = input + (block &* shape.inputCount &+ stretch.inputOffset)
        let rows = stretch.rows.clamped(to: own)
        let walk = GradientWalk(
          pixels: stretch.columns.count, inputPixelStep: shape.stride &* shape.inputChannels &* 32,
          gradientStep: count &* 32, sumRowStep: count &* 16)
        var row = rows.lowerBound
        while row < rows.upperBound {
          let taken = TileLimits.laneRows(rows.upperBound &- row)
          let sums = scratch + (kernelRow &* shape.rowsOfKernelRow &+ row) &* count &* 16
          var channel = channels.lowerBound
          while channel < channels.upperBound {
            let width = TileLimits.laneChannels == 4 && channels.upperBound &- channel >= 4 ? 4 : 1
            laneTile(
              rows: taken, width: width, walk, x + row &* 32,
              gradient + (stretch.columns.lowerBound &* count &+ channel) &* 32, sums + channel &* 16)
            channel &+= width
          }
          row &+= taken
        }
      }
    }
  #endif
}
