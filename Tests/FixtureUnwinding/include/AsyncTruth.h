// Which async function waits for which, in programs that were written so that each has one caller; see AsyncTruth.c.
#ifndef ASYNC_TRUTH_H
#define ASYNC_TRUTH_H

#include <stdbool.h>
#include <stdint.h>

/// Reads the symbols of a library and of libswift_Concurrency; not for signal handlers. `chain` names parts of the functions' mangled
/// names from the innermost to the root, with commas between.
bool async_truth_prepare(const char *library_path, const char *chain);

enum async_verdict {
    /// No frame of the stack is in an async function.
    NOT_ASYNC,
    ASYNC_RIGHT,
    /// The chain breaks off with a marker.
    ASYNC_MARKED,
    ASYNC_WRONG,
};

/// Judges the frames that were found, given the true ones of the thread's own stack.
enum async_verdict async_judge(
    const uint64_t *found, uint32_t count, const uint64_t *physical, uint32_t physical_count);

const char *async_name_of(uint64_t address);

#endif
