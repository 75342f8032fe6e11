// Written by Scripts/generate-tiles.py; change that, not this.

#pragma once

typedef float offprint_lanes __attribute__((vector_size(64), aligned(4), may_alias));
typedef float offprint_half __attribute__((vector_size(32), aligned(4), may_alias));
typedef float offprint_quarter __attribute__((vector_size(16), aligned(4), may_alias));

#if defined(__AVX2__) && !defined(__AVX512F__)
/// Sixteen runs of sixteen floats at `source`, `source_step` apart, as columns at `target`, `target_step` apart.
static inline __attribute__((always_inline)) void offprint_transpose(
    const float *source, long source_step, float *target, long target_step) {
  for (long block = 0; block < 8; block++) {
    // Rows `row` … `row` + 7, columns `column` … `column` + 3.
    const long row = 8 * (block >> 2), column = 4 * (block & 3);
    const float *first = source + row * source_step + column;
    float *to = target + column * target_step + row;
    const offprint_quarter p0 = *(const offprint_quarter *)(first + 0 * source_step),
                           q0 = *(const offprint_quarter *)(first + 4 * source_step);
    const offprint_half r0 = __builtin_shufflevector(p0, q0, 0, 1, 2, 3, 4, 5, 6, 7);
    const offprint_quarter p1 = *(const offprint_quarter *)(first + 1 * source_step),
                           q1 = *(const offprint_quarter *)(first + 5 * source_step);
    const offprint_half r1 = __builtin_shufflevector(p1, q1, 0, 1, 2, 3, 4, 5, 6, 7);
    const offprint_quarter p2 = *(const offprint_quarter *)(first + 2 * source_step),
                           q2 = *(const offprint_quarter *)(first + 6 * source_step);
    const offprint_half r2 = __builtin_shufflevector(p2, q2, 0, 1, 2, 3, 4, 5, 6, 7);
    const offprint_quarter p3 = *(const offprint_quarter *)(first + 3 * source_step),
                           q3 = *(const offprint_quarter *)(first + 7 * source_step);
    const offprint_half r3 = __builtin_shufflevector(p3, q3, 0, 1, 2, 3, 4, 5, 6, 7);
    const offprint_half a0 = __builtin_shufflevector(r0, r1, 0, 8, 1, 9, 4, 12, 5, 13);
    const offprint_half b0 = __builtin_shufflevector(r0, r1, 2, 10, 3, 11, 6, 14, 7, 15);
    const offprint_half a2 = __builtin_shufflevector(r2, r3, 0, 8, 1, 9, 4, 12, 5, 13);
    const offprint_half b2 = __builtin_shufflevector(r2, r3, 2, 10, 3, 11, 6, 14, 7, 15);
    *(offprint_half *)(to + 0 * target_step) =
        __builtin_shufflevector(a0, a2, 0, 1, 8, 9, 4, 5, 12, 13);
    *(offprint_half *)(to + 1 * target_step) =
        __builtin_shufflevector(a0, a2, 2, 3, 10, 11, 6, 7, 14, 15);
    *(offprint_half *)(to + 2 * target_step) =
        __builtin_shufflevector(b0, b2, 0, 1, 8, 9, 4, 5, 12, 13);
    *(offprint_half *)(to + 3 * target_step) =
        __builtin_shufflevector(b0, b2, 2, 3, 10, 11, 6, 7, 14, 15);
  }
}
#else
/// Sixteen runs of sixteen floats at `source`, `source_step` apart, as columns at `target`, `target_step` apart.
static inline __attribute__((always_inline)) void offprint_transpose(
    const float *source, long source_step, float *target, long target_step) {
  offprint_lanes r0 = *(const offprint_lanes *)(source + 0 * source_step);
  offprint_lanes r1 = *(const offprint_lanes *)(source + 1 * source_step);
  offprint_lanes r2 = *(const offprint_lanes *)(source + 2 * source_step);
  offprint_lanes r3 = *(const offprint_lanes *)(source + 3 * source_step);
  offprint_lanes r4 = *(const offprint_lanes *)(source + 4 * source_step);
  offprint_lanes r5 = *(const offprint_lanes *)(source + 5 * source_step);
  offprint_lanes r6 = *(const offprint_lanes *)(source + 6 * source_step);
  offprint_lanes r7 = *(const offprint_lanes *)(source + 7 * source_step);
  offprint_lanes r8 = *(const offprint_lanes *)(source + 8 * source_step);
  offprint_lanes r9 = *(const offprint_lanes *)(source + 9 * source_step);
  offprint_lanes r10 = *(const offprint_lanes *)(source + 10 * source_step);
  offprint_lanes r11 = *(const offprint_lanes *)(source + 11 * source_step);
  offprint_lanes r12 = *(const offprint_lanes *)(source + 12 * source_step);
  offprint_lanes r13 = *(const offprint_lanes *)(source + 13 * source_step);
  offprint_lanes r14 = *(const offprint_lanes *)(source + 14 * source_step);
  offprint_lanes r15 = *(const offprint_lanes *)(source + 15 * source_step);
  offprint_lanes a0 =
      __builtin_shufflevector(r0, r1, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
  offprint_lanes a1 =
      __builtin_shufflevector(r0, r1, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  offprint_lanes a2 =
      __builtin_shufflevector(r2, r3, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
  offprint_lanes a3 =
      __builtin_shufflevector(r2, r3, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  offprint_lanes a4 =
      __builtin_shufflevector(r4, r5, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
  offprint_lanes a5 =
      __builtin_shufflevector(r4, r5, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  offprint_lanes a6 =
      __builtin_shufflevector(r6, r7, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
  offprint_lanes a7 =
      __builtin_shufflevector(r6, r7, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  offprint_lanes a8 =
      __builtin_shufflevector(r8, r9, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
  offprint_lanes a9 =
      __builtin_shufflevector(r8, r9, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  offprint_lanes a10 =
      __builtin_shufflevector(r10, r11, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
  offprint_lanes a11 =
      __builtin_shufflevector(r10, r11, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  offprint_lanes a12 =
      __builtin_shufflevector(r12, r13, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
  offprint_lanes a13 =
      __builtin_shufflevector(r12, r13, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  offprint_lanes a14 =
      __builtin_shufflevector(r14, r15, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
  offprint_lanes a15 =
      __builtin_shufflevector(r14, r15, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  offprint_lanes b0 =
      __builtin_shufflevector(a0, a2, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
  offprint_lanes b2 =
      __builtin_shufflevector(a0, a2, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  offprint_lanes b1 =
      __builtin_shufflevector(a1, a3, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
  offprint_lanes b3 =
      __builtin_shufflevector(a1, a3, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  offprint_lanes b4 =
      __builtin_shufflevector(a4, a6, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
  offprint_lanes b6 =
      __builtin_shufflevector(a4, a6, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  offprint_lanes b5 =
      __builtin_shufflevector(a5, a7, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
  offprint_lanes b7 =
      __builtin_shufflevector(a5, a7, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  offprint_lanes b8 =
      __builtin_shufflevector(a8, a10, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
  offprint_lanes b10 =
      __builtin_shufflevector(a8, a10, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  offprint_lanes b9 =
      __builtin_shufflevector(a9, a11, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
  offprint_lanes b11 =
      __builtin_shufflevector(a9, a11, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  offprint_lanes b12 =
      __builtin_shufflevector(a12, a14, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
  offprint_lanes b14 =
      __builtin_shufflevector(a12, a14, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  offprint_lanes b13 =
      __builtin_shufflevector(a13, a15, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
  offprint_lanes b15 =
      __builtin_shufflevector(a13, a15, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  offprint_lanes c0 =
      __builtin_shufflevector(b0, b4, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes c4 =
      __builtin_shufflevector(b0, b4, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes c1 =
      __builtin_shufflevector(b1, b5, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes c5 =
      __builtin_shufflevector(b1, b5, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes c2 =
      __builtin_shufflevector(b2, b6, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes c6 =
      __builtin_shufflevector(b2, b6, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes c3 =
      __builtin_shufflevector(b3, b7, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes c7 =
      __builtin_shufflevector(b3, b7, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes c8 =
      __builtin_shufflevector(b8, b12, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes c12 =
      __builtin_shufflevector(b8, b12, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes c9 =
      __builtin_shufflevector(b9, b13, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes c13 =
      __builtin_shufflevector(b9, b13, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes c10 =
      __builtin_shufflevector(b10, b14, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes c14 =
      __builtin_shufflevector(b10, b14, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes c11 =
      __builtin_shufflevector(b11, b15, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes c15 =
      __builtin_shufflevector(b11, b15, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes d0 =
      __builtin_shufflevector(c0, c8, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes d8 =
      __builtin_shufflevector(c0, c8, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes d1 =
      __builtin_shufflevector(c1, c9, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes d9 =
      __builtin_shufflevector(c1, c9, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes d2 =
      __builtin_shufflevector(c2, c10, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes d10 =
      __builtin_shufflevector(c2, c10, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes d3 =
      __builtin_shufflevector(c3, c11, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes d11 =
      __builtin_shufflevector(c3, c11, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes d4 =
      __builtin_shufflevector(c4, c12, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes d12 =
      __builtin_shufflevector(c4, c12, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes d5 =
      __builtin_shufflevector(c5, c13, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes d13 =
      __builtin_shufflevector(c5, c13, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes d6 =
      __builtin_shufflevector(c6, c14, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes d14 =
      __builtin_shufflevector(c6, c14, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  offprint_lanes d7 =
      __builtin_shufflevector(c7, c15, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  offprint_lanes d15 =
      __builtin_shufflevector(c7, c15, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  *(offprint_lanes *)(target + 0 * target_step) = d0;
  *(offprint_lanes *)(target + 2 * target_step) = d1;
  *(offprint_lanes *)(target + 1 * target_step) = d2;
  *(offprint_lanes *)(target + 3 * target_step) = d3;
  *(offprint_lanes *)(target + 4 * target_step) = d4;
  *(offprint_lanes *)(target + 6 * target_step) = d5;
  *(offprint_lanes *)(target + 5 * target_step) = d6;
  *(offprint_lanes *)(target + 7 * target_step) = d7;
  *(offprint_lanes *)(target + 8 * target_step) = d8;
  *(offprint_lanes *)(target + 10 * target_step) = d9;
  *(offprint_lanes *)(target + 9 * target_step) = d10;
  *(offprint_lanes *)(target + 11 * target_step) = d11;
  *(offprint_lanes *)(target + 12 * target_step) = d12;
  *(offprint_lanes *)(target + 14 * target_step) = d13;
  *(offprint_lanes *)(target + 13 * target_step) = d14;
  *(offprint_lanes *)(target + 15 * target_step) = d15;
}
#endif
