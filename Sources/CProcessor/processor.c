#include "processor.h"

#if defined(__x86_64__)
#include <cpuid.h>

/* Bits of cpuid, as the x86-64 psABI lists them for each level. */
#define HAS(word, bits) (((word) & (bits)) == (bits))

/* Which registers the system saves when it switches programs; without that, wide ones cannot be used. */
static unsigned long long saved_registers(void) {
  unsigned low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (unsigned long long)high << 32 | low;
}

int offprint_x86_64_level(void) {
  unsigned a, b, c, d, b7 = 0, c7, d7, c80 = 0, d80;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return 1;
  __get_cpuid_count(7, 0, &a, &b7, &c7, &d7);
  __get_cpuid(0x80000001, &a, &b, &c80, &d80);
  /* SSE3, SSSE3, CMPXCHG16B, SSE4.1, SSE4.2, POPCNT; LAHF. */
  if (!HAS(c, 1u << 0 | 1u << 9 | 1u << 13 | 1u << 19 | 1u << 20 | 1u << 23) || !HAS(c80, 1u << 0)) return 1;
  /* FMA, MOVBE, OSXSAVE, AVX, F16C; BMI1, AVX2, BMI2; LZCNT. */
  if (!HAS(c, 1u << 12 | 1u << 22 | 1u << 27 | 1u << 28 | 1u << 29)) return 2;
  if (!HAS(b7, 1u << 3 | 1u << 5 | 1u << 8) || !HAS(c80, 1u << 5)) return 2;
  unsigned long long saved = saved_registers();
  /* SSE and AVX registers. */
  if (!HAS(saved, 0x6ull)) return 2;
  /* AVX-512 F, DQ, CD, BW, VL; mask registers and the upper halves. */
  if (!HAS(b7, 1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31) || !HAS(saved, 0xe6ull)) return 3;
  return 4;
}
#else
int offprint_x86_64_level(void) { return 0; }
#endif
