// Written by Scripts/generate-tiles.py; change that, not this.

/// 5 input rows × 4 output channels of a weight gradient, images in the lanes.
@inline(never)
func laneTile5x4(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0 = s0.lanes(0)
  var b0 = s0.lanes(16)
  var c0 = s0.lanes(32)
  var d0 = s0.lanes(48)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1 = s1.lanes(0)
  var b1 = s1.lanes(16)
  var c1 = s1.lanes(32)
  var d1 = s1.lanes(48)
  let s2 = sums + 2 &* walk.sumRowStep
  var a2 = s2.lanes(0)
  var b2 = s2.lanes(16)
  var c2 = s2.lanes(32)
  var d2 = s2.lanes(48)
  let s3 = sums + 3 &* walk.sumRowStep
  var a3 = s3.lanes(0)
  var b3 = s3.lanes(16)
  var c3 = s3.lanes(32)
  var d3 = s3.lanes(48)
  let s4 = sums + 4 &* walk.sumRowStep
  var a4 = s4.lanes(0)
  var b4 = s4.lanes(16)
  var c4 = s4.lanes(32)
  var d4 = s4.lanes(48)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    for half in 0..<2 {
      let x = pixel + 16 &* half
      let dy = d + 16 &* half
      let da = dy.lanes(0)
      let db = dy.lanes(32)
      let dc = dy.lanes(64)
      let dd = dy.lanes(96)
      let x0 = x.lanes(0)
      a0.addProduct(x0, da)
      b0.addProduct(x0, db)
      c0.addProduct(x0, dc)
      d0.addProduct(x0, dd)
      let x1 = x.lanes(1 &* step)
      a1.addProduct(x1, da)
      b1.addProduct(x1, db)
      c1.addProduct(x1, dc)
      d1.addProduct(x1, dd)
      let x2 = x.lanes(2 &* step)
      a2.addProduct(x2, da)
      b2.addProduct(x2, db)
      c2.addProduct(x2, dc)
      d2.addProduct(x2, dd)
      let x3 = x.lanes(3 &* step)
      a3.addProduct(x3, da)
      b3.addProduct(x3, db)
      c3.addProduct(x3, dc)
      d3.addProduct(x3, dd)
      let x4 = x.lanes(4 &* step)
      a4.addProduct(x4, da)
      b4.addProduct(x4, db)
      c4.addProduct(x4, dc)
      d4.addProduct(x4, dd)
    }
    pixel += walk.inputPixelStep
    d += walk.gradientStep
  }
  s0.store(a0, 0)
  s0.store(b0, 16)
  s0.store(c0, 32)
  s0.store(d0, 48)
  s1.store(a1, 0)
  s1.store(b1, 16)
  s1.store(c1, 32)
  s1.store(d1, 48)
  s2.store(a2, 0)
  s2.store(b2, 16)
  s2.store(c2, 32)
  s2.store(d2, 48)
  s3.store(a3, 0)
  s3.store(b3, 16)
  s3.store(c3, 32)
  s3.store(d3, 48)
  s4.store(a4, 0)
  s4.store(b4, 16)
  s4.store(c4, 32)
  s4.store(d4, 48)
}

/// 4 input rows × 4 output channels of a weight gradient, images in the lanes.
@inline(never)
func laneTile4x4(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0 = s0.lanes(0)
  var b0 = s0.lanes(16)
  var c0 = s0.lanes(32)
  var d0 = s0.lanes(48)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1 = s1.lanes(0)
  var b1 = s1.lanes(16)
  var c1 = s1.lanes(32)
  var d1 = s1.lanes(48)
  let s2 = sums + 2 &* walk.sumRowStep
  var a2 = s2.lanes(0)
  var b2 = s2.lanes(16)
  var c2 = s2.lanes(32)
  var d2 = s2.lanes(48)
  let s3 = sums + 3 &* walk.sumRowStep
  var a3 = s3.lanes(0)
  var b3 = s3.lanes(16)
  var c3 = s3.lanes(32)
  var d3 = s3.lanes(48)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    for half in 0..<2 {
      let x = pixel + 16 &* half
      let dy = d + 16 &* half
      let da = dy.lanes(0)
      let db = dy.lanes(32)
      let dc = dy.lanes(64)
      let dd = dy.lanes(96)
      let x0 = x.lanes(0)
      a0.addProduct(x0, da)
      b0.addProduct(x0, db)
      c0.addProduct(x0, dc)
      d0.addProduct(x0, dd)
      let x1 = x.lanes(1 &* step)
      a1.addProduct(x1, da)
      b1.addProduct(x1, db)
      c1.addProduct(x1, dc)
      d1.addProduct(x1, dd)
      let x2 = x.lanes(2 &* step)
      a2.addProduct(x2, da)
      b2.addProduct(x2, db)
      c2.addProduct(x2, dc)
      d2.addProduct(x2, dd)
      let x3 = x.lanes(3 &* step)
      a3.addProduct(x3, da)
      b3.addProduct(x3, db)
      c3.addProduct(x3, dc)
      d3.addProduct(x3, dd)
    }
    pixel += walk.inputPixelStep
    d += walk.gradientStep
  }
  s0.store(a0, 0)
  s0.store(b0, 16)
  s0.store(c0, 32)
  s0.store(d0, 48)
  s1.store(a1, 0)
  s1.store(b1, 16)
  s1.store(c1, 32)
  s1.store(d1, 48)
  s2.store(a2, 0)
  s2.store(b2, 16)
  s2.store(c2, 32)
  s2.store(d2, 48)
  s3.store(a3, 0)
  s3.store(b3, 16)
  s3.store(c3, 32)
  s3.store(d3, 48)
}

/// 3 input rows × 4 output channels of a weight gradient, images in the lanes.
@inline(never)
func laneTile3x4(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0 = s0.lanes(0)
  var b0 = s0.lanes(16)
  var c0 = s0.lanes(32)
  var d0 = s0.lanes(48)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1 = s1.lanes(0)
  var b1 = s1.lanes(16)
  var c1 = s1.lanes(32)
  var d1 = s1.lanes(48)
  let s2 = sums + 2 &* walk.sumRowStep
  var a2 = s2.lanes(0)
  var b2 = s2.lanes(16)
  var c2 = s2.lanes(32)
  var d2 = s2.lanes(48)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    for half in 0..<2 {
      let x = pixel + 16 &* half
      let dy = d + 16 &* half
      let da = dy.lanes(0)
      let db = dy.lanes(32)
      let dc = dy.lanes(64)
      let dd = dy.lanes(96)
      let x0 = x.lanes(0)
      a0.addProduct(x0, da)
      b0.addProduct(x0, db)
      c0.addProduct(x0, dc)
      d0.addProduct(x0, dd)
      let x1 = x.lanes(1 &* step)
      a1.addProduct(x1, da)
      b1.addProduct(x1, db)
      c1.addProduct(x1, dc)
      d1.addProduct(x1, dd)
      let x2 = x.lanes(2 &* step)
      a2.addProduct(x2, da)
      b2.addProduct(x2, db)
      c2.addProduct(x2, dc)
      d2.addProduct(x2, dd)
    }
    pixel += walk.inputPixelStep
    d += walk.gradientStep
  }
  s0.store(a0, 0)
  s0.store(b0, 16)
  s0.store(c0, 32)
  s0.store(d0, 48)
  s1.store(a1, 0)
  s1.store(b1, 16)
  s1.store(c1, 32)
  s1.store(d1, 48)
  s2.store(a2, 0)
  s2.store(b2, 16)
  s2.store(c2, 32)
  s2.store(d2, 48)
}

/// 2 input rows × 4 output channels of a weight gradient, images in the lanes.
@inline(never)
func laneTile2x4(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0 = s0.lanes(0)
  var b0 = s0.lanes(16)
  var c0 = s0.lanes(32)
  var d0 = s0.lanes(48)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1 = s1.lanes(0)
  var b1 = s1.lanes(16)
  var c1 = s1.lanes(32)
  var d1 = s1.lanes(48)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    for half in 0..<2 {
      let x = pixel + 16 &* half
      let dy = d + 16 &* half
      let da = dy.lanes(0)
      let db = dy.lanes(32)
      let dc = dy.lanes(64)
      let dd = dy.lanes(96)
      let x0 = x.lanes(0)
      a0.addProduct(x0, da)
      b0.addProduct(x0, db)
      c0.addProduct(x0, dc)
      d0.addProduct(x0, dd)
      let x1 = x.lanes(1 &* step)
      a1.addProduct(x1, da)
      b1.addProduct(x1, db)
      c1.addProduct(x1, dc)
      d1.addProduct(x1, dd)
    }
    pixel += walk.inputPixelStep
    d += walk.gradientStep
  }
  s0.store(a0, 0)
  s0.store(b0, 16)
  s0.store(c0, 32)
  s0.store(d0, 48)
  s1.store(a1, 0)
  s1.store(b1, 16)
  s1.store(c1, 32)
  s1.store(d1, 48)
}

/// 1 input rows × 4 output channels of a weight gradient, images in the lanes.
@inline(never)
func laneTile1x4(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0 = s0.lanes(0)
  var b0 = s0.lanes(16)
  var c0 = s0.lanes(32)
  var d0 = s0.lanes(48)
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    for half in 0..<2 {
      let x = pixel + 16 &* half
      let dy = d + 16 &* half
      let da = dy.lanes(0)
      let db = dy.lanes(32)
      let dc = dy.lanes(64)
      let dd = dy.lanes(96)
      let x0 = x.lanes(0)
      a0.addProduct(x0, da)
      b0.addProduct(x0, db)
      c0.addProduct(x0, dc)
      d0.addProduct(x0, dd)
    }
    pixel += walk.inputPixelStep
    d += walk.gradientStep
  }
  s0.store(a0, 0)
  s0.store(b0, 16)
  s0.store(c0, 32)
  s0.store(d0, 48)
}
