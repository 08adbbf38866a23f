// Programs that use the sampler's signals themselves.
#define _GNU_SOURCE
#include "Cases.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void handle(int signal) { (void)signal; }

static int set_dispositions(int count, char **arguments) {
    (void)count, (void)arguments;
    const int used[] = {SIGPROF, SIGTRAP};
    for (int i = 0; i < 2; i++) {
        struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART | SA_NODEFER}, old;
        // A runtime may have handlers of its own.
        signal(used[i], SIG_DFL);
        require(sigaction(used[i], &action, &old) == 0 && old.sa_handler == SIG_DFL, "sigaction");
        require(sigaction(used[i], NULL, &old) == 0 && old.sa_handler == handle, "a handler is not read back");
        require((old.sa_flags & SA_NODEFER) != 0, "flags are not read back");
        require(signal(used[i], SIG_DFL) == handle, "signal does not return the handler");
        require(signal(used[i], SIG_IGN) == SIG_DFL, "signal does not return the default");
        require(sigaction(used[i], NULL, &old) == 0 && old.sa_handler == SIG_IGN, "ignoring is not read back");
        spin(200);
        require(signal(used[i], SIG_DFL) == SIG_IGN, "signal does not return that it is ignored");
    }
    spin(200);
    return 0;
}

static volatile int profiling_signals, traps;

static void count(int signal) {
    if (signal == SIGPROF) profiling_signals++;
    if (signal == SIGTRAP) traps++;
}

// A profiler of the program's own, and breakpoints.
static int use_both(int arguments_count, char **arguments) {
    (void)arguments_count, (void)arguments;
    signal(SIGPROF, count);
    signal(SIGTRAP, count);
    const struct itimerval interval = {{0, 10000}, {0, 10000}};
    require(setitimer(ITIMER_PROF, &interval, NULL) == 0, "setitimer");
    spin(500);
    raise(SIGTRAP);
    const struct itimerval none = {0};
    setitimer(ITIMER_PROF, &none, NULL);
    require(traps == 1, "a trap has not reached the program");
    // 50 are due.
    require(profiling_signals > 10 && profiling_signals < 100, "the program's own timer has not reached it");
    return 0;
}

static void *spin_with_all_blocked(void *unused) {
    sigset_t all, old;
    sigfillset(&all);
    require(pthread_sigmask(SIG_SETMASK, &all, &old) == 0, "pthread_sigmask");
    require(pthread_sigmask(SIG_SETMASK, NULL, &old) == 0, "pthread_sigmask");
    require(sigismember(&old, SIGPROF) == 1 && sigismember(&old, SIGTRAP) == 1, "a mask is not read back");
    require(sigismember(&old, SIGUSR1) == 1, "another signal is not blocked");
    spin(500);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, SIGPROF);
    require(sigprocmask(SIG_UNBLOCK, &one, &old) == 0 && sigismember(&old, SIGPROF) == 1, "sigprocmask");
    require(sigprocmask(SIG_BLOCK, NULL, &old) == 0 && sigismember(&old, SIGPROF) == 0, "unblocking is not read back");
    require(sigismember(&old, SIGTRAP) == 1, "unblocking one has unblocked the other");
    return unused;
}

static int block_everything(int count, char **arguments) {
    (void)count, (void)arguments;
    pthread_t thread;
    require(pthread_create(&thread, NULL, spin_with_all_blocked, NULL) == 0, "pthread_create");
    pthread_join(thread, NULL);
    return 0;
}

// As language runtimes do that bring their own system calls.
static int block_by_system_call(int count, char **arguments) {
    (void)count, (void)arguments;
    spin(150);
    const unsigned long long all = ~0ull, none = 0;
    require(syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, NULL, sizeof all) == 0, "rt_sigprocmask");
    spin(100);
    require(syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, sizeof none) == 0, "rt_sigprocmask");
    spin(150);
    return 0;
}

// A thread that waits for all signals, as servers have one, must get none of the sampler's.
static int wait_for_all(int count, char **arguments) {
    (void)count, (void)arguments;
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    const struct timespec limit = {.tv_nsec = 300000000};
    siginfo_t info;
    require(sigtimedwait(&all, &info, &limit) == -1, "a signal came that nobody has sent");
    kill(getpid(), SIGUSR1);
    int signal = 0;
    require(sigwait(&all, &signal) == 0 && signal == SIGUSR1, "sigwait");
    spin(300);
    return 0;
}

// A timer, signals to a thread and to the process, and a value: whatever sends it, it is the program's own.
static int send_own(int count_of_arguments, char **arguments) {
    (void)count_of_arguments, (void)arguments;
    signal(SIGPROF, count);
    spin(100);
    require(profiling_signals == 0, "the sampler's signals have reached the program");
    raise(SIGPROF);
    require(profiling_signals == 1, "raise has not reached the program");
    pthread_kill(pthread_self(), SIGPROF);
    require(profiling_signals == 2, "pthread_kill has not reached the program");
    sigqueue(getpid(), SIGPROF, (union sigval){.sival_int = 1});
    require(profiling_signals == 3, "sigqueue has not reached the program");
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGPROF};
    const struct itimerspec interval = {{0, 10000000}, {0, 10000000}};
    timer_t timer;
    require(timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &timer) == 0, "timer_create");
    require(timer_settime(timer, 0, &interval, NULL) == 0, "timer_settime");
    spin(500);
    timer_delete(timer);
    // 50 are due.
    require(profiling_signals > 13 && profiling_signals < 100, "the program's own timer has not reached it");
    return 0;
}

static void exit_at_once(int signal) {
    (void)signal;
    _exit(7);
}

static void *do_nothing(void *unused) { return unused; }

static int exit_from_handler(int count_of_arguments, char **arguments) {
    signal(SIGALRM, exit_at_once);
    const struct itimerval once = {{0, 0}, {0, count_of_arguments > 2 ? atoi(arguments[2]) : 20000}};
    setitimer(ITIMER_REAL, &once, NULL);
    for (;;) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, do_nothing, NULL) == 0) pthread_join(thread, NULL);
    }
}

static sigjmp_buf start_of_work;
static volatile int jumps;

static void jump(int signal) {
    (void)signal;
    jumps++;
    siglongjmp(start_of_work, 1);
}

__attribute__((noinline)) static long descend_and_work(int depth) {
    volatile long sum = depth;
    if (depth == 0) {
        for (long i = 0; i < 20000; i++) sum += i;
        return sum;
    }
    return descend_and_work(depth - 1) + sum;
}

// As interpreters end what takes too long; then a fork, and more to sample.
static int jump_from_handler(int count_of_arguments, char **arguments) {
    (void)count_of_arguments, (void)arguments;
    signal(SIGALRM, jump);
    const struct itimerval often = {{0, 300}, {0, 300}}, never = {0};
    setitimer(ITIMER_REAL, &often, NULL);
    sigsetjmp(start_of_work, 1);
    while (jumps < 4000) descend_and_work(200 + jumps % 97);
    setitimer(ITIMER_REAL, &never, NULL);
    pid_t child = fork();
    if (child == 0) _exit(0);
    int status = 1;
    require(waitpid(child, &status, 0) == child && status == 0, "the child has not ended well");
    spin(300);
    return 0;
}

fixture_case find_signal_case(const char *name) {
    if (strcmp(name, "dispositions") == 0) return set_dispositions;
    if (strcmp(name, "own-timer") == 0) return use_both;
    if (strcmp(name, "own-signals") == 0) return send_own;
    if (strcmp(name, "exit-from-handler") == 0) return exit_from_handler;
    if (strcmp(name, "jump-from-handler") == 0) return jump_from_handler;
    if (strcmp(name, "masks") == 0) return block_everything;
    if (strcmp(name, "raw-masks") == 0) return block_by_system_call;
    if (strcmp(name, "sigwait") == 0) return wait_for_all;
    return NULL;
}
