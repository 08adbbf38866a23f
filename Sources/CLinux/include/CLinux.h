// Kernel interfaces that Swift cannot call (variadic functions, bit-field structs) and the one thing
// that no Swift construct guarantees: a value the optimizer must treat as used and changed.
// Everything here is `static inline` and keeps no state; signal handlers, which have to, stand in `SignalEvents` and
// `SignalForwarding`.
#ifndef CLINUX_H
#define CLINUX_H

#include "PerfEvent.h"
#include "SignalEvents.h"
#include "SignalForwarding.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

// glibc's, declared here since its headers show them to GNU C only.
extern long syscall(long number, ...);
extern void *memmem(const void *haystack, size_t length, const void *needle, size_t needle_length);

/// Makes the optimizer believe that the memory at `pointer` is read and changed here. No instruction is emitted.
static inline void clinux_escape(const void *pointer) {
    __asm__ volatile("" : : "r"(pointer) : "memory");
}

/// Asks the kernel to send `signal` to this process when its parent ends.
static inline int clinux_set_parent_death_signal(int signal) {
    return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0);
}

/// Whether a file gives who executes it capabilities beyond their own.
static inline int clinux_has_file_capabilities(const char *path) {
    return getxattr(path, "security.capability", NULL, 0) > 0;
}

/// How many processors this process may run on; 0 where the kernel does not say.
static inline int clinux_available_processors(void) {
    uint64_t mask[128] = {0};
    long bytes = syscall(SYS_sched_getaffinity, 0, sizeof mask, mask);
    int count = 0;
    for (long word = 0; word < bytes / (long)sizeof *mask; word++) count += __builtin_popcountll(mask[word]);
    return count;
}

/// The processors that a thread may run on, as a bit each.
struct clinux_processors {
    uint64_t bits[128];
};

/// Reads the processors that the calling thread may run on; false where the kernel does not say.
static inline _Bool clinux_get_processors(struct clinux_processors *processors) {
    memset(processors, 0, sizeof *processors);
    return syscall(SYS_sched_getaffinity, 0, sizeof *processors, processors) > 0;
}

/// Makes the calling thread, and what it starts from now on, run on `processors` only.
static inline _Bool clinux_set_processors(const struct clinux_processors *processors) {
    return syscall(SYS_sched_setaffinity, 0, sizeof *processors, processors) == 0;
}

/// The lowest of `processors` alone.
static inline struct clinux_processors clinux_first_processor(const struct clinux_processors *processors) {
    struct clinux_processors first = {{0}};
    for (int word = 0; word < 128; word++) {
        if (processors->bits[word] == 0) continue;
        first.bits[word] = processors->bits[word] & -processors->bits[word];
        break;
    }
    return first;
}

/// A descriptor that becomes readable when the process ends; -1 with `errno` where there is none.
static inline int clinux_pidfd_open(pid_t process) {
    return (int)syscall(SYS_pidfd_open, process, 0);
}

/// The first place of `needle` in `haystack`; null where it is not there.
static inline const void *clinux_find(const void *haystack, size_t length, const void *needle, size_t needle_length) {
    return memmem(haystack, length, needle, needle_length);
}

/// Hands what was printed to the kernel. False where any of it was lost, now or before: a disk may be full.
///
/// C, since Swift takes the variable `stdout` for shared state that anybody may change.
static inline _Bool clinux_flush_standard_output(void) {
    return fflush(stdout) == 0 && !ferror(stdout);
}

#endif
