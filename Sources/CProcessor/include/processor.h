#pragma once

#include "transpose.h"

/// The x86-64 level whose instructions the processor has and the system lets programs use: 1 to 4; 0 on other processors.
int offprint_x86_64_level(void);

/// Tells the processor that the caller waits in a loop: it then leaves the core's shared parts to others for a moment.
static inline void offprint_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb");
#endif
}
