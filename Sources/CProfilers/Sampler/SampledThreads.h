// The threads that are sampled: a slot each, with its ring, its clock and its counts.
//
// Slots are taken and given back under `lab_threads_lock`, never from a signal handler. The handler finds its thread's slot
// with `lab_slot_of_this_thread`, which takes no lock and calls nothing but gettid, and only the first time.
//
// A slot's life: unowned → live (its thread runs) → ended (its ring may still hold samples) → unowned, by the drain thread.
#ifndef LAB_SAMPLED_THREADS_H
#define LAB_SAMPLED_THREADS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "../Unwind/Unwind.h"
#include "InterruptedCalls.h"
#include "LabAttributes.h"
#include "Ring.h"

#pragma GCC visibility push(hidden)

/// What the next sample of a thread comes from.
enum lab_sample_source {
    /// The event, after a random part of the period.
    LAB_SOURCE_FIRST_EVENT,
    /// The event, after a period.
    LAB_SOURCE_EVENT,
    /// The timer.
    LAB_SOURCE_TIMER,
};

enum lab_slot_state { LAB_SLOT_UNOWNED, LAB_SLOT_LIVE, LAB_SLOT_ENDED };

struct lab_thread_slot {
    uint32_t index;
    _Atomic uint32_t state;
    /// A number that no other owner of any slot has had: a thread that remembers it knows its slot for its own.
    _Atomic uint32_t serial;
    _Atomic int32_t tid;
    /// Whether the thread tells of its own end; otherwise it is looked for in /proc.
    bool tells_its_end;
    /// Zero where the bounds are not known.
    struct lab_stack_bounds stack;
    struct lab_ring ring;
    /// The lowest address of the handler's own stack; see HandlerStack.h.
    uintptr_t handler_stack;

    // MARK: The clock

    /// A perf event and the kernel's number for it, or -1.
    _Atomic int event;
    _Atomic uint64_t event_id;
    /// Whether there should be an event, and how often `lab_clock_mend` has waited to open it.
    bool had_event;
    uint32_t waits_for_descriptors;
    timer_t timer;
    _Atomic bool has_timer;
    /// `enum lab_sample_source`.
    _Atomic uint32_t source;
    /// What was left until the next sample when the timer was stopped.
    struct timespec timer_remaining;

    // MARK: What is written by the handler, or before the clock is started

    /// The thread's time, without what pauses excluded, up to which samples stand for it.
    _Atomic uint64_t accounted;
    /// When, on CLOCK_MONOTONIC, the last sample was taken, or the owner came.
    uint64_t sampled_at;
    /// Whether a sample of this owner has been taken: the first takes on what ended threads left over.
    bool has_sample;
    /// What the last sample cost where that was much, and when it was done: on the thread's CPU clock and on CLOCK_MONOTONIC.
    uint64_t handler_cost;
    uint64_t handled_cpu;
    uint64_t handled_at;
    /// Whether the thread's last signal was postponed.
    _Atomic bool is_postponed;
    /// Set while the handler is at work, so that nobody takes the slot away from under it.
    _Atomic bool in_handler;
    _Atomic uint32_t label;

    // MARK: What pauses exclude

    /// The sum of what the thread spent while sampling was paused, in its clock.
    _Atomic uint64_t excluded;
    uint64_t paused_at;

    // MARK: CPU time

    uint64_t cpu_at_start;
    /// Excluded from the CPU time of the threads, whichever clock samples follow.
    uint64_t cpu_excluded;
    uint64_t cpu_paused_at;
    /// The last that was read from outside, for threads that end untold.
    uint64_t cpu_seen;

    // MARK: The ticking thread's (see Ticker.h)

    uint64_t ticked_cpu;
    /// What the thread waited in before it was last signalled.
    struct lab_waiting_call waiting_call;
    _Atomic uint32_t asked;
    _Atomic uint32_t answered;
    /// The CPU time at the end of the last handler.
    _Atomic uint64_t answered_cpu;
    /// Whether the last sample found the thread blocked.
    _Atomic bool was_blocked;
    bool credits;
    _Atomic uint64_t credited_weight;
    _Atomic uint32_t credited_ticks;

    // MARK: The drain thread's

    uint32_t last_stack;
    uint32_t last_label;
    bool has_stack;
    bool is_described;
    /// The thread id and name of an ended thread; the name is empty where it is not known.
    int32_t ended_tid;
    char name[16];

    // MARK: Handed to a new thread by its creator

    void *(*start)(void *);
    void *argument;

    uint32_t next_unowned;
};

extern pthread_mutex_t lab_threads_lock;

/// How many slots have had an owner; each of `lab_slot_at` below that number may be read at any time.
uint32_t lab_slots_used(void);
struct lab_thread_slot *lab_slot_at(uint32_t index);

/// A slot for a thread that is not known yet, without a tid, or null for lack of memory. Needs the lock.
struct lab_thread_slot *lab_slot_take(void);

/// Makes a slot the one that the signal handler of thread `tid` finds. Needs the lock.
void lab_slot_set_tid(struct lab_thread_slot *slot, int32_t tid);

/// The live slot of a thread, or null.
struct lab_thread_slot *lab_slot_of_tid(int32_t tid);

/// Whether a thread's slot has ended, but perhaps not yet the thread.
bool lab_slot_is_ending(int32_t tid);

/// Takes the slot from its thread; what is in its ring stays. Needs the lock.
void lab_slot_end(struct lab_thread_slot *slot);

/// Makes an ended slot fit for another thread. Needs the lock.
void lab_slot_give_back(struct lab_thread_slot *slot);

/// The live slot of the calling thread, or null. May be called from a signal handler.
struct lab_thread_slot *lab_slot_of_this_thread(void);

/// Remembers the calling thread's slot.
void lab_slot_bind(struct lab_thread_slot *slot);

/// Maps what has to be there before the first signal. False for lack of memory.
bool lab_threads_prepare(void);

/// Makes every slot unowned, in the child of a fork: its owners are threads of the parent.
void lab_threads_forget(void);

#pragma GCC visibility pop

#endif
