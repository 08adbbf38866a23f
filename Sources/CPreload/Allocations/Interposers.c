// The strong definitions of the C allocation functions: forward, then count what succeeded.
//
// What counts: every call that returns a block is one allocation of the bytes that were asked for (0 included); every
// call that takes one back is one free. `realloc` of a block is both, moved or not, since whether it moves depends on the
// state of the heap and the count must not. So allocations less frees is always the number of live blocks.
//
// May be called from anywhere that malloc may. Calls the next allocator, nothing else; here no other function of libc may be
// used, since most of them can lead back to malloc.
#define _GNU_SOURCE
#include "LabAttributes.h"
#include "BootstrapHeap.h"
#include "NextAllocator.h"
#include "ThreadCounters.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

static inline void *counted(void *block, size_t bytes) {
    if (block != NULL) lab_count_allocation(bytes);
    return block;
}

// MARK: - New blocks

LAB_EXPORT void *malloc(size_t size) { return counted(LAB_NEXT(malloc)(size), size); }

// The product of a call that succeeded cannot have wrapped round.
LAB_EXPORT void *calloc(size_t count, size_t size) { return counted(LAB_NEXT(calloc)(count, size), count * size); }

LAB_EXPORT void *aligned_alloc(size_t alignment, size_t size) {
    return counted(LAB_NEXT(aligned_alloc)(alignment, size), size);
}

LAB_EXPORT void *memalign(size_t alignment, size_t size) { return counted(LAB_NEXT(memalign)(alignment, size), size); }

LAB_EXPORT int posix_memalign(void **result, size_t alignment, size_t size) {
    int status = LAB_NEXT(posix_memalign)(result, alignment, size);
    if (status == 0) lab_count_allocation(size);
    return status;
}

LAB_EXPORT void *valloc(size_t size) { return counted(LAB_NEXT(valloc)(size), size); }

LAB_EXPORT void *pvalloc(size_t size) { return counted(LAB_NEXT(pvalloc)(size), size); }

// MARK: - Blocks given back

LAB_EXPORT void free(void *block) {
    if (block == NULL) return;
    lab_count_free();
    if (!lab_bootstrap_owns(block)) LAB_NEXT(free)(block);
}

// MARK: - Blocks exchanged

// Only the real allocator's blocks may reach the real realloc.
static void *move_out_of_bootstrap(void *block, size_t size) {
    void *copy = LAB_NEXT(malloc)(size);
    if (copy == NULL) return NULL;
    size_t old = lab_bootstrap_size(block);
    return memcpy(copy, block, old < size ? old : size);
}

static inline void *reallocate(void *block, size_t size) {
    void *result =
        LAB_UNLIKELY(lab_bootstrap_owns(block)) ? move_out_of_bootstrap(block, size) : LAB_NEXT(realloc)(block, size);
    // Null for a size of 0 means that the block was freed (glibc), for any other that it is still there.
    if (block != NULL && (result != NULL || size == 0)) lab_count_free();
    return counted(result, size);
}

LAB_EXPORT void *realloc(void *block, size_t size) { return reallocate(block, size); }

// Not forwarded: glibc's calls realloc through the symbol, and so would be counted twice.
LAB_EXPORT void *reallocarray(void *block, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    return reallocate(block, bytes);
}
