// Written by Scripts/generate-tiles.py; change that, not this.

#if KERNELS_FOR_X86_64_V3
  /// 4 channels of 16 images, pixel after pixel: every tap of `walk` in order, then the bias.
  @inline(never)
  func tapRun4x16(
    _ walk: TapWalk, _ pixels: PixelWalk, _ input: Cursor, _ weights: Cursor, _ bias: Cursor?, _ output: Cursor
  ) {
    var input = input
    var output = output
    let step = walk.weightChannelStep
    // From behind a run of taps to the next column's, and from behind a row's last column to the next row's first.
    let nextColumn = walk.columnStep &- 32 &* walk.run
    let nextWeightColumn = walk.weightColumnStep &- walk.weightTapStep &* walk.run
    let nextRow = walk.rowStep &- walk.columns &* walk.columnStep
    let nextWeightRow = walk.weightRowStep &- walk.columns &* walk.weightColumnStep
    var pixel = pixels.count
    while pixel > 0 {
      var a0 = Eight.zero
      var b0 = Eight.zero
      var a1 = Eight.zero
      var b1 = Eight.zero
      var a2 = Eight.zero
      var b2 = Eight.zero
      var a3 = Eight.zero
      var b3 = Eight.zero
      if pixels.goesOn {
        a0 = output.eight(0)
        b0 = output.eight(8)
        a1 = output.eight(32)
        b1 = output.eight(40)
        a2 = output.eight(64)
        b2 = output.eight(72)
        a3 = output.eight(96)
        b3 = output.eight(104)
      }
      var x = input
      var w = weights
      var column = walk.columns
      var run = walk.rows &* walk.columns
      while run > 0 {
        var tap = walk.run
        while tap > 0 {
          let x0 = x.eight(0)
          let x1 = x.eight(8)
          let w0 = w.repeated(0)
          a0.addProduct(x0, w0)
          b0.addProduct(x1, w0)
          let w1 = w.repeated(1 &* step)
          a1.addProduct(x0, w1)
          b1.addProduct(x1, w1)
          let w2 = w.repeated(2 &* step)
          a2.addProduct(x0, w2)
          b2.addProduct(x1, w2)
          let w3 = w.repeated(3 &* step)
          a3.addProduct(x0, w3)
          b3.addProduct(x1, w3)
          x += 32
          w += walk.weightTapStep
          tap &-= 1
        }
        x += nextColumn
        w += nextWeightColumn
        column &-= 1
        if column == 0 {
          x += nextRow
          w += nextWeightRow
          column = walk.columns
        }
        run &-= 1
      }
      if let bias {
        a0 += bias.repeated(0)
        b0 += bias.repeated(0)
        a1 += bias.repeated(1)
        b1 += bias.repeated(1)
        a2 += bias.repeated(2)
        b2 += bias.repeated(2)
        a3 += bias.repeated(3)
        b3 += bias.repeated(3)
      }
      output.storeEight(a0, 0)
      output.storeEight(b0, 8)
      output.storeEight(a1, 32)
      output.storeEight(b1, 40)
      output.storeEight(a2, 64)
      output.storeEight(b2, 72)
      output.storeEight(a3, 96)
      output.storeEight(b3, 104)
      input += pixels.inputStep
      output += pixels.outputStep
      pixel &-= 1
    }
  }

  /// 3 channels of 32 images, pixel after pixel: every tap of `walk` in order, then the bias.
  @inline(never)
  func tapRun3x32(
    _ walk: TapWalk, _ pixels: PixelWalk, _ input: Cursor, _ weights: Cursor, _ bias: Cursor?, _ output: Cursor
  ) {
    var input = input
    var output = output
    let step = walk.weightChannelStep
    // From behind a run of taps to the next column's, and from behind a row's last column to the next row's first.
    let nextColumn = walk.columnStep &- 32 &* walk.run
    let nextWeightColumn = walk.weightColumnStep &- walk.weightTapStep &* walk.run
    let nextRow = walk.rowStep &- walk.columns &* walk.columnStep
    let nextWeightRow = walk.weightRowStep &- walk.columns &* walk.weightColumnStep
    var pixel = pixels.count
    while pixel > 0 {
      var a0 = Eight.zero
      var b0 = Eight.zero
      var c0 = Eight.zero
      var d0 = Eight.zero
      var a1 = Eight.zero
      var b1 = Eight.zero
      var c1 = Eight.zero
      var d1 = Eight.zero
      var a2 = Eight.zero
      var b2 = Eight.zero
      var c2 = Eight.zero
      var d2 = Eight.zero
      if pixels.goesOn {
        a0 = output.eight(0)
        b0 = output.eight(8)
        c0 = output.eight(16)
        d0 = output.eight(24)
        a1 = output.eight(32)
        b1 = output.eight(40)
        c1 = output.eight(48)
        d1 = output.eight(56)
        a2 = output.eight(64)
        b2 = output.eight(72)
        c2 = output.eight(80)
        d2 = output.eight(88)
      }
      var x = input
      var w = weights
      var column = walk.columns
      var run = walk.rows &* walk.columns
      while run > 0 {
        var tap = walk.run
        while tap > 0 {
          let w0 = w.repeated(0)
          let w1 = w.repeated(1 &* step)
          let w2 = w.repeated(2 &* step)
          let x0 = x.eight(0)
          a0.addProduct(x0, w0)
          a1.addProduct(x0, w1)
          a2.addProduct(x0, w2)
          let x1 = x.eight(8)
          b0.addProduct(x1, w0)
          b1.addProduct(x1, w1)
          b2.addProduct(x1, w2)
          let x2 = x.eight(16)
          c0.addProduct(x2, w0)
          c1.addProduct(x2, w1)
          c2.addProduct(x2, w2)
          let x3 = x.eight(24)
          d0.addProduct(x3, w0)
          d1.addProduct(x3, w1)
          d2.addProduct(x3, w2)
          x += 32
          w += walk.weightTapStep
          tap &-= 1
        }
        x += nextColumn
        w += nextWeightColumn
        column &-= 1
        if column == 0 {
          x += nextRow
          w += nextWeightRow
          column = walk.columns
        }
        run &-= 1
      }
      if let bias {
        a0 += bias.repeated(0)
        b0 += bias.repeated(0)
        c0 += bias.repeated(0)
        d0 += bias.repeated(0)
        a1 += bias.repeated(1)
        b1 += bias.repeated(1)
        c1 += bias.repeated(1)
        d1 += bias.repeated(1)
        a2 += bias.repeated(2)
        b2 += bias.repeated(2)
        c2 += bias.repeated(2)
        d2 += bias.repeated(2)
      }
      output.storeEight(a0, 0)
      output.storeEight(b0, 8)
      output.storeEight(c0, 16)
      output.storeEight(d0, 24)
      output.storeEight(a1, 32)
      output.storeEight(b1, 40)
      output.storeEight(c1, 48)
      output.storeEight(d1, 56)
      output.storeEight(a2, 64)
      output.storeEight(b2, 72)
      output.storeEight(c2, 80)
      output.storeEight(d2, 88)
      input += pixels.inputStep
      output += pixels.outputStep
      pixel &-= 1
    }
  }

  /// 2 channels of 32 images, pixel after pixel: every tap of `walk` in order, then the bias.
  @inline(never)
  func tapRun2x32(
    _ walk: TapWalk, _ pixels: PixelWalk, _ input: Cursor, _ weights: Cursor, _ bias: Cursor?, _ output: Cursor
  ) {
    var input = input
    var output = output
    let step = walk.weightChannelStep
    // From behind a run of taps to the next column's, and from behind a row's last column to the next row's first.
    let nextColumn = walk.columnStep &- 32 &* walk.run
    let nextWeightColumn = walk.weightColumnStep &- walk.weightTapStep &* walk.run
    let nextRow = walk.rowStep &- walk.columns &* walk.columnStep
    let nextWeightRow = walk.weightRowStep &- walk.columns &* walk.weightColumnStep
    var pixel = pixels.count
    while pixel > 0 {
      var a0 = Eight.zero
      var b0 = Eight.zero
      var c0 = Eight.zero
      var d0 = Eight.zero
      var a1 = Eight.zero
      var b1 = Eight.zero
      var c1 = Eight.zero
      var d1 = Eight.zero
      if pixels.goesOn {
        a0 = output.eight(0)
        b0 = output.eight(8)
        c0 = output.eight(16)
        d0 = output.eight(24)
        a1 = output.eight(32)
        b1 = output.eight(40)
        c1 = output.eight(48)
        d1 = output.eight(56)
      }
      var x = input
      var w = weights
      var column = walk.columns
      var run = walk.rows &* walk.columns
      while run > 0 {
        var tap = walk.run
        while tap > 0 {
          let w0 = w.repeated(0)
          let w1 = w.repeated(1 &* step)
          let x0 = x.eight(0)
          a0.addProduct(x0, w0)
          a1.addProduct(x0, w1)
          let x1 = x.eight(8)
          b0.addProduct(x1, w0)
          b1.addProduct(x1, w1)
          let x2 = x.eight(16)
          c0.addProduct(x2, w0)
          c1.addProduct(x2, w1)
          let x3 = x.eight(24)
          d0.addProduct(x3, w0)
          d1.addProduct(x3, w1)
          x += 32
          w += walk.weightTapStep
          tap &-= 1
        }
        x += nextColumn
        w += nextWeightColumn
        column &-= 1
        if column == 0 {
          x += nextRow
          w += nextWeightRow
          column = walk.columns
        }
        run &-= 1
      }
      if let bias {
        a0 += bias.repeated(0)
        b0 += bias.repeated(0)
        c0 += bias.repeated(0)
        d0 += bias.repeated(0)
        a1 += bias.repeated(1)
        b1 += bias.repeated(1)
        c1 += bias.repeated(1)
        d1 += bias.repeated(1)
      }
      output.storeEight(a0, 0)
      output.storeEight(b0, 8)
      output.storeEight(c0, 16)
      output.storeEight(d0, 24)
      output.storeEight(a1, 32)
      output.storeEight(b1, 40)
      output.storeEight(c1, 48)
      output.storeEight(d1, 56)
      input += pixels.inputStep
      output += pixels.outputStep
      pixel &-= 1
    }
  }

  /// 1 channels of 32 images, pixel after pixel: every tap of `walk` in order, then the bias.
  @inline(never)
  func tapRun1x32(
    _ walk: TapWalk, _ pixels: PixelWalk, _ input: Cursor, _ weights: Cursor, _ bias: Cursor?, _ output: Cursor
  ) {
    var input = input
    var output = output
    // From behind a run of taps to the next column's, and from behind a row's last column to the next row's first.
    let nextColumn = walk.columnStep &- 32 &* walk.run
    let nextWeightColumn = walk.weightColumnStep &- walk.weightTapStep &* walk.run
    let nextRow = walk.rowStep &- walk.columns &* walk.columnStep
    let nextWeightRow = walk.weightRowStep &- walk.columns &* walk.weightColumnStep
    var pixel = pixels.count
    while pixel > 0 {
      var a0 = Eight.zero
      var b0 = Eight.zero
      var c0 = Eight.zero
      var d0 = Eight.zero
      if pixels.goesOn {
        a0 = output.eight(0)
        b0 = output.eight(8)
        c0 = output.eight(16)
        d0 = output.eight(24)
      }
      var x = input
      var w = weights
      var column = walk.columns
      var run = walk.rows &* walk.columns
      while run > 0 {
        var tap = walk.run
        while tap > 0 {
          let w0 = w.repeated(0)
          let x0 = x.eight(0)
          a0.addProduct(x0, w0)
          let x1 = x.eight(8)
          b0.addProduct(x1, w0)
          let x2 = x.eight(16)
          c0.addProduct(x2, w0)
          let x3 = x.eight(24)
          d0.addProduct(x3, w0)
          x += 32
          w += walk.weightTapStep
          tap &-= 1
        }
        x += nextColumn
        w += nextWeightColumn
        column &-= 1
        if column == 0 {
          x += nextRow
          w += nextWeightRow
          column = walk.columns
        }
        run &-= 1
      }
      if let bias {
        a0 += bias.repeated(0)
        b0 += bias.repeated(0)
        c0 += bias.repeated(0)
        d0 += bias.repeated(0)
      }
      output.storeEight(a0, 0)
      output.storeEight(b0, 8)
      output.storeEight(c0, 16)
      output.storeEight(d0, 24)
      input += pixels.inputStep
      output += pixels.outputStep
      pixel &-= 1
    }
  }
#endif
