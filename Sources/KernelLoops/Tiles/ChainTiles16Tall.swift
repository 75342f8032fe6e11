// Written by Scripts/generate-tiles.py; change that, not this.

/// 24 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile24x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a1a = Lanes.zero
  var a2a = Lanes.zero
  var a3a = Lanes.zero
  var a4a = Lanes.zero
  var a5a = Lanes.zero
  var a6a = Lanes.zero
  var a7a = Lanes.zero
  var a8a = Lanes.zero
  var a9a = Lanes.zero
  var a10a = Lanes.zero
  var a11a = Lanes.zero
  var a12a = Lanes.zero
  var a13a = Lanes.zero
  var a14a = Lanes.zero
  var a15a = Lanes.zero
  var a16a = Lanes.zero
  var a17a = Lanes.zero
  var a18a = Lanes.zero
  var a19a = Lanes.zero
  var a20a = Lanes.zero
  var a21a = Lanes.zero
  var a22a = Lanes.zero
  var a23a = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
    a3a = sums.lanes(3 &* walk.sumRowStep &+ 0)
    a4a = sums.lanes(4 &* walk.sumRowStep &+ 0)
    a5a = sums.lanes(5 &* walk.sumRowStep &+ 0)
    a6a = sums.lanes(6 &* walk.sumRowStep &+ 0)
    a7a = sums.lanes(7 &* walk.sumRowStep &+ 0)
    a8a = sums.lanes(8 &* walk.sumRowStep &+ 0)
    a9a = sums.lanes(9 &* walk.sumRowStep &+ 0)
    a10a = sums.lanes(10 &* walk.sumRowStep &+ 0)
    a11a = sums.lanes(11 &* walk.sumRowStep &+ 0)
    a12a = sums.lanes(12 &* walk.sumRowStep &+ 0)
    a13a = sums.lanes(13 &* walk.sumRowStep &+ 0)
    a14a = sums.lanes(14 &* walk.sumRowStep &+ 0)
    a15a = sums.lanes(15 &* walk.sumRowStep &+ 0)
    a16a = sums.lanes(16 &* walk.sumRowStep &+ 0)
    a17a = sums.lanes(17 &* walk.sumRowStep &+ 0)
    a18a = sums.lanes(18 &* walk.sumRowStep &+ 0)
    a19a = sums.lanes(19 &* walk.sumRowStep &+ 0)
    a20a = sums.lanes(20 &* walk.sumRowStep &+ 0)
    a21a = sums.lanes(21 &* walk.sumRowStep &+ 0)
    a22a = sums.lanes(22 &* walk.sumRowStep &+ 0)
    a23a = sums.lanes(23 &* walk.sumRowStep &+ 0)
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
      let x8 = x.broadcast(256)
      a8a.addProduct(da, x8)
      let x9 = x.broadcast(288)
      a9a.addProduct(da, x9)
      let x10 = x.broadcast(320)
      a10a.addProduct(da, x10)
      let x11 = x.broadcast(352)
      a11a.addProduct(da, x11)
      let x12 = x.broadcast(384)
      a12a.addProduct(da, x12)
      let x13 = x.broadcast(416)
      a13a.addProduct(da, x13)
      let x14 = x.broadcast(448)
      a14a.addProduct(da, x14)
      let x15 = x.broadcast(480)
      a15a.addProduct(da, x15)
      let x16 = x.broadcast(512)
      a16a.addProduct(da, x16)
      let x17 = x.broadcast(544)
      a17a.addProduct(da, x17)
      let x18 = x.broadcast(576)
      a18a.addProduct(da, x18)
      let x19 = x.broadcast(608)
      a19a.addProduct(da, x19)
      let x20 = x.broadcast(640)
      a20a.addProduct(da, x20)
      let x21 = x.broadcast(672)
      a21a.addProduct(da, x21)
      let x22 = x.broadcast(704)
      a22a.addProduct(da, x22)
      let x23 = x.broadcast(736)
      a23a.addProduct(da, x23)
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
  sums.store(a8a, 8 &* walk.sumRowStep &+ 0)
  sums.store(a9a, 9 &* walk.sumRowStep &+ 0)
  sums.store(a10a, 10 &* walk.sumRowStep &+ 0)
  sums.store(a11a, 11 &* walk.sumRowStep &+ 0)
  sums.store(a12a, 12 &* walk.sumRowStep &+ 0)
  sums.store(a13a, 13 &* walk.sumRowStep &+ 0)
  sums.store(a14a, 14 &* walk.sumRowStep &+ 0)
  sums.store(a15a, 15 &* walk.sumRowStep &+ 0)
  sums.store(a16a, 16 &* walk.sumRowStep &+ 0)
  sums.store(a17a, 17 &* walk.sumRowStep &+ 0)
  sums.store(a18a, 18 &* walk.sumRowStep &+ 0)
  sums.store(a19a, 19 &* walk.sumRowStep &+ 0)
  sums.store(a20a, 20 &* walk.sumRowStep &+ 0)
  sums.store(a21a, 21 &* walk.sumRowStep &+ 0)
  sums.store(a22a, 22 &* walk.sumRowStep &+ 0)
  sums.store(a23a, 23 &* walk.sumRowStep &+ 0)
}

/// 16 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile16x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a1a = Lanes.zero
  var a2a = Lanes.zero
  var a3a = Lanes.zero
  var a4a = Lanes.zero
  var a5a = Lanes.zero
  var a6a = Lanes.zero
  var a7a = Lanes.zero
  var a8a = Lanes.zero
  var a9a = Lanes.zero
  var a10a = Lanes.zero
  var a11a = Lanes.zero
  var a12a = Lanes.zero
  var a13a = Lanes.zero
  var a14a = Lanes.zero
  var a15a = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
    a3a = sums.lanes(3 &* walk.sumRowStep &+ 0)
    a4a = sums.lanes(4 &* walk.sumRowStep &+ 0)
    a5a = sums.lanes(5 &* walk.sumRowStep &+ 0)
    a6a = sums.lanes(6 &* walk.sumRowStep &+ 0)
    a7a = sums.lanes(7 &* walk.sumRowStep &+ 0)
    a8a = sums.lanes(8 &* walk.sumRowStep &+ 0)
    a9a = sums.lanes(9 &* walk.sumRowStep &+ 0)
    a10a = sums.lanes(10 &* walk.sumRowStep &+ 0)
    a11a = sums.lanes(11 &* walk.sumRowStep &+ 0)
    a12a = sums.lanes(12 &* walk.sumRowStep &+ 0)
    a13a = sums.lanes(13 &* walk.sumRowStep &+ 0)
    a14a = sums.lanes(14 &* walk.sumRowStep &+ 0)
    a15a = sums.lanes(15 &* walk.sumRowStep &+ 0)
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
      let x8 = x.broadcast(256)
      a8a.addProduct(da, x8)
      let x9 = x.broadcast(288)
      a9a.addProduct(da, x9)
      let x10 = x.broadcast(320)
      a10a.addProduct(da, x10)
      let x11 = x.broadcast(352)
      a11a.addProduct(da, x11)
      let x12 = x.broadcast(384)
      a12a.addProduct(da, x12)
      let x13 = x.broadcast(416)
      a13a.addProduct(da, x13)
      let x14 = x.broadcast(448)
      a14a.addProduct(da, x14)
      let x15 = x.broadcast(480)
      a15a.addProduct(da, x15)
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
  sums.store(a8a, 8 &* walk.sumRowStep &+ 0)
  sums.store(a9a, 9 &* walk.sumRowStep &+ 0)
  sums.store(a10a, 10 &* walk.sumRowStep &+ 0)
  sums.store(a11a, 11 &* walk.sumRowStep &+ 0)
  sums.store(a12a, 12 &* walk.sumRowStep &+ 0)
  sums.store(a13a, 13 &* walk.sumRowStep &+ 0)
  sums.store(a14a, 14 &* walk.sumRowStep &+ 0)
  sums.store(a15a, 15 &* walk.sumRowStep &+ 0)
}

/// 12 input rows × 16 output channels of a weight gradient, image after image.
@inline(never)
func chainTile12x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
  var a0a = Lanes.zero
  var a1a = Lanes.zero
  var a2a = Lanes.zero
  var a3a = Lanes.zero
  var a4a = Lanes.zero
  var a5a = Lanes.zero
  var a6a = Lanes.zero
  var a7a = Lanes.zero
  var a8a = Lanes.zero
  var a9a = Lanes.zero
  var a10a = Lanes.zero
  var a11a = Lanes.zero
  if !walk.startsAtZero {
    a0a = sums.lanes(0)
    a1a = sums.lanes(1 &* walk.sumRowStep &+ 0)
    a2a = sums.lanes(2 &* walk.sumRowStep &+ 0)
    a3a = sums.lanes(3 &* walk.sumRowStep &+ 0)
    a4a = sums.lanes(4 &* walk.sumRowStep &+ 0)
    a5a = sums.lanes(5 &* walk.sumRowStep &+ 0)
    a6a = sums.lanes(6 &* walk.sumRowStep &+ 0)
    a7a = sums.lanes(7 &* walk.sumRowStep &+ 0)
    a8a = sums.lanes(8 &* walk.sumRowStep &+ 0)
    a9a = sums.lanes(9 &* walk.sumRowStep &+ 0)
    a10a = sums.lanes(10 &* walk.sumRowStep &+ 0)
    a11a = sums.lanes(11 &* walk.sumRowStep &+ 0)
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
      let x8 = x.broadcast(256)
      a8a.addProduct(da, x8)
      let x9 = x.broadcast(288)
      a9a.addProduct(da, x9)
      let x10 = x.broadcast(320)
      a10a.addProduct(da, x10)
      let x11 = x.broadcast(352)
      a11a.addProduct(da, x11)
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
  sums.store(a8a, 8 &* walk.sumRowStep &+ 0)
  sums.store(a9a, 9 &* walk.sumRowStep &+ 0)
  sums.store(a10a, 10 &* walk.sumRowStep &+ 0)
  sums.store(a11a, 11 &* walk.sumRowStep &+ 0)
}
