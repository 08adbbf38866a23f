// The sampler's start and end: see CProfilers.h, and SamplerState.h for the parts. Not for signal handlers.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "CProfilers.h"
#include "Clocks.h"
#include "Drain.h"
#include "Enrolment.h"
#include "Handler.h"
#include "Journal.h"
#include "SamplerState.h"
#include "SignalMask.h"
#include "Ticker.h"
#include "../Unwind/Unwind.h"

enum { DEFAULT_FRAME_LIMIT = 512, LAST_FRAME_LIMIT = 2048, FIRST_FRAME_LIMIT = 4, LAST_RATE = 10000 };

struct lab_sampler_state lab_sampler;

// Start, stop, pause and resume, one at a time. Taken before lab_threads_lock.
static pthread_mutex_t control = PTHREAD_MUTEX_INITIALIZER;

// MARK: - Start

static int refuse(int error, char *message, size_t message_size, const char *text) {
    if (message_size > 0) snprintf(message, message_size, "%s", text);
    return error;
}

static void set_up(const struct lab_sampler_options *options) {
    memset(&lab_sampler, 0, sizeof lab_sampler);
    lab_sampler.clock = options->clock;
    lab_sampler.rate = options->rate;
    lab_sampler.period = 1000000000u / options->rate;
    lab_sampler.tick = lab_kernel_tick();
    lab_sampler.frame_limit = options->frame_limit == 0 ? DEFAULT_FRAME_LIMIT : options->frame_limit;
    lab_sampler.process = (int32_t)getpid();
    lab_sampler.mechanism = lab_clock_choose(options->clock, lab_sampler.period, lab_sampler.tick);
    lab_sampler.process_cpu_at_start = lab_sampler.process_cpu_paused_at = lab_time(CLOCK_PROCESS_CPUTIME_ID);
    lab_sampler.started_at = lab_sampler.paused_at = lab_time(CLOCK_MONOTONIC);
    lab_sampler.is_paused = options->paused;
}

static int start(const struct lab_sampler_options *options, char *message, size_t message_size) {
    if (lab_sampler_phase() != LAB_STOPPED) {
        return refuse(EBUSY, message, message_size, "a sampler is at work in this process already: stop it first");
    }
    if (options->rate < 1 || options->rate > LAST_RATE) {
        return refuse(EINVAL, message, message_size, "the rate must be from 1 to 10,000 samples a second");
    }
    if (options->frame_limit != 0
        && (options->frame_limit < FIRST_FRAME_LIMIT || options->frame_limit > LAST_FRAME_LIMIT)) {
        return refuse(EINVAL, message, message_size, "the limit of frames must be from 4 to 2,048");
    }
    int error = lab_unwind_prepare(message, message_size);
    if (error != 0) return error;
    if (!lab_threads_prepare()) return refuse(ENOMEM, message, message_size, "there is no memory for the sampler");
    error = lab_enrolment_prepare();
    if (error != 0) return refuse(error, message, message_size, "there is no thread-specific key left");
    set_up(options);
    error = lab_handler_install(message, message_size);
    if (error != 0) return error;
    error = lab_journal_open(options->journal);
    if (error != 0) return refuse(error, message, message_size, "the journal's file descriptor cannot be used");
    if (lab_sampler.mechanism == LAB_MECHANISM_TICKER) error = lab_ticker_start();
    if (error != 0) {
        lab_journal_close();
        return refuse(error, message, message_size, "the sampler's threads cannot be started");
    }
    // From here on threads that start are enrolled, by themselves.
    atomic_store_explicit(&lab_sampler.phase, options->paused ? LAB_PAUSED : LAB_SAMPLING, memory_order_seq_cst);
    lab_enrol_this_thread(NULL);
    error = lab_drain_start();
    if (error != 0) {
        if (lab_sampler.mechanism == LAB_MECHANISM_TICKER) lab_ticker_stop();
        lab_enrol_end_all();
        lab_journal_close();
        return refuse(error, message, message_size, "the journal cannot be written");
    }
    return 0;
}

int lab_sampler_start(const struct lab_sampler_options *options, char *message, size_t message_size) {
    if (message_size > 0) message[0] = 0;
    lab_signal_mask signals = lab_lock(&control);
    int error = start(options, message, message_size);
    lab_unlock(&control, signals);
    if (error != 0 && message_size > 0 && message[0] == 0) snprintf(message, message_size, "%s", strerror(error));
    return error;
}

// MARK: - Pause

static void pause_slots(bool pauses) {
    for (uint32_t index = 0; index < lab_slots_used(); index++) {
        struct lab_thread_slot *slot = lab_slot_at(index);
        int32_t tid = atomic_load_explicit(&slot->tid, memory_order_relaxed);
        if (atomic_load_explicit(&slot->state, memory_order_acquire) != LAB_SLOT_LIVE || tid == 0) continue;
        if (pauses) lab_clock_pause(slot);
        uint64_t cpu = lab_time(lab_cpu_clock_of(tid));
        if (cpu == 0) cpu = slot->cpu_paused_at;
        uint64_t time = lab_sampler.clock == LAB_SAMPLER_CPU ? cpu : lab_time(CLOCK_MONOTONIC);
        if (pauses) {
            slot->paused_at = time;
            slot->cpu_paused_at = cpu;
        } else {
            atomic_fetch_add_explicit(&slot->excluded, time - slot->paused_at, memory_order_relaxed);
            slot->cpu_excluded += cpu - slot->cpu_paused_at;
            slot->ticked_cpu = cpu;
        }
    }
}

static void resume_clocks(void) {
    for (uint32_t index = 0; index < lab_slots_used(); index++) {
        struct lab_thread_slot *slot = lab_slot_at(index);
        if (atomic_load_explicit(&slot->state, memory_order_acquire) != LAB_SLOT_LIVE) continue;
        if (atomic_load_explicit(&slot->tid, memory_order_relaxed) != 0) lab_clock_resume(slot);
    }
}

void lab_sampler_pause(void) {
    lab_signal_mask signals = lab_lock(&control);
    if (lab_sampler_phase() == LAB_SAMPLING) {
        pthread_mutex_lock(&lab_threads_lock);
        atomic_store_explicit(&lab_sampler.phase, LAB_PAUSED, memory_order_seq_cst);
        lab_sampler.is_paused = true;
        lab_sampler.process_cpu_paused_at = lab_time(CLOCK_PROCESS_CPUTIME_ID);
        lab_sampler.paused_at = lab_time(CLOCK_MONOTONIC);
        pause_slots(true);
        pthread_mutex_unlock(&lab_threads_lock);
    }
    lab_unlock(&control, signals);
}

void lab_sampler_resume(void) {
    lab_signal_mask signals = lab_lock(&control);
    if (lab_sampler_phase() == LAB_PAUSED) {
        pthread_mutex_lock(&lab_threads_lock);
        pause_slots(false);
        lab_sampler.process_cpu_excluded += lab_time(CLOCK_PROCESS_CPUTIME_ID) - lab_sampler.process_cpu_paused_at;
        lab_sampler.excluded += lab_time(CLOCK_MONOTONIC) - lab_sampler.paused_at;
        lab_sampler.is_paused = false;
        atomic_store_explicit(&lab_sampler.phase, LAB_SAMPLING, memory_order_seq_cst);
        resume_clocks();
        pthread_mutex_unlock(&lab_threads_lock);
    }
    lab_unlock(&control, signals);
}

// MARK: - Stop

// Under `control`. Without a limit it waits for ever.
static int stop(const struct timespec *limit) {
    if (lab_sampler_phase() == LAB_STOPPED) return 0;
    if (lab_sampler.mechanism == LAB_MECHANISM_TICKER) lab_ticker_stop();
    // It ends every thread's clock, the sampler's phase, and writes the end.
    int error = lab_drain_stop(limit);
    return error == 0 ? lab_journal_close() : error;
}

int lab_sampler_stop(void) {
    lab_signal_mask signals = lab_lock(&control);
    int error = stop(NULL);
    lab_unlock(&control, signals);
    return error;
}

enum { SECONDS_TO_EXIT = 2 };

int lab_sampler_stop_to_exit(void) {
    struct timespec limit;
    clock_gettime(CLOCK_REALTIME, &limit);
    limit.tv_sec += SECONDS_TO_EXIT;
    lab_signal_mask signals = lab_signals_block();
    int error = pthread_mutex_timedlock(&control, &limit);
    if (error == 0) {
        error = stop(&limit);
        pthread_mutex_unlock(&control);
    }
    lab_signals_restore(signals);
    return error;
}

bool lab_sampler_is_started(void) { return lab_sampler_phase() != LAB_STOPPED; }

// MARK: - Fork

// Whether this thread holds the locks for a fork. Handlers may have been registered twice, by the preload library and by the program.
static LAB_THREAD_LOCAL bool is_forking;
// The thread's signals before.
static LAB_THREAD_LOCAL lab_signal_mask signals_before_fork;

void lab_sampler_fork_prepare(void) {
    if (is_forking) return;
    is_forking = true;
    signals_before_fork = lab_signals_block();
    pthread_mutex_lock(&control);
    pthread_mutex_lock(&lab_threads_lock);
    lab_unwind_quiesce();
}

void lab_sampler_fork_parent(void) {
    if (!is_forking) return;
    is_forking = false;
    lab_unwind_reopen();
    pthread_mutex_unlock(&lab_threads_lock);
    lab_unlock(&control, signals_before_fork);
}

// The child has one thread, and none of the parent's clocks.
static void forget_parent(void) {
    if (lab_sampler_phase() == LAB_STOPPED) return;
    atomic_store_explicit(&lab_sampler.phase, LAB_STOPPED, memory_order_seq_cst);
    lab_journal_abandon();
    if (lab_enrolled_others()) lab_unwind_distrust_loader();
    for (uint32_t index = 0; index < lab_slots_used(); index++) lab_clock_forget(lab_slot_at(index));
    lab_threads_forget();
}

void lab_sampler_fork_child(void) {
    if (!is_forking) return;
    is_forking = false;
    lab_unwind_reopen();
    pthread_mutex_init(&lab_threads_lock, NULL);
    pthread_mutex_init(&control, NULL);
    forget_parent();
    lab_signals_restore(signals_before_fork);
}

int lab_sampler_watch_forks(void) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static bool is_watched;
    pthread_mutex_lock(&lock);
    int error = is_watched
        ? 0
        : pthread_atfork(lab_sampler_fork_prepare, lab_sampler_fork_parent, lab_sampler_fork_child);
    is_watched = is_watched || error == 0;
    pthread_mutex_unlock(&lock);
    return error;
}
