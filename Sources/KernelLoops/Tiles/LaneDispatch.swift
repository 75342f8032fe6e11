// Written by Scripts/generate-tiles.py; change that, not this.

#if !KERNELS_FOR_X86_64_V3
  /// The lane tile of `rows` × `width` channels.
  @inline(__always)
  func laneTile(
    rows: Int, width: Int, _ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor,
    _ sums: Cursor
  ) {
    switch (rows, width) {
    case (5, 4): laneTile5x4(walk, input, gradient, sums)
    case (4, 4): laneTile4x4(walk, input, gradient, sums)
    case (3, 4): laneTile3x4(walk, input, gradient, sums)
    case (2, 4): laneTile2x4(walk, input, gradient, sums)
    case (1, 4): laneTile1x4(walk, input, gradient, sums)
    case (5, 1): laneTile5x1(walk, input, gradient, sums)
    case (4, 1): laneTile4x1(walk, input, gradient, sums)
    case (3, 1): laneTile3x1(walk, input, gradient, sums)
    case (2, 1): laneTile2x1(walk, input, gradient, sums)
    case (1, 1): laneTile1x1(walk, input, gradient, sums)
    default: preconditionFailure("no such tile")
    }
  }
#endif
