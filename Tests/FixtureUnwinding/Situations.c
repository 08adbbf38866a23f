// Each prints lines of a word and a number, for the tests.
#define _GNU_SOURCE
#include "include/Situations.h"

#include <errno.h>
#include <execinfo.h>
#include <inttypes.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "../../Sources/CProfilers/Unwind/Unwind.h"
#include "../../Sources/CProfilers/include/CProfilers.h"
#include "include/Forbidden.h"

enum { ALL_FRAMES = 70000 };

static struct lab_stack_bounds bounds;
static uint64_t all[ALL_FRAMES];
static uint64_t some[ALL_FRAMES];
static int capacity;

static struct lab_unwound_stack unwind(const void *context, uint64_t *frames, uint32_t room) {
    is_unwinding = true;
    struct lab_unwound_stack stack = lab_unwind(context, &bounds, frames, room);
    is_unwinding = false;
    return stack;
}

static void handle(int signal, void (*handler)(int, siginfo_t *, void *), int flags) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags};
    sigaction(signal, &action, NULL);
}

// MARK: Depth

static void interrupted_deep(int signal, siginfo_t *information, void *context) {
    (void)signal, (void)information;
    struct lab_unwound_stack whole = unwind(context, all, ALL_FRAMES);
    struct lab_unwound_stack part = unwind(context, some, (uint32_t)capacity);
    uint32_t marker = 0;
    while (marker < part.count && some[marker] != LAB_FRAME_TRUNCATED) {
        marker++;
    }
    uint32_t outer = marker < part.count ? part.count - marker - 1 : 0;
    bool are_same = memcmp(some, all, marker * sizeof(all[0])) == 0
        && memcmp(some + marker + 1, all + whole.count - outer, outer * sizeof(all[0])) == 0;
    printf("whole %" PRIu32 "\npart %" PRIu32 "\n", whole.count, part.count);
    printf("truncated %d\nunreadable %d\n", part.truncated, whole.unreadable);
    printf("innermost %" PRIu32 "\noutermost %" PRIu32 "\nsame %d\n", marker, outer, are_same);
}

__attribute__((noinline)) static int recurse(int depth) {
    int result = depth == 0 ? raise(SIGUSR1) : recurse(depth - 1);
    __asm__ volatile("" ::: "memory");
    return result;
}

static void *go_deep(void *depth) {
    lab_stack_bounds_of_this_thread(&bounds);
    recurse((int)(intptr_t)depth);
    return NULL;
}

int unwind_deep(int depth, int room) {
    capacity = room < ALL_FRAMES ? room : ALL_FRAMES;
    handle(SIGUSR1, interrupted_deep, 0);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 256 << 20);
    pthread_t thread;
    if (pthread_create(&thread, &attributes, go_deep, (void *)(intptr_t)depth) != 0) {
        return 1;
    }
    pthread_join(thread, NULL);
    return 0;
}

// MARK: A program that forbids itself system calls

int unwind_forbidden(int depth, int room) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_process_vm_readv, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof(filter) / sizeof(filter[0]), .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        return 1;
    }
    return unwind_deep(depth, room);
}

// MARK: Alternate stacks

static void interrupted_above(int signal, siginfo_t *information, void *argument) {
    (void)signal, (void)information, (void)argument;
    // glibc's own unwinder is the reference: it knows signal frames and alternate stacks too.
    static void *reference[256];
    int expected = backtrace(reference, 256);
    ucontext_t context;
    getcontext(&context);
    struct lab_unwound_stack stack = unwind(&context, all, 256);
    bool are_same = (int)stack.count == expected;
    for (int i = 1; are_same && i < expected; i++) {
        uint64_t pc = (uint64_t)reference[i];
        are_same = all[i] == pc || all[i] == pc - 1;
    }
    printf("frames %d\nsame %d\nunreadable %d\n", expected, are_same, stack.unreadable);
}

static void interrupted_below(int signal, siginfo_t *information, void *context) {
    (void)signal, (void)information, (void)context;
    raise(SIGUSR2);
    __asm__ volatile("" ::: "memory");
}

int unwind_alternate_stack(void) {
    lab_stack_bounds_of_this_thread(&bounds);
    const size_t size = 256 << 10;
    stack_t stack = {.ss_sp = malloc(size), .ss_size = size};
    void *warm[4];
    backtrace(warm, 4);
    if (stack.ss_sp == NULL || sigaltstack(&stack, NULL) != 0) {
        return 1;
    }
    handle(SIGUSR1, interrupted_below, SA_ONSTACK);
    handle(SIGUSR2, interrupted_above, 0);
    raise(SIGUSR1);
    return 0;
}

// MARK: Overflow

static void overflown(int signal, siginfo_t *information, void *context) {
    (void)signal, (void)information;
    struct lab_unwound_stack stack = unwind(context, all, ALL_FRAMES);
    char line[100];
    int length = snprintf(line, sizeof(line), "frames %" PRIu32 "\nunreadable %d\n", stack.count, stack.unreadable);
    _exit(write(STDOUT_FILENO, line, (size_t)length) == length ? 0 : 1);
}

__attribute__((noinline)) static int recurse_for_ever(volatile int *depth) {
    volatile int here[32];
    here[0] = ++*depth;
    int result = *depth < 0 ? 0 : recurse_for_ever(depth) + here[0];
    __asm__ volatile("" ::: "memory");
    return result;
}

static void *overflow(void *argument) {
    (void)argument;
    lab_stack_bounds_of_this_thread(&bounds);
    static uint8_t alternate[64 << 10];
    stack_t stack = {.ss_sp = alternate, .ss_size = sizeof(alternate)};
    sigaltstack(&stack, NULL);
    int depth = 0;
    recurse_for_ever(&depth);
    return NULL;
}

int unwind_overflow(void) {
    handle(SIGSEGV, overflown, SA_ONSTACK);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 256 << 10);
    pthread_t thread;
    if (pthread_create(&thread, &attributes, overflow, NULL) == 0) {
        pthread_join(thread, NULL);
    }
    return 1;
}

// MARK: Anything

static uint64_t state = 0x6c616221;

static uint64_t next_random(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

int unwind_anything(int count) {
    lab_stack_bounds_of_this_thread(&bounds);
    static uint64_t stack[512];
    ucontext_t context;
    getcontext(&context);
    const uintptr_t code[] = {(uintptr_t)unwind_anything, (uintptr_t)backtrace, (uintptr_t)lab_unwind, (uintptr_t)malloc};
    uint64_t frames = 0;
    for (int i = 0; i < count; i++) {
        for (int word = 0; word < 512; word++) {
            uint64_t choice = next_random() % 4;
            stack[word] = choice == 0 ? code[next_random() % 4] + next_random() % 4096
                        : choice == 1 ? (uintptr_t)&stack[next_random() % 512]
                        : choice == 2 ? (uintptr_t)&context + next_random() % 65536
                                      : next_random();
        }
        for (int number = 0; number < 17; number++) {
            context.uc_mcontext.gregs[number] = (greg_t)stack[next_random() % 512];
        }
        if (i % 2 == 0) {
            context.uc_mcontext.gregs[REG_RSP] = (greg_t)&stack[next_random() % 256];
            context.uc_mcontext.gregs[REG_RBP] = (greg_t)&stack[next_random() % 512];
            context.uc_mcontext.gregs[REG_RIP] = (greg_t)(code[next_random() % 4] + next_random() % 4096);
        }
        frames += unwind(&context, all, 1024).count;
    }
    printf("unwound %d\nframes %d\n", count, frames > 0);
    return 0;
}
