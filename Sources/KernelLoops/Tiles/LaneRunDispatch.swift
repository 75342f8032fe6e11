// Written by Scripts/generate-tiles.py; change that, not this.

#if KERNELS_FOR_X86_64_V3
  /// The lane run of `rows` × `width` channels.
  @inline(__always)
  func laneRun(
    rows: Int, width: Int, _ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor,
    _ sums: Cursor
  ) {
    switch (rows, width) {
    case (3, 4): laneRun3x4(walk, input, gradient, sums)
    case (2, 4): laneRun2x4(walk, input, gradient, sums)
    case (1, 4): laneRun1x4(walk, input, gradient, sums)
    case (6, 2): laneRun6x2(walk, input, gradient, sums)
    case (5, 2): laneRun5x2(walk, input, gradient, sums)
    case (4, 2): laneRun4x2(walk, input, gradient, sums)
    case (3, 2): laneRun3x2(walk, input, gradient, sums)
    case (2, 2): laneRun2x2(walk, input, gradient, sums)
    case (1, 2): laneRun1x2(walk, input, gradient, sums)
    case (6, 1): laneRun6x1(walk, input, gradient, sums)
    case (5, 1): laneRun5x1(walk, input, gradient, sums)
    case (4, 1): laneRun4x1(walk, input, gradient, sums)
    case (3, 1): laneRun3x1(walk, input, gradient, sums)
    case (2, 1): laneRun2x1(walk, input, gradient, sums)
    case (1, 1): laneRun1x1(walk, input, gradient, sums)
    default: preconditionFailure("no such tile")
    }
  }
#endif
