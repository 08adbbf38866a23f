// The thread that moves samples from the rings to the journal, and looks for threads and modules that nobody told of.
// Not for signal handlers.
#ifndef LAB_DRAIN_H
#define LAB_DRAIN_H

#include <time.h>

#pragma GCC visibility push(hidden)

/// Writes the beginning of the journal and starts the thread. Returns 0 or an `errno` value.
int lab_drain_start(void);

/// Ends the thread once it has moved what is there. Returns ETIMEDOUT where it has not done so by `limit` of
/// CLOCK_REALTIME; without one, it is waited for.
int lab_drain_stop(const struct timespec *limit);


#pragma GCC visibility pop

#endif
