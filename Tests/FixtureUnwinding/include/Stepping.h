// Programs that check the unwinder against the truth; see Stepping.c.
#ifndef STEPPING_H
#define STEPPING_H

#include <stdbool.h>
#include <stdint.h>

/// What happened while a program was stepped through.
struct stepping_result {
    uint64_t instructions;
    /// Instructions at which every frame was right.
    uint64_t exact;
    /// The same, of a plain walk along frame pointers.
    uint64_t exact_by_frame_pointers;
    /// The same, of libunwind alone; only where it was asked for.
    uint64_t exact_by_libunwind;
    /// Instructions below an async function; the callers of `exact` ones are right, of `marked` ones they break off with a marker.
    uint64_t async;
    uint64_t async_marked;
};

/// Calls `program` and unwinds at each of its instructions, comparing with a record of its calls and returns. Prints counts per module
/// and the first instructions that were unwound wrongly.
struct stepping_result step_through(void (*program)(void), bool compares_with_libunwind, bool is_async);

#endif
