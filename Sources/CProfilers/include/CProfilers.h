// The part of the profilers that runs inside signal handlers, for the Swift side (`Profilers`) and the preload library.
//
// Linking it costs nothing until `lab_sampler_start` is called: no thread, no signal, no timer exists before.
#ifndef CPROFILERS_H
#define CPROFILERS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "LabAttributes.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Which time a sampler follows.
enum lab_sampler_clock {
    /// CPU time of each thread, in user and kernel mode.
    LAB_SAMPLER_CPU = 0,
    /// Elapsed time of each thread, wherever it is: running or blocked.
    LAB_SAMPLER_WALL = 1,
};

/// Frames that are no addresses: markers that stand in a stack where something is to be said about it.
enum lab_frame_marker {
    /// Frames were left out: the stack was deeper than what is kept.
    LAB_FRAME_TRUNCATED = 1,
    /// The callers could not be found from here on.
    LAB_FRAME_UNREADABLE = 2,
    /// The chain of async callers could not be read from here on.
    LAB_FRAME_ASYNC_UNREADABLE = 3,
    /// Every lower value is a marker; every address is above.
    LAB_FRAME_MARKER_LIMIT = 16,
};

struct lab_sampler_options {
    enum lab_sampler_clock clock;
    /// Samples a second and thread, 1…10,000.
    uint32_t rate;
    /// The file that samples are appended to; duplicated, so that the caller may close its own.
    int journal;
    /// The most frames of a stack that are kept; 0 for the default.
    uint32_t frame_limit;
    /// Starts without sampling, until `lab_sampler_resume`.
    bool paused;
};

/// Starts sampling every thread of the process, those included that start later. One sampler at a time.
///
/// Returns 0 or an `errno` value, with a sentence that says what to do in `message`.
int lab_sampler_start(const struct lab_sampler_options *options, char *message, size_t message_size);

/// Ends sampling and completes the journal. Returns 0, or the `errno` value of what kept samples from being written.
int lab_sampler_stop(void);

/// The same for a process that is about to end, perhaps from a handler that interrupted whoever holds a lock of the program's
/// or the loader's: returns ETIMEDOUT, with the journal incomplete, where that is not possible within two seconds.
int lab_sampler_stop_to_exit(void);

/// Whether a sampler has been started and not been stopped.
bool lab_sampler_is_started(void);

/// Takes no samples until `lab_sampler_resume`; the time in between stands for nothing.
void lab_sampler_pause(void);
void lab_sampler_resume(void);

/// What tells how the program wants a signal handled that the sampler has taken: for signals that are not the sampler's. Called
/// from the signal handler; without it, what the program had before the sampler started counts.
void lab_sampler_ask_for_actions(void (*wanted_action)(int signal, struct sigaction *action));

/// For pthread_atfork, or around a call of fork: the parent goes on sampling, the child has no sampler and may start one, with
/// a journal of its own. After `prepare`, the first call of `parent` or `child` counts; without it, neither does anything.
void lab_sampler_fork_prepare(void);
void lab_sampler_fork_parent(void);
void lab_sampler_fork_child(void);

/// Registers the three with pthread_atfork, once. Returns 0 or an `errno` value.
int lab_sampler_watch_forks(void);

/// An open file in memory, or -1 and `errno`: what Swift's Glibc module does not have.
int lab_memory_file(const char *name);

#ifdef __cplusplus
}
#endif

#endif
