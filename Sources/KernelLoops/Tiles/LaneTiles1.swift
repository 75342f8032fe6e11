// Written by Scripts/generate-tiles.py; change that, not this.

/// 5 input rows × 1 output channels of a weight gradient, images in the lanes.
@inline(never)
func laneTile5x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0 = s0.lanes(0)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1 = s1.lanes(0)
  let s2 = sums + 2 &* walk.sumRowStep
  var a2 = s2.lanes(0)
  let s3 = sums + 3 &* walk.sumRowStep
  var a3 = s3.lanes(0)
  let s4 = sums + 4 &* walk.sumRowStep
  var a4 = s4.lanes(0)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    for half in 0..<2 {
      let x = pixel + 16 &* half
      let dy = d + 16 &* half
      let da = dy.lanes(0)
      let x0 = x.lanes(0)
      a0.addProduct(x0, da)
      let x1 = x.lanes(1 &* step)
      a1.addProduct(x1, da)
      let x2 = x.lanes(2 &* step)
      a2.addProduct(x2, da)
      let x3 = x.lanes(3 &* step)
      a3.addProduct(x3, da)
      let x4 = x.lanes(4 &* step)
      a4.addProduct(x4, da)
    }
    pixel += walk.inputPixelStep
    d += walk.gradientStep
  }
  s0.store(a0, 0)
  s1.store(a1, 0)
  s2.store(a2, 0)
  s3.store(a3, 0)
  s4.store(a4, 0)
}

/// 4 input rows × 1 output channels of a weight gradient, images in the lanes.
@inline(never)
func laneTile4x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0 = s0.lanes(0)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1 = s1.lanes(0)
  let s2 = sums + 2 &* walk.sumRowStep
  var a2 = s2.lanes(0)
  let s3 = sums + 3 &* walk.sumRowStep
  var a3 = s3.lanes(0)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    for half in 0..<2 {
      let x = pixel + 16 &* half
      let dy = d + 16 &* half
      let da = dy.lanes(0)
      let x0 = x.lanes(0)
      a0.addProduct(x0, da)
      let x1 = x.lanes(1 &* step)
      a1.addProduct(x1, da)
      let x2 = x.lanes(2 &* step)
      a2.addProduct(x2, da)
      let x3 = x.lanes(3 &* step)
      a3.addProduct(x3, da)
    }
    pixel += walk.inputPixelStep
    d += walk.gradientStep
  }
  s0.store(a0, 0)
  s1.store(a1, 0)
  s2.store(a2, 0)
  s3.store(a3, 0)
}

/// 3 input rows × 1 output channels of a weight gradient, images in the lanes.
@inline(never)
func laneTile3x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0 = s0.lanes(0)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1 = s1.lanes(0)
  let s2 = sums + 2 &* walk.sumRowStep
  var a2 = s2.lanes(0)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    for half in 0..<2 {
      let x = pixel + 16 &* half
      let dy = d + 16 &* half
      let da = dy.lanes(0)
      let x0 = x.lanes(0)
      a0.addProduct(x0, da)
      let x1 = x.lanes(1 &* step)
      a1.addProduct(x1, da)
      let x2 = x.lanes(2 &* step)
      a2.addProduct(x2, da)
    }
    pixel += walk.inputPixelStep
    d += walk.gradientStep
  }
  s0.store(a0, 0)
  s1.store(a1, 0)
  s2.store(a2, 0)
}

/// 2 input rows × 1 output channels of a weight gradient, images in the lanes.
@inline(never)
func laneTile2x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0 = s0.lanes(0)
  let s1 = sums + 1 &* walk.sumRowStep
  var a1 = s1.lanes(0)
  let step = walk.inputRowStep
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    for half in 0..<2 {
      let x = pixel + 16 &* half
      let dy = d + 16 &* half
      let da = dy.lanes(0)
      let x0 = x.lanes(0)
      a0.addProduct(x0, da)
      let x1 = x.lanes(1 &* step)
      a1.addProduct(x1, da)
    }
    pixel += walk.inputPixelStep
    d += walk.gradientStep
  }
  s0.store(a0, 0)
  s1.store(a1, 0)
}

/// 1 input rows × 1 output channels of a weight gradient, images in the lanes.
@inline(never)
func laneTile1x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  let s0 = sums
  var a0 = s0.lanes(0)
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    for half in 0..<2 {
      let x = pixel + 16 &* half
      let dy = d + 16 &* half
      let da = dy.lanes(0)
      let x0 = x.lanes(0)
      a0.addProduct(x0, da)
    }
    pixel += walk.inputPixelStep
    d += walk.gradientStep
  }
  s0.store(a0, 0)
}
