// What makes a thread's samples due: see `enum lab_sampler_mechanism`, and docs/adr/0007-sampling-clocks.md for the figures
// that they are chosen by. Not for signal handlers, but for `lab_clock_go_on`. What
// takes a slot needs `lab_threads_lock`, but for the same.
#ifndef LAB_CLOCKS_H
#define LAB_CLOCKS_H

#include "SamplerState.h"

#pragma GCC visibility push(hidden)

/// The distance of the kernel's timer interrupts, in nanoseconds.
uint64_t lab_kernel_tick(void);

/// The best mechanism that the kernel grants for a clock and a rate.
enum lab_sampler_mechanism lab_clock_choose(enum lab_sampler_clock clock, uint64_t period, uint64_t tick);

/// Makes a live slot's thread be sampled. Returns 0 or an `errno` value.
int lab_clock_start(struct lab_thread_slot *slot);

/// Notices that the program has closed the event's descriptor, as daemons do that close everything, and gives the thread another, or
/// a timer. Needs the lock.
void lab_clock_mend(struct lab_thread_slot *slot);

void lab_clock_end(struct lab_thread_slot *slot);

/// In the child of a fork: timers are not inherited, descriptors of events are.
void lab_clock_forget(struct lab_thread_slot *slot);

/// After a sample: chooses what the next comes from. The thread has run for `ran` of the `elapsed` nanoseconds since the sample
/// before. For the thread's signal handler.
void lab_clock_go_on(struct lab_thread_slot *slot, uint64_t ran, uint64_t elapsed);

void lab_clock_pause(struct lab_thread_slot *slot);
void lab_clock_resume(struct lab_thread_slot *slot);

#pragma GCC visibility pop

#endif
