// The allocator that the interposers forward to: the one the program would have used without this library.
//
// May be called from any thread, also before any constructor has run and from inside the dynamic linker.
#ifndef LAB_NEXT_ALLOCATOR_H
#define LAB_NEXT_ALLOCATOR_H

#include <stddef.h>

#pragma GCC visibility push(hidden)

/// One pointer a function. Never null, so that a call needs no test: until the real functions are known the pointers
/// lead to ones that look them up first.
///
/// Atomic because two threads may find out at the same time; both store the same addresses. A relaxed load is a plain
/// load, and an address is all there is to publish.
struct lab_next_allocator {
    void *(*_Atomic malloc)(size_t size);
    void *(*_Atomic calloc)(size_t count, size_t size);
    void *(*_Atomic realloc)(void *block, size_t size);
    void (*_Atomic free)(void *block);
    int (*_Atomic posix_memalign)(void **result, size_t alignment, size_t size);
    void *(*_Atomic aligned_alloc)(size_t alignment, size_t size);
    void *(*_Atomic memalign)(size_t alignment, size_t size);
    void *(*_Atomic valloc)(size_t size);
    void *(*_Atomic pvalloc)(size_t size);
};

extern struct lab_next_allocator lab_next_allocator;

/// Calls the function that follows this library's in the search order.
#define LAB_NEXT(function) atomic_load_explicit(&lab_next_allocator.function, memory_order_relaxed)

#pragma GCC visibility pop

#endif
