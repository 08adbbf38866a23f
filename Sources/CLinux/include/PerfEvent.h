// perf_event_open(2) for Swift, which can neither call a variadic function (`syscall`) nor set bit-fields
// (`struct perf_event_attr`). Counting only: nothing here samples.
#ifndef CLINUX_PERF_EVENT_H
#define CLINUX_PERF_EVENT_H

#include <linux/perf_event.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

// glibc's, declared here since its headers show it to GNU C only.
extern long syscall(long number, ...);

/// The counter stands still until it is enabled.
#define CLINUX_PERF_DISABLED 1u
/// Threads and processes that start later are counted as well.
#define CLINUX_PERF_INHERIT 2u
/// What the kernel does is not counted; all that perf_event_paranoid = 2 leaves to users without privileges.
#define CLINUX_PERF_EXCLUDE_KERNEL 4u
#define CLINUX_PERF_EXCLUDE_HYPERVISOR 8u
/// The counter starts when the process calls exec.
#define CLINUX_PERF_ENABLE_ON_EXEC 16u

/// What a counter shows. If the kernel has to share the hardware, it counted for `time_running` of `time_enabled`
/// nanoseconds, and `value * time_enabled / time_running` is the estimate.
struct clinux_perf_reading {
    uint64_t value;
    uint64_t time_enabled;
    uint64_t time_running;
};

/// Attributes of a counter for event `config` of `type` (`PERF_TYPE_HARDWARE`, `PERF_TYPE_SOFTWARE`, …), with
/// `options` of the `CLINUX_PERF_…` above.
static inline struct perf_event_attr clinux_perf_event_attr(uint32_t type, uint64_t config, uint32_t options) {
    struct perf_event_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.size = sizeof attributes;
    attributes.type = type;
    attributes.config = config;
    attributes.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
    attributes.disabled = (options & CLINUX_PERF_DISABLED) != 0;
    attributes.inherit = (options & CLINUX_PERF_INHERIT) != 0;
    attributes.exclude_kernel = (options & CLINUX_PERF_EXCLUDE_KERNEL) != 0;
    attributes.exclude_hv = (options & CLINUX_PERF_EXCLUDE_HYPERVISOR) != 0;
    attributes.enable_on_exec = (options & CLINUX_PERF_ENABLE_ON_EXEC) != 0;
    return attributes;
}

/// Opens a counter; -1 and errno if that fails. `pid` 0 is the calling thread, `cpu` -1 any processor, `group_fd` -1 no
/// group; `flags` should hold `PERF_FLAG_FD_CLOEXEC`.
static inline int clinux_perf_event_open(
    const struct perf_event_attr *attributes, pid_t pid, int cpu, int group_fd, unsigned long flags) {
    return (int)syscall(SYS_perf_event_open, attributes, pid, cpu, group_fd, flags);
}

/// Reads a counter that was opened with the attributes above; -1 and errno if that fails.
static inline int clinux_perf_event_read(int fd, struct clinux_perf_reading *reading) {
    return read(fd, reading, sizeof *reading) == (ssize_t)sizeof *reading ? 0 : -1;
}

static inline int clinux_perf_event_enable(int fd) { return ioctl(fd, PERF_EVENT_IOC_ENABLE, 0); }
static inline int clinux_perf_event_disable(int fd) { return ioctl(fd, PERF_EVENT_IOC_DISABLE, 0); }
static inline int clinux_perf_event_reset(int fd) { return ioctl(fd, PERF_EVENT_IOC_RESET, 0); }

#endif
