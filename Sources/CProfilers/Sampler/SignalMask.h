// Keeps the program's signal handlers from running on top of what they could not be waited for in: a lock that is held, or
// the sampler's own handler. A handler may call _exit, exec or fork, which need the locks, or leave by siglongjmp.
//
// The kernel is asked itself: glibc's functions leave two signals out, and the preload library's are the program's.
// May be called from signal handlers.
#ifndef LAB_SIGNAL_MASK_H
#define LAB_SIGNAL_MASK_H

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/// The kernel's mask: a bit a signal.
typedef uint64_t lab_signal_mask;

static inline lab_signal_mask lab_signal_bit(int signal) { return (lab_signal_mask)1 << (signal - 1); }

/// All but those that an instruction raises: blocked, they would end the process.
static inline lab_signal_mask lab_signals_from_outside(void) {
    return ~(lab_signal_bit(SIGSEGV) | lab_signal_bit(SIGBUS) | lab_signal_bit(SIGFPE) | lab_signal_bit(SIGILL)
        | lab_signal_bit(SIGTRAP) | lab_signal_bit(SIGSYS));
}

static inline lab_signal_mask lab_signals_change(int how, lab_signal_mask mask) {
    lab_signal_mask before = 0;
    int saved = errno;
    syscall(SYS_rt_sigprocmask, how, &mask, &before, sizeof mask);
    errno = saved;
    return before;
}

static inline lab_signal_mask lab_signals_block(void) {
    return lab_signals_change(SIG_BLOCK, lab_signals_from_outside());
}

static inline void lab_signals_restore(lab_signal_mask mask) { lab_signals_change(SIG_SETMASK, mask); }

/// Takes a lock that a thread of the program holds with its signals blocked; returns what to unlock it with.
static inline lab_signal_mask lab_lock(pthread_mutex_t *lock) {
    lab_signal_mask before = lab_signals_block();
    pthread_mutex_lock(lock);
    return before;
}

static inline void lab_unlock(pthread_mutex_t *lock, lab_signal_mask before) {
    pthread_mutex_unlock(lock);
    lab_signals_restore(before);
}

#endif
