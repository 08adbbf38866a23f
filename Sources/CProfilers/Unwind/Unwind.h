// The call stack of a thread at any instruction, from inside a signal handler.
//
// May be called from a signal handler once `lab_unwind_prepare` has succeeded. Takes no lock, allocates nothing, never
// enters the loader; reads that could fault are made so that they cannot.
#ifndef LAB_UNWIND_H
#define LAB_UNWIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

#pragma GCC visibility push(hidden)

/// The memory of a thread's stack, from its lowest mapped address to the end of its oldest frame.
struct lab_stack_bounds {
    uintptr_t low;
    uintptr_t high;
};

/// What is known of the calling thread's stack; not for signal handlers. False where it cannot be told.
bool lab_stack_bounds_of_this_thread(struct lab_stack_bounds *bounds);

/// Loads libunwind and takes the first snapshot of the loaded modules; not for signal handlers.
///
/// Returns 0 or an `errno` value, with a sentence that says what to do in `message`.
int lab_unwind_prepare(char *message, size_t message_size);

/// Takes another snapshot where modules have come or gone since the last; not for signal handlers, nor under the
/// loader's lock.
void lab_unwind_refresh(void);

/// Bracket `fork`: between them no handler is inside libunwind, whose locks would stay taken in the child for ever. A
/// handler does not wait meanwhile: it writes what the cache of rules knows, then `LAB_FRAME_UNREADABLE`, and says that the
/// stack was cut by the fork. Reopen in the parent and in the child. Not for signal handlers.
void lab_unwind_quiesce(void);
void lab_unwind_reopen(void);

/// In the child of a fork whose parent had other threads: one of them may have held the loader's lock, which then stays
/// taken in the child. The modules are those of the parent from here on, until `dlclose` shows that the lock is free.
void lab_unwind_distrust_loader(void);

struct lab_unwound_stack {
    /// How many frames were written, markers included.
    uint32_t count;
    /// Whether frames were left out for lack of room.
    bool truncated;
    /// Whether the stack ends in a marker because callers could not be found.
    bool unreadable;
    /// Whether they were not looked for because a fork was under way: a little later they are to be had.
    bool cut_by_fork;
};

/// Writes the stack of the interrupted thread to `frames`, leaf first.
///
/// The interrupted instruction and the resume addresses of async callers are written as they are; a return address is
/// written less one, so that every value lies in the instruction (or function) that it stands for. Values below
/// `LAB_FRAME_MARKER_LIMIT` are markers. Where `capacity` is too small, the innermost and the outermost frames are
/// kept, with `LAB_FRAME_TRUNCATED` between them.
struct lab_unwound_stack lab_unwind(
    const ucontext_t *context, const struct lab_stack_bounds *bounds, uint64_t *frames, uint32_t capacity);

#pragma GCC visibility pop

#endif
