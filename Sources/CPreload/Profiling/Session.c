// See Session.h.
//
// The constructor stands behind the allocator's, and in the dynamic linker's order behind those of the program's
// libraries: what they do before main is not in the profile. The destructor is called by exit before theirs.
#define _GNU_SOURCE
#include "Session.h"

#include "CProfilers.h"
#include "JournalFile.h"
#include "LabAttributes.h"
#include "Programs.h"
#include "Settings.h"
#include "SignalShield.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum state { OFF, ON, STOPPING };

static _Atomic int state = OFF;
static bool is_wanted;
// The process that the state is of.
static _Atomic pid_t owner;

bool lab_profiling_is_wanted(void) { return is_wanted; }

bool lab_profiling_is_on(void) {
    return is_wanted && atomic_load_explicit(&state, memory_order_acquire) == ON &&
        atomic_load_explicit(&owner, memory_order_relaxed) == getpid();
}

// MARK: - Start and end

void lab_profiling_start(void) {
    char message[512] = "";
    char path[LAB_DIRECTORY_LENGTH + 64];
    int journal = lab_journal_file_create(path, sizeof path);
    // Nowhere to leave a note either: the folder is gone, as when a daemon outlives who profiled it.
    if (journal < 0) return;
    struct lab_sampler_options options = {
        .clock = lab_profiling_settings.clock,
        .rate = lab_profiling_settings.rate,
        .journal = journal,
        .paused = lab_profiling_settings.paused,
    };
    lab_signal_shield_prepare();
    int code = lab_sampler_start(&options, message, sizeof message);
    close(journal);
    if (code != 0) {
        unlink(path);
        lab_journal_file_fail(message[0] != '\0' ? message : strerror(code));
        return;
    }
    lab_signal_shield_raise();
    lab_sampler_ask_for_actions(lab_signal_shield_wish);
    atomic_store_explicit(&owner, getpid(), memory_order_relaxed);
    atomic_store_explicit(&state, ON, memory_order_release);
}

bool lab_profiling_stop(void) {
    if (!is_wanted || atomic_load_explicit(&owner, memory_order_relaxed) != getpid()) return false;
    int expected = ON;
    if (atomic_compare_exchange_strong(&state, &expected, STOPPING)) {
        // A handler may have interrupted a thread with a lock that the end would wait for: the journal stays without it.
        int code = lab_sampler_stop_to_exit();
        bool has_stopped = code != ETIMEDOUT;
        if (has_stopped && code != 0) {
            char message[128];
            snprintf(message, sizeof message, "process %d lost samples: %s", (int)getpid(), strerror(code));
            lab_journal_file_fail(message);
        }
        atomic_store_explicit(&state, has_stopped ? OFF : ON, memory_order_release);
        return has_stopped;
    }
    const struct timespec pause = {.tv_nsec = 1000000};
    for (int waits = 0; waits < 200 && atomic_load(&state) == STOPPING; waits++) nanosleep(&pause, NULL);
    return false;
}

// MARK: - Children

// Whether the thread that forks has prepared for it; read by it, and by its copy in the child.
static LAB_THREAD_LOCAL bool is_forking;

static void before_fork(void) {
    is_forking = lab_profiling_is_on();
    if (is_forking) lab_sampler_fork_prepare();
}

static void after_fork_in_parent(void) {
    if (is_forking) lab_sampler_fork_parent();
    is_forking = false;
}

static void after_fork_in_child(void) {
    if (!is_forking) return;
    is_forking = false;
    int saved = errno;
    lab_sampler_fork_child();
    atomic_store(&state, OFF);
    lab_profiling_start();
    errno = saved;
}

// MARK: - Beginning and end of the process

static void stop_at_quick_exit(void) { lab_profiling_stop(); }

__attribute__((constructor)) static void begin(void) {
    char message[256];
    if (!lab_profiling_settings_read(message, sizeof message)) {
        if (message[0] != '\0') {
            dprintf(STDERR_FILENO, "libLabPreload.so: not profiling: %s\n", message);
        }
        return;
    }
    is_wanted = true;
    lab_programs_prepare();
    lab_profiling_start();
    pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
    at_quick_exit(stop_at_quick_exit);
}

__attribute__((destructor)) static void end(void) { lab_profiling_stop(); }
