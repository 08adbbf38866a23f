// See Drain.h.
#define _GNU_SOURCE
#include "Drain.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "Enrolment.h"
#include "Journal.h"
#include "JournalModules.h"
#include "SamplerState.h"
#include "StackTable.h"
#include "ThreadCreation.h"

enum {
    CREDIT_INTERVAL_NS = 1000000000,
    SEARCH_INTERVAL_NS = 100000000,
};

static pthread_t thread;
static _Atomic uint32_t is_stopping;

// The words of the fullest ring in the last round.
static uint64_t largest_fill;

// MARK: - Records

// The name that a thread has, or had in the end; empty where it is gone without having told.
static void read_name(const struct lab_thread_slot *slot, int32_t tid, char *name, size_t size) {
    memset(name, 0, size);
    if (slot->name[0] != 0) {
        memcpy(name, slot->name, sizeof slot->name);
        return;
    }
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/comm", tid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    ssize_t length = read(file, name, size - 1);
    name[length > 0 ? length : 0] = 0;
    close(file);
    name[strcspn(name, "\n")] = 0;
}

// `is_last` is for the name that the thread had in the end: one that is not known then leaves what is in the journal.
static void write_thread(struct lab_thread_slot *slot, bool is_last) {
    int32_t tid = atomic_load_explicit(&slot->tid, memory_order_relaxed);
    if (tid == 0) tid = slot->ended_tid;
    char name[32];
    read_name(slot, tid, name, sizeof name);
    if (is_last && name[0] == 0) return;
    lab_journal_begin(LAB_JOURNAL_THREAD);
    lab_journal_put_u32(atomic_load_explicit(&slot->serial, memory_order_relaxed));
    lab_journal_put_u32((uint32_t)tid);
    lab_journal_put_text(name, strlen(name));
    lab_journal_finish();
}

static uint32_t stack_number(const struct lab_ring_entry *entry) {
    uint32_t count = entry->words - LAB_RING_HEADER;
    bool is_new;
    uint32_t number = lab_stacks_number(entry->frames, count, &is_new);
    if (is_new) {
        lab_journal_begin(LAB_JOURNAL_STACK);
        lab_journal_put_u32(number);
        lab_journal_put_u32(count);
        lab_journal_put(entry->frames, count * sizeof entry->frames[0]);
        lab_journal_finish();
    }
    return number;
}

// Has the last stack of a thread that did not run since stand for the time that has passed.
static void write_credit(struct lab_thread_slot *slot, uint64_t time, uint64_t weight, uint32_t ticks) {
    if (ticks == 0 || !slot->has_stack) return;
    struct lab_journal_sample sample = {
        .stack = slot->last_stack,
        .thread = atomic_load_explicit(&slot->serial, memory_order_relaxed),
        .label = slot->last_label,
        .state = LAB_SAMPLE_BLOCKED,
        .count = ticks,
        .time = time,
        .weight = weight,
    };
    lab_journal_add_sample(&sample);
}

static void write_entry(struct lab_thread_slot *slot, const struct lab_ring_entry *entry) {
    write_credit(slot, entry->time, entry->earlier_weight, entry->earlier_ticks);
    if (!slot->is_described) {
        slot->is_described = true;
        write_thread(slot, false);
    }
    slot->last_stack = stack_number(entry);
    slot->last_label = entry->label;
    slot->has_stack = true;
    struct lab_journal_sample sample = {
        .stack = slot->last_stack,
        .thread = atomic_load_explicit(&slot->serial, memory_order_relaxed),
        .label = entry->label,
        .state = entry->state,
        .count = 1,
        .time = entry->time,
        .weight = entry->weight,
    };
    lab_journal_add_sample(&sample);
}

static uint64_t cpu_of(_Atomic int32_t *tid) {
    int32_t own = atomic_load_explicit(tid, memory_order_relaxed);
    return own == 0 ? 0 : lab_time(lab_cpu_clock_of(own));
}

static void write_accounts(enum lab_journal_record record, uint64_t left, uint64_t threads_cpu) {
    pthread_mutex_lock(&lab_threads_lock);
    uint64_t now = lab_time(CLOCK_MONOTONIC);
    uint64_t process_cpu = lab_time(CLOCK_PROCESS_CPUTIME_ID);
    uint64_t excluded = lab_sampler.excluded;
    uint64_t cpu_excluded = lab_sampler.process_cpu_excluded;
    if (lab_sampler.is_paused) {
        excluded += now - lab_sampler.paused_at;
        cpu_excluded += process_cpu - lab_sampler.process_cpu_paused_at;
    }
    process_cpu -= lab_sampler.process_cpu_at_start + cpu_excluded;
    uint64_t own_cpu = cpu_of(&lab_sampler.drain_tid) + cpu_of(&lab_sampler.ticker_tid);
    pthread_mutex_unlock(&lab_threads_lock);

    const uint64_t accounts[] = {
        now,
        now - lab_sampler.started_at - excluded,
        process_cpu,
        own_cpu,
        threads_cpu,
        left,
        atomic_load_explicit(&lab_sampler.taken, memory_order_relaxed),
        atomic_load_explicit(&lab_sampler.dropped, memory_order_relaxed),
        atomic_load_explicit(&lab_sampler.truncated, memory_order_relaxed),
        atomic_load_explicit(&lab_sampler.unreadable, memory_order_relaxed),
        atomic_load_explicit(&lab_sampler.slotless, memory_order_relaxed),
        atomic_load_explicit(&lab_sampler.unanswered, memory_order_relaxed),
        atomic_load_explicit(&lab_sampler.threads, memory_order_relaxed),
        atomic_load_explicit(&lab_sampler.unsampled_threads, memory_order_relaxed),
        atomic_load_explicit(&lab_sampler.slow_threads, memory_order_relaxed),
        atomic_load_explicit(&lab_sampler.postponed, memory_order_relaxed),
    };
    lab_journal_begin(record);
    lab_journal_put(accounts, sizeof accounts);
    lab_journal_finish();
}

// MARK: - Moving samples

static void empty_ring(struct lab_thread_slot *slot) {
    uint64_t fill = lab_ring_fill(&slot->ring);
    if (fill > largest_fill) largest_fill = fill;
    for (const struct lab_ring_entry *entry = lab_ring_oldest(&slot->ring); entry != NULL;
         entry = lab_ring_oldest(&slot->ring)) {
        write_entry(slot, entry);
        lab_ring_release(&slot->ring, entry);
    }
}

static void empty_slot(struct lab_thread_slot *slot, bool takes_credit, bool is_last) {
    // Read first: what an ended thread's ring holds then is all that it ever will.
    uint32_t state = atomic_load_explicit(&slot->state, memory_order_acquire);
    if (state == LAB_SLOT_UNOWNED) return;
    empty_ring(slot);
    if (takes_credit || state == LAB_SLOT_ENDED) {
        uint64_t weight = atomic_exchange_explicit(&slot->credited_weight, 0, memory_order_relaxed);
        uint32_t ticks = atomic_exchange_explicit(&slot->credited_ticks, 0, memory_order_relaxed);
        write_credit(slot, lab_time(CLOCK_MONOTONIC), weight, ticks);
    }
    if (state != LAB_SLOT_ENDED) return;
    // Kept until its thread is gone: a search would take it for one that nobody told of.
    if (!is_last && syscall(SYS_tgkill, lab_sampler.process, slot->ended_tid, 0) == 0) return;
    if (slot->is_described) write_thread(slot, true);
    pthread_mutex_lock(&lab_threads_lock);
    lab_slot_give_back(slot);
    pthread_mutex_unlock(&lab_threads_lock);
}

static void empty_slots(bool takes_credit, bool is_last) {
    uint32_t used = lab_slots_used();
    for (uint32_t index = 0; index < used; index++) empty_slot(lab_slot_at(index), takes_credit, is_last);
}

// MARK: - The thread

static void sleep_until_stopped(uint64_t nanoseconds) {
    struct timespec timeout = lab_timespec(nanoseconds);
    syscall(SYS_futex, &is_stopping, FUTEX_WAIT_PRIVATE, 0, &timeout, NULL, 0);
}

// The longest pause between two rounds.
static uint64_t longest_interval(void) {
    if (lab_sampler.rate > 1000) return 10000000;
    return lab_sampler.rate > 250 ? 50000000 : 100000000;
}

// In which the deepest stacks that there can be fill a quarter of a ring.
static uint64_t first_interval(void) {
    uint64_t words = (uint64_t)lab_sampler.rate * (LAB_RING_HEADER + lab_sampler.frame_limit);
    uint64_t interval = LAB_RING_WORDS / 4 * 1000000000ull / words;
    return interval < longest_interval() ? interval : longest_interval();
}

// Follows the fill that the last round found: most stacks are not deep, and a thread that wakes often costs the program.
static uint64_t next_interval(uint64_t interval) {
    uint64_t fill = largest_fill;
    largest_fill = 0;
    if (fill > LAB_RING_WORDS / 4) return interval > 2000000 ? interval / 2 : 1000000;
    if (fill > LAB_RING_WORDS / 8) return interval;
    return interval * 2 < longest_interval() ? interval * 2 : longest_interval();
}

static void *run(void *unused) {
    atomic_store_explicit(&lab_sampler.drain_tid, (int32_t)syscall(SYS_gettid), memory_order_relaxed);
    prctl(PR_SET_NAME, "lab-drain");
    uint64_t searched = 0, credited = 0;
    const uint64_t started = lab_time(CLOCK_MONOTONIC);
    bool ends_process = false;
    largest_fill = 0;
    uint64_t interval = first_interval();
    while (atomic_load_explicit(&is_stopping, memory_order_acquire) == 0 && !ends_process) {
        uint64_t now = lab_time(CLOCK_MONOTONIC);
        bool searches = now - searched >= SEARCH_INTERVAL_NS;
        if (searches) {
            searched = now;
            // As glibc's last thread does; it counts this one among the program's.
            if (!lab_enrol_others()) ends_process = true;
            lab_journal_write_modules();
        }
        // A sample a second of each blocked thread is enough; what lives for less than a second is to have its weights, too.
        bool credits = searches && (now - credited >= CREDIT_INTERVAL_NS || now - started < CREDIT_INTERVAL_NS);
        empty_slots(credits, false);
        if (credits) credited = now;
        if (searches) write_accounts(LAB_JOURNAL_ACCOUNTS, 0, lab_enrolled_cpu());
        lab_journal_flush();
        interval = next_interval(interval);
        sleep_until_stopped(interval);
    }
    lab_journal_write_modules();
    uint64_t left = lab_enrol_end_all();
    empty_slots(true, true);
    write_accounts(LAB_JOURNAL_END, left, lab_enrolled_cpu());
    lab_journal_flush();
    if (ends_process) exit(0);
    return unused;
}

// MARK: - Start and stop

static void write_arguments(void) {
    static char arguments[4096];
    int file = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    ssize_t size = file >= 0 ? read(file, arguments, sizeof arguments) : 0;
    if (file >= 0) close(file);
    // As the kernel gives them: a zero byte behind each.
    lab_journal_put_text(arguments, size > 0 ? (size_t)size : 0);
}

static void write_start(void) {
    char executable[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", executable, sizeof executable);
    lab_journal_begin(LAB_JOURNAL_START);
    lab_journal_put_u32(1);
    lab_journal_put_u32((uint32_t)lab_sampler.process);
    lab_journal_put_u32((uint32_t)lab_sampler.clock);
    lab_journal_put_u32(lab_sampler.rate);
    lab_journal_put_u32(lab_sampler.frame_limit);
    lab_journal_put_u32((uint32_t)lab_sampler.mechanism);
    lab_journal_put_u64(lab_sampler.tick);
    lab_journal_put_u64(lab_time(CLOCK_REALTIME));
    lab_journal_put_u64(lab_sampler.started_at);
    lab_journal_put_text(executable, size > 0 ? (size_t)size : 0);
    write_arguments();
    lab_journal_finish();
}

int lab_drain_start(void) {
    if (!lab_stacks_reset()) return ENOMEM;
    write_start();
    lab_journal_reset_modules();
    lab_journal_write_modules();
    lab_journal_flush();
    // A file that cannot be written is said at once.
    if (lab_journal_error() != 0) return lab_journal_error();
    atomic_store_explicit(&is_stopping, 0, memory_order_relaxed);
    return lab_create_own_thread(&thread, run, NULL);
}

int lab_drain_stop(const struct timespec *limit) {
    atomic_store_explicit(&is_stopping, 1, memory_order_release);
    syscall(SYS_futex, &is_stopping, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
    return limit == NULL ? pthread_join(thread, NULL) : pthread_timedjoin_np(thread, NULL, limit);
}
