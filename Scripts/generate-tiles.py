#!/usr/bin/env python3
"""Writes Sources/KernelLoops/Tiles: the register tiles of the convolution as straight-line Swift with named locals; and
transpose.h of CProcessor.

Anything less literal (arrays, closures, generics) makes the optimiser spill the accumulators, which costs a factor of
eight. A tile is a schedule only: which sums it holds in registers never changes the order within a sum.
Run it from the top of the repository; the result is committed.
"""

HEADER = "// Written by Scripts/generate-tiles.py; change that, not this.\n"

VECTORS = "\n#pragma once\n\n" + "".join(
    f"typedef float offprint_{name} __attribute__((vector_size({4 * floats}), aligned(4), may_alias));\n"
    for name, floats in (("lanes", 16), ("half", 8), ("quarter", 4))) + "\n"


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


def tap_run(channels, vectors):
    """Output channels x 16 or 32 images of several pixels, one after another, in vectors of eight: AVX2 has sixteen
    registers of eight floats. Where it is 32 images the weights are held while the inputs pass, else the other way round:
    what is held, the sums and one register more are sixteen at most.
    """
    images = 8 * vectors
    o = [f"/// {channels} channels of {images} images, pixel after pixel: every tap of `walk` in order, then the bias."]
    o.append(f"@inline(never)\nfunc tapRun{channels}x{images}(\n  _ walk: TapWalk, _ pixels: PixelWalk, _ input: Cursor, "
             "_ weights: Cursor, _ bias: Cursor?, _ output: Cursor\n) {")
    sums = [(f"{'abcd'[v]}{j}", j, v) for j in range(channels) for v in range(vectors)]
    o.append("  var input = input\n  var output = output")
    if channels > 1:
        o.append("  let step = walk.weightChannelStep")
    o.append("  // From behind a run of taps to the next column's, and from behind a row's last column to the next row's first.")
    o.append("  let nextColumn = walk.columnStep &- 32 &* walk.run")
    o.append("  let nextWeightColumn = walk.weightColumnStep &- walk.weightTapStep &* walk.run")
    o.append("  let nextRow = walk.rowStep &- walk.columns &* walk.columnStep")
    o.append("  let nextWeightRow = walk.weightRowStep &- walk.columns &* walk.weightColumnStep")
    o.append("  var pixel = pixels.count\n  while pixel > 0 {")
    o += [f"    var {name} = Eight.zero" for name, _, _ in sums]
    o.append("    if pixels.goesOn {")
    o += [f"      {name} = output.eight({32 * j + 8 * v})" for name, j, v in sums]
    o.append("    }\n    var x = input\n    var w = weights\n    var column = walk.columns")
    o.append("    var run = walk.rows &* walk.columns\n    while run > 0 {")
    o.append("      var tap = walk.run\n      while tap > 0 {")
    held = [f"        let w{j} = w.repeated({j} &* step)" if j else "        let w0 = w.repeated(0)"
            for j in range(channels)]
    read = [f"        let x{v} = x.eight({8 * v})" for v in range(vectors)]
    if vectors == 4:
        o += held
        for v in range(vectors):
            o.append(read[v])
            o += [f"        {'abcd'[v]}{j}.addProduct(x{v}, w{j})" for j in range(channels)]
    else:
        o += read
        for j in range(channels):
            o.append(held[j])
            o += [f"        {'abcd'[v]}{j}.addProduct(x{v}, w{j})" for v in range(vectors)]
    o.append("        x += 32\n        w += walk.weightTapStep\n        tap &-= 1\n      }")
    o.append("      x += nextColumn\n      w += nextWeightColumn\n      column &-= 1")
    o.append("      if column == 0 {\n        x += nextRow\n        w += nextWeightRow\n        column = walk.columns\n      }")
    o.append("      run &-= 1\n    }")
    o.append("    if let bias {")
    o += [f"      {name} += bias.repeated({j})" for name, j, _ in sums]
    o.append("    }")
    o += [f"    output.storeEight({name}, {32 * j + 8 * v})" for name, j, v in sums]
    o.append("    input += pixels.inputStep\n    output += pixels.outputStep\n    pixel &-= 1\n  }\n}\n")
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


def lane_run(rows, channels):
    """The same for eight images of each half, over a whole row of outputs: whoever holds few sums cannot afford to put them
    down at the ends of a row, where some taps lie in the padding.
    """
    names = "abcd"
    o = [f"/// {rows} input rows × {channels} output channels of a weight gradient, eight lanes of images, over a row of outputs."]
    o.append(f"@inline(never)\nfunc laneRun{rows}x{channels}(_ walk: LaneWalk, _ input: Cursor, _ gradient: Cursor, "
             "_ sums: Cursor) {")
    sums = [(f"{names[c]}{j}", f"{j} &* walk.sumRowStep &+ {16 * c}" if j else str(16 * c))
            for j in range(rows) for c in range(channels)]
    o += [f"  var {name} = sums.eight({place})" for name, place in sums]
    o.append("  var x = input\n  var d = gradient\n  var column = 0\n  while column < walk.columns {")
    o.append("    if column == walk.wholeColumns.lowerBound {\n      while column < walk.wholeColumns.upperBound {")
    for half in (0, 16):
        o.append("        do {")
        o += [f"          let d{names[c]} = d.eight({32 * c + half})" for c in range(channels)]
        for j in range(rows):
            o.append(f"          let x{j} = x.eight({32 * j + half})")
            o += [f"          {names[c]}{j}.addProduct(x{j}, d{names[c]})" for c in range(channels)]
        o.append("        }")
    o.append("        x += walk.inputStep\n        d += walk.gradientStep\n        column &+= 1\n      }")
    o.append("      if column == walk.columns { break }\n    }")
    o.append("    let inside = walk.rowsInside(column)\n    var half = 0\n    while half < 32 {")
    o += [f"      let d{names[c]} = d.eight({32 * c} &+ half)" for c in range(channels)]
    for j in range(rows):
        o.append(f"      if inside.lowerBound <= {j} && {j} < inside.upperBound {{\n        let x{j} = x.eight({32 * j} &+ half)")
        o += [f"        {names[c]}{j}.addProduct(x{j}, d{names[c]})" for c in range(channels)]
        o.append("      }")
    o.append("      half &+= 16\n    }")
    o.append("    x += walk.inputStep\n    d += walk.gradientStep\n    column &+= 1\n  }")
    o += [f"  sums.storeEight({name}, {place})" for name, place in sums]
    o.append("}\n")
    return "\n".join(o)


def transpose_by_eight():
    """The same for registers of eight floats, of which sixteen hold no 16 x 16: four times 8 x 8. Runs are put together from
    halves as they are read, which leaves two rounds of shuffles, none of which crosses 128 bits.
    """
    o = ["/// Sixteen runs of sixteen floats at `source`, `source_step` apart, as columns at `target`, `target_step` apart."]
    o.append("static inline __attribute__((always_inline)) void offprint_transpose(\n"
             "    const float *source, long source_step, float *target, long target_step) {")
    o.append("  for (long block = 0; block < 8; block++) {\n    // Rows `row` … `row` + 7, columns `column` … `column` + 3.")
    o.append("    const long row = 8 * (block >> 2), column = 4 * (block & 3);")
    o.append("    const float *first = source + row * source_step + column;\n    float *to = target + column * target_step + row;")
    for i in range(4):
        o.append(f"    const offprint_quarter p{i} = *(const offprint_quarter *)(first + {i} * source_step),\n"
                 f"                           q{i} = *(const offprint_quarter *)(first + {i + 4} * source_step);")
        o.append(f"    const offprint_half r{i} = __builtin_shufflevector(p{i}, q{i}, 0, 1, 2, 3, 4, 5, 6, 7);")
    for i in (0, 2):
        o.append(f"    const offprint_half a{i} = __builtin_shufflevector(r{i}, r{i + 1}, 0, 8, 1, 9, 4, 12, 5, 13);")
        o.append(f"    const offprint_half b{i} = __builtin_shufflevector(r{i}, r{i + 1}, 2, 10, 3, 11, 6, 14, 7, 15);")
    for i, (name, order) in enumerate((n, k) for n in "ab" for k in ("0, 1, 8, 9, 4, 5, 12, 13", "2, 3, 10, 11, 6, 7, 14, 15")):
        o.append(f"    *(offprint_half *)(to + {i} * target_step) =\n        __builtin_shufflevector({name}0, {name}2, {order});")
    return "\n".join(o + ["  }", "}"])


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
    o = ["/// Sixteen runs of sixteen floats at `source`, `source_step` apart, as columns at `target`, `target_step` apart."]
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


def dispatch(kind, doc, sizes, walk="GradientWalk"):
    o = [f"/// {doc}"]
    o.append(f"@inline(__always)\nfunc {kind}(\n  rows: Int, width: Int, _ walk: {walk}, _ input: Cursor, "
             "_ gradient: Cursor,\n  _ sums: Cursor\n) {\n  switch (rows, width) {")
    o += [f"  case ({r}, {w}): {kind}{r}x{w}(walk, input, gradient, sums)" for r, w in sizes]
    o.append('  default: preconditionFailure("no such tile")\n  }\n}\n')
    return "\n".join(o)


def write(name, parts, condition=None):
    text = "\n".join(parts).rstrip("\n") + "\n"
    if condition:
        text = f"#if {condition}\n" + "".join(f"  {line}".rstrip() + "\n" for line in text.splitlines()) + "#endif\n"
    open(f"Sources/KernelLoops/Tiles/{name}.swift", "w").write(HEADER + "\n" + text)


# Rows of a chain tile by its vectors: as many sums as AVX-512 has registers for, and remainders.
CHAIN_ROWS = {2: (12, 8, 5, 4, 3, 2, 1), 1: (24, 16, 12, 8, 6, 5, 4, 3, 2, 1)}
LANE_ROWS = (5, 4, 3, 2, 1)
# The same of a lane run, by its channels: twelve sums, which are AVX2's registers but for those that pass through.
LANE_RUNS = [(r, c) for c, rows in ((4, (3, 2, 1)), (2, (6, 5, 4, 3, 2, 1)), (1, (6, 5, 4, 3, 2, 1))) for r in rows]
AVX2 = "KERNELS_FOR_X86_64_V3"
OTHERS = "!KERNELS_FOR_X86_64_V3"

write("TapTiles", [tap_tile(c) for c in (8, 4, 2, 1)], OTHERS)
write("TapRuns", [tap_run(*t) for t in ((4, 2), (3, 4), (2, 4), (1, 4))], AVX2)
write("ChainTiles32", [chain_tile(r, 2) for r in CHAIN_ROWS[2]])
write("ChainTiles16", [chain_tile(r, 1) for r in CHAIN_ROWS[1][3:]])
write("ChainTiles16Tall", [chain_tile(r, 1) for r in CHAIN_ROWS[1][:3]])
for c in (4, 1):
    write(f"LaneTiles{c}", [lane_tile(r, c) for r in LANE_ROWS], OTHERS)
write("LaneRuns", [lane_run(*t) for t in LANE_RUNS], AVX2)
open("Sources/CProcessor/include/transpose.h", "w").write(
    HEADER + VECTORS
    + f"#if defined(__AVX2__) && !defined(__AVX512F__)\n{transpose_by_eight()}\n#else\n{transpose()}\n#endif\n")
write("ChainDispatch", [
    dispatch("chainTile", "The chain tile of `rows` × `width` vectors.", [(r, v) for v in (2, 1) for r in CHAIN_ROWS[v]])])
write("LaneDispatch", [
    dispatch("laneTile", "The lane tile of `rows` × `width` channels.", [(r, c) for c in (4, 1) for r in LANE_ROWS])], OTHERS)
write("LaneRunDispatch", [
    dispatch("laneRun", "The lane run of `rows` × `width` channels.", LANE_RUNS, "LaneWalk")], AVX2)
