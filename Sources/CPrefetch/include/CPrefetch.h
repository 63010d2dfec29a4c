// The processor's prefetch instruction, which Swift has no name for.

#ifndef C_PREFETCH_H
#define C_PREFETCH_H

#include <stdint.h>

/// Asks the processor to bring the cache line at `address` near, because it will be written soon.
///
/// A hint: it changes nothing, never waits and never faults, whatever the address.
static inline void c_prefetch(uintptr_t address) { __builtin_prefetch((const void *)address, 1, 3); }

#endif
