// What libLabPreload.so exports beside the functions that it interposes.
//
// A program that wants the figures does not link the library: it looks these names up at run time with
// `dlsym(RTLD_DEFAULT, …)` and finds them only when it was started with the library in LD_PRELOAD.
// A name keeps its signature and meaning for ever; something new gets a new name and a higher version.
//
// May be called from any thread at any time after the process has started. Nothing here allocates, locks or
// changes errno, except where it says so.
#ifndef CPRELOAD_H
#define CPRELOAD_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma GCC visibility push(default)

/// The version of this interface: higher means that there are more names, never that one changed.
#define LAB_PRELOAD_VERSION 1

/// `LAB_PRELOAD_VERSION` of the library that was loaded.
uint32_t lab_preload_version(void);

/// What the process has allocated since it started, by all threads, finished ones included.
///
/// `allocations - frees` is the number of live blocks.
struct lab_allocation_totals {
    /// Successful calls that return a block, `realloc` included.
    uint64_t allocations;
    /// Bytes asked for by those calls, without what the allocator rounds up.
    uint64_t bytes;
    /// Calls that give a block back: `free` of a non-null pointer, and `realloc` of one.
    uint64_t frees;
};

/// Fills `totals`. Exact for every thread that is not allocating at the same time; never goes backwards.
void lab_allocation_totals_read(struct lab_allocation_totals *totals);

/// Whether the process's `malloc` is this library's: false where the executable brings its own.
///
/// Looks the symbol up, so the first call may allocate.
bool lab_allocations_are_counted(void);

#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif

#endif
