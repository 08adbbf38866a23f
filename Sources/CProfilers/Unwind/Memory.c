// See Memory.h. Everything but `lab_memory_prepare` may be called from a signal handler.
//
// process_vm_readv on our own process copies what is mapped and stops at what is not. Containers may forbid it; then a
// page is probed with rt_sigprocmask, which reads its argument before it finds the operation invalid and changes
// nothing. Between such a probe and the read another thread could unmap the page: the price of a forbidden system call.
#define _GNU_SOURCE
#include "Memory.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include "LabAttributes.h"
#include "Machine.h"

enum { PAGE = 4096 };

static _Atomic bool copying_is_forbidden;

void lab_memory_initialize(struct lab_memory *memory) {
    memory->direct_low = 0;
    memory->direct_high = 0;
    memory->oldest = 0;
    for (int i = 0; i < LAB_WINDOW_COUNT; i++) {
        memory->windows[i].size = 0;
    }
}

static size_t copy_by_kernel(void *bytes, uintptr_t address, size_t size) {
    // One piece a page: a transfer stops between pieces, not inside them.
    struct iovec pieces[4];
    unsigned long count = 0;
    uintptr_t from = address;
    for (size_t left = size; left > 0 && count < 4; count++) {
        size_t in_page = PAGE - (from & (PAGE - 1));
        size_t piece = left < in_page ? left : in_page;
        pieces[count] = (struct iovec){.iov_base = (void *)from, .iov_len = piece};
        from += piece;
        left -= piece;
    }
    struct iovec to = {.iov_base = bytes, .iov_len = size};
    long self = lab_syscall6(SYS_getpid, 0, 0, 0, 0, 0, 0);
    long copied = lab_syscall6(SYS_process_vm_readv, self, (long)&to, 1, (long)pieces, (long)count, 0);
    // The program may have forbidden it to itself since, by a seccomp filter.
    if (copied == -EPERM || copied == -ENOSYS || copied == -EACCES) {
        atomic_store_explicit(&copying_is_forbidden, true, memory_order_relaxed);
    }
    return copied < 0 ? 0 : (size_t)copied;
}

static bool page_is_readable(uintptr_t address) {
    const long no_operation = -1;
    long result = lab_syscall6(SYS_rt_sigprocmask, no_operation, (long)(address & ~7ul), 0, 8, 0, 0);
    return result == -EINVAL;
}

static size_t copy_after_probing(void *bytes, uintptr_t address, size_t size) {
    size_t done = 0;
    while (done < size) {
        if (!page_is_readable(address + done)) {
            return done;
        }
        size_t in_page = PAGE - ((address + done) & (PAGE - 1));
        size_t piece = size - done < in_page ? size - done : in_page;
        const volatile uint8_t *from = (const volatile uint8_t *)(address + done);
        for (size_t i = 0; i < piece; i++) {
            ((uint8_t *)bytes)[done + i] = from[i];
        }
        done += piece;
    }
    return done;
}

size_t lab_memory_copy(void *bytes, uintptr_t address, size_t size) {
    // The kernel's half of the address space and the last page below it can never be ours.
    const uintptr_t end_of_user_space = 0x7ffffffff000;
    if (address < PAGE || address >= end_of_user_space) {
        return 0;
    }
    if (size > end_of_user_space - address) {
        size = end_of_user_space - address;
    }
    if (atomic_load_explicit(&copying_is_forbidden, memory_order_relaxed)) {
        return copy_after_probing(bytes, address, size);
    }
    size_t copied = copy_by_kernel(bytes, address, size);
    if (copied == 0 && LAB_UNLIKELY(atomic_load_explicit(&copying_is_forbidden, memory_order_relaxed))) {
        return copy_after_probing(bytes, address, size);
    }
    return copied;
}

void lab_memory_prepare(void) {
    uint64_t here = 0x6c6162;
    uint64_t copy = 0;
    bool copied = copy_by_kernel(&copy, (uintptr_t)&here, sizeof(here)) == sizeof(here) && copy == here;
    atomic_store_explicit(&copying_is_forbidden, !copied, memory_order_relaxed);
}

bool lab_memory_read_slowly(struct lab_memory *memory, uintptr_t address, void *bytes, size_t size) {
    const uint8_t *found = NULL;
    for (int i = 0; i < LAB_WINDOW_COUNT && found == NULL; i++) {
        const struct lab_window *window = &memory->windows[i];
        if (address >= window->start && address - window->start < window->size
            && size <= window->size - (address - window->start)) {
            found = window->bytes + (address - window->start);
        }
    }
    if (found == NULL) {
        struct lab_window *window = &memory->windows[memory->oldest];
        memory->oldest = (memory->oldest + 1) % LAB_WINDOW_COUNT;
        // Frames and contexts lead to places on either side.
        uintptr_t before = address & (PAGE - 1);
        window->start = address - (before < LAB_WINDOW_SIZE / 2 ? before : LAB_WINDOW_SIZE / 2);
        window->size = lab_memory_copy(window->bytes, window->start, LAB_WINDOW_SIZE);
        if (window->size < address - window->start + size) {
            return false;
        }
        found = window->bytes + (address - window->start);
    }
    for (size_t i = 0; i < size; i++) {
        ((uint8_t *)bytes)[i] = found[i];
    }
    return true;
}
