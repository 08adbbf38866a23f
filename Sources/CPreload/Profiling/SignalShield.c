// See SignalShield.h.
//
// The interposers may be called from any thread and, like what they stand for, from signal handlers: they read atomics and
// a thread-local variable, and forward without a search for the next function (but for those that wait). What this
// library and libunwind ask for is carried out as it is: the sampler has to reach the signals itself, and libunwind blocks
// all signals while it holds a lock that the handler would wait for.
#define _GNU_SOURCE
#include "SignalShield.h"

#include "LabAttributes.h"
#include "NextFunction.h"

#include <errno.h>
#include <link.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// glibc's own, under the other names that it exports them by.
extern int __sigaction(int signal, const struct sigaction *restrict action, struct sigaction *restrict old);
extern __sighandler_t ssignal(int signal, __sighandler_t handler);

LAB_NEXT_FUNCTION(sigtimedwait)
LAB_NEXT_FUNCTION(sigwaitinfo)
LAB_NEXT_FUNCTION(sigwait)

// MARK: - The signals

enum { SIGNALS = 2 };
static const int signals[SIGNALS] = {SIGPROF, SIGTRAP};

// A bit a signal: which of them the sampler has taken.
static _Atomic unsigned taken;

// The place of a signal in the table above, if it is taken, else -1.
static int taken_index(int signal) {
    unsigned bits = atomic_load_explicit(&taken, memory_order_relaxed);
    for (int i = 0; i < SIGNALS; i++) {
        if (signals[i] == signal && (bits & 1u << i) != 0) return i;
    }
    return -1;
}

// MARK: - Who asks

struct range {
    uintptr_t low, high;
};

// This library, and the copies of libunwind that there are when the shield is raised.
enum { RANGES = 4 };
static struct range exempt[RANGES];

static int note_range(struct dl_phdr_info *image, size_t size, void *count) {
    (void)size;
    int *next = count;
    struct range range = {UINTPTR_MAX, 0};
    for (int i = 0; i < image->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &image->dlpi_phdr[i];
        if (header->p_type != PT_LOAD) continue;
        uintptr_t low = image->dlpi_addr + header->p_vaddr;
        if (low < range.low) range.low = low;
        if (low + header->p_memsz > range.high) range.high = low + header->p_memsz;
    }
    uintptr_t own = (uintptr_t)&exempt;
    bool is_own = own >= range.low && own < range.high;
    bool is_unwinder = image->dlpi_name != NULL && strstr(image->dlpi_name, "/libunwind") != NULL;
    if ((is_own || is_unwinder) && *next < RANGES) exempt[(*next)++] = range;
    return 0;
}

static bool is_exempt(const void *caller) {
    for (int i = 0; i < RANGES; i++) {
        if ((uintptr_t)caller - exempt[i].low < exempt[i].high - exempt[i].low) return true;
    }
    return false;
}

// Stands in the interposers themselves: the return address is that of their caller.
#define IS_SHIELDED \
    (atomic_load_explicit(&taken, memory_order_relaxed) != 0 && !is_exempt(__builtin_return_address(0)))

// MARK: - What the program wants done

// The newest entry is what holds. Several, so that a thread that reads one is not overtaken by another that sets it.
enum { ENTRIES = 16 };
struct book {
    struct sigaction entries[ENTRIES];
    _Atomic unsigned newest;
};
static struct book books[SIGNALS];

static void read_wish(int index, struct sigaction *action) {
    struct book *book = &books[index];
    *action = book->entries[atomic_load_explicit(&book->newest, memory_order_acquire) % ENTRIES];
}

static void write_wish(int index, const struct sigaction *action) {
    struct book *book = &books[index];
    unsigned next = atomic_load_explicit(&book->newest, memory_order_relaxed) + 1;
    book->entries[next % ENTRIES] = *action;
    atomic_store_explicit(&book->newest, next, memory_order_release);
}

void lab_signal_shield_wish(int signal, struct sigaction *action) {
    int index = taken_index(signal);
    if (index >= 0) {
        read_wish(index, action);
    } else {
        memset(action, 0, sizeof *action);
    }
}

LAB_EXPORT int sigaction(int signal, const struct sigaction *restrict action, struct sigaction *restrict old) {
    int index = IS_SHIELDED ? taken_index(signal) : -1;
    if (index < 0) return __sigaction(signal, action, old);
    struct sigaction held;
    read_wish(index, &held);
    if (action != NULL) write_wish(index, action);
    if (old != NULL) *old = held;
    return 0;
}

LAB_EXPORT __sighandler_t signal(int signal, __sighandler_t handler) {
    int index = IS_SHIELDED ? taken_index(signal) : -1;
    if (index < 0) return ssignal(signal, handler);
    struct sigaction held, action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, signal);
    read_wish(index, &held);
    write_wish(index, &action);
    return held.sa_handler;
}

// MARK: - What the program wants blocked

// A bit a signal: which of them the program believes to be blocked in this thread.
static LAB_THREAD_LOCAL volatile unsigned wants_blocked;

// As glibc does it: the kernel's mask is of 64 signals, and two of them belong to glibc. Returns an `errno` value.
static int set_mask(int how, const sigset_t *set, sigset_t *old) {
    enum { KERNEL_MASK_SIZE = 8, FIRST_OF_GLIBC = 32, SECOND_OF_GLIBC = 33 };
    uint64_t mask = 0, before = 0;
    if (set != NULL) {
        memcpy(&mask, set, sizeof mask);
        mask &= ~(1ull << (FIRST_OF_GLIBC - 1) | 1ull << (SECOND_OF_GLIBC - 1));
    }
    int saved = errno;
    long status = syscall(SYS_rt_sigprocmask, how, set != NULL ? &mask : NULL, &before, KERNEL_MASK_SIZE);
    int code = status == 0 ? 0 : errno;
    errno = saved;
    if (code == 0 && old != NULL) {
        sigemptyset(old);
        memcpy(old, &before, sizeof before);
    }
    return code;
}

static int change_mask(int how, const sigset_t *set, sigset_t *old) {
    sigset_t passed;
    unsigned before = wants_blocked, after = before;
    if (set != NULL) {
        passed = *set;
        for (int i = 0; i < SIGNALS; i++) {
            if (taken_index(signals[i]) < 0) continue;
            unsigned bit = 1u << i;
            bool has = sigismember(set, signals[i]) == 1;
            if (how == SIG_SETMASK) after = has ? after | bit : after & ~bit;
            if (how == SIG_BLOCK && has) after |= bit;
            if (how == SIG_UNBLOCK && has) after &= ~bit;
            if (how != SIG_UNBLOCK) sigdelset(&passed, signals[i]);
        }
    }
    int code = set_mask(how, set != NULL ? &passed : NULL, old);
    if (code != 0) return code;
    wants_blocked = after;
    if (old != NULL) {
        for (int i = 0; i < SIGNALS; i++) {
            if ((before & 1u << i) != 0) sigaddset(old, signals[i]);
        }
    }
    return 0;
}

LAB_EXPORT int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict old) {
    return IS_SHIELDED ? change_mask(how, set, old) : set_mask(how, set, old);
}

LAB_EXPORT int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict old) {
    int code = IS_SHIELDED ? change_mask(how, set, old) : set_mask(how, set, old);
    if (code == 0) return 0;
    errno = code;
    return -1;
}

// MARK: - What the program waits for

// A thread that waits for every signal must not be handed the sampler's.
static const sigset_t *without_taken(const sigset_t *set, sigset_t *copy) {
    *copy = *set;
    for (int i = 0; i < SIGNALS; i++) {
        if (taken_index(signals[i]) >= 0) sigdelset(copy, signals[i]);
    }
    return copy;
}

LAB_EXPORT int sigwait(const sigset_t *restrict set, int *restrict signal) {
    if (!IS_SHIELDED) return lab_next_sigwait()(set, signal);
    sigset_t copy;
    return lab_next_sigwait()(without_taken(set, &copy), signal);
}

LAB_EXPORT int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict info) {
    if (!IS_SHIELDED) return lab_next_sigwaitinfo()(set, info);
    sigset_t copy;
    return lab_next_sigwaitinfo()(without_taken(set, &copy), info);
}

LAB_EXPORT int sigtimedwait(
    const sigset_t *restrict set, siginfo_t *restrict info, const struct timespec *restrict timeout) {
    if (!IS_SHIELDED) return lab_next_sigtimedwait()(set, info, timeout);
    sigset_t copy;
    return lab_next_sigtimedwait()(without_taken(set, &copy), info, timeout);
}

// MARK: - The shield

static void change_one(int how, int signal, sigset_t *old) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    set_mask(how, &set, old);
}

static bool is_same_action(const struct sigaction *one, const struct sigaction *other) {
    return one->sa_handler == other->sa_handler && one->sa_flags == other->sa_flags;
}

void lab_signal_shield_prepare(void) {
    // Once up, the book is what counts: a fork's child goes on with it.
    if (atomic_load_explicit(&taken, memory_order_relaxed) != 0) return;
    // Found now: a signal handler must not enter the loader later.
    (void)lab_next_sigwait();
    (void)lab_next_sigwaitinfo();
    (void)lab_next_sigtimedwait();
    for (int i = 0; i < SIGNALS; i++) {
        struct sigaction action = {.sa_handler = SIG_DFL};
        if (__sigaction(signals[i], NULL, &action) == 0) write_wish(i, &action);
    }
}

void lab_signal_shield_raise(void) {
    unsigned bits = atomic_load_explicit(&taken, memory_order_relaxed);
    bool is_first = bits == 0;
    for (int i = 0; i < SIGNALS && is_first; i++) {
        struct sigaction before, action;
        read_wish(i, &before);
        if (__sigaction(signals[i], NULL, &action) == 0 && !is_same_action(&before, &action)) bits |= 1u << i;
    }
    for (int i = 0; i < SIGNALS; i++) {
        if ((bits & 1u << i) == 0) continue;
        sigset_t old;
        change_one(SIG_UNBLOCK, signals[i], &old);
        if (is_first && sigismember(&old, signals[i]) == 1) wants_blocked |= 1u << i;
    }
    if (!is_first) return;
    int ranges = 0;
    dl_iterate_phdr(note_range, &ranges);
    atomic_store_explicit(&taken, bits, memory_order_release);
}

void lab_signal_shield_hand_over(void) {
    for (int i = 0; i < SIGNALS; i++) {
        if (taken_index(signals[i]) < 0) continue;
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, signals[i]);
        change_one(SIG_BLOCK, signals[i], NULL);
        const struct timespec now = {0};
        while (lab_next_sigtimedwait()(&set, NULL, &now) == signals[i]) {}
        struct sigaction wish;
        read_wish(i, &wish);
        __sigaction(signals[i], &wish, NULL);
        change_one((wants_blocked & 1u << i) != 0 ? SIG_BLOCK : SIG_UNBLOCK, signals[i], NULL);
    }
}
