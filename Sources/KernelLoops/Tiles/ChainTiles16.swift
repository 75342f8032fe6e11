// Written by Scripts/generate-tiles.py; change that, not this.

/// 8 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile8x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0a = s0.lanes(0)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1a = s1.lanes(0)
  let s2 = sums + 2 &* walk.sumRowStep
  var a2a = s2.lanes(0)
  let s3 = sums + 3 &* walk.sumRowStep
  var a3a = s3.lanes(0)
  let s4 = sums + 4 &* walk.sumRowStep
  var a4a = s4.lanes(0)
  let s5 = sums + 5 &* walk.sumRowStep
  var a5a = s5.lanes(0)
  let s6 = sums + 6 &* walk.sumRowStep
  var a6a = s6.lanes(0)
  let s7 = sums + 7 &* walk.sumRowStep
  var a7a = s7.lanes(0)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      let x1 = x.broadcast(1 &* step)
      a1a.addProduct(da, x1)
      let x2 = x.broadcast(2 &* step)
      a2a.addProduct(da, x2)
      let x3 = x.broadcast(3 &* step)
      a3a.addProduct(da, x3)
      let x4 = x.broadcast(4 &* step)
      a4a.addProduct(da, x4)
      let x5 = x.broadcast(5 &* step)
      a5a.addProduct(da, x5)
      let x6 = x.broadcast(6 &* step)
      a6a.addProduct(da, x6)
      let x7 = x.broadcast(7 &* step)
      a7a.addProduct(da, x7)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  s0.store(a0a, 0)
  s1.store(a1a, 0)
  s2.store(a2a, 0)
  s3.store(a3a, 0)
  s4.store(a4a, 0)
  s5.store(a5a, 0)
  s6.store(a6a, 0)
  s7.store(a7a, 0)
}

/// 5 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile5x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0a = s0.lanes(0)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1a = s1.lanes(0)
  let s2 = sums + 2 &* walk.sumRowStep
  var a2a = s2.lanes(0)
  let s3 = sums + 3 &* walk.sumRowStep
  var a3a = s3.lanes(0)
  let s4 = sums + 4 &* walk.sumRowStep
  var a4a = s4.lanes(0)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      let x1 = x.broadcast(1 &* step)
      a1a.addProduct(da, x1)
      let x2 = x.broadcast(2 &* step)
      a2a.addProduct(da, x2)
      let x3 = x.broadcast(3 &* step)
      a3a.addProduct(da, x3)
      let x4 = x.broadcast(4 &* step)
      a4a.addProduct(da, x4)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  s0.store(a0a, 0)
  s1.store(a1a, 0)
  s2.store(a2a, 0)
  s3.store(a3a, 0)
  s4.store(a4a, 0)
}

/// 4 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile4x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0a = s0.lanes(0)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1a = s1.lanes(0)
  let s2 = sums + 2 &* walk.sumRowStep
  var a2a = s2.lanes(0)
  let s3 = sums + 3 &* walk.sumRowStep
  var a3a = s3.lanes(0)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      let x1 = x.broadcast(1 &* step)
      a1a.addProduct(da, x1)
      let x2 = x.broadcast(2 &* step)
      a2a.addProduct(da, x2)
      let x3 = x.broadcast(3 &* step)
      a3a.addProduct(da, x3)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  s0.store(a0a, 0)
  s1.store(a1a, 0)
  s2.store(a2a, 0)
  s3.store(a3a, 0)
}

/// 3 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile3x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0a = s0.lanes(0)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1a = s1.lanes(0)
  let s2 = sums + 2 &* walk.sumRowStep
  var a2a = s2.lanes(0)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      let x1 = x.broadcast(1 &* step)
      a1a.addProduct(da, x1)
      let x2 = x.broadcast(2 &* step)
      a2a.addProduct(da, x2)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  s0.store(a0a, 0)
  s1.store(a1a, 0)
  s2.store(a2a, 0)
}

/// 2 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile2x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0a = s0.lanes(0)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1a = s1.lanes(0)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      let x1 = x.broadcast(1 &* step)
      a1a.addProduct(da, x1)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  s0.store(a0a, 0)
  s1.store(a1a, 0)
}

/// 1 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile1x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0a = s0.lanes(0)
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  s0.store(a0a, 0)
}
