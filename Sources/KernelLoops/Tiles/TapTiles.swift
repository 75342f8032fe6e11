// Written by Scripts/generate-tiles.py; change that, not this.

#if !KERNELS_FOR_X86_64_V3
  /// 8 channels of 32 images: every tap of `walk` in order, then the bias.
  @inline(never)
  func tapTile8(_ walk: TapWalk, _ input: Cursor, _ weights: Cursor, _ bias: Cursor?, _ output: Cursor) {
    var a0 = Lanes.zero
    var b0 = Lanes.zero
    var a1 = Lanes.zero
    var b1 = Lanes.zero
    var a2 = Lanes.zero
    var b2 = Lanes.zero
    var a3 = Lanes.zero
    var b3 = Lanes.zero
    var a4 = Lanes.zero
    var b4 = Lanes.zero
    var a5 = Lanes.zero
    var b5 = Lanes.zero
    var a6 = Lanes.zero
    var b6 = Lanes.zero
    var a7 = Lanes.zero
    var b7 = Lanes.zero
    let step = walk.weightChannelStep
    var inputRow = input
    var weightRow = weights
    for _ in 0..<walk.rows {
      var inputColumn = inputRow
      var weightColumn = weightRow
      for _ in 0..<walk.columns {
        var x = inputColumn
        var w = weightColumn
        for _ in 0..<walk.run {
          let x0 = x.lanes(0)
          let x1 = x.lanes(16)
          let w0 = w.broadcast(0)
          a0.addProduct(x0, w0)
          b0.addProduct(x1, w0)
          let w1 = w.broadcast(1 &* step)
          a1.addProduct(x0, w1)
          b1.addProduct(x1, w1)
          let w2 = w.broadcast(2 &* step)
          a2.addProduct(x0, w2)
          b2.addProduct(x1, w2)
          let w3 = w.broadcast(3 &* step)
          a3.addProduct(x0, w3)
          b3.addProduct(x1, w3)
          let w4 = w.broadcast(4 &* step)
          a4.addProduct(x0, w4)
          b4.addProduct(x1, w4)
          let w5 = w.broadcast(5 &* step)
          a5.addProduct(x0, w5)
          b5.addProduct(x1, w5)
          let w6 = w.broadcast(6 &* step)
          a6.addProduct(x0, w6)
          b6.addProduct(x1, w6)
          let w7 = w.broadcast(7 &* step)
          a7.addProduct(x0, w7)
          b7.addProduct(x1, w7)
          x += 32
          w += walk.weightTapStep
        }
        inputColumn += walk.columnStep
        weightColumn += walk.weightColumnStep
      }
      inputRow += walk.rowStep
      weightRow += walk.weightRowStep
    }
    if let bias {
      a0 += bias.broadcast(0)
      b0 += bias.broadcast(0)
      a1 += bias.broadcast(1)
      b1 += bias.broadcast(1)
      a2 += bias.broadcast(2)
      b2 += bias.broadcast(2)
      a3 += bias.broadcast(3)
      b3 += bias.broadcast(3)
      a4 += bias.broadcast(4)
      b4 += bias.broadcast(4)
      a5 += bias.broadcast(5)
      b5 += bias.broadcast(5)
      a6 += bias.broadcast(6)
      b6 += bias.broadcast(6)
      a7 += bias.broadcast(7)
      b7 += bias.broadcast(7)
    }
    output.store(a0, 0)
    output.store(b0, 16)
    output.store(a1, 32)
    output.store(b1, 48)
    output.store(a2, 64)
    output.store(b2, 80)
    output.store(a3, 96)
    output.store(b3, 112)
    output.store(a4, 128)
    output.store(b4, 144)
    output.store(a5, 160)
    output.store(b5, 176)
    output.store(a6, 192)
    output.store(b6, 208)
    output.store(a7, 224)
    output.store(b7, 240)
  }

  /// 4 channels of 32 images: every tap of `walk` in order, then the bias.
  @inline(never)
  func tapTile4(_ walk: TapWalk, _ input: Cursor, _ weights: Cursor, _ bias: Cursor?, _ output: Cursor) {
    var a0 = Lanes.zero
    var b0 = Lanes.zero
    var a1 = Lanes.zero
    var b1 = Lanes.zero
    var a2 = Lanes.zero
    var b2 = Lanes.zero
    var a3 = Lanes.zero
    var b3 = Lanes.zero
    let step = walk.weightChannelStep
    var inputRow = input
    var weightRow = weights
    for _ in 0..<walk.rows {
      var inputColumn = inputRow
      var weightColumn = weightRow
      for _ in 0..<walk.columns {
        var x = inputColumn
        var w = weightColumn
        for _ in 0..<walk.run {
          let x0 = x.lanes(0)
          let x1 = x.lanes(16)
          let w0 = w.broadcast(0)
          a0.addProduct(x0, w0)
          b0.addProduct(x1, w0)
          let w1 = w.broadcast(1 &* step)
          a1.addProduct(x0, w1)
          b1.addProduct(x1, w1)
          let w2 = w.broadcast(2 &* step)
          a2.addProduct(x0, w2)
          b2.addProduct(x1, w2)
          let w3 = w.broadcast(3 &* step)
          a3.addProduct(x0, w3)
          b3.addProduct(x1, w3)
          x += 32
          w += walk.weightTapStep
        }
        inputColumn += walk.columnStep
        weightColumn += walk.weightColumnStep
      }
      inputRow += walk.rowStep
      weightRow += walk.weightRowStep
    }
    if let bias {
      a0 += bias.broadcast(0)
      b0 += bias.broadcast(0)
      a1 += bias.broadcast(1)
      b1 += bias.broadcast(1)
      a2 += bias.broadcast(2)
      b2 += bias.broadcast(2)
      a3 += bias.broadcast(3)
      b3 += bias.broadcast(3)
    }
    output.store(a0, 0)
    output.store(b0, 16)
    output.store(a1, 32)
    output.store(b1, 48)
    output.store(a2, 64)
    output.store(b2, 80)
    output.store(a3, 96)
    output.store(b3, 112)
  }

  /// 2 channels of 32 images: every tap of `walk` in order, then the bias.
  @inline(never)
  func tapTile2(_ walk: TapWalk, _ input: Cursor, _ weights: Cursor, _ bias: Cursor?, _ output: Cursor) {
    var a0 = Lanes.zero
    var b0 = Lanes.zero
    var a1 = Lanes.zero
    var b1 = Lanes.zero
    let step = walk.weightChannelStep
    var inputRow = input
    var weightRow = weights
    for _ in 0..<walk.rows {
      var inputColumn = inputRow
      var weightColumn = weightRow
      for _ in 0..<walk.columns {
        var x = inputColumn
        var w = weightColumn
        for _ in 0..<walk.run {
          let x0 = x.lanes(0)
          let x1 = x.lanes(16)
          let w0 = w.broadcast(0)
          a0.addProduct(x0, w0)
          b0.addProduct(x1, w0)
          let w1 = w.broadcast(1 &* step)
          a1.addProduct(x0, w1)
          b1.addProduct(x1, w1)
          x += 32
          w += walk.weightTapStep
        }
        inputColumn += walk.columnStep
        weightColumn += walk.weightColumnStep
      }
      inputRow += walk.rowStep
      weightRow += walk.weightRowStep
    }
    if let bias {
      a0 += bias.broadcast(0)
      b0 += bias.broadcast(0)
      a1 += bias.broadcast(1)
      b1 += bias.broadcast(1)
    }
    output.store(a0, 0)
    output.store(b0, 16)
    output.store(a1, 32)
    output.store(b1, 48)
  }

  /// 1 channels of 32 images: every tap of `walk` in order, then the bias.
  @inline(never)
  func tapTile1(_ walk: TapWalk, _ input: Cursor, _ weights: Cursor, _ bias: Cursor?, _ output: Cursor) {
    var a0 = Lanes.zero
    var b0 = Lanes.zero
    var inputRow = input
    var weightRow = weights
    for _ in 0..<walk.rows {
      var inputColumn = inputRow
      var weightColumn = weightRow
      for _ in 0..<walk.columns {
        var x = inputColumn
        var w = weightColumn
        for _ in 0..<walk.run {
          let x0 = x.lanes(0)
          let x1 = x.lanes(16)
          let w0 = w.broadcast(0)
          a0.addProduct(x0, w0)
          b0.addProduct(x1, w0)
          x += 32
          w += walk.weightTapStep
        }
        inputColumn += walk.columnStep
        weightColumn += walk.weightColumnStep
      }
      inputRow += walk.rowStep
      weightRow += walk.weightRowStep
    }
    if let bias {
      a0 += bias.broadcast(0)
      b0 += bias.broadcast(0)
    }
    output.store(a0, 0)
    output.store(b0, 16)
  }
#endif
