import Kernels

/// The forward sums of one block, pixel by pixel: Σ(x − K) and Σ(x − K)² of every channel, in lanes.
struct ForwardAccumulator {
  private let center: Cursor
  /// Sixteen lanes for each channel, first of the sums, then of the squares.
  private let sums: Cursor
  private let squares: Cursor
  private let padding: PaddingMask

  init(_ target: ForwardSums, channels: Int, block: Int) {
    center = target.center.cursor
    sums = target.scratch.cursor + (BatchNormalization.sumsOffset(channels: channels) &+ block &* 32 &* channels)
    squares = sums + 16 &* channels
    padding = PaddingMask(images: target.images, block: block)
  }

  func clear(_ channels: Range<Int>) {
    for channel in channels {
      sums.store(.zero, 16 &* channel)
      squares.store(.zero, 16 &* channel)
    }
  }

  /// Adds a pixel's channels.
  @inline(__always) func add(_ pixel: Cursor, _ channels: Range<Int>) {
    for channel in channels {
      let x = pixel + 32 &* channel
      let middle = center.broadcast(channel)
      let a = (x.lanes(0) - middle).replacing(with: 0, where: padding.first)
      let b = (x.lanes(16) - middle).replacing(with: 0, where: padding.second)
      sums.store(sums.lanes(16 &* channel) + (a + b), 16 &* channel)
      squares.store(squares.lanes(16 &* channel) + (a * a).addingProduct(b, b), 16 &* channel)
    }
  }
}

/// The backward sums of one block, pixel by pixel: Σd and Σd·(x − mean) of every channel, in lanes, d the gradient behind
/// the ReLU.
struct BackwardAccumulator {
  private let mean: Cursor
  private let input: Cursor
  private let output: Cursor
  private let rectifies: Bool
  private let sums: Cursor
  private let products: Cursor

  /// `size` is the floats of a block.
  init(_ target: BackwardSums, channels: Int, block: Int, size: Int) {
    mean = target.scratch.cursor
    input = target.input.cursor + block &* size
    output = target.output.cursor + block &* size
    rectifies = target.rectifies
    sums = mean + (BatchNormalization.sumsOffset(channels: channels) &+ block &* 32 &* channels)
    products = sums + 16 &* channels
  }

  func clear(_ channels: Range<Int>) {
    for channel in channels {
      sums.store(.zero, 16 &* channel)
      products.store(.zero, 16 &* channel)
    }
  }

  /// Adds the gradients of the pixel that lies `place` floats into its block, and writes them back as the ReLU lets them
  /// through.
  @inline(__always) func stopAndAdd(_ gradient: Cursor, at place: Int, _ channels: Range<Int>) {
    if rectifies {
      for channel in channels {
        let d = gradient + 32 &* channel
        let y = output + (place &+ 32 &* channel)
        d.store(Activation.passed(d.lanes(0), where: y.lanes(0)), 0)
        d.store(Activation.passed(d.lanes(16), where: y.lanes(16)), 16)
      }
    }
    for channel in channels {
      let d = gradient + 32 &* channel
      let x = input + (place &+ 32 &* channel)
      let m = mean.broadcast(channel)
      let (a, b) = (d.lanes(0), d.lanes(16))
      sums.store(sums.lanes(16 &* channel) + (a + b), 16 &* channel)
      let product = (a * (x.lanes(0) - m)).addingProduct(b, x.lanes(16) - m)
      products.store(products.lanes(16 &* channel) + product, 16 &* channel)
    }
  }
}
