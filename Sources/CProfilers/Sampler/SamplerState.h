// What the parts of the running sampler share, and their order:
//
//     Sampler        start, stop, pause, resume; one at a time
//     ThreadCreation the interposed pthread_create: threads are known from their first instruction
//     Enrolment      a thread comes under the sampler, and leaves it
//     Clocks         what raises the signals; Ticker is the one that is a thread
//     Handler        the signal: unwinds into the thread's ring
//     Drain          the thread that moves the rings' samples to the journal
//
// Read by signal handlers: fields are written before the first signal, or are atomics.
#ifndef LAB_SAMPLER_STATE_H
#define LAB_SAMPLER_STATE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "CProfilers.h"
#include "SampledThreads.h"

#pragma GCC visibility push(hidden)

enum lab_sampler_phase { LAB_STOPPED, LAB_PAUSED, LAB_SAMPLING };

/// What raises the signals. The numbers are those of the journal.
enum lab_sampler_mechanism {
    /// A timer on each thread's CPU clock: held to the kernel's tick.
    LAB_MECHANISM_TIMER = 1,
    /// A perf event for each thread with a synchronous SIGTRAP.
    LAB_MECHANISM_EVENT_TRAP = 2,
    /// A perf event for each thread with an asynchronous SIGPROF: before Linux 5.19.
    LAB_MECHANISM_EVENT_SIGNAL = 3,
    /// A thread that reads the clocks of the others and signals those that have run.
    LAB_MECHANISM_TICKER = 4,
};

/// Whether a sampled thread was running, in kernel or user mode, or waiting in the kernel.
enum lab_sample_state { LAB_SAMPLE_RUNNING = 0, LAB_SAMPLE_BLOCKED = 1 };

struct lab_sampler_state {
    _Atomic uint32_t phase;

    // Written before the first signal.
    enum lab_sampler_clock clock;
    enum lab_sampler_mechanism mechanism;
    /// Whether perf events may be had, and whether they come as synchronous traps.
    bool has_events;
    bool event_traps;
    uint32_t rate;
    uint64_t period;
    uint64_t tick;
    uint32_t frame_limit;
    int32_t process;

    // MARK: What has been counted since the start

    _Atomic uint64_t taken;
    _Atomic uint64_t dropped;
    _Atomic uint64_t truncated;
    _Atomic uint64_t unreadable;
    /// Signals that were not answered with a sample, so that the thread gets on; see Handler.c.
    _Atomic uint64_t postponed;
    /// Signals of threads without a slot.
    _Atomic uint64_t slotless;
    /// Ticks at which a thread had not yet answered the tick before.
    _Atomic uint64_t unanswered;
    /// Threads that could not be sampled.
    _Atomic uint64_t unsampled_threads;
    /// Threads that are sampled at the tick for want of file descriptors, though a higher rate was asked for.
    _Atomic uint64_t slow_threads;
    _Atomic uint64_t threads;
    /// CPU time of threads that have ended, from their enrolment on.
    _Atomic uint64_t ended_threads_cpu;
    /// What ended threads spent after their last sample; the next first sample of a thread takes it on.
    _Atomic uint64_t leftover;

    // MARK: Under lab_threads_lock

    uint64_t process_cpu_at_start;
    uint64_t process_cpu_excluded;
    uint64_t process_cpu_paused_at;
    uint64_t started_at;
    uint64_t paused_at;
    uint64_t excluded;
    bool is_paused;

    // The sampler's own threads, which are not sampled.
    _Atomic int32_t drain_tid;
    _Atomic int32_t ticker_tid;
};

extern struct lab_sampler_state lab_sampler;

static inline enum lab_sampler_phase lab_sampler_phase(void) {
    return (enum lab_sampler_phase)atomic_load_explicit(&lab_sampler.phase, memory_order_acquire);
}

static inline void lab_count(_Atomic uint64_t *counter, uint64_t number) {
    atomic_fetch_add_explicit(counter, number, memory_order_relaxed);
}

/// A clock's time in nanoseconds, 0 where it cannot be read. May be called from a signal handler.
static inline uint64_t lab_time(clockid_t clock) {
    struct timespec time;
    if (clock_gettime(clock, &time) != 0) return 0;
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/// The CPU clock of a thread of this process (MAKE_THREAD_CPUCLOCK of the kernel's posix-timers.h).
static inline clockid_t lab_cpu_clock_of(int32_t tid) { return (clockid_t)((~(uint32_t)tid << 3) | 6); }

static inline struct timespec lab_timespec(uint64_t nanoseconds) {
    return (struct timespec){
        .tv_sec = (time_t)(nanoseconds / 1000000000u), .tv_nsec = (long)(nanoseconds % 1000000000u)};
}

#pragma GCC visibility pop

#endif
