// See Ticker.h.
//
// A blocked thread is interrupted once. While its CPU clock stands still after that, it cannot be anywhere else, so its last
// sample is credited with the time: idle threads cost one reading of a clock a tick, and their system calls go on
// undisturbed.
#define _GNU_SOURCE
#include "Ticker.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "Handler.h"
#include "SamplerState.h"
#include "ThreadCreation.h"

// The CPU time that a thread may spend after the handler's last reading of its clock, on its way back into the system
// call that the signal interrupted.
enum { RETURN_NS = 50000 };

static pthread_t thread;
static bool has_thread;
static _Atomic bool is_stopping;

static void signal_thread(struct lab_thread_slot *slot, int32_t tid) {
    uint32_t asked = atomic_load_explicit(&slot->asked, memory_order_relaxed);
    if (asked != atomic_load_explicit(&slot->answered, memory_order_acquire)) {
        // It blocks the signal, or waits for a processor: a second signal would tell nothing.
        lab_count(&lab_sampler.unanswered, 1);
        return;
    }
    if (lab_sampler.clock == LAB_SAMPLER_WALL) slot->waiting_call = lab_waiting_call_of(tid);
    atomic_store_explicit(&slot->asked, asked + 1, memory_order_release);
    // With a value by which the handler knows it for the sampler's.
    siginfo_t information;
    memset(&information, 0, sizeof information);
    information.si_code = SI_QUEUE;
    information.si_pid = lab_sampler.process;
    information.si_value.sival_ptr = &lab_sampler;
    if (syscall(SYS_rt_tgsigqueueinfo, lab_sampler.process, tid, LAB_SAMPLE_SIGNAL, &information) != 0) {
        atomic_store_explicit(&slot->answered, asked + 1, memory_order_relaxed);
    }
}

// MARK: - Wall clock

static bool has_run(struct lab_thread_slot *slot, uint64_t cpu) {
    if (cpu == slot->ticked_cpu) return false;
    slot->ticked_cpu = cpu;
    bool has_answered = atomic_load_explicit(&slot->asked, memory_order_relaxed)
        == atomic_load_explicit(&slot->answered, memory_order_relaxed);
    if (!has_answered || !atomic_load_explicit(&slot->was_blocked, memory_order_relaxed)) return true;
    // The first reading after a sample that found the thread blocked: what it ran was the end of the handler.
    bool is_first = !slot->credits;
    slot->credits = true;
    return !is_first || cpu > atomic_load_explicit(&slot->answered_cpu, memory_order_relaxed) + RETURN_NS;
}

static void tick_wall(struct lab_thread_slot *slot, int32_t tid, uint64_t now) {
    uint64_t cpu = lab_time(lab_cpu_clock_of(tid));
    if (cpu == 0) return;
    uint32_t asked = atomic_load_explicit(&slot->asked, memory_order_relaxed);
    bool runs = has_run(slot, cpu);
    if (asked == 0 || runs || atomic_load_explicit(&slot->is_postponed, memory_order_relaxed)) {
        slot->credits = false;
        signal_thread(slot, tid);
        return;
    }
    if (asked != atomic_load_explicit(&slot->answered, memory_order_relaxed)) {
        lab_count(&lab_sampler.unanswered, 1);
        return;
    }
    uint64_t time = now - atomic_load_explicit(&slot->excluded, memory_order_relaxed);
    uint64_t accounted = atomic_load_explicit(&slot->accounted, memory_order_relaxed);
    // A handler that has come in between has accounted for more.
    if (time <= accounted
        || !atomic_compare_exchange_strong_explicit(
            &slot->accounted, &accounted, time, memory_order_relaxed, memory_order_relaxed)) {
        return;
    }
    atomic_fetch_add_explicit(&slot->credited_weight, time - accounted, memory_order_relaxed);
    atomic_fetch_add_explicit(&slot->credited_ticks, 1, memory_order_relaxed);
}

// MARK: - CPU clock

static void tick_cpu(struct lab_thread_slot *slot, int32_t tid) {
    uint64_t cpu = lab_time(lab_cpu_clock_of(tid));
    if (cpu == 0) return;
    // The start may lie before zero: the first sample comes after a random part of the period.
    uint64_t run = cpu - slot->ticked_cpu;
    if (run < lab_sampler.period) return;
    slot->ticked_cpu += run / lab_sampler.period * lab_sampler.period;
    signal_thread(slot, tid);
}

// MARK: - The thread

static void tick(uint64_t now) {
    uint32_t used = lab_slots_used();
    for (uint32_t index = 0; index < used; index++) {
        struct lab_thread_slot *slot = lab_slot_at(index);
        if (atomic_load_explicit(&slot->state, memory_order_acquire) != LAB_SLOT_LIVE) continue;
        int32_t tid = atomic_load_explicit(&slot->tid, memory_order_relaxed);
        if (tid == 0) continue;
        if (lab_sampler.clock == LAB_SAMPLER_WALL) {
            tick_wall(slot, tid, now);
        } else {
            tick_cpu(slot, tid);
        }
    }
}

static void *run(void *unused) {
    prctl(PR_SET_NAME, "lab-tick");
    // Half a period early at most is half a period late at most: the default slack of 50 µs is half of the shortest period.
    prctl(PR_SET_TIMERSLACK, 1);
    atomic_store_explicit(&lab_sampler.ticker_tid, (int32_t)syscall(SYS_gettid), memory_order_release);
    uint64_t next = lab_time(CLOCK_MONOTONIC);
    while (!atomic_load_explicit(&is_stopping, memory_order_relaxed)) {
        uint64_t now = lab_time(CLOCK_MONOTONIC);
        next += lab_sampler.period;
        // Ticks that have been missed are gone: the next sample stands for their time.
        if (next < now) next = now + lab_sampler.period - (now - next) % lab_sampler.period;
        struct timespec time = lab_timespec(next);
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == EINTR) continue;
        if (lab_sampler_phase() == LAB_SAMPLING) tick(lab_time(CLOCK_MONOTONIC));
    }
    return unused;
}

int lab_ticker_start(void) {
    atomic_store_explicit(&is_stopping, false, memory_order_relaxed);
    int error = lab_create_own_thread(&thread, run, NULL);
    has_thread = error == 0;
    if (error != 0) return error;
    // The search for threads must know it for the sampler's own.
    while (atomic_load_explicit(&lab_sampler.ticker_tid, memory_order_acquire) == 0) {
        struct timespec pause = {0, 10000};
        nanosleep(&pause, NULL);
    }
    return 0;
}

void lab_ticker_stop(void) {
    atomic_store_explicit(&is_stopping, true, memory_order_relaxed);
    // Stopping is tried again where the drain was not done in time.
    if (has_thread) pthread_join(thread, NULL);
    has_thread = false;
}
