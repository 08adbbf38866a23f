// Functions that spend CPU time by the thread's own clock, and where they lie.
#ifndef CFIXTURESAMPLING_H
#define CFIXTURESAMPLING_H

#include <stdint.h>

/// Work of three kinds, told apart by their addresses.
enum fixture_kind { FIXTURE_FIRST, FIXTURE_SECOND, FIXTURE_THIRD, FIXTURE_KINDS };

/// Spends CPU time in the function of that kind. Returns how much it was in nanoseconds, by the thread's CPU clock.
uint64_t fixture_spin(enum fixture_kind kind, uint64_t nanoseconds);

/// The same, in as many calls of a function that calls itself.
uint64_t fixture_spin_deep(uint32_t depth, uint64_t nanoseconds);

/// The same as `fixture_spin`, in short system calls.
uint64_t fixture_spin_in_system_calls(enum fixture_kind kind, uint64_t nanoseconds);

/// The addresses of a kind's function.
uint64_t fixture_start_of(enum fixture_kind kind);
uint64_t fixture_end_of(enum fixture_kind kind);

/// The calling thread, as the kernel numbers it.
int32_t fixture_thread_id(void);

/// The CPU time of the calling thread, and the monotonic clock, in nanoseconds.
uint64_t fixture_thread_cpu(void);
uint64_t fixture_now(void);

/// Creates `count` threads one after the other, each of which spends `nanoseconds` of CPU time in a function of kind
/// `index % FIXTURE_KINDS`, one every `interval` nanoseconds. Adds what each kind has spent to `spent`.
void fixture_churn(uint32_t count, uint64_t nanoseconds, uint64_t interval, uint64_t *spent);

/// fork, which Swift does not offer.
int32_t fixture_fork(void);

/// Sleeps, and says for how long in fact; -1 if it was cut short.
int64_t fixture_sleep(uint64_t nanoseconds);

/// Waits in sleeps, polls and for events, `rounds` times in each way. Returns how many waits ended too early.
uint32_t fixture_count_interrupted_waits(uint32_t rounds);

/// Has the kernel refuse perf events to this process, as containers do. Returns 0 or an `errno` value.
int32_t fixture_refuse_events(void);

/// Has the kernel call itself 2.6 to this process (personality UNAME26). Returns 0 or an `errno` value.
int32_t fixture_claim_old_kernel(void);

#endif
