// Written by Scripts/generate-tiles.py; change that, not this.

/// 8 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile8x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a1a = Lanes.zero
  var a2a = Lanes.zero
  var a3a = Lanes.zero
  var a4a = Lanes.zero
  var a5a = Lanes.zero
  var a6a = Lanes.zero
  var a7a = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
    a3a = sums.lanes(3 &* walk.sumRowStep &+ 0)
    a4a = sums.lanes(4 &* walk.sumRowStep &+ 0)
    a5a = sums.lanes(5 &* walk.sumRowStep &+ 0)
    a6a = sums.lanes(6 &* walk.sumRowStep &+ 0)
    a7a = sums.lanes(7 &* walk.sumRowStep &+ 0)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      let x1 = x.broadcast(32)
      a1a.addProduct(da, x1)
      let x2 = x.broadcast(64)
      a2a.addProduct(da, x2)
      let x3 = x.broadcast(96)
      a3a.addProduct(da, x3)
      let x4 = x.broadcast(128)
      a4a.addProduct(da, x4)
      let x5 = x.broadcast(160)
      a5a.addProduct(da, x5)
      let x6 = x.broadcast(192)
      a6a.addProduct(da, x6)
      let x7 = x.broadcast(224)
      a7a.addProduct(da, x7)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a1a, 1 &* walk.sumRowStep &+ 0)
  sums.store(a2a, 2 &* walk.sumRowStep &+ 0)
  sums.store(a3a, 3 &* walk.sumRowStep &+ 0)
  sums.store(a4a, 4 &* walk.sumRowStep &+ 0)
  sums.store(a5a, 5 &* walk.sumRowStep &+ 0)
  sums.store(a6a, 6 &* walk.sumRowStep &+ 0)
  sums.store(a7a, 7 &* walk.sumRowStep &+ 0)
}

/// 6 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile6x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a1a = Lanes.zero
  var a2a = Lanes.zero
  var a3a = Lanes.zero
  var a4a = Lanes.zero
  var a5a = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
    a3a = sums.lanes(3 &* walk.sumRowStep &+ 0)
    a4a = sums.lanes(4 &* walk.sumRowStep &+ 0)
    a5a = sums.lanes(5 &* walk.sumRowStep &+ 0)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      let x1 = x.broadcast(32)
      a1a.addProduct(da, x1)
      let x2 = x.broadcast(64)
      a2a.addProduct(da, x2)
      let x3 = x.broadcast(96)
      a3a.addProduct(da, x3)
      let x4 = x.broadcast(128)
      a4a.addProduct(da, x4)
      let x5 = x.broadcast(160)
      a5a.addProduct(da, x5)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a1a, 1 &* walk.sumRowStep &+ 0)
  sums.store(a2a, 2 &* walk.sumRowStep &+ 0)
  sums.store(a3a, 3 &* walk.sumRowStep &+ 0)
  sums.store(a4a, 4 &* walk.sumRowStep &+ 0)
  sums.store(a5a, 5 &* walk.sumRowStep &+ 0)
}

/// 5 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile5x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a1a = Lanes.zero
  var a2a = Lanes.zero
  var a3a = Lanes.zero
  var a4a = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
    a3a = sums.lanes(3 &* walk.sumRowStep &+ 0)
    a4a = sums.lanes(4 &* walk.sumRowStep &+ 0)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      let x1 = x.broadcast(32)
      a1a.addProduct(da, x1)
      let x2 = x.broadcast(64)
      a2a.addProduct(da, x2)
      let x3 = x.broadcast(96)
      a3a.addProduct(da, x3)
      let x4 = x.broadcast(128)
      a4a.addProduct(da, x4)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a1a, 1 &* walk.sumRowStep &+ 0)
  sums.store(a2a, 2 &* walk.sumRowStep &+ 0)
  sums.store(a3a, 3 &* walk.sumRowStep &+ 0)
  sums.store(a4a, 4 &* walk.sumRowStep &+ 0)
}

/// 4 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile4x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a1a = Lanes.zero
  var a2a = Lanes.zero
  var a3a = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
    a3a = sums.lanes(3 &* walk.sumRowStep &+ 0)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      let x1 = x.broadcast(32)
      a1a.addProduct(da, x1)
      let x2 = x.broadcast(64)
      a2a.addProduct(da, x2)
      let x3 = x.broadcast(96)
      a3a.addProduct(da, x3)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a1a, 1 &* walk.sumRowStep &+ 0)
  sums.store(a2a, 2 &* walk.sumRowStep &+ 0)
  sums.store(a3a, 3 &* walk.sumRowStep &+ 0)
}

/// 3 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile3x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a1a = Lanes.zero
  var a2a = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      let x1 = x.broadcast(32)
      a1a.addProduct(da, x1)
      let x2 = x.broadcast(64)
      a2a.addProduct(da, x2)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a1a, 1 &* walk.sumRowStep &+ 0)
  sums.store(a2a, 2 &* walk.sumRowStep &+ 0)
}

/// 2 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile2x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a1a = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      let x1 = x.broadcast(32)
      a1a.addProduct(da, x1)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a1a, 1 &* walk.sumRowStep &+ 0)
}

/// 1 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile1x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
  }
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
  sums.store(a0a, 0)
}
