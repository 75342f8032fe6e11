// Written by Scripts/generate-tiles.py; change that, not this.

/// The chain tile of `rows` × `width` vectors.
@inline(__always)
func chainTile(
  rows: Int, width: Int, _ walk: GradientWalk, _ input: Cursor, _ gradient: Cursor,
  _ sums: Cursor
) {
  switch (rows, width) {
  case (12, 2): chainTile12x2(walk, input, gradient, sums)
  case (8, 2): chainTile8x2(walk, input, gradient, sums)
  case (5, 2): chainTile5x2(walk, input, gradient, sums)
  case (4, 2): chainTile4x2(walk, input, gradient, sums)
  case (3, 2): chainTile3x2(walk, input, gradient, sums)
  case (2, 2): chainTile2x2(walk, input, gradient, sums)
  case (1, 2): chainTile1x2(walk, input, gradient, sums)
  case (24, 1): chainTile24x1(walk, input, gradient, sums)
  case (16, 1): chainTile16x1(walk, input, gradient, sums)
  case (12, 1): chainTile12x1(walk, input, gradient, sums)
  case (8, 1): chainTile8x1(walk, input, gradient, sums)
  case (6, 1): chainTile6x1(walk, input, gradient, sums)
  case (5, 1): chainTile5x1(walk, input, gradient, sums)
  case (4, 1): chainTile4x1(walk, input, gradient, sums)
  case (3, 1): chainTile3x1(walk, input, gradient, sums)
  case (2, 1): chainTile2x1(walk, input, gradient, sums)
  case (1, 1): chainTile1x1(walk, input, gradient, sums)
  default: preconditionFailure("no such tile")
  }
}
