// How a thread comes under the sampler, and leaves it. Not for signal handlers. All but `lab_enrol_ready` take `lab_threads_lock`.
#ifndef LAB_ENROLMENT_H
#define LAB_ENROLMENT_H

#include "SamplerState.h"

#pragma GCC visibility push(hidden)

/// Makes the key whose destructor tells of a thread's end. Returns 0 or an `errno` value.
int lab_enrolment_prepare(void);

/// A slot for a thread that is about to be created, or null.
struct lab_thread_slot *lab_enrol_before_creation(void *(*start)(void *), void *argument);

/// Gives it back: the thread was not created after all.
void lab_enrol_cancel(struct lab_thread_slot *slot);

/// Samples the calling thread from here to its end. `slot` is from `lab_enrol_before_creation`, or null.
void lab_enrol_this_thread(struct lab_thread_slot *slot);

/// Finds the threads that nobody told of: those that are older than the sampler, and those made by the bare system call.
/// Ends those that are gone.
///
/// Returns false where main's thread has ended, as it does by pthread_exit, and no other thread of the program is left:
/// without the sampler's own threads the process would have ended.
bool lab_enrol_others(void);

/// Whether other threads than the calling one were enrolled when the process forked. For the child, before they are forgotten.
bool lab_enrolled_others(void);

/// Stops the sampler: the clocks of all threads, and the enrolment of new ones. Afterwards no handler is at work.
///
/// Returns the time that no sample stands for: what threads have spent since their last one, in nanoseconds.
uint64_t lab_enrol_end_all(void);

/// The CPU time of all threads since they were enrolled, those that have ended included, without pauses.
uint64_t lab_enrolled_cpu(void);

#pragma GCC visibility pop

#endif
