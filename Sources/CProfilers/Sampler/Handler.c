// See Handler.h.
//
// Runs in signal handlers. Calls the kernel (clock_gettime, ioctl, close, timer_settime and bare system calls), by functions that
// have been called once before the first signal, so that the loader has bound them; and `lab_unwind`.
// The frames go straight into the thread's ring. Where a small alternate stack is all there is, what needs much of it is done
// on a stack of the slot's own.
//
// A thread spends at most half of its time here: where unwinding takes longer than the period, as with a stack of tens of thousands
// of frames, signals would otherwise follow each other without an instruction of the program in between. What a sample
// cost the thread has to run before there is another; the signals that come earlier are postponed. So are those that a fork
// keeps from being unwound. Their time is in the weight of the next sample.
#define _GNU_SOURCE
#include "Handler.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

#include "Clocks.h"
#include "HandlerStack.h"
#include "InterruptedCalls.h"
#include "CProfilers.h"
#include "SamplerState.h"
#include "SignalMask.h"
#include "StackRegions.h"

#ifndef TRAP_PERF
#define TRAP_PERF 6
#endif

static struct sigaction previous_trap;

// MARK: - A sample

// The thread's time on the clock that samples follow, without pauses.
static uint64_t own_time(const struct lab_thread_slot *slot, uint64_t cpu, uint64_t now) {
    uint64_t time = lab_sampler.clock == LAB_SAMPLER_CPU ? cpu : now;
    uint64_t excluded = atomic_load_explicit(&slot->excluded, memory_order_relaxed);
    return time > excluded ? time - excluded : 0;
}

// Whether the last sample cost more than the thread has run since. One that waits has nothing to run: for it, it is the time.
static bool has_yet_to_run(const struct lab_thread_slot *slot, uint64_t cpu, uint64_t now, bool blocked) {
    if (slot->handler_cost == 0) return false;
    return (blocked ? now - slot->handled_at : cpu - slot->handled_cpu) < slot->handler_cost;
}

static void note_cost(struct lab_thread_slot *slot, uint64_t cpu, uint64_t now) {
    slot->handled_at = lab_time(CLOCK_MONOTONIC);
    // A small part of the period needs no bound, nor the system call to know it better.
    bool is_small = slot->handled_at - now < lab_sampler.period / 8;
    slot->handled_cpu = is_small ? 0 : lab_time(CLOCK_THREAD_CPUTIME_ID);
    slot->handler_cost = is_small ? 0 : slot->handled_cpu - cpu;
}

// The ticking thread must signal a thread again that has not been sampled, even where it does not run.
static void postpone(struct lab_thread_slot *slot) {
    atomic_store_explicit(&slot->is_postponed, true, memory_order_relaxed);
    lab_count(&lab_sampler.postponed, 1);
}

// Apart, so that what it needs is not in the frames before it.
__attribute__((noinline)) static void sample(void *thread_slot, void *interrupted) {
    struct lab_thread_slot *slot = thread_slot;
    const ucontext_t *context = interrupted;
    struct lab_ring_entry *entry = lab_ring_reserve(&slot->ring, lab_sampler.frame_limit);
    if (entry == NULL) {
        // What it would have stood for is in the next one's weight.
        lab_clock_go_on(slot, 0, 0);
        lab_count(&lab_sampler.dropped, 1);
        return;
    }
    uint64_t now = lab_time(CLOCK_MONOTONIC);
    uint64_t cpu = lab_time(CLOCK_THREAD_CPUTIME_ID);
    bool blocked = lab_sampler.clock == LAB_SAMPLER_WALL && lab_was_waiting(context);
    if (has_yet_to_run(slot, cpu, now, blocked)) return postpone(slot);
    uint64_t time = own_time(slot, cpu, now);
    // The ticking thread moves it on as well, where it credits a blocked thread's last sample.
    uint64_t accounted = atomic_load_explicit(&slot->accounted, memory_order_relaxed);
    uint64_t weight = time > accounted ? time - accounted : 0;
    lab_clock_go_on(slot, weight, now - slot->sampled_at);
    if (slot->stack.high == 0) lab_stack_region_of(lab_stack_pointer_of(context), &slot->stack);
    struct lab_unwound_stack stack = lab_unwind(context, &slot->stack, entry->frames, lab_sampler.frame_limit);
    note_cost(slot, cpu, now);
    if (stack.cut_by_fork) return postpone(slot);
    slot->sampled_at = now;
    atomic_store_explicit(&slot->is_postponed, false, memory_order_relaxed);
    if (time > accounted) atomic_store_explicit(&slot->accounted, time, memory_order_relaxed);
    if (!slot->has_sample) {
        slot->has_sample = true;
        if (lab_sampler.clock == LAB_SAMPLER_CPU) {
            weight += atomic_exchange_explicit(&lab_sampler.leftover, 0, memory_order_relaxed);
        }
    }
    entry->words = LAB_RING_HEADER + stack.count;
    entry->state = blocked ? LAB_SAMPLE_BLOCKED : LAB_SAMPLE_RUNNING;
    entry->time = now;
    entry->weight = weight;
    entry->earlier_weight = atomic_exchange_explicit(&slot->credited_weight, 0, memory_order_relaxed);
    entry->earlier_ticks = atomic_exchange_explicit(&slot->credited_ticks, 0, memory_order_relaxed);
    entry->label = atomic_load_explicit(&slot->label, memory_order_relaxed);
    lab_ring_publish(&slot->ring, entry);
    lab_count(&lab_sampler.taken, 1);
    if (stack.truncated) lab_count(&lab_sampler.truncated, 1);
    if (stack.unreadable) lab_count(&lab_sampler.unreadable, 1);
    if (lab_sampler.mechanism == LAB_MECHANISM_TICKER) {
        atomic_store_explicit(&slot->was_blocked, blocked, memory_order_relaxed);
        atomic_store_explicit(&slot->answered_cpu, lab_time(CLOCK_THREAD_CPUTIME_ID), memory_order_relaxed);
    }
}

static void take_sample(ucontext_t *context) {
    if (lab_sampler_phase() == LAB_STOPPED) return;
    uintptr_t room = lab_handler_room(context);
    if (LAB_UNLIKELY(room < LAB_HANDLER_STACK_LEAST)) {
        lab_count(&lab_sampler.postponed, 1);
        return;
    }
    int saved = errno;
    struct lab_thread_slot *slot = lab_slot_of_this_thread();
    if (slot == NULL) {
        lab_count(&lab_sampler.slotless, 1);
        errno = saved;
        return;
    }
    if (atomic_load_explicit(&slot->in_handler, memory_order_relaxed)) {
        // An event's trap in the handler of a timer's signal: the entry in the making is not its own.
        lab_count(&lab_sampler.postponed, 1);
        errno = saved;
        return;
    }
    atomic_store_explicit(&slot->in_handler, true, memory_order_seq_cst);
    // Looked at again: whoever stops the sampler or takes the slot away waits for handlers that have come this far.
    if (atomic_load_explicit(&lab_sampler.phase, memory_order_seq_cst) == LAB_SAMPLING
        && atomic_load_explicit(&slot->state, memory_order_relaxed) == LAB_SLOT_LIVE) {
        if (room >= LAB_HANDLER_STACK_NEEDED) {
            sample(slot, context);
        } else {
            lab_call_on_stack(slot->handler_stack + LAB_HANDLER_STACK_BYTES, sample, slot, context);
        }
    }
    struct lab_waiting_call seen = slot->waiting_call;
    atomic_store_explicit(
        &slot->answered, atomic_load_explicit(&slot->asked, memory_order_relaxed), memory_order_release);
    atomic_store_explicit(&slot->in_handler, false, memory_order_release);
    // Nothing of the slot is used after this: the call may take hours.
    if (lab_sampler.clock == LAB_SAMPLER_WALL) lab_continue_call(context, &seen);
    errno = saved;
}

static void (*_Atomic wanted_action)(int, struct sigaction *);

void lab_sampler_ask_for_actions(void (*wanted)(int, struct sigaction *)) { atomic_store(&wanted_action, wanted); }

// What does not come from the sampler belongs to the program: a timer of its own, a breakpoint, a trap instruction.
__attribute__((noinline)) static void pass_on(
    int signal, siginfo_t *information, void *context, const struct sigaction *previous) {
    struct sigaction action = {.sa_handler = SIG_DFL};
    if (previous != NULL) action = *previous;
    void (*wanted)(int, struct sigaction *) = atomic_load_explicit(&wanted_action, memory_order_relaxed);
    if (wanted != NULL) wanted(signal, &action);
    // It runs with the signals blocked that it would have had blocked without the sampler.
    lab_signal_mask interrupted, asked;
    memcpy(&interrupted, &((ucontext_t *)context)->uc_sigmask, sizeof interrupted);
    memcpy(&asked, &action.sa_mask, sizeof asked);
    lab_signal_mask own = (action.sa_flags & SA_NODEFER) != 0 ? 0 : lab_signal_bit(signal);
    bool is_function = (action.sa_flags & SA_SIGINFO) != 0
        || (action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN);
    if (is_function) lab_signals_restore(interrupted | asked | own);
    if ((action.sa_flags & SA_SIGINFO) != 0) {
        action.sa_sigaction(signal, information, context);
    } else if (action.sa_handler == SIG_DFL) {
        sigaction(signal, &action, NULL);
        raise(signal);
    } else if (action.sa_handler != SIG_IGN) {
        action.sa_handler(signal);
    }
}

// Whether the signal is one of the sampler's timers, events or ticks; others are the program's.
static bool is_own(const siginfo_t *information) {
    switch (information->si_code) {
    case SI_TIMER:
    case SI_QUEUE: return information->si_value.sival_ptr == &lab_sampler;
    // The kernel had no room for what came with the signal: a program that sends one has a process id.
    case SI_USER: return information->si_pid == 0;
    case SI_KERNEL: return false;
    // An event's says what is ready to be read; negative ones are sent.
    default: return information->si_code > 0;
    }
}

static void on_sample_signal(int signal, siginfo_t *information, void *context) {
    // Without anybody to ask, the program has no handler: see `lab_handler_install`.
    if (is_own(information) || atomic_load_explicit(&wanted_action, memory_order_relaxed) == NULL) {
        take_sample(context);
    } else {
        pass_on(signal, information, context, NULL);
    }
}

static void on_trap(int signal, siginfo_t *information, void *context) {
    if (information->si_code == TRAP_PERF) {
        take_sample(context);
    } else {
        pass_on(signal, information, context, &previous_trap);
    }
}

// MARK: - Installing

static int install(int signal, void (*handler)(int, siginfo_t *, void *), struct sigaction *previous) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
    // A handler of the program's on top of this one might leave it by siglongjmp, or want the stack that it is on. Traps of
    // events are used only where they may be blocked: see Clocks.c.
    lab_signal_mask blocked = lab_signals_from_outside() | lab_signal_bit(SIGTRAP);
    memcpy(&action.sa_mask, &blocked, sizeof blocked);
    return sigaction(signal, &action, previous) == 0 ? 0 : errno;
}

int lab_handler_install(char *message, size_t message_size) {
    struct sigaction present;
    if (sigaction(LAB_SAMPLE_SIGNAL, NULL, &present) != 0) return errno;
    bool is_ours = (present.sa_flags & SA_SIGINFO) != 0 && present.sa_sigaction == on_sample_signal;
    bool is_free = (present.sa_flags & SA_SIGINFO) == 0
        && (present.sa_handler == SIG_DFL || present.sa_handler == SIG_IGN);
    if (!is_ours && !is_free) {
        snprintf(message, message_size, "the program handles SIGPROF itself: end its own profiler first");
        return EBUSY;
    }
    int error = is_ours ? 0 : install(LAB_SAMPLE_SIGNAL, on_sample_signal, NULL);
    if (error == 0 && lab_sampler.has_events && lab_sampler.event_traps) {
        if (sigaction(SIGTRAP, NULL, &present) != 0) return errno;
        bool is_installed = (present.sa_flags & SA_SIGINFO) != 0 && present.sa_sigaction == on_trap;
        if (!is_installed) error = install(SIGTRAP, on_trap, &previous_trap);
    }
    if (error != 0) snprintf(message, message_size, "the signal handler cannot be installed: %s", strerror(error));
    return error;
}
