#pragma once

/// The x86-64 level whose instructions the processor has and the system lets programs use: 1 to 4; 0 on other processors.
int offprint_x86_64_level(void);
