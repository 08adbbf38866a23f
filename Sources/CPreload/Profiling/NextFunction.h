// The functions that the interposers of this folder forward to, found with dlsym(RTLD_NEXT).
//
// Looked up when profiling starts, else at a function's first call: a process that only counts allocations looks nothing
// up that it does not call. dlsym is not for signal handlers, and once profiling has started none is needed.
#ifndef LAB_NEXT_FUNCTION_H
#define LAB_NEXT_FUNCTION_H

#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

/// Declares `lab_next_NAME`, which returns the next definition of a function; null where there is none.
///
/// POSIX promises that a function pointer survives the journey through `void *`; ISO C has no word for it.
#define LAB_NEXT_FUNCTION(function)                                                                            \
    static __typeof__(function) *lab_next_##function(void) {                                                   \
        static __typeof__(function) *_Atomic known;                                                            \
        __typeof__(function) *next = atomic_load_explicit(&known, memory_order_relaxed);                       \
        if (__builtin_expect(next != NULL, 1)) return next;                                                    \
        void *address = dlsym(RTLD_NEXT, #function);                                                           \
        memcpy(&next, &address, sizeof next);                                                                  \
        atomic_store_explicit(&known, next, memory_order_relaxed);                                             \
        return next;                                                                                           \
    }

#endif
