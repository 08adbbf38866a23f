// The profile of this process: started before main, ended when the process ends or becomes another program.
#ifndef LAB_PROFILING_SESSION_H
#define LAB_PROFILING_SESSION_H

#include <stdbool.h>

#pragma GCC visibility push(hidden)

/// Whether a profile was asked for. False in a process that only counts allocations; never changes after main has begun.
///
/// May be called from anywhere.
bool lab_profiling_is_wanted(void);

/// Whether this very process is being profiled: false in a child of vfork, clone or _Fork, which shares its parent's
/// memory or has a copy of it, but none of its threads and timers.
///
/// May be called from anywhere.
bool lab_profiling_is_on(void);

/// Starts a journal and the sampler; leaves a note where that fails. Not for signal handlers.
void lab_profiling_start(void);

/// Ends sampling and completes the journal, once: a second thread that comes in between waits for the first, and a
/// signal handler that interrupts the first gives up after a while.
///
/// Returns whether this call has ended it.
bool lab_profiling_stop(void);

#pragma GCC visibility pop

#endif
