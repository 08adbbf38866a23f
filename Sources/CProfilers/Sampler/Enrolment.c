// See Enrolment.h.
#define _GNU_SOURCE
#include "Enrolment.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "Clocks.h"
#include "SignalMask.h"
#include "StackRegions.h"

static pthread_key_t end_key;
static bool has_end_key;

static LAB_THREAD_LOCAL bool thread_is_ending;

// The process whose first thread has ended before it; another's after fork.
static _Atomic int32_t process_without_leader;

// MARK: - Accounts

static void start_accounts(struct lab_thread_slot *slot, int32_t tid) {
    uint64_t cpu = lab_time(lab_cpu_clock_of(tid));
    uint64_t now = lab_time(CLOCK_MONOTONIC);
    bool is_cpu = lab_sampler.clock == LAB_SAMPLER_CPU;
    slot->cpu_at_start = slot->cpu_seen = slot->cpu_paused_at = slot->ticked_cpu = cpu;
    slot->paused_at = is_cpu ? cpu : now;
    slot->sampled_at = now;
    atomic_store_explicit(&slot->accounted, is_cpu ? cpu : now, memory_order_relaxed);
}

// The slot's time on the clock that samples follow; `cpu` is its CPU time.
static uint64_t slot_time(const struct lab_thread_slot *slot, uint64_t cpu) {
    uint64_t time = lab_sampler.clock == LAB_SAMPLER_CPU ? cpu : lab_time(CLOCK_MONOTONIC);
    // In a pause the thread's time stands still.
    if (lab_sampler.is_paused) time = slot->paused_at;
    uint64_t excluded = atomic_load_explicit(&slot->excluded, memory_order_relaxed);
    return time > excluded ? time - excluded : 0;
}

static uint64_t slot_cpu(const struct lab_thread_slot *slot, uint64_t cpu) {
    if (lab_sampler.is_paused) cpu = slot->cpu_paused_at;
    uint64_t before = slot->cpu_at_start + slot->cpu_excluded;
    return cpu > before ? cpu - before : 0;
}

// What the thread spent since its last sample.
static uint64_t end_accounts(struct lab_thread_slot *slot, uint64_t cpu) {
    lab_count(&lab_sampler.ended_threads_cpu, slot_cpu(slot, cpu));
    uint64_t time = slot_time(slot, cpu);
    uint64_t accounted = atomic_load_explicit(&slot->accounted, memory_order_relaxed);
    return time > accounted ? time - accounted : 0;
}

// MARK: - A thread that tells

static void start_clock(struct lab_thread_slot *slot) {
    if (lab_clock_start(slot) != 0) lab_count(&lab_sampler.unsampled_threads, 1);
    lab_count(&lab_sampler.threads, 1);
}

static void this_thread_ends(void *owned) {
    struct lab_thread_slot *slot = owned;
    thread_is_ending = true;
    lab_signal_mask signals = lab_lock(&lab_threads_lock);
    // The sampler may have been stopped, and the slot have got another owner.
    if (lab_slot_of_this_thread() == slot && lab_sampler_phase() != LAB_STOPPED) {
        lab_clock_end(slot);
        uint64_t left = end_accounts(slot, lab_time(CLOCK_THREAD_CPUTIME_ID));
        if (lab_sampler.clock == LAB_SAMPLER_CPU) lab_count(&lab_sampler.leftover, left);
        prctl(PR_GET_NAME, slot->name);
        lab_slot_end(slot);
    }
    lab_slot_bind(NULL);
    lab_unlock(&lab_threads_lock, signals);
    int32_t process = (int32_t)getpid();
    if (syscall(SYS_gettid) == process) atomic_store_explicit(&process_without_leader, process, memory_order_release);
}

int lab_enrolment_prepare(void) {
    if (has_end_key) return 0;
    int error = pthread_key_create(&end_key, this_thread_ends);
    has_end_key = error == 0;
    return error;
}

struct lab_thread_slot *lab_enrol_before_creation(void *(*start)(void *), void *argument) {
    lab_signal_mask signals = lab_lock(&lab_threads_lock);
    struct lab_thread_slot *slot = lab_sampler_phase() == LAB_STOPPED ? NULL : lab_slot_take();
    if (slot != NULL) {
        slot->start = start;
        slot->argument = argument;
    }
    lab_unlock(&lab_threads_lock, signals);
    return slot;
}

void lab_enrol_cancel(struct lab_thread_slot *slot) {
    lab_signal_mask signals = lab_lock(&lab_threads_lock);
    lab_slot_give_back(slot);
    lab_unlock(&lab_threads_lock, signals);
}

// Whether the thread that the slot was found for is gone, and its number another's by now. Needs the lock.
static bool is_earlier_owners(const struct lab_thread_slot *slot, int32_t tid) {
    return lab_time(lab_cpu_clock_of(tid)) < slot->cpu_seen;
}

// Ends the slot of a thread that did not tell; what it has spent is known up to the last look. Needs the lock.
static void end_untold(struct lab_thread_slot *slot) {
    lab_clock_end(slot);
    uint64_t left = end_accounts(slot, slot->cpu_seen);
    if (lab_sampler.clock == LAB_SAMPLER_CPU) lab_count(&lab_sampler.leftover, left);
    lab_slot_end(slot);
}

void lab_enrol_this_thread(struct lab_thread_slot *slot) {
    if (thread_is_ending) return;
    struct lab_stack_bounds bounds = {0, 0};
    lab_stack_bounds_of_this_thread(&bounds);
    int32_t tid = (int32_t)syscall(SYS_gettid);
    lab_signal_mask signals = lab_lock(&lab_threads_lock);
    if (lab_sampler_phase() == LAB_STOPPED) {
        if (slot != NULL) lab_slot_give_back(slot);
        lab_unlock(&lab_threads_lock, signals);
        return;
    }
    struct lab_thread_slot *found = lab_slot_of_tid(tid);
    if (found != NULL && is_earlier_owners(found, tid)) {
        end_untold(found);
        found = NULL;
    }
    if (found != NULL) {
        // The search in /proc was faster.
        if (slot != NULL) lab_slot_give_back(slot);
        slot = found;
        slot->stack = bounds;
    } else {
        if (slot == NULL) slot = lab_slot_take();
        if (slot == NULL) {
            lab_count(&lab_sampler.unsampled_threads, 1);
            lab_unlock(&lab_threads_lock, signals);
            return;
        }
        slot->stack = bounds;
        start_accounts(slot, tid);
        lab_slot_set_tid(slot, tid);
        start_clock(slot);
    }
    slot->tells_its_end = has_end_key && pthread_setspecific(end_key, slot) == 0;
    lab_slot_bind(slot);
    lab_unlock(&lab_threads_lock, signals);
}

// MARK: - Threads that nobody told of

static void enrol_other(int32_t tid) {
    lab_signal_mask signals = lab_lock(&lab_threads_lock);
    if (lab_slot_of_tid(tid) == NULL && !lab_slot_is_ending(tid)) {
        struct lab_thread_slot *slot = lab_slot_take();
        if (slot == NULL) {
            lab_count(&lab_sampler.unsampled_threads, 1);
        } else {
            start_accounts(slot, tid);
            lab_slot_set_tid(slot, tid);
            start_clock(slot);
        }
    }
    lab_unlock(&lab_threads_lock, signals);
}

static void mend_clock(struct lab_thread_slot *slot, int32_t tid) {
    if (lab_sampler.mechanism == LAB_MECHANISM_TICKER) return;
    lab_signal_mask signals = lab_lock(&lab_threads_lock);
    if (lab_slot_of_tid(tid) == slot) lab_clock_mend(slot);
    lab_unlock(&lab_threads_lock, signals);
}

// Returns how many threads go on.
static uint64_t end_those_gone(void) {
    uint64_t live = 0;
    for (uint32_t index = 0; index < lab_slots_used(); index++) {
        struct lab_thread_slot *slot = lab_slot_at(index);
        if (atomic_load_explicit(&slot->state, memory_order_acquire) != LAB_SLOT_LIVE) continue;
        int32_t tid = atomic_load_explicit(&slot->tid, memory_order_relaxed);
        if (tid == 0) continue;
        uint64_t cpu = lab_time(lab_cpu_clock_of(tid));
        if (cpu != 0) {
            slot->cpu_seen = cpu;
            live++;
            mend_clock(slot, tid);
            continue;
        }
        lab_signal_mask signals = lab_lock(&lab_threads_lock);
        if (lab_slot_of_tid(tid) == slot && lab_time(lab_cpu_clock_of(tid)) == 0) {
            end_untold(slot);
        }
        lab_unlock(&lab_threads_lock, signals);
    }
    return live;
}

bool lab_enrol_others(void) {
    uint64_t known = end_those_gone() + 1 + (lab_sampler.mechanism == LAB_MECHANISM_TICKER);
    struct stat status;
    // A directory's links are its own two and one for each directory in it: so many threads are all known. A first thread
    // that has ended is listed, but not known.
    if (stat("/proc/self/task", &status) == 0 && status.st_nlink == known + 2) return true;
    bool knows_regions = false;
    DIR *tasks = opendir("/proc/self/task");
    if (tasks == NULL) return true;
    // It is listed until the process ends.
    int32_t leader = atomic_load_explicit(&process_without_leader, memory_order_acquire);
    bool has_others = leader != (int32_t)getpid();
    for (struct dirent *task = readdir(tasks); task != NULL; task = readdir(tasks)) {
        int32_t tid = (int32_t)strtol(task->d_name, NULL, 10);
        if (tid <= 0 || tid == atomic_load_explicit(&lab_sampler.drain_tid, memory_order_relaxed)
            || tid == atomic_load_explicit(&lab_sampler.ticker_tid, memory_order_relaxed)) {
            continue;
        }
        if (tid != leader) has_others = true;
        if (lab_slot_of_tid(tid) != NULL || lab_slot_is_ending(tid)) continue;
        if (!knows_regions) lab_stack_regions_refresh();
        knows_regions = true;
        enrol_other(tid);
    }
    closedir(tasks);
    return has_others;
}

bool lab_enrolled_others(void) {
    uint32_t live = 0;
    for (uint32_t index = 0; index < lab_slots_used(); index++) {
        uint32_t state = atomic_load_explicit(&lab_slot_at(index)->state, memory_order_relaxed);
        // One that has ended may have been unloading still, in the last destructors.
        if (state != LAB_SLOT_UNOWNED) live++;
    }
    return live > 1;
}

// MARK: - The end of sampling

static void wait_for_handler(struct lab_thread_slot *slot) {
    // A handler takes microseconds; a thread that was stopped in it by a debugger is not waited for.
    for (int turn = 0; turn < 10000; turn++) {
        if (!atomic_load_explicit(&slot->in_handler, memory_order_acquire)) return;
        if (turn < 1000) {
            sched_yield();
        } else {
            struct timespec pause = {0, 10000};
            nanosleep(&pause, NULL);
        }
    }
}

uint64_t lab_enrol_end_all(void) {
    lab_signal_mask signals = lab_lock(&lab_threads_lock);
    atomic_store_explicit(&lab_sampler.phase, LAB_STOPPED, memory_order_seq_cst);
    uint64_t left = atomic_load_explicit(&lab_sampler.leftover, memory_order_relaxed);
    for (uint32_t index = 0; index < lab_slots_used(); index++) {
        struct lab_thread_slot *slot = lab_slot_at(index);
        int32_t tid = atomic_load_explicit(&slot->tid, memory_order_relaxed);
        if (atomic_load_explicit(&slot->state, memory_order_acquire) != LAB_SLOT_LIVE || tid == 0) continue;
        lab_clock_end(slot);
        wait_for_handler(slot);
        uint64_t cpu = lab_time(lab_cpu_clock_of(tid));
        left += end_accounts(slot, cpu != 0 ? cpu : slot->cpu_seen);
        lab_slot_end(slot);
    }
    lab_stack_regions_forget();
    lab_unlock(&lab_threads_lock, signals);
    return left;
}

uint64_t lab_enrolled_cpu(void) {
    lab_signal_mask signals = lab_lock(&lab_threads_lock);
    uint64_t sum = atomic_load_explicit(&lab_sampler.ended_threads_cpu, memory_order_relaxed);
    for (uint32_t index = 0; index < lab_slots_used(); index++) {
        struct lab_thread_slot *slot = lab_slot_at(index);
        int32_t tid = atomic_load_explicit(&slot->tid, memory_order_relaxed);
        if (atomic_load_explicit(&slot->state, memory_order_acquire) != LAB_SLOT_LIVE || tid == 0) continue;
        uint64_t cpu = lab_time(lab_cpu_clock_of(tid));
        sum += slot_cpu(slot, cpu != 0 ? cpu : slot->cpu_seen);
    }
    lab_unlock(&lab_threads_lock, signals);
    return sum;
}
