// The system call that a sample interrupted: which it was, and how it goes on.
//
// A signal ends some system calls with EINTR whatever SA_RESTART says: sleeps and polls with a time limit among them. A
// profiler that cuts a program's sleeps short changes what it measures.
#ifndef LAB_INTERRUPTED_CALLS_H
#define LAB_INTERRUPTED_CALLS_H

#include <stdbool.h>
#include <stdint.h>
#include <ucontext.h>

#pragma GCC visibility push(hidden)

/// What a thread was seen to wait in before it was signalled.
struct lab_waiting_call {
    /// -1: in none.
    int64_t number;
    uint64_t pc;
    uint64_t stack_pointer;
};

/// What a thread of this process waits in now. Not for signal handlers.
struct lab_waiting_call lab_waiting_call_of(int32_t tid);

/// Whether the thread waited in a system call when the signal came. For signal handlers.
bool lab_was_waiting(const ucontext_t *context);

/// Where the interrupted thread's stack ends. For signal handlers.
uintptr_t lab_stack_pointer_of(const ucontext_t *context);

/// Has the interrupted call go on as if there had been no signal, where that can be done, for as long as it takes: the last thing
/// that a handler does. `seen` is what the thread waited in before the signal was sent. For signal handlers.
void lab_continue_call(ucontext_t *context, const struct lab_waiting_call *seen);

#pragma GCC visibility pop

#endif
