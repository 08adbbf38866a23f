// See Clocks.h.
//
// A thread's first sample comes after a random part of the period, so that every nanosecond of CPU time is as likely to be
// sampled as every other: in threads, too, that live shorter than a period.
#define _GNU_SOURCE
#include "Clocks.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "Handler.h"

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

uint64_t lab_kernel_tick(void) {
    struct timespec resolution;
    // The coarse clock is set by the tick.
    if (clock_getres(CLOCK_MONOTONIC_COARSE, &resolution) != 0) return 4000000;
    return (uint64_t)resolution.tv_sec * 1000000000u + (uint64_t)resolution.tv_nsec;
}

// MARK: - Random phases

static uint64_t random_state;

// SplitMix64 (Steele, Lea, Flood 2014).
static uint64_t random_below(uint64_t limit) {
    if (random_state == 0) random_state = lab_time(CLOCK_MONOTONIC) ^ (uint64_t)getpid() << 32;
    uint64_t value = random_state += 0x9e3779b97f4a7c15u;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
    value ^= value >> 31;
    return (uint64_t)(((unsigned __int128)value * limit) >> 64);
}

// MARK: - Perf events

static int open_event(int32_t tid, uint64_t first_period, bool trap) {
    struct perf_event_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.size = sizeof attributes;
    attributes.type = PERF_TYPE_SOFTWARE;
    attributes.config = PERF_COUNT_SW_CPU_CLOCK;
    attributes.sample_period = first_period;
    attributes.disabled = 1;
    attributes.wakeup_events = 1;
    // Kernel mode is not excluded: the time of system calls would stand nowhere.
    if (trap) {
        attributes.sigtrap = 1;
        attributes.remove_on_exec = 1;
    }
    return (int)syscall(SYS_perf_event_open, &attributes, tid, -1, -1, (unsigned long)PERF_FLAG_FD_CLOEXEC);
}

static int direct_signals(int event, int32_t tid) {
    struct f_owner_ex owner = {.type = F_OWNER_TID, .pid = tid};
    if (fcntl(event, F_SETFL, O_ASYNC | O_NONBLOCK) != 0) return errno;
    if (fcntl(event, F_SETSIG, LAB_SAMPLE_SIGNAL) != 0) return errno;
    return fcntl(event, F_SETOWN_EX, &owner) == 0 ? 0 : errno;
}

static bool event_opens(bool trap) {
    int event = open_event(0, 1000000000, trap);
    if (event < 0) return false;
    int error = trap ? 0 : direct_signals(event, (int32_t)syscall(SYS_gettid));
    close(event);
    return error == 0;
}

static int start_event(struct lab_thread_slot *slot, int32_t tid) {
    bool trap = lab_sampler.mechanism == LAB_MECHANISM_EVENT_TRAP;
    // The kernel takes no shorter one than 10 µs.
    uint64_t first = 10000 + random_below(lab_sampler.period);
    int event = open_event(tid, first, trap);
    if (event < 0) return errno;
    int error = trap ? 0 : direct_signals(event, tid);
    if (error != 0) {
        close(event);
        return error;
    }
    slot->event = event;
    atomic_store_explicit(&slot->event_needs_period, true, memory_order_release);
    return 0;
}

// MARK: - Timers

// A timer comes due with the first tick after its time. The tick's distance from the thread's beginning is random
// already: so the first time is a random number of whole ticks, and what comes after it the kernel adds.
static uint64_t first_timer_expiry(void) {
    uint64_t ticks = (lab_sampler.period + lab_sampler.tick / 2) / lab_sampler.tick;
    uint64_t first = ticks > 1 ? random_below(ticks) * lab_sampler.tick : 0;
    return first > 0 ? first : 1;
}

static uint64_t timer_interval(void) {
    // With a period of about a tick, every tick counts. A timer of exactly a tick would miss those that come a little early.
    return lab_sampler.period < lab_sampler.tick + lab_sampler.tick / 8 ? lab_sampler.tick / 2 : lab_sampler.period;
}

static int start_timer(struct lab_thread_slot *slot, int32_t tid) {
    struct sigevent event;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = LAB_SAMPLE_SIGNAL;
    event.sigev_notify_thread_id = tid;
    if (timer_create(lab_cpu_clock_of(tid), &event, &slot->timer) != 0) return errno;
    slot->has_timer = true;
    slot->timer_remaining = lab_timespec(first_timer_expiry());
    return 0;
}

// MARK: - A thread's clock

enum lab_sampler_mechanism lab_clock_choose(enum lab_sampler_clock clock, uint64_t period, uint64_t tick) {
    if (clock == LAB_SAMPLER_WALL) return LAB_MECHANISM_TICKER;
    if (period >= tick - tick / 8) return LAB_MECHANISM_TIMER;
    if (event_opens(true)) return LAB_MECHANISM_EVENT_TRAP;
    if (event_opens(false)) return LAB_MECHANISM_EVENT_SIGNAL;
    return LAB_MECHANISM_TICKER;
}

int lab_clock_start(struct lab_thread_slot *slot) {
    int32_t tid = atomic_load_explicit(&slot->tid, memory_order_relaxed);
    int error = 0;
    switch (lab_sampler.mechanism) {
    case LAB_MECHANISM_TIMER: error = start_timer(slot, tid); break;
    case LAB_MECHANISM_EVENT_TRAP:
    case LAB_MECHANISM_EVENT_SIGNAL: error = start_event(slot, tid); break;
    case LAB_MECHANISM_TICKER: slot->ticked_cpu = lab_time(lab_cpu_clock_of(tid)); break;
    }
    if (error == 0 && lab_sampler_phase() == LAB_SAMPLING) lab_clock_resume(slot);
    return error;
}

void lab_clock_resume(struct lab_thread_slot *slot) {
    if (slot->event >= 0) ioctl(slot->event, PERF_EVENT_IOC_ENABLE, 0);
    if (slot->has_timer) {
        struct itimerspec setting = {
            .it_value = slot->timer_remaining, .it_interval = lab_timespec(timer_interval())};
        timer_settime(slot->timer, 0, &setting, NULL);
    }
}

void lab_clock_pause(struct lab_thread_slot *slot) {
    if (slot->event >= 0) ioctl(slot->event, PERF_EVENT_IOC_DISABLE, 0);
    if (slot->has_timer) {
        struct itimerspec none = {0}, remaining;
        if (timer_settime(slot->timer, 0, &none, &remaining) != 0) return;
        slot->timer_remaining = remaining.it_value;
        // Due at this moment, or just then: zero would switch the timer off for good.
        if (remaining.it_value.tv_sec == 0 && remaining.it_value.tv_nsec == 0) slot->timer_remaining.tv_nsec = 1;
    }
}

void lab_clock_end(struct lab_thread_slot *slot) {
    if (slot->event >= 0) close(slot->event);
    slot->event = -1;
    if (slot->has_timer) timer_delete(slot->timer);
    slot->has_timer = false;
}
