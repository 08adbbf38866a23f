// See CFixtureSampling.h.
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include "CFixtureSampling.h"

enum { WAIT_MS = 60, WAIT_NS = WAIT_MS * 1000000 };

static int sleep_relative(void) {
    struct timespec time = {0, WAIT_NS};
    return nanosleep(&time, NULL);
}

static int sleep_absolute(void) {
    uint64_t due = fixture_now() + WAIT_NS;
    struct timespec time = {(time_t)(due / 1000000000u), (long)(due % 1000000000u)};
    return clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
}

static int poll_with_limit(void) { return poll(NULL, 0, WAIT_MS); }

static int select_with_limit(void) {
    struct timeval time = {0, WAIT_MS * 1000};
    return select(0, NULL, NULL, NULL, &time);
}

static void *raise_event(void *argument) {
    struct timespec time = {0, WAIT_NS};
    nanosleep(&time, NULL);
    eventfd_write(*(int *)argument, 1);
    return NULL;
}

static int wait_for_event(void) {
    int event = eventfd(0, EFD_CLOEXEC), set = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event interest = {.events = EPOLLIN}, found;
    epoll_ctl(set, EPOLL_CTL_ADD, event, &interest);
    pthread_t thread;
    pthread_create(&thread, NULL, raise_event, &event);
    int count = epoll_wait(set, &found, 1, -1);
    pthread_join(thread, NULL);
    close(event);
    close(set);
    return count == 1 ? 0 : -1;
}

uint32_t fixture_count_interrupted_waits(uint32_t rounds) {
    int (*const waits[])(void) = {sleep_relative, sleep_absolute, poll_with_limit, select_with_limit, wait_for_event};
    uint32_t interrupted = 0;
    for (uint32_t round = 0; round < rounds; round++) {
        for (size_t index = 0; index < sizeof waits / sizeof waits[0]; index++) {
            // Some work, so that the thread is looked at again.
            fixture_spin(FIXTURE_FIRST, 1000000);
            uint64_t start = fixture_now();
            if (waits[index]() != 0 || fixture_now() - start < WAIT_NS) interrupted++;
        }
    }
    return interrupted;
}
