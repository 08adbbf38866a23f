// See CFixtureSampling.h. Each kind of work lies in a section of its own, so that the linker gives its bounds.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "CFixtureSampling.h"

static uint64_t time_of(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

int32_t fixture_thread_id(void) { return (int32_t)syscall(SYS_gettid); }
uint64_t fixture_thread_cpu(void) { return time_of(CLOCK_THREAD_CPUTIME_ID); }
uint64_t fixture_now(void) { return time_of(CLOCK_MONOTONIC); }

// In place, so that the interrupted instruction lies in the function that calls it.
static inline __attribute__((always_inline)) void call_kernel(void) {
#if defined(__x86_64__)
    long number = SYS_getppid;
    __asm__ volatile("syscall" : "+a"(number) : : "rcx", "r11", "memory");
#else
    syscall(SYS_getppid);
#endif
}

// About 20 µs a turn, so that reading the clock is no matter.
#define TURN 20000

#define SPINNING(name)                                                                                  \
    __attribute__((noinline, section(#name "_code"))) static uint64_t name(uint64_t nanoseconds, int calls) {   \
        uint64_t start = fixture_thread_cpu(), now = start;                                             \
        while (now - start < nanoseconds) {                                                             \
            if (calls) {                                                                                \
                for (int call = 0; call < 50; call++) call_kernel();                                    \
            } else {                                                                                    \
                for (volatile int turn = 0; turn < TURN; turn++) continue;                              \
            }                                                                                           \
            now = fixture_thread_cpu();                                                                 \
        }                                                                                               \
        return now - start;                                                                             \
    }                                                                                                   \
    extern const char __start_##name##_code[], __stop_##name##_code[];

SPINNING(fixture_first)
SPINNING(fixture_second)
SPINNING(fixture_third)

static uint64_t spin(enum fixture_kind kind, uint64_t nanoseconds, int calls) {
    switch (kind) {
    case FIXTURE_FIRST: return fixture_first(nanoseconds, calls);
    case FIXTURE_SECOND: return fixture_second(nanoseconds, calls);
    default: return fixture_third(nanoseconds, calls);
    }
}

uint64_t fixture_spin(enum fixture_kind kind, uint64_t nanoseconds) { return spin(kind, nanoseconds, 0); }

uint64_t fixture_spin_in_system_calls(enum fixture_kind kind, uint64_t nanoseconds) {
    return spin(kind, nanoseconds, 1);
}

uint64_t fixture_start_of(enum fixture_kind kind) {
    const char *const starts[] = {__start_fixture_first_code, __start_fixture_second_code, __start_fixture_third_code};
    return (uint64_t)starts[kind];
}

uint64_t fixture_end_of(enum fixture_kind kind) {
    const char *const ends[] = {__stop_fixture_first_code, __stop_fixture_second_code, __stop_fixture_third_code};
    return (uint64_t)ends[kind];
}

struct short_life {
    enum fixture_kind kind;
    uint64_t nanoseconds;
    uint64_t spent;
};

static void *live(void *argument) {
    struct short_life *life = argument;
    life->spent = fixture_spin(life->kind, life->nanoseconds);
    return NULL;
}

void fixture_churn(uint32_t count, uint64_t nanoseconds, uint64_t interval, uint64_t *spent) {
    uint64_t due = fixture_now();
    for (uint32_t index = 0; index < count; index++) {
        struct short_life life = {.kind = (enum fixture_kind)(index % FIXTURE_KINDS), .nanoseconds = nanoseconds};
        pthread_t thread;
        if (pthread_create(&thread, NULL, live, &life) != 0) return;
        pthread_join(thread, NULL);
        spent[life.kind] += life.spent;
        due += interval;
        struct timespec time = {(time_t)(due / 1000000000u), (long)(due % 1000000000u)};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
    }
}

int32_t fixture_fork(void) { return (int32_t)fork(); }

int64_t fixture_sleep(uint64_t nanoseconds) {
    uint64_t start = fixture_now();
    struct timespec time = {(time_t)(nanoseconds / 1000000000u), (long)(nanoseconds % 1000000000u)};
    if (nanosleep(&time, NULL) != 0) return -1;
    return (int64_t)(fixture_now() - start);
}
