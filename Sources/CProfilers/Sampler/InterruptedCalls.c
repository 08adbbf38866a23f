// See InterruptedCalls.h. `lab_was_waiting` and `lab_continue_call` run in signal handlers and call the kernel only.
//
// The number of the interrupted call is not in the signal's context, so it is read from /proc before the signal is sent, and used if the
// thread is still at the same place. Three ways of going on:
//   - The kernel keeps what is left of nanosleep and poll for restart_syscall, until the handler returns: so it is called there.
//   - Calls whose time limit is absolute, infinite, or updated by the kernel are made again, by setting the thread back.
//   - The others end with EINTR, as they do with any signal.
#define _GNU_SOURCE
#include "InterruptedCalls.h"

#include "Handler.h"
#include "SignalMask.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// MARK: - Before the signal

struct lab_waiting_call lab_waiting_call_of(int32_t tid) {
    struct lab_waiting_call call = {.number = -1};
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/self/task/%d/syscall", tid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return call;
    ssize_t size = read(file, line, sizeof line - 1);
    close(file);
    if (size <= 0) return call;
    line[size] = 0;
    // `running`, or: number, six arguments, stack pointer, instruction pointer.
    if (line[0] < '0' || line[0] > '9') return call;
    char *place;
    int64_t number = strtol(line, &place, 10);
    uint64_t values[8];
    for (int index = 0; index < 8; index++) values[index] = strtoul(place, &place, 16);
    call.number = number;
    call.stack_pointer = values[6];
    call.pc = values[7];
    return call;
}

// MARK: - In the handler

#if defined(__x86_64__)

enum { INSTRUCTION_SIZE = 2 };

static uintptr_t pc_of(const ucontext_t *context) { return (uintptr_t)context->uc_mcontext.gregs[REG_RIP]; }

uintptr_t lab_stack_pointer_of(const ucontext_t *context) { return (uintptr_t)context->uc_mcontext.gregs[REG_RSP]; }

static int64_t result_of(const ucontext_t *context) { return context->uc_mcontext.gregs[REG_RAX]; }

static uint64_t argument_of(const ucontext_t *context, int index) {
    static const uint8_t registers[] = {REG_RDI, REG_RSI, REG_RDX, REG_R10};
    return (uint64_t)context->uc_mcontext.gregs[registers[index]];
}

static bool is_system_call(uintptr_t pc) {
    // The instruction may be the last of a page, and the next page need not be mapped; nor need the one before.
    const uint8_t *code = (const uint8_t *)pc;
    return code[0] == 0x0f && (pc & 4095) != 4095 && code[1] == 0x05;
}

static void make_again(ucontext_t *context, int64_t number) {
    context->uc_mcontext.gregs[REG_RIP] -= INSTRUCTION_SIZE;
    context->uc_mcontext.gregs[REG_RAX] = number;
}

static void set_result(ucontext_t *context, int64_t result) { context->uc_mcontext.gregs[REG_RAX] = result; }

#elif defined(__aarch64__)

enum { INSTRUCTION_SIZE = 4 };

static uintptr_t pc_of(const ucontext_t *context) { return (uintptr_t)context->uc_mcontext.pc; }

uintptr_t lab_stack_pointer_of(const ucontext_t *context) { return context->uc_mcontext.sp; }

static int64_t result_of(const ucontext_t *context) { return (int64_t)context->uc_mcontext.regs[0]; }

// The first argument's register has the result: it is lost.
static uint64_t argument_of(const ucontext_t *context, int index) { return context->uc_mcontext.regs[index]; }

static bool is_system_call(uintptr_t pc) { return *(const uint32_t *)pc == 0xd4000001; }

// The first argument is lost, so nothing can be made again.
static void make_again(ucontext_t *context, int64_t number) {
    (void)context;
    (void)number;
}

static void set_result(ucontext_t *context, int64_t result) { context->uc_mcontext.regs[0] = (uint64_t)result; }

#else
#error "system calls are not known for this architecture"
#endif

// The kernel has made the call fail with EINTR.
static bool has_failed(const ucontext_t *context) {
    uintptr_t pc = pc_of(context);
    // The page before need not be mapped.
    return (pc & 4095) >= INSTRUCTION_SIZE && is_system_call(pc - INSTRUCTION_SIZE) && result_of(context) == -EINTR;
}

bool lab_was_waiting(const ucontext_t *context) {
    // Or it has set the instruction pointer back, to have the call made again (SA_RESTART).
    return has_failed(context) || is_system_call(pc_of(context));
}

enum continuation { ENDS, RESTARTS, IS_MADE_AGAIN };

static enum continuation continuation_of(int64_t number, const ucontext_t *context) {
    switch (number) {
    case SYS_nanosleep: return RESTARTS;
    case SYS_clock_nanosleep:
        return (argument_of(context, 1) & TIMER_ABSTIME) != 0 ? IS_MADE_AGAIN : RESTARTS;
#ifdef SYS_poll
    case SYS_poll: return RESTARTS;
#endif
#ifdef SYS_select
    case SYS_select:
#endif
#ifdef SYS_pause
    case SYS_pause:
#endif
    case SYS_pselect6:
    case SYS_ppoll: return IS_MADE_AGAIN;
#ifdef SYS_epoll_wait
    case SYS_epoll_wait:
#endif
    case SYS_epoll_pwait: return (int32_t)argument_of(context, 3) < 0 ? IS_MADE_AGAIN : ENDS;
    default: return ENDS;
    }
}

// The mask of the interrupted thread.
static lab_signal_mask mask_of(const ucontext_t *context) {
    lab_signal_mask mask;
    memcpy(&mask, &context->uc_sigmask, sizeof mask);
    return mask;
}

// Whether a signal has come while the handler blocked it. It ends the call, as it would have without the handler.
static bool has_signal_waiting(const ucontext_t *context) {
    lab_signal_mask pending = 0;
    syscall(SYS_rt_sigpending, &pending, sizeof pending);
    return (pending & ~mask_of(context) & ~lab_signal_bit(LAB_SAMPLE_SIGNAL) & ~lab_signal_bit(SIGTRAP)) != 0;
}

void lab_continue_call(ucontext_t *context, const struct lab_waiting_call *seen) {
    if (seen->number < 0 || seen->pc != pc_of(context) || seen->stack_pointer != lab_stack_pointer_of(context)
        || !has_failed(context) || has_signal_waiting(context)) {
        return;
    }
    switch (continuation_of(seen->number, context)) {
    case ENDS: return;
    case IS_MADE_AGAIN: make_again(context, seen->number); return;
    case RESTARTS: {
        // It may take hours, in which the program's signals must come; but not the next sample's, which would end it.
        lab_signals_restore(mask_of(context) | lab_signal_bit(LAB_SAMPLE_SIGNAL));
        long result = syscall(SYS_restart_syscall);
        set_result(context, result < 0 ? -errno : result);
        return;
    }
    }
}
