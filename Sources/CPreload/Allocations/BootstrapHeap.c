// See BootstrapHeap.h. May be called from anywhere; calls nothing.
#include "BootstrapHeap.h"

#include <errno.h>
#include <stdatomic.h>

alignas(LAB_BOOTSTRAP_ALIGNMENT) unsigned char lab_bootstrap_memory[LAB_BOOTSTRAP_SIZE];

static _Atomic size_t used;

// Stands right before each block.
struct header {
    alignas(LAB_BOOTSTRAP_ALIGNMENT) size_t size;
};

void *lab_bootstrap_allocate(size_t alignment, size_t size) {
    if (alignment < LAB_BOOTSTRAP_ALIGNMENT) alignment = LAB_BOOTSTRAP_ALIGNMENT;
    uintptr_t base = (uintptr_t)lab_bootstrap_memory;
    size_t start = atomic_load_explicit(&used, memory_order_relaxed);
    size_t block, end;
    do {
        // Each bound is checked before it is added, so that no size wraps round.
        if (size > LAB_BOOTSTRAP_SIZE || alignment > LAB_BOOTSTRAP_SIZE) goto exhausted;
        block = ((base + start + sizeof(struct header) + alignment - 1) & ~(uintptr_t)(alignment - 1)) - base;
        end = (block + size + LAB_BOOTSTRAP_ALIGNMENT - 1) & ~(size_t)(LAB_BOOTSTRAP_ALIGNMENT - 1);
        // An empty block at the very end would have an address outside.
        if (block >= LAB_BOOTSTRAP_SIZE || end > LAB_BOOTSTRAP_SIZE) goto exhausted;
    } while (!atomic_compare_exchange_weak_explicit(
        &used, &start, end, memory_order_relaxed, memory_order_relaxed));
    // The memory is zero from the start and never used twice.
    ((struct header *)(void *)(lab_bootstrap_memory + block))[-1].size = size;
    return lab_bootstrap_memory + block;

exhausted:
    errno = ENOMEM;
    return NULL;
}

size_t lab_bootstrap_size(const void *block) {
    return ((const struct header *)block)[-1].size;
}
