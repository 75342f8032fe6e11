// Written by Scripts/generate-tiles.py; change that, not this.

/// 12 input rows × 32 output channels of a weight gradient, image after image.
@inline(never)
func chainTile12x2(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a0b = Lanes.zero
  var a1a = Lanes.zero
  var a1b = Lanes.zero
  var a2a = Lanes.zero
  var a2b = Lanes.zero
  var a3a = Lanes.zero
  var a3b = Lanes.zero
  var a4a = Lanes.zero
  var a4b = Lanes.zero
  var a5a = Lanes.zero
  var a5b = Lanes.zero
  var a6a = Lanes.zero
  var a6b = Lanes.zero
  var a7a = Lanes.zero
  var a7b = Lanes.zero
  var a8a = Lanes.zero
  var a8b = Lanes.zero
  var a9a = Lanes.zero
  var a9b = Lanes.zero
  var a10a = Lanes.zero
  var a10b = Lanes.zero
  var a11a = Lanes.zero
  var a11b = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a0b = sums.lanes(16)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a1b = sums.lanes(1 &* walk.sumRowStep &+ 16)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
    a2b = sums.lanes(2 &* walk.sumRowStep &+ 16)
    a3a = sums.lanes(3 &* walk.sumRowStep &+ 0)
    a3b = sums.lanes(3 &* walk.sumRowStep &+ 16)
    a4a = sums.lanes(4 &* walk.sumRowStep &+ 0)
    a4b = sums.lanes(4 &* walk.sumRowStep &+ 16)
    a5a = sums.lanes(5 &* walk.sumRowStep &+ 0)
    a5b = sums.lanes(5 &* walk.sumRowStep &+ 16)
    a6a = sums.lanes(6 &* walk.sumRowStep &+ 0)
    a6b = sums.lanes(6 &* walk.sumRowStep &+ 16)
    a7a = sums.lanes(7 &* walk.sumRowStep &+ 0)
    a7b = sums.lanes(7 &* walk.sumRowStep &+ 16)
    a8a = sums.lanes(8 &* walk.sumRowStep &+ 0)
    a8b = sums.lanes(8 &* walk.sumRowStep &+ 16)
    a9a = sums.lanes(9 &* walk.sumRowStep &+ 0)
    a9b = sums.lanes(9 &* walk.sumRowStep &+ 16)
    a10a = sums.lanes(10 &* walk.sumRowStep &+ 0)
    a10b = sums.lanes(10 &* walk.sumRowStep &+ 16)
    a11a = sums.lanes(11 &* walk.sumRowStep &+ 0)
    a11b = sums.lanes(11 &* walk.sumRowStep &+ 16)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let db = d.lanes(16)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      a0b.addProduct(db, x0)
      let x1 = x.broadcast(32)
      a1a.addProduct(da, x1)
      a1b.addProduct(db, x1)
      let x2 = x.broadcast(64)
      a2a.addProduct(da, x2)
      a2b.addProduct(db, x2)
      let x3 = x.broadcast(96)
      a3a.addProduct(da, x3)
      a3b.addProduct(db, x3)
      let x4 = x.broadcast(128)
      a4a.addProduct(da, x4)
      a4b.addProduct(db, x4)
      let x5 = x.broadcast(160)
      a5a.addProduct(da, x5)
      a5b.addProduct(db, x5)
      let x6 = x.broadcast(192)
      a6a.addProduct(da, x6)
      a6b.addProduct(db, x6)
      let x7 = x.broadcast(224)
      a7a.addProduct(da, x7)
      a7b.addProduct(db, x7)
      let x8 = x.broadcast(256)
      a8a.addProduct(da, x8)
      a8b.addProduct(db, x8)
      let x9 = x.broadcast(288)
      a9a.addProduct(da, x9)
      a9b.addProduct(db, x9)
      let x10 = x.broadcast(320)
      a10a.addProduct(da, x10)
      a10b.addProduct(db, x10)
      let x11 = x.broadcast(352)
      a11a.addProduct(da, x11)
      a11b.addProduct(db, x11)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a0b, 16)
  sums.store(a1a, 1 &* walk.sumRowStep &+ 0)
  sums.store(a1b, 1 &* walk.sumRowStep &+ 16)
  sums.store(a2a, 2 &* walk.sumRowStep &+ 0)
  sums.store(a2b, 2 &* walk.sumRowStep &+ 16)
  sums.store(a3a, 3 &* walk.sumRowStep &+ 0)
  sums.store(a3b, 3 &* walk.sumRowStep &+ 16)
  sums.store(a4a, 4 &* walk.sumRowStep &+ 0)
  sums.store(a4b, 4 &* walk.sumRowStep &+ 16)
  sums.store(a5a, 5 &* walk.sumRowStep &+ 0)
  sums.store(a5b, 5 &* walk.sumRowStep &+ 16)
  sums.store(a6a, 6 &* walk.sumRowStep &+ 0)
  sums.store(a6b, 6 &* walk.sumRowStep &+ 16)
  sums.store(a7a, 7 &* walk.sumRowStep &+ 0)
  sums.store(a7b, 7 &* walk.sumRowStep &+ 16)
  sums.store(a8a, 8 &* walk.sumRowStep &+ 0)
  sums.store(a8b, 8 &* walk.sumRowStep &+ 16)
  sums.store(a9a, 9 &* walk.sumRowStep &+ 0)
  sums.store(a9b, 9 &* walk.sumRowStep &+ 16)
  sums.store(a10a, 10 &* walk.sumRowStep &+ 0)
  sums.store(a10b, 10 &* walk.sumRowStep &+ 16)
  sums.store(a11a, 11 &* walk.sumRowStep &+ 0)
  sums.store(a11b, 11 &* walk.sumRowStep &+ 16)
}

/// 8 input rows × 32 output channels of a weight gradient, image after image.
@inline(never)
func chainTile8x2(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a0b = Lanes.zero
  var a1a = Lanes.zero
  var a1b = Lanes.zero
  var a2a = Lanes.zero
  var a2b = Lanes.zero
  var a3a = Lanes.zero
  var a3b = Lanes.zero
  var a4a = Lanes.zero
  var a4b = Lanes.zero
  var a5a = Lanes.zero
  var a5b = Lanes.zero
  var a6a = Lanes.zero
  var a6b = Lanes.zero
  var a7a = Lanes.zero
  var a7b = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a0b = sums.lanes(16)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a1b = sums.lanes(1 &* walk.sumRowStep &+ 16)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
    a2b = sums.lanes(2 &* walk.sumRowStep &+ 16)
    a3a = sums.lanes(3 &* walk.sumRowStep &+ 0)
    a3b = sums.lanes(3 &* walk.sumRowStep &+ 16)
    a4a = sums.lanes(4 &* walk.sumRowStep &+ 0)
    a4b = sums.lanes(4 &* walk.sumRowStep &+ 16)
    a5a = sums.lanes(5 &* walk.sumRowStep &+ 0)
    a5b = sums.lanes(5 &* walk.sumRowStep &+ 16)
    a6a = sums.lanes(6 &* walk.sumRowStep &+ 0)
    a6b = sums.lanes(6 &* walk.sumRowStep &+ 16)
    a7a = sums.lanes(7 &* walk.sumRowStep &+ 0)
    a7b = sums.lanes(7 &* walk.sumRowStep &+ 16)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let db = d.lanes(16)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      a0b.addProduct(db, x0)
      let x1 = x.broadcast(32)
      a1a.addProduct(da, x1)
      a1b.addProduct(db, x1)
      let x2 = x.broadcast(64)
      a2a.addProduct(da, x2)
      a2b.addProduct(db, x2)
      let x3 = x.broadcast(96)
      a3a.addProduct(da, x3)
      a3b.addProduct(db, x3)
      let x4 = x.broadcast(128)
      a4a.addProduct(da, x4)
      a4b.addProduct(db, x4)
      let x5 = x.broadcast(160)
      a5a.addProduct(da, x5)
      a5b.addProduct(db, x5)
      let x6 = x.broadcast(192)
      a6a.addProduct(da, x6)
      a6b.addProduct(db, x6)
      let x7 = x.broadcast(224)
      a7a.addProduct(da, x7)
      a7b.addProduct(db, x7)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a0b, 16)
  sums.store(a1a, 1 &* walk.sumRowStep &+ 0)
  sums.store(a1b, 1 &* walk.sumRowStep &+ 16)
  sums.store(a2a, 2 &* walk.sumRowStep &+ 0)
  sums.store(a2b, 2 &* walk.sumRowStep &+ 16)
  sums.store(a3a, 3 &* walk.sumRowStep &+ 0)
  sums.store(a3b, 3 &* walk.sumRowStep &+ 16)
  sums.store(a4a, 4 &* walk.sumRowStep &+ 0)
  sums.store(a4b, 4 &* walk.sumRowStep &+ 16)
  sums.store(a5a, 5 &* walk.sumRowStep &+ 0)
  sums.store(a5b, 5 &* walk.sumRowStep &+ 16)
  sums.store(a6a, 6 &* walk.sumRowStep &+ 0)
  sums.store(a6b, 6 &* walk.sumRowStep &+ 16)
  sums.store(a7a, 7 &* walk.sumRowStep &+ 0)
  sums.store(a7b, 7 &* walk.sumRowStep &+ 16)
}

/// 5 input rows × 32 output channels of a weight gradient, image after image.
@inline(never)
func chainTile5x2(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a0b = Lanes.zero
  var a1a = Lanes.zero
  var a1b = Lanes.zero
  var a2a = Lanes.zero
  var a2b = Lanes.zero
  var a3a = Lanes.zero
  var a3b = Lanes.zero
  var a4a = Lanes.zero
  var a4b = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a0b = sums.lanes(16)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a1b = sums.lanes(1 &* walk.sumRowStep &+ 16)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
    a2b = sums.lanes(2 &* walk.sumRowStep &+ 16)
    a3a = sums.lanes(3 &* walk.sumRowStep &+ 0)
    a3b = sums.lanes(3 &* walk.sumRowStep &+ 16)
    a4a = sums.lanes(4 &* walk.sumRowStep &+ 0)
    a4b = sums.lanes(4 &* walk.sumRowStep &+ 16)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let db = d.lanes(16)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      a0b.addProduct(db, x0)
      let x1 = x.broadcast(32)
      a1a.addProduct(da, x1)
      a1b.addProduct(db, x1)
      let x2 = x.broadcast(64)
      a2a.addProduct(da, x2)
      a2b.addProduct(db, x2)
      let x3 = x.broadcast(96)
      a3a.addProduct(da, x3)
      a3b.addProduct(db, x3)
      let x4 = x.broadcast(128)
      a4a.addProduct(da, x4)
      a4b.addProduct(db, x4)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a0b, 16)
  sums.store(a1a, 1 &* walk.sumRowStep &+ 0)
  sums.store(a1b, 1 &* walk.sumRowStep &+ 16)
  sums.store(a2a, 2 &* walk.sumRowStep &+ 0)
  sums.store(a2b, 2 &* walk.sumRowStep &+ 16)
  sums.store(a3a, 3 &* walk.sumRowStep &+ 0)
  sums.store(a3b, 3 &* walk.sumRowStep &+ 16)
  sums.store(a4a, 4 &* walk.sumRowStep &+ 0)
  sums.store(a4b, 4 &* walk.sumRowStep &+ 16)
}

/// 4 input rows × 32 output channels of a weight gradient, image after image.
@inline(never)
func chainTile4x2(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a0b = Lanes.zero
  var a1a = Lanes.zero
  var a1b = Lanes.zero
  var a2a = Lanes.zero
  var a2b = Lanes.zero
  var a3a = Lanes.zero
  var a3b = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a0b = sums.lanes(16)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a1b = sums.lanes(1 &* walk.sumRowStep &+ 16)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
    a2b = sums.lanes(2 &* walk.sumRowStep &+ 16)
    a3a = sums.lanes(3 &* walk.sumRowStep &+ 0)
    a3b = sums.lanes(3 &* walk.sumRowStep &+ 16)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let db = d.lanes(16)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      a0b.addProduct(db, x0)
      let x1 = x.broadcast(32)
      a1a.addProduct(da, x1)
      a1b.addProduct(db, x1)
      let x2 = x.broadcast(64)
      a2a.addProduct(da, x2)
      a2b.addProduct(db, x2)
      let x3 = x.broadcast(96)
      a3a.addProduct(da, x3)
      a3b.addProduct(db, x3)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a0b, 16)
  sums.store(a1a, 1 &* walk.sumRowStep &+ 0)
  sums.store(a1b, 1 &* walk.sumRowStep &+ 16)
  sums.store(a2a, 2 &* walk.sumRowStep &+ 0)
  sums.store(a2b, 2 &* walk.sumRowStep &+ 16)
  sums.store(a3a, 3 &* walk.sumRowStep &+ 0)
  sums.store(a3b, 3 &* walk.sumRowStep &+ 16)
}

/// 3 input rows × 32 output channels of a weight gradient, image after image.
@inline(never)
func chainTile3x2(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a0b = Lanes.zero
  var a1a = Lanes.zero
  var a1b = Lanes.zero
  var a2a = Lanes.zero
  var a2b = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a0b = sums.lanes(16)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a1b = sums.lanes(1 &* walk.sumRowStep &+ 16)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
    a2b = sums.lanes(2 &* walk.sumRowStep &+ 16)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let db = d.lanes(16)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      a0b.addProduct(db, x0)
      let x1 = x.broadcast(32)
      a1a.addProduct(da, x1)
      a1b.addProduct(db, x1)
      let x2 = x.broadcast(64)
      a2a.addProduct(da, x2)
      a2b.addProduct(db, x2)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a0b, 16)
  sums.store(a1a, 1 &* walk.sumRowStep &+ 0)
  sums.store(a1b, 1 &* walk.sumRowStep &+ 16)
  sums.store(a2a, 2 &* walk.sumRowStep &+ 0)
  sums.store(a2b, 2 &* walk.sumRowStep &+ 16)
}

/// 2 input rows × 32 output channels of a weight gradient, image after image.
@inline(never)
func chainTile2x2(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a0b = Lanes.zero
  var a1a = Lanes.zero
  var a1b = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a0b = sums.lanes(16)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a1b = sums.lanes(1 &* walk.sumRowStep &+ 16)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let db = d.lanes(16)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      a0b.addProduct(db, x0)
      let x1 = x.broadcast(32)
      a1a.addProduct(da, x1)
      a1b.addProduct(db, x1)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a0b, 16)
  sums.store(a1a, 1 &* walk.sumRowStep &+ 0)
  sums.store(a1b, 1 &* walk.sumRowStep &+ 16)
}

/// 1 input rows × 32 output channels of a weight gradient, image after image.
@inline(never)
func chainTile1x2(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a0b = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a0b = sums.lanes(16)
  }
  var pixel = input
  var d = gradient
  for _ in 0..<walk.pixels {
    var x = pixel
    for _ in 0..<32 {
      let da = d.lanes(0)
      let db = d.lanes(16)
      let x0 = x.broadcast(0)
      a0a.addProduct(da, x0)
      a0b.addProduct(db, x0)
      x += 1
      d += walk.gradientStep
    }
    pixel += walk.inputPixelStep
  }
  sums.store(a0a, 0)
  sums.store(a0b, 16)
}
