// What Swift has no name for: the processor's prefetch instruction, and a barrier for the compiler.

#ifndef C_PREFETCH_H
#define C_PREFETCH_H

#include <stdint.h>

/// Asks the processor to bring the cache line at `address` near, because it will be written soon.
///
/// A hint: it changes nothing, never waits and never faults, whatever the address.
static inline void c_prefetch(uintptr_t address) { __builtin_prefetch((const void *)address, 1, 3); }

/// Tells the compiler, not the processor, that what lies at an address may have changed.
static inline void c_forget(void *address) { __asm__ volatile("" : : "r"(address) : "memory"); }

#endif
