// See Clocks.h.
//
// A thread's first sample comes after a random part of the period, so that every nanosecond of CPU time is as likely to be
// sampled as every other: in threads, too, that live shorter than a period.
//
// A timer comes due with a tick, for a third of what an event costs. But a thread that is woken by a timer of its own may run in step
// with the ticks, and never when there is one. So, where there are events, timers are for threads that run on and on,
// and threads that come and go are sampled by events at every rate.
#define _GNU_SOURCE
#include "Clocks.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
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

// From Linux 5.13 to 5.18, an event with SIGTRAP kills a process in a thread of which SIGTRAP is blocked.
static bool kernel_has_safe_traps(void) {
    struct utsname name;
    unsigned major = 0, minor = 0;
    if (uname(&name) != 0 || sscanf(name.release, "%u.%u", &major, &minor) != 2) return false;
    return major > 5 || (major == 5 && minor >= 19);
}

static int start_event(struct lab_thread_slot *slot, int32_t tid) {
    // The kernel makes 10 µs of a shorter period, but refuses none at all.
    uint64_t first = 1 + random_below(lab_sampler.period);
    int event = open_event(tid, first, lab_sampler.event_traps);
    if (event < 0) return errno;
    int error = lab_sampler.event_traps ? 0 : direct_signals(event, tid);
    uint64_t id = 0;
    if (error == 0 && ioctl(event, PERF_EVENT_IOC_ID, &id) != 0) error = errno;
    if (error != 0) {
        close(event);
        return error;
    }
    atomic_store(&slot->event_id, id);
    atomic_store(&slot->event, event);
    return 0;
}

// The descriptor of the slot's event, or -1. A program may close descriptors that it did not open, and get one of its own under
// the same number.
static int own_event(const struct lab_thread_slot *slot) {
    uint64_t id = 0;
    int event = atomic_load(&slot->event);
    return event >= 0 && ioctl(event, PERF_EVENT_IOC_ID, &id) == 0 && id == atomic_load(&slot->event_id) ? event : -1;
}

static void close_event(struct lab_thread_slot *slot) {
    int event = own_event(slot);
    if (event >= 0) close(event);
    atomic_store(&slot->event, -1);
}

// MARK: - Timers

// A timer comes due with the first tick after its time. The tick's distance from the thread's beginning is random
// already: so the first time is a random number of whole ticks, and what comes after it the kernel adds.
static uint64_t first_timer_expiry(void) {
    uint64_t ticks = (lab_sampler.period + lab_sampler.tick / 2) / lab_sampler.tick;
    uint64_t first = ticks > 1 ? random_below(ticks) * lab_sampler.tick : 0;
    return first > 0 ? first : 1;
}

enum { SHORTEST_INTERVAL = 1000 };

static uint64_t timer_interval(void) {
    // With a period of about a tick, every tick that finds the thread running counts: were it to have run for a tick since the
    // last, those that come a little early would be missed, and in threads that run in bursts nearly all.
    return lab_sampler.period < lab_sampler.tick + lab_sampler.tick / 8 ? SHORTEST_INTERVAL : lab_sampler.period;
}

static int start_timer(struct lab_thread_slot *slot, int32_t tid) {
    struct sigevent event;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = LAB_SAMPLE_SIGNAL;
    // By this the handler knows it from the program's own.
    event.sigev_value.sival_ptr = &lab_sampler;
    event.sigev_notify_thread_id = tid;
    if (timer_create(lab_cpu_clock_of(tid), &event, &slot->timer) != 0) return errno;
    slot->has_timer = true;
    slot->timer_remaining = lab_timespec(first_timer_expiry());
    return 0;
}

static void arm_timer(struct lab_thread_slot *slot, struct timespec first) {
    struct itimerspec setting = {.it_value = first, .it_interval = lab_timespec(timer_interval())};
    timer_settime(slot->timer, 0, &setting, NULL);
}

static void disarm_timer(struct lab_thread_slot *slot, struct timespec *remaining) {
    struct itimerspec none = {0}, before = {0};
    timer_settime(slot->timer, 0, &none, &before);
    if (remaining != NULL) *remaining = before.it_value;
}

// MARK: - A thread's clock

enum lab_sampler_mechanism lab_clock_choose(enum lab_sampler_clock clock, uint64_t period, uint64_t tick) {
    lab_sampler.has_events = false;
    if (clock == LAB_SAMPLER_WALL) return LAB_MECHANISM_TICKER;
    lab_sampler.event_traps = kernel_has_safe_traps() && event_opens(true);
    lab_sampler.has_events = lab_sampler.event_traps || event_opens(false);
    if (period >= tick - tick / 8) return LAB_MECHANISM_TIMER;
    if (!lab_sampler.has_events) return LAB_MECHANISM_TICKER;
    return lab_sampler.event_traps ? LAB_MECHANISM_EVENT_TRAP : LAB_MECHANISM_EVENT_SIGNAL;
}

int lab_clock_start(struct lab_thread_slot *slot) {
    int32_t tid = atomic_load_explicit(&slot->tid, memory_order_relaxed);
    if (lab_sampler.mechanism == LAB_MECHANISM_TICKER) {
        if (lab_sampler.clock == LAB_SAMPLER_CPU) slot->ticked_cpu -= random_below(lab_sampler.period);
        return 0;
    }
    int error = lab_sampler.has_events ? start_event(slot, tid) : 0;
    // A timer where timers are meant, and where there is no event for want of descriptors.
    if (lab_sampler.mechanism == LAB_MECHANISM_TIMER || error != 0) {
        if (error != 0) lab_count(&lab_sampler.slow_threads, lab_sampler.mechanism != LAB_MECHANISM_TIMER);
        error = start_timer(slot, tid);
    }
    slot->had_event = atomic_load(&slot->event) >= 0;
    enum lab_sample_source source = slot->had_event ? LAB_SOURCE_FIRST_EVENT : LAB_SOURCE_TIMER;
    atomic_store_explicit(&slot->source, source, memory_order_relaxed);
    if (lab_sampler_phase() == LAB_SAMPLING) lab_clock_resume(slot);
    return error;
}

static enum lab_sample_source source_of(struct lab_thread_slot *slot) {
    return (enum lab_sample_source)atomic_load_explicit(&slot->source, memory_order_relaxed);
}

void lab_clock_go_on(struct lab_thread_slot *slot, uint64_t ran, uint64_t elapsed) {
    if (atomic_load_explicit(&slot->event, memory_order_relaxed) < 0) return;
    enum lab_sample_source source = source_of(slot);
    // Two bounds, so that a thread in between does not change for ever.
    bool is_busy = source == LAB_SOURCE_TIMER ? ran >= elapsed / 2 : ran >= elapsed / 4 * 3;
    enum lab_sample_source next = is_busy && slot->has_timer ? LAB_SOURCE_TIMER : LAB_SOURCE_EVENT;
    if (next == source) return;
    int event = own_event(slot);
    if (event < 0) return;
    atomic_store_explicit(&slot->source, next, memory_order_relaxed);
    if (next == LAB_SOURCE_TIMER) {
        ioctl(event, PERF_EVENT_IOC_DISABLE, 0);
        // The tick comes half a tick late on average.
        uint64_t interval = timer_interval();
        arm_timer(slot, lab_timespec(interval > lab_sampler.tick ? interval - lab_sampler.tick / 2 : interval));
        return;
    }
    uint64_t period = lab_sampler.period;
    ioctl(event, PERF_EVENT_IOC_PERIOD, &period);
    if (source == LAB_SOURCE_TIMER) {
        disarm_timer(slot, NULL);
        ioctl(event, PERF_EVENT_IOC_ENABLE, 0);
    }
}

void lab_clock_resume(struct lab_thread_slot *slot) {
    if (source_of(slot) == LAB_SOURCE_TIMER) {
        if (slot->has_timer) arm_timer(slot, slot->timer_remaining);
    } else {
        int event = own_event(slot);
        if (event >= 0) ioctl(event, PERF_EVENT_IOC_ENABLE, 0);
    }
}

void lab_clock_pause(struct lab_thread_slot *slot) {
    int event = own_event(slot);
    if (event >= 0) ioctl(event, PERF_EVENT_IOC_DISABLE, 0);
    if (slot->has_timer) {
        disarm_timer(slot, &slot->timer_remaining);
        // Due at this moment, or just then: zero would switch the timer off for good.
        if (slot->timer_remaining.tv_sec == 0 && slot->timer_remaining.tv_nsec == 0) slot->timer_remaining.tv_nsec = 1;
    }
}

static bool has_standard_descriptors(void) {
    for (int number = 0; number <= 2; number++) {
        if (fcntl(number, F_GETFD) < 0) return false;
    }
    return true;
}

enum { WAITS_FOR_DESCRIPTORS = 10 };

void lab_clock_mend(struct lab_thread_slot *slot) {
    if (!slot->had_event || own_event(slot) >= 0) return;
    atomic_store(&slot->event, -1);
    // Whoever closes everything is about to open these, and counts on their numbers: the event must not come in between.
    bool may_open = has_standard_descriptors();
    if (!may_open && slot->waits_for_descriptors++ < WAITS_FOR_DESCRIPTORS) return;
    int32_t tid = atomic_load_explicit(&slot->tid, memory_order_relaxed);
    bool has_event = may_open && start_event(slot, tid) == 0;
    slot->had_event = has_event;
    slot->waits_for_descriptors = 0;
    // A thread that its timer samples goes on with that.
    if (slot->has_timer && source_of(slot) == LAB_SOURCE_TIMER) return;
    if (!has_event) {
        lab_count(&lab_sampler.slow_threads, lab_sampler.mechanism != LAB_MECHANISM_TIMER);
        if (!slot->has_timer && start_timer(slot, tid) != 0) return;
    }
    enum lab_sample_source source = has_event ? LAB_SOURCE_FIRST_EVENT : LAB_SOURCE_TIMER;
    atomic_store_explicit(&slot->source, source, memory_order_relaxed);
    if (lab_sampler_phase() == LAB_SAMPLING) lab_clock_resume(slot);
}

void lab_clock_end(struct lab_thread_slot *slot) {
    close_event(slot);
    if (slot->has_timer) timer_delete(slot->timer);
    slot->has_timer = false;
}

void lab_clock_forget(struct lab_thread_slot *slot) {
    close_event(slot);
    slot->has_timer = false;
}
