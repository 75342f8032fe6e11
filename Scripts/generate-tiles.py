#!/usr/bin/env python3
"""Writes Sources/KernelLoops/Tiles: the register tiles of the convolution as straight-line Swift with named locals; and
transpose.h of CProcessor.

Anything less literal (arrays, closures, generics) makes the optimiser spill the accumulators, which costs a factor of
eight. A tile is a schedule only: which sums it holds in registers never changes the order within a sum.
Run it from the top of the repository; the result is committed.
"""

HEADER = "// Written by Scripts/generate-tiles.py; change that, not this.\n"


def tap_tile(channels):
    """Output channels x 32 images, each summed over rows x columns x run of taps: forward and input gradient."""
    o = [f"/// {channels} channels of 32 images: every tap of `walk` in order, then the bias."]
    o.append(f"@inline(never)\nfunc tapTile{channels}(_ walk: TapWalk, _ input: Cursor, _ weights: Cursor, "
             "_ bias: Cursor?, _ output: Cursor) {")
    for j in range(channels):
        o.append(f"  var a{j} = Lanes.zero\n  var b{j} = Lanes.zero")
    if channels > 1:
        o.append("  let step = walk.weightChannelStep")
    o.append("  var inputRow = input\n  var weightRow = weights")
    o.append("  for _ in 0..<walk.rows {\n    var inputColumn = inputRow\n    var weightColumn = weightRow")
    o.append("    for _ in 0..<walk.columns {\n      var x = inputColumn\n      var w = weightColumn")
    o.append("      for _ in 0..<walk.run {\n        let x0 = x.lanes(0)\n        let x1 = x.lanes(16)")
    for j in range(channels):
        o.append(f"        let w{j} = w.broadcast({j} &* step)" if j else "        let w0 = w.broadcast(0)")
        o.append(f"        a{j}.addProduct(x0, w{j})\n        b{j}.addProduct(x1, w{j})")
    o.append("        x += 32\n        w += walk.weightTapStep\n      }")
    o.append("      inputColumn += walk.columnStep\n      weightColumn += walk.weightColumnStep\n    }")
    o.append("    inputRow += walk.rowStep\n    weightRow += walk.weightRowStep\n  }")
    o.append("  if let bias {")
    for j in range(channels):
        o.append(f"    a{j} += bias.broadcast({j})\n    b{j} += bias.broadcast({j})")
    o.append("  }")
    for j in range(channels):
        o.append(f"  output.store(a{j}, {32 * j})\n  output.store(b{j}, {32 * j + 16})")
    o.append("}\n")
    return "\n".join(o)


def chain_tile(rows, vectors):
    """Weight gradient by chains: rows of inputs x 16 or 32 output channels, images one after another."""
    o = [f"/// {rows} input rows × {16 * vectors} output channels of a weight gradient, image after image."]
    o.append(f"@inline(never)\nfunc chainTile{rows}x{vectors}(_ walk: GradientWalk, _ input: Cursor, "
             "_ gradient: Cursor, _ sums: Cursor) {")
    names = [f"a{j}{'ab'[v]}" for j in range(rows) for v in range(vectors)]
    o += [f"  var {name} = Lanes.zero" for name in names]
    o.append("  if !walk.startsAtZero {")
    o += sum_lines(rows, vectors, "    {name} = sums.lanes({place})")
    o.append("  }\n  var pixel = input\n  var d = gradient")
    o.append("  for _ in 0..<walk.pixels {\n    var x = pixel\n    for _ in 0..<32 {")
    for v in range(vectors):
        o.append(f"      let d{'ab'[v]} = d.lanes({16 * v})")
    for j in range(rows):
        o.append(f"      let x{j} = x.broadcast({32 * j})")
        for v in range(vectors):
            o.append(f"      a{j}{'ab'[v]}.addProduct(d{'ab'[v]}, x{j})")
    o.append("      x += 1\n      d += walk.gradientStep\n    }\n    pixel += walk.inputPixelStep\n  }")
    o += sum_lines(rows, vectors, "  sums.store({name}, {place})")
    o.append("}\n")
    return "\n".join(o)


def sum_lines(rows, vectors, line):
    """A line for each sum of a chain tile, whose rows of sums are `walk.sumRowStep` apart."""
    return [line.format(name=f"a{j}{'ab'[v]}", place=f"{j} &* walk.sumRowStep &+ {16 * v}" if j else str(16 * v))
            for j in range(rows) for v in range(vectors)]


def lane_tile(rows, channels):
    """Weight gradient in lanes: rows of inputs x output channels, sixteen images at a time."""
    names = "abcd"
    o = [f"/// {rows} input rows × {channels} output channels of a weight gradient, images in the lanes."]
    o.append(f"@inline(never)\nfunc laneTile{rows}x{channels}(_ walk: GradientWalk, _ input: Cursor, "
             "_ gradient: Cursor, _ sums: Cursor) {")
    sums = [(f"{names[c]}{j}", f"{j} &* walk.sumRowStep &+ {16 * c}" if j else str(16 * c))
            for j in range(rows) for c in range(channels)]
    o += [f"  var {name} = sums.lanes({place})" for name, place in sums]
    o.append("  var x = input\n  var d = gradient\n  for _ in 0..<walk.pixels {")
    for half in (0, 16):
        o.append("    do {")
        for c in range(channels):
            o.append(f"      let d{names[c]} = d.lanes({32 * c + half})")
        for j in range(rows):
            o.append(f"      let x{j} = x.lanes({32 * j + half})")
            for c in range(channels):
                o.append(f"      {names[c]}{j}.addProduct(x{j}, d{names[c]})")
        o.append("    }")
    o.append("    x += walk.inputPixelStep\n    d += walk.gradientStep\n  }")
    o += [f"  sums.store({name}, {place})" for name, place in sums]
    o.append("}\n")
    return "\n".join(o)


def transpose():
    """16 x 16 floats, rows to columns, by four rounds of shuffles, each of which is one instruction for a vector and none
    of which crosses 128 bits before the last two. In C, whose shuffles stay what is written: Swift's are taken apart into
    single floats and put together again in twice to three times as many instructions.
    """
    quarters = range(0, 16, 4)
    rounds = [
        [[o + i + 16 * k for o in quarters for i in (h, h + 1) for k in (0, 1)] for h in (0, 2)],
        [[o + h + i + 16 * k for o in quarters for k in (0, 1) for i in (0, 1)] for h in (0, 2)],
    ] + 2 * [[[4 * (2 * q + h) + i for q in range(4) for i in range(4)] for h in (0, 1)]]
    o = ["#pragma once\n\ntypedef float offprint_lanes __attribute__((vector_size(64), aligned(4), may_alias));\n"]
    o.append("/// Sixteen runs of sixteen floats at `source`, `source_step` apart, as columns at `target`, `target_step` apart.")
    o.append("static inline __attribute__((always_inline)) void offprint_transpose(\n"
             "    const float *source, long source_step, float *target, long target_step) {")
    names = [f"r{i}" for i in range(16)]
    held = [[(row, column) for column in range(16)] for row in range(16)]
    for i in range(16):
        o.append(f"  offprint_lanes r{i} = *(const offprint_lanes *)(source + {i} * source_step);")
    for n, (k, halves) in enumerate(zip((1, 2, 4, 8), rounds)):
        before = list(names)
        for t in range(8):
            i = ((t & ~(k - 1)) << 1) | (t & (k - 1))
            j = i | k
            both = held[i] + held[j]
            for place, order in zip((i, j), halves):
                names[place] = f"{'abcd'[n]}{place}"
                held[place] = [both[element] for element in order]
                o.append(f"  offprint_lanes {names[place]} =\n      __builtin_shufflevector({before[i]}, {before[j]}, "
                         + ", ".join(map(str, order)) + ");")
    for i in range(16):
        column = held[i][0][1]
        assert held[i] == [(row, column) for row in range(16)]
        o.append(f"  *(offprint_lanes *)(target + {column} * target_step) = {names[i]};")
    return "\n".join(o + ["}"])


def dispatch(kind, doc, sizes):
    o = [f"/// {doc}"]
    o.append(f"@inline(__always)\nfunc {kind}Tile(\n  rows: Int, width: Int, _ walk: GradientWalk, _ input: Cursor, "
             "_ gradient: Cursor,\n  _ sums: Cursor\n) {\n  switch (rows, width) {")
    o += [f"  case ({r}, {w}): {kind}Tile{r}x{w}(walk, input, gradient, sums)" for r, w in sizes]
    o.append('  default: preconditionFailure("no such tile")\n  }\n}\n')
    return "\n".join(o)


def write(name, parts):
    open(f"Sources/KernelLoops/Tiles/{name}.swift", "w").write(HEADER + "\n" + "\n".join(parts).rstrip("\n") + "\n")


# Rows of a chain tile by its vectors: as many sums as AVX-512 has registers for, and remainders.
CHAIN_ROWS = {2: (12, 8, 5, 4, 3, 2, 1), 1: (24, 16, 12, 8, 6, 5, 4, 3, 2, 1)}
LANE_ROWS = (5, 4, 3, 2, 1)

write("TapTiles", [tap_tile(c) for c in (8, 4, 2, 1)])
write("ChainTiles32", [chain_tile(r, 2) for r in CHAIN_ROWS[2]])
write("ChainTiles16", [chain_tile(r, 1) for r in CHAIN_ROWS[1][3:]])
write("ChainTiles16Tall", [chain_tile(r, 1) for r in CHAIN_ROWS[1][:3]])
for c in (4, 1):
    write(f"LaneTiles{c}", [lane_tile(r, c) for r in LANE_ROWS])
open("Sources/CProcessor/include/transpose.h", "w").write(HEADER + "\n" + transpose() + "\n")
write("TileDispatch", [
    dispatch("chain", "The chain tile of `rows` × `width` vectors.", [(r, v) for v in (2, 1) for r in CHAIN_ROWS[v]]),
    dispatch("lane", "The lane tile of `rows` × `width` channels.", [(r, c) for c in (4, 1) for r in LANE_ROWS])])
