// Kernel interfaces that Swift cannot call (variadic functions, bit-field structs) and the one thing
// that no Swift construct guarantees: a value the optimizer must treat as used and changed.
// Everything is `static inline`; nothing here keeps state.
#ifndef CLINUX_H
#define CLINUX_H

#include <linux/perf_event.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Makes the optimizer believe that the memory at `pointer` is read and changed here. No instruction is emitted.
static inline void clinux_escape(const void *pointer) {
    __asm__ volatile("" : : "r"(pointer) : "memory");
}

/// Asks the kernel to send `signal` to this process when its parent ends.
static inline int clinux_set_parent_death_signal(int signal) {
    return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0);
}

#endif
