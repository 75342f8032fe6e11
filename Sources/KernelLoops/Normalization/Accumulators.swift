import Kernels

// A convolution hands over the pixels it has written while they are in the nearest cache, several at a time: then a
// channel's sums stay in registers from pixel to pixel.

/// How many pixels of so many channels are handed over at a time.
enum PixelRun {
  @inline(__always) static func length(channels: Int) -> Int { max(1, 256 / channels) }
}

/// The forward sums of one block, pixels in order: Σ(x − K) and Σ(x − K)² of every channel, in lanes.
struct ForwardAccumulator {
  private let center: Cursor
  /// Sixteen lanes for each channel, first of the sums, then of the squares.
  private let sums: Cursor
  private let squares: Cursor
  private let padding: PaddingMask
  /// From one pixel to the next.
  private let step: Int

  init(_ target: ForwardSums, channels: Int, block: Int) {
    center = target.center.cursor
    sums = target.scratch.cursor + (BatchNormalization.sumsOffset(channels: channels) &+ block &* 32 &* channels)
    squares = sums + 16 &* channels
    padding = PaddingMask(images: target.images, block: block)
    step = 32 &* channels
  }

  func clear(_ channels: Range<Int>) {
    for channel in channels {
      sums.store(.zero, 16 &* channel)
      squares.store(.zero, 16 &* channel)
    }
  }

  /// Adds the channels of `count` pixels from `pixels` on.
  func add(_ pixels: Cursor, count: Int, _ channels: Range<Int>) {
    if padding.isEmpty {
      add(pixels, count: count, channels) { a, _ in a }
    } else {
      add(pixels, count: count, channels) { a, mask in a.replacing(with: 0, where: mask) }
    }
  }

  @inline(__always)
  private func add(
    _ pixels: Cursor, count: Int, _ channels: Range<Int>, _ masked: (Lanes, SIMDMask<SIMD16<Int32>>) -> Lanes
  ) {
    for channel in channels {
      let middle = center.broadcast(channel)
      var sum = sums.lanes(16 &* channel)
      var square = squares.lanes(16 &* channel)
      var x = pixels + 32 &* channel
      for _ in 0..<count {
        let a = masked(x.lanes(0) - middle, padding.first)
        let b = masked(x.lanes(16) - middle, padding.second)
        sum += a + b
        square += (a * a).addingProduct(b, b)
        x += step
      }
      sums.store(sum, 16 &* channel)
      squares.store(square, 16 &* channel)
    }
  }
}

/// The backward sums of one block, pixels in order: Σd and Σd·(x − mean) of every channel, in lanes, d the gradient behind the
/// ReLU.
struct BackwardAccumulator {
  private let mean: Cursor
  /// γ/deviation of every channel.
  private let scale: Cursor
  private let shift: Cursor
  private let input: Cursor
  private let rectifies: Bool
  private let sums: Cursor
  private let products: Cursor
  /// From one pixel to the next.
  private let step: Int

  /// `size` is the floats of a block.
  init(_ target: BackwardSums, channels: Int, block: Int, size: Int) {
    mean = target.scratch.cursor
    scale = mean + 2 &* channels
    shift = target.shift.cursor
    input = target.input.cursor + block &* size
    rectifies = target.rectifies
    sums = mean + (BatchNormalization.sumsOffset(channels: channels) &+ block &* 32 &* channels)
    products = sums + 16 &* channels
    step = 32 &* channels
  }

  func clear(_ channels: Range<Int>) {
    for channel in channels {
      sums.store(.zero, 16 &* channel)
      products.store(.zero, 16 &* channel)
    }
  }

  /// Adds the gradients of `count` pixels, the first of which lies `place` floats into its block, and writes them back as the
  /// ReLU lets them through.
  func stopAndAdd(_ gradients: Cursor, count: Int, at place: Int, _ channels: Range<Int>) {
    if rectifies { stop(gradients, count: count, at: place, channels) }
    for channel in channels {
      let m = mean.broadcast(channel)
      var sum = sums.lanes(16 &* channel)
      var product = products.lanes(16 &* channel)
      var d = gradients + 32 &* channel
      var x = input + (place &+ 32 &* channel)
      for _ in 0..<count {
        let (a, b) = (d.lanes(0), d.lanes(16))
        sum += a + b
        product += (a * (x.lanes(0) - m)).addingProduct(b, x.lanes(16) - m)
        d += step
        x += step
      }
      sums.store(sum, 16 &* channel)
      products.store(product, 16 &* channel)
    }
  }

  /// What `normalizationForward` rectified is computed again. A loop of its own: a select whose result is used further is
  /// taken apart lane by lane.
  private func stop(_ gradients: Cursor, count: Int, at place: Int, _ channels: Range<Int>) {
    for channel in channels {
      let (m, s, t) = (mean.broadcast(channel), scale.broadcast(channel), shift.broadcast(channel))
      var d = gradients + 32 &* channel
      var x = input + (place &+ 32 &* channel)
      for _ in 0..<count {
        d.store(Activation.passed(d.lanes(0), where: t.addingProduct(x.lanes(0) - m, s)), 0)
        d.store(Activation.passed(d.lanes(16), where: t.addingProduct(x.lanes(16) - m, s)), 16)
        d += step
        x += step
      }
    }
  }
}
