// Memory for the few allocations that are made while the real allocator is being looked up.
//
// May be called from anywhere, signal handlers included: fixed memory, one atomic, no libc but memcpy.
#ifndef LAB_BOOTSTRAP_HEAP_H
#define LAB_BOOTSTRAP_HEAP_H

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/// Enough for hundreds of the loader's error strings; a success allocates nothing in glibc.
enum { LAB_BOOTSTRAP_SIZE = 64 * 1024, LAB_BOOTSTRAP_ALIGNMENT = 16 };

extern alignas(LAB_BOOTSTRAP_ALIGNMENT) unsigned char lab_bootstrap_memory[LAB_BOOTSTRAP_SIZE];

/// Whether `block` came from here, and so must never reach the real allocator.
static inline bool lab_bootstrap_owns(const void *block) {
    return (uintptr_t)block - (uintptr_t)lab_bootstrap_memory < LAB_BOOTSTRAP_SIZE;
}

/// `size` zeroed bytes aligned to `alignment`, a power of two; null and ENOMEM when the memory is used up.
///
/// A block is never given back.
void *lab_bootstrap_allocate(size_t alignment, size_t size);

/// The size that `block` was asked for with.
size_t lab_bootstrap_size(const void *block);

#pragma GCC visibility pop

#endif
