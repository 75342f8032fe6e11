// Written by Scripts/generate-tiles.py; change that, not this.

#if KERNELS_FOR_X86_64_V3
  /// 3 input rows × 4 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun3x4(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var b0 = sums.eight(16)
    var c0 = sums.eight(32)
    var d0 = sums.eight(48)
    var a1 = sums.eight(1 &* walk.sumRowStep &+ 0)
    var b1 = sums.eight(1 &* walk.sumRowStep &+ 16)
    var c1 = sums.eight(1 &* walk.sumRowStep &+ 32)
    var d1 = sums.eight(1 &* walk.sumRowStep &+ 48)
    var a2 = sums.eight(2 &* walk.sumRowStep &+ 0)
    var b2 = sums.eight(2 &* walk.sumRowStep &+ 16)
    var c2 = sums.eight(2 &* walk.sumRowStep &+ 32)
    var d2 = sums.eight(2 &* walk.sumRowStep &+ 48)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let db = d.eight(32)
            let dc = d.eight(64)
            let dd = d.eight(96)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            c0.addProduct(x0, dc)
            d0.addProduct(x0, dd)
            let x1 = x.eight(32)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
            c1.addProduct(x1, dc)
            d1.addProduct(x1, dd)
            let x2 = x.eight(64)
            a2.addProduct(x2, da)
            b2.addProduct(x2, db)
            c2.addProduct(x2, dc)
            d2.addProduct(x2, dd)
          }
          do {
            let da = d.eight(16)
            let db = d.eight(48)
            let dc = d.eight(80)
            let dd = d.eight(112)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            c0.addProduct(x0, dc)
            d0.addProduct(x0, dd)
            let x1 = x.eight(48)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
            c1.addProduct(x1, dc)
            d1.addProduct(x1, dd)
            let x2 = x.eight(80)
            a2.addProduct(x2, da)
            b2.addProduct(x2, db)
            c2.addProduct(x2, dc)
            d2.addProduct(x2, dd)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        let db = d.eight(32 &+ half)
        let dc = d.eight(64 &+ half)
        let dd = d.eight(96 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
          b0.addProduct(x0, db)
          c0.addProduct(x0, dc)
          d0.addProduct(x0, dd)
        }
        if inside.lowerBound <= 1 && 1 < inside.upperBound {
          let x1 = x.eight(32 &+ half)
          a1.addProduct(x1, da)
          b1.addProduct(x1, db)
          c1.addProduct(x1, dc)
          d1.addProduct(x1, dd)
        }
        if inside.lowerBound <= 2 && 2 < inside.upperBound {
          let x2 = x.eight(64 &+ half)
          a2.addProduct(x2, da)
          b2.addProduct(x2, db)
          c2.addProduct(x2, dc)
          d2.addProduct(x2, dd)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(b0, 16)
    sums.storeEight(c0, 32)
    sums.storeEight(d0, 48)
    sums.storeEight(a1, 1 &* walk.sumRowStep &+ 0)
    sums.storeEight(b1, 1 &* walk.sumRowStep &+ 16)
    sums.storeEight(c1, 1 &* walk.sumRowStep &+ 32)
    sums.storeEight(d1, 1 &* walk.sumRowStep &+ 48)
    sums.storeEight(a2, 2 &* walk.sumRowStep &+ 0)
    sums.storeEight(b2, 2 &* walk.sumRowStep &+ 16)
    sums.storeEight(c2, 2 &* walk.sumRowStep &+ 32)
    sums.storeEight(d2, 2 &* walk.sumRowStep &+ 48)
  }

  /// 2 input rows × 4 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun2x4(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var b0 = sums.eight(16)
    var c0 = sums.eight(32)
    var d0 = sums.eight(48)
    var a1 = sums.eight(1 &* walk.sumRowStep &+ 0)
    var b1 = sums.eight(1 &* walk.sumRowStep &+ 16)
    var c1 = sums.eight(1 &* walk.sumRowStep &+ 32)
    var d1 = sums.eight(1 &* walk.sumRowStep &+ 48)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let db = d.eight(32)
            let dc = d.eight(64)
            let dd = d.eight(96)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            c0.addProduct(x0, dc)
            d0.addProduct(x0, dd)
            let x1 = x.eight(32)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
            c1.addProduct(x1, dc)
            d1.addProduct(x1, dd)
          }
          do {
            let da = d.eight(16)
            let db = d.eight(48)
            let dc = d.eight(80)
            let dd = d.eight(112)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            c0.addProduct(x0, dc)
            d0.addProduct(x0, dd)
            let x1 = x.eight(48)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
            c1.addProduct(x1, dc)
            d1.addProduct(x1, dd)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        let db = d.eight(32 &+ half)
        let dc = d.eight(64 &+ half)
        let dd = d.eight(96 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
          b0.addProduct(x0, db)
          c0.addProduct(x0, dc)
          d0.addProduct(x0, dd)
        }
        if inside.lowerBound <= 1 && 1 < inside.upperBound {
          let x1 = x.eight(32 &+ half)
          a1.addProduct(x1, da)
          b1.addProduct(x1, db)
          c1.addProduct(x1, dc)
          d1.addProduct(x1, dd)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(b0, 16)
    sums.storeEight(c0, 32)
    sums.storeEight(d0, 48)
    sums.storeEight(a1, 1 &* walk.sumRowStep &+ 0)
    sums.storeEight(b1, 1 &* walk.sumRowStep &+ 16)
    sums.storeEight(c1, 1 &* walk.sumRowStep &+ 32)
    sums.storeEight(d1, 1 &* walk.sumRowStep &+ 48)
  }

  /// 1 input rows × 4 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun1x4(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var b0 = sums.eight(16)
    var c0 = sums.eight(32)
    var d0 = sums.eight(48)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let db = d.eight(32)
            let dc = d.eight(64)
            let dd = d.eight(96)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            c0.addProduct(x0, dc)
            d0.addProduct(x0, dd)
          }
          do {
            let da = d.eight(16)
            let db = d.eight(48)
            let dc = d.eight(80)
            let dd = d.eight(112)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            c0.addProduct(x0, dc)
            d0.addProduct(x0, dd)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        let db = d.eight(32 &+ half)
        let dc = d.eight(64 &+ half)
        let dd = d.eight(96 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
          b0.addProduct(x0, db)
          c0.addProduct(x0, dc)
          d0.addProduct(x0, dd)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(b0, 16)
    sums.storeEight(c0, 32)
    sums.storeEight(d0, 48)
  }

  /// 6 input rows × 2 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun6x2(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var b0 = sums.eight(16)
    var a1 = sums.eight(1 &* walk.sumRowStep &+ 0)
    var b1 = sums.eight(1 &* walk.sumRowStep &+ 16)
    var a2 = sums.eight(2 &* walk.sumRowStep &+ 0)
    var b2 = sums.eight(2 &* walk.sumRowStep &+ 16)
    var a3 = sums.eight(3 &* walk.sumRowStep &+ 0)
    var b3 = sums.eight(3 &* walk.sumRowStep &+ 16)
    var a4 = sums.eight(4 &* walk.sumRowStep &+ 0)
    var b4 = sums.eight(4 &* walk.sumRowStep &+ 16)
    var a5 = sums.eight(5 &* walk.sumRowStep &+ 0)
    var b5 = sums.eight(5 &* walk.sumRowStep &+ 16)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let db = d.eight(32)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            let x1 = x.eight(32)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
            let x2 = x.eight(64)
            a2.addProduct(x2, da)
            b2.addProduct(x2, db)
            let x3 = x.eight(96)
            a3.addProduct(x3, da)
            b3.addProduct(x3, db)
            let x4 = x.eight(128)
            a4.addProduct(x4, da)
            b4.addProduct(x4, db)
            let x5 = x.eight(160)
            a5.addProduct(x5, da)
            b5.addProduct(x5, db)
          }
          do {
            let da = d.eight(16)
            let db = d.eight(48)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            let x1 = x.eight(48)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
            let x2 = x.eight(80)
            a2.addProduct(x2, da)
            b2.addProduct(x2, db)
            let x3 = x.eight(112)
            a3.addProduct(x3, da)
            b3.addProduct(x3, db)
            let x4 = x.eight(144)
            a4.addProduct(x4, da)
            b4.addProduct(x4, db)
            let x5 = x.eight(176)
            a5.addProduct(x5, da)
            b5.addProduct(x5, db)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        let db = d.eight(32 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
          b0.addProduct(x0, db)
        }
        if inside.lowerBound <= 1 && 1 < inside.upperBound {
          let x1 = x.eight(32 &+ half)
          a1.addProduct(x1, da)
          b1.addProduct(x1, db)
        }
        if inside.lowerBound <= 2 && 2 < inside.upperBound {
          let x2 = x.eight(64 &+ half)
          a2.addProduct(x2, da)
          b2.addProduct(x2, db)
        }
        if inside.lowerBound <= 3 && 3 < inside.upperBound {
          let x3 = x.eight(96 &+ half)
          a3.addProduct(x3, da)
          b3.addProduct(x3, db)
        }
        if inside.lowerBound <= 4 && 4 < inside.upperBound {
          let x4 = x.eight(128 &+ half)
          a4.addProduct(x4, da)
          b4.addProduct(x4, db)
        }
        if inside.lowerBound <= 5 && 5 < inside.upperBound {
          let x5 = x.eight(160 &+ half)
          a5.addProduct(x5, da)
          b5.addProduct(x5, db)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(b0, 16)
    sums.storeEight(a1, 1 &* walk.sumRowStep &+ 0)
    sums.storeEight(b1, 1 &* walk.sumRowStep &+ 16)
    sums.storeEight(a2, 2 &* walk.sumRowStep &+ 0)
    sums.storeEight(b2, 2 &* walk.sumRowStep &+ 16)
    sums.storeEight(a3, 3 &* walk.sumRowStep &+ 0)
    sums.storeEight(b3, 3 &* walk.sumRowStep &+ 16)
    sums.storeEight(a4, 4 &* walk.sumRowStep &+ 0)
    sums.storeEight(b4, 4 &* walk.sumRowStep &+ 16)
    sums.storeEight(a5, 5 &* walk.sumRowStep &+ 0)
    sums.storeEight(b5, 5 &* walk.sumRowStep &+ 16)
  }

  /// 5 input rows × 2 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun5x2(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var b0 = sums.eight(16)
    var a1 = sums.eight(1 &* walk.sumRowStep &+ 0)
    var b1 = sums.eight(1 &* walk.sumRowStep &+ 16)
    var a2 = sums.eight(2 &* walk.sumRowStep &+ 0)
    var b2 = sums.eight(2 &* walk.sumRowStep &+ 16)
    var a3 = sums.eight(3 &* walk.sumRowStep &+ 0)
    var b3 = sums.eight(3 &* walk.sumRowStep &+ 16)
    var a4 = sums.eight(4 &* walk.sumRowStep &+ 0)
    var b4 = sums.eight(4 &* walk.sumRowStep &+ 16)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let db = d.eight(32)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            let x1 = x.eight(32)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
            let x2 = x.eight(64)
            a2.addProduct(x2, da)
            b2.addProduct(x2, db)
            let x3 = x.eight(96)
            a3.addProduct(x3, da)
            b3.addProduct(x3, db)
            let x4 = x.eight(128)
            a4.addProduct(x4, da)
            b4.addProduct(x4, db)
          }
          do {
            let da = d.eight(16)
            let db = d.eight(48)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            let x1 = x.eight(48)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
            let x2 = x.eight(80)
            a2.addProduct(x2, da)
            b2.addProduct(x2, db)
            let x3 = x.eight(112)
            a3.addProduct(x3, da)
            b3.addProduct(x3, db)
            let x4 = x.eight(144)
            a4.addProduct(x4, da)
            b4.addProduct(x4, db)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        let db = d.eight(32 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
          b0.addProduct(x0, db)
        }
        if inside.lowerBound <= 1 && 1 < inside.upperBound {
          let x1 = x.eight(32 &+ half)
          a1.addProduct(x1, da)
          b1.addProduct(x1, db)
        }
        if inside.lowerBound <= 2 && 2 < inside.upperBound {
          let x2 = x.eight(64 &+ half)
          a2.addProduct(x2, da)
          b2.addProduct(x2, db)
        }
        if inside.lowerBound <= 3 && 3 < inside.upperBound {
          let x3 = x.eight(96 &+ half)
          a3.addProduct(x3, da)
          b3.addProduct(x3, db)
        }
        if inside.lowerBound <= 4 && 4 < inside.upperBound {
          let x4 = x.eight(128 &+ half)
          a4.addProduct(x4, da)
          b4.addProduct(x4, db)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(b0, 16)
    sums.storeEight(a1, 1 &* walk.sumRowStep &+ 0)
    sums.storeEight(b1, 1 &* walk.sumRowStep &+ 16)
    sums.storeEight(a2, 2 &* walk.sumRowStep &+ 0)
    sums.storeEight(b2, 2 &* walk.sumRowStep &+ 16)
    sums.storeEight(a3, 3 &* walk.sumRowStep &+ 0)
    sums.storeEight(b3, 3 &* walk.sumRowStep &+ 16)
    sums.storeEight(a4, 4 &* walk.sumRowStep &+ 0)
    sums.storeEight(b4, 4 &* walk.sumRowStep &+ 16)
  }

  /// 4 input rows × 2 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun4x2(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var b0 = sums.eight(16)
    var a1 = sums.eight(1 &* walk.sumRowStep &+ 0)
    var b1 = sums.eight(1 &* walk.sumRowStep &+ 16)
    var a2 = sums.eight(2 &* walk.sumRowStep &+ 0)
    var b2 = sums.eight(2 &* walk.sumRowStep &+ 16)
    var a3 = sums.eight(3 &* walk.sumRowStep &+ 0)
    var b3 = sums.eight(3 &* walk.sumRowStep &+ 16)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let db = d.eight(32)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            let x1 = x.eight(32)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
            let x2 = x.eight(64)
            a2.addProduct(x2, da)
            b2.addProduct(x2, db)
            let x3 = x.eight(96)
            a3.addProduct(x3, da)
            b3.addProduct(x3, db)
          }
          do {
            let da = d.eight(16)
            let db = d.eight(48)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            let x1 = x.eight(48)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
            let x2 = x.eight(80)
            a2.addProduct(x2, da)
            b2.addProduct(x2, db)
            let x3 = x.eight(112)
            a3.addProduct(x3, da)
            b3.addProduct(x3, db)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        let db = d.eight(32 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
          b0.addProduct(x0, db)
        }
        if inside.lowerBound <= 1 && 1 < inside.upperBound {
          let x1 = x.eight(32 &+ half)
          a1.addProduct(x1, da)
          b1.addProduct(x1, db)
        }
        if inside.lowerBound <= 2 && 2 < inside.upperBound {
          let x2 = x.eight(64 &+ half)
          a2.addProduct(x2, da)
          b2.addProduct(x2, db)
        }
        if inside.lowerBound <= 3 && 3 < inside.upperBound {
          let x3 = x.eight(96 &+ half)
          a3.addProduct(x3, da)
          b3.addProduct(x3, db)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(b0, 16)
    sums.storeEight(a1, 1 &* walk.sumRowStep &+ 0)
    sums.storeEight(b1, 1 &* walk.sumRowStep &+ 16)
    sums.storeEight(a2, 2 &* walk.sumRowStep &+ 0)
    sums.storeEight(b2, 2 &* walk.sumRowStep &+ 16)
    sums.storeEight(a3, 3 &* walk.sumRowStep &+ 0)
    sums.storeEight(b3, 3 &* walk.sumRowStep &+ 16)
  }

  /// 3 input rows × 2 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun3x2(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var b0 = sums.eight(16)
    var a1 = sums.eight(1 &* walk.sumRowStep &+ 0)
    var b1 = sums.eight(1 &* walk.sumRowStep &+ 16)
    var a2 = sums.eight(2 &* walk.sumRowStep &+ 0)
    var b2 = sums.eight(2 &* walk.sumRowStep &+ 16)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let db = d.eight(32)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            let x1 = x.eight(32)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
            let x2 = x.eight(64)
            a2.addProduct(x2, da)
            b2.addProduct(x2, db)
          }
          do {
            let da = d.eight(16)
            let db = d.eight(48)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            let x1 = x.eight(48)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
            let x2 = x.eight(80)
            a2.addProduct(x2, da)
            b2.addProduct(x2, db)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        let db = d.eight(32 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
          b0.addProduct(x0, db)
        }
        if inside.lowerBound <= 1 && 1 < inside.upperBound {
          let x1 = x.eight(32 &+ half)
          a1.addProduct(x1, da)
          b1.addProduct(x1, db)
        }
        if inside.lowerBound <= 2 && 2 < inside.upperBound {
          let x2 = x.eight(64 &+ half)
          a2.addProduct(x2, da)
          b2.addProduct(x2, db)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(b0, 16)
    sums.storeEight(a1, 1 &* walk.sumRowStep &+ 0)
    sums.storeEight(b1, 1 &* walk.sumRowStep &+ 16)
    sums.storeEight(a2, 2 &* walk.sumRowStep &+ 0)
    sums.storeEight(b2, 2 &* walk.sumRowStep &+ 16)
  }

  /// 2 input rows × 2 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun2x2(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var b0 = sums.eight(16)
    var a1 = sums.eight(1 &* walk.sumRowStep &+ 0)
    var b1 = sums.eight(1 &* walk.sumRowStep &+ 16)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let db = d.eight(32)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            let x1 = x.eight(32)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
          }
          do {
            let da = d.eight(16)
            let db = d.eight(48)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
            let x1 = x.eight(48)
            a1.addProduct(x1, da)
            b1.addProduct(x1, db)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        let db = d.eight(32 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
          b0.addProduct(x0, db)
        }
        if inside.lowerBound <= 1 && 1 < inside.upperBound {
          let x1 = x.eight(32 &+ half)
          a1.addProduct(x1, da)
          b1.addProduct(x1, db)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(b0, 16)
    sums.storeEight(a1, 1 &* walk.sumRowStep &+ 0)
    sums.storeEight(b1, 1 &* walk.sumRowStep &+ 16)
  }

  /// 1 input rows × 2 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun1x2(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var b0 = sums.eight(16)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let db = d.eight(32)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
          }
          do {
            let da = d.eight(16)
            let db = d.eight(48)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            b0.addProduct(x0, db)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        let db = d.eight(32 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
          b0.addProduct(x0, db)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(b0, 16)
  }

  /// 6 input rows × 1 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun6x1(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var a1 = sums.eight(1 &* walk.sumRowStep &+ 0)
    var a2 = sums.eight(2 &* walk.sumRowStep &+ 0)
    var a3 = sums.eight(3 &* walk.sumRowStep &+ 0)
    var a4 = sums.eight(4 &* walk.sumRowStep &+ 0)
    var a5 = sums.eight(5 &* walk.sumRowStep &+ 0)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            let x1 = x.eight(32)
            a1.addProduct(x1, da)
            let x2 = x.eight(64)
            a2.addProduct(x2, da)
            let x3 = x.eight(96)
            a3.addProduct(x3, da)
            let x4 = x.eight(128)
            a4.addProduct(x4, da)
            let x5 = x.eight(160)
            a5.addProduct(x5, da)
          }
          do {
            let da = d.eight(16)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            let x1 = x.eight(48)
            a1.addProduct(x1, da)
            let x2 = x.eight(80)
            a2.addProduct(x2, da)
            let x3 = x.eight(112)
            a3.addProduct(x3, da)
            let x4 = x.eight(144)
            a4.addProduct(x4, da)
            let x5 = x.eight(176)
            a5.addProduct(x5, da)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
        }
        if inside.lowerBound <= 1 && 1 < inside.upperBound {
          let x1 = x.eight(32 &+ half)
          a1.addProduct(x1, da)
        }
        if inside.lowerBound <= 2 && 2 < inside.upperBound {
          let x2 = x.eight(64 &+ half)
          a2.addProduct(x2, da)
        }
        if inside.lowerBound <= 3 && 3 < inside.upperBound {
          let x3 = x.eight(96 &+ half)
          a3.addProduct(x3, da)
        }
        if inside.lowerBound <= 4 && 4 < inside.upperBound {
          let x4 = x.eight(128 &+ half)
          a4.addProduct(x4, da)
        }
        if inside.lowerBound <= 5 && 5 < inside.upperBound {
          let x5 = x.eight(160 &+ half)
          a5.addProduct(x5, da)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(a1, 1 &* walk.sumRowStep &+ 0)
    sums.storeEight(a2, 2 &* walk.sumRowStep &+ 0)
    sums.storeEight(a3, 3 &* walk.sumRowStep &+ 0)
    sums.storeEight(a4, 4 &* walk.sumRowStep &+ 0)
    sums.storeEight(a5, 5 &* walk.sumRowStep &+ 0)
  }

  /// 5 input rows × 1 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun5x1(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var a1 = sums.eight(1 &* walk.sumRowStep &+ 0)
    var a2 = sums.eight(2 &* walk.sumRowStep &+ 0)
    var a3 = sums.eight(3 &* walk.sumRowStep &+ 0)
    var a4 = sums.eight(4 &* walk.sumRowStep &+ 0)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            let x1 = x.eight(32)
            a1.addProduct(x1, da)
            let x2 = x.eight(64)
            a2.addProduct(x2, da)
            let x3 = x.eight(96)
            a3.addProduct(x3, da)
            let x4 = x.eight(128)
            a4.addProduct(x4, da)
          }
          do {
            let da = d.eight(16)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            let x1 = x.eight(48)
            a1.addProduct(x1, da)
            let x2 = x.eight(80)
            a2.addProduct(x2, da)
            let x3 = x.eight(112)
            a3.addProduct(x3, da)
            let x4 = x.eight(144)
            a4.addProduct(x4, da)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
        }
        if inside.lowerBound <= 1 && 1 < inside.upperBound {
          let x1 = x.eight(32 &+ half)
          a1.addProduct(x1, da)
        }
        if inside.lowerBound <= 2 && 2 < inside.upperBound {
          let x2 = x.eight(64 &+ half)
          a2.addProduct(x2, da)
        }
        if inside.lowerBound <= 3 && 3 < inside.upperBound {
          let x3 = x.eight(96 &+ half)
          a3.addProduct(x3, da)
        }
        if inside.lowerBound <= 4 && 4 < inside.upperBound {
          let x4 = x.eight(128 &+ half)
          a4.addProduct(x4, da)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(a1, 1 &* walk.sumRowStep &+ 0)
    sums.storeEight(a2, 2 &* walk.sumRowStep &+ 0)
    sums.storeEight(a3, 3 &* walk.sumRowStep &+ 0)
    sums.storeEight(a4, 4 &* walk.sumRowStep &+ 0)
  }

  /// 4 input rows × 1 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun4x1(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var a1 = sums.eight(1 &* walk.sumRowStep &+ 0)
    var a2 = sums.eight(2 &* walk.sumRowStep &+ 0)
    var a3 = sums.eight(3 &* walk.sumRowStep &+ 0)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            let x1 = x.eight(32)
            a1.addProduct(x1, da)
            let x2 = x.eight(64)
            a2.addProduct(x2, da)
            let x3 = x.eight(96)
            a3.addProduct(x3, da)
          }
          do {
            let da = d.eight(16)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            let x1 = x.eight(48)
            a1.addProduct(x1, da)
            let x2 = x.eight(80)
            a2.addProduct(x2, da)
            let x3 = x.eight(112)
            a3.addProduct(x3, da)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
        }
        if inside.lowerBound <= 1 && 1 < inside.upperBound {
          let x1 = x.eight(32 &+ half)
          a1.addProduct(x1, da)
        }
        if inside.lowerBound <= 2 && 2 < inside.upperBound {
          let x2 = x.eight(64 &+ half)
          a2.addProduct(x2, da)
        }
        if inside.lowerBound <= 3 && 3 < inside.upperBound {
          let x3 = x.eight(96 &+ half)
          a3.addProduct(x3, da)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(a1, 1 &* walk.sumRowStep &+ 0)
    sums.storeEight(a2, 2 &* walk.sumRowStep &+ 0)
    sums.storeEight(a3, 3 &* walk.sumRowStep &+ 0)
  }

  /// 3 input rows × 1 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun3x1(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var a1 = sums.eight(1 &* walk.sumRowStep &+ 0)
    var a2 = sums.eight(2 &* walk.sumRowStep &+ 0)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            let x1 = x.eight(32)
            a1.addProduct(x1, da)
            let x2 = x.eight(64)
            a2.addProduct(x2, da)
          }
          do {
            let da = d.eight(16)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            let x1 = x.eight(48)
            a1.addProduct(x1, da)
            let x2 = x.eight(80)
            a2.addProduct(x2, da)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
        }
        if inside.lowerBound <= 1 && 1 < inside.upperBound {
          let x1 = x.eight(32 &+ half)
          a1.addProduct(x1, da)
        }
        if inside.lowerBound <= 2 && 2 < inside.upperBound {
          let x2 = x.eight(64 &+ half)
          a2.addProduct(x2, da)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(a1, 1 &* walk.sumRowStep &+ 0)
    sums.storeEight(a2, 2 &* walk.sumRowStep &+ 0)
  }

  /// 2 input rows × 1 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun2x1(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var a1 = sums.eight(1 &* walk.sumRowStep &+ 0)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
            let x1 = x.eight(32)
            a1.addProduct(x1, da)
          }
          do {
            let da = d.eight(16)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
            let x1 = x.eight(48)
            a1.addProduct(x1, da)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
        }
        if inside.lowerBound <= 1 && 1 < inside.upperBound {
          let x1 = x.eight(32 &+ half)
          a1.addProduct(x1, da)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
    sums.storeEight(a1, 1 &* walk.sumRowStep &+ 0)
  }

  /// 1 input rows × 1 output channels of a weight gradient, eight lanes of images, over a row of outputs.
  @inline(never)
  func laneRun1x1(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, _ sums: Cursor) {
    var a0 = sums.eight(0)
    var x = input
    var d = gradient
    var column = 0
    while column < walk.columns {
      if column == walk.wholeColumns.lowerBound {
        while column < walk.wholeColumns.upperBound {
          do {
            let da = d.eight(0)
            let x0 = x.eight(0)
            a0.addProduct(x0, da)
          }
          do {
            let da = d.eight(16)
            let x0 = x.eight(16)
            a0.addProduct(x0, da)
          }
          x += walk.inputStep
          d += walk.gradientStep
          column &+= 1
        }
        if column == walk.columns { break }
      }
      let inside = walk.rowsInside(column)
      var half = 0
      while half < 32 {
        let da = d.eight(0 &+ half)
        if inside.lowerBound <= 0 && 0 < inside.upperBound {
          let x0 = x.eight(0 &+ half)
          a0.addProduct(x0, da)
        }
        half &+= 16
      }
      x += walk.inputStep
      d += walk.gradientStep
      column &+= 1
    }
    sums.storeEight(a0, 0)
  }
#endif
