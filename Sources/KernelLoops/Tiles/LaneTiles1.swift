// Written by Scripts/generate-tiles.py; change that, not this.

#if !KERNELS_FOR_X86_64_V3
  /// 5 input rows × 1 output channels of a weight gradient, images in the lanes.
  @inline(never)
  func laneTile5x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.lanes(0)
    var a1 = sums.lanes(1 &* walk.sumRowStep &+ 0)
    var a2 = sums.lanes(2 &* walk.sumRowStep &+ 0)
    var a3 = sums.lanes(3 &* walk.sumRowStep &+ 0)
    var a4 = sums.lanes(4 &* walk.sumRowStep &+ 0)
    var x = input
    var d = gradient
    for _ in 0..<walk.pixels {
      do {
        let da = d.lanes(0)
        let x0 = x.lanes(0)
        a0.addProduct(x0, da)
        let x1 = x.lanes(32)
        a1.addProduct(x1, da)
        let x2 = x.lanes(64)
        a2.addProduct(x2, da)
        let x3 = x.lanes(96)
        a3.addProduct(x3, da)
        let x4 = x.lanes(128)
        a4.addProduct(x4, da)
      }
      do {
        let da = d.lanes(16)
        let x0 = x.lanes(16)
        a0.addProduct(x0, da)
        let x1 = x.lanes(48)
        a1.addProduct(x1, da)
        let x2 = x.lanes(80)
        a2.addProduct(x2, da)
        let x3 = x.lanes(112)
        a3.addProduct(x3, da)
        let x4 = x.lanes(144)
        a4.addProduct(x4, da)
      }
      x += walk.inputPixelStep
      d += walk.gradientStep
    }
    sums.store(a0, 0)
    sums.store(a1, 1 &* walk.sumRowStep &+ 0)
    sums.store(a2, 2 &* walk.sumRowStep &+ 0)
    sums.store(a3, 3 &* walk.sumRowStep &+ 0)
    sums.store(a4, 4 &* walk.sumRowStep &+ 0)
  }

  /// 4 input rows × 1 output channels of a weight gradient, images in the lanes.
  @inline(never)
  func laneTile4x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.lanes(0)
    var a1 = sums.lanes(1 &* walk.sumRowStep &+ 0)
    var a2 = sums.lanes(2 &* walk.sumRowStep &+ 0)
    var a3 = sums.lanes(3 &* walk.sumRowStep &+ 0)
    var x = input
    var d = gradient
    for _ in 0..<walk.pixels {
      do {
        let da = d.lanes(0)
        let x0 = x.lanes(0)
        a0.addProduct(x0, da)
        let x1 = x.lanes(32)
        a1.addProduct(x1, da)
        let x2 = x.lanes(64)
        a2.addProduct(x2, da)
        let x3 = x.lanes(96)
        a3.addProduct(x3, da)
      }
      do {
        let da = d.lanes(16)
        let x0 = x.lanes(16)
        a0.addProduct(x0, da)
        let x1 = x.lanes(48)
        a1.addProduct(x1, da)
        let x2 = x.lanes(80)
        a2.addProduct(x2, da)
        let x3 = x.lanes(112)
        a3.addProduct(x3, da)
      }
      x += walk.inputPixelStep
      d += walk.gradientStep
    }
    sums.store(a0, 0)
    sums.store(a1, 1 &* walk.sumRowStep &+ 0)
    sums.store(a2, 2 &* walk.sumRowStep &+ 0)
    sums.store(a3, 3 &* walk.sumRowStep &+ 0)
  }

  /// 3 input rows × 1 output channels of a weight gradient, images in the lanes.
  @inline(never)
  func laneTile3x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.lanes(0)
    var a1 = sums.lanes(1 &* walk.sumRowStep &+ 0)
    var a2 = sums.lanes(2 &* walk.sumRowStep &+ 0)
    var x = input
    var d = gradient
    for _ in 0..<walk.pixels {
      do {
        let da = d.lanes(0)
        let x0 = x.lanes(0)
        a0.addProduct(x0, da)
        let x1 = x.lanes(32)
        a1.addProduct(x1, da)
        let x2 = x.lanes(64)
        a2.addProduct(x2, da)
      }
      do {
        let da = d.lanes(16)
        let x0 = x.lanes(16)
        a0.addProduct(x0, da)
        let x1 = x.lanes(48)
        a1.addProduct(x1, da)
        let x2 = x.lanes(80)
        a2.addProduct(x2, da)
      }
      x += walk.inputPixelStep
      d += walk.gradientStep
    }
    sums.store(a0, 0)
    sums.store(a1, 1 &* walk.sumRowStep &+ 0)
    sums.store(a2, 2 &* walk.sumRowStep &+ 0)
  }

  /// 2 input rows × 1 output channels of a weight gradient, images in the lanes.
  @inline(never)
  func laneTile2x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.lanes(0)
    var a1 = sums.lanes(1 &* walk.sumRowStep &+ 0)
    var x = input
    var d = gradient
    for _ in 0..<walk.pixels {
      do {
        let da = d.lanes(0)
        let x0 = x.lanes(0)
        a0.addProduct(x0, da)
        let x1 = x.lanes(32)
        a1.addProduct(x1, da)
      }
      do {
        let da = d.lanes(16)
        let x0 = x.lanes(16)
        a0.addProduct(x0, da)
        let x1 = x.lanes(48)
        a1.addProduct(x1, da)
      }
      x += walk.inputPixelStep
      d += walk.gradientStep
    }
    sums.store(a0, 0)
    sums.store(a1, 1 &* walk.sumRowStep &+ 0)
  }

  /// 1 input rows × 1 output channels of a weight gradient, images in the lanes.
  @inline(never)
  func laneTile1x1(_ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.lanes(0)
    var x = input
    var d = gradient
    for _ in 0..<walk.pixels {
      do {
        let da = d.lanes(0)
        let x0 = x.lanes(0)
        a0.addProduct(x0, da)
      }
      do {
        let da = d.lanes(16)
        let x0 = x.lanes(16)
        a0.addProduct(x0, da)
      }
      x += walk.inputPixelStep
      d += walk.gradientStep
    }
    sums.store(a0, 0)
  }
#endif
