// A program whose dlsym allocates in every way while the preload library looks up the real allocator.
//
// It overrides dlsym itself, since glibc's allocates only where it fails. The blocks outlive the look-up: main then
// exchanges and frees them, as a loader that caches strings would.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct totals {
    uint64_t allocations, bytes, frees;
};

// Weak: filled in by the dynamic linker where the library is preloaded, null elsewhere.
extern void lab_allocation_totals_read(struct totals *) __attribute__((weak));

enum { LENGTH = 40 };

static char *kept, *exchanged;
static int calls, faults;

static void check(bool condition) { faults += !condition; }

static void *hide(void *block) {
    __asm__ volatile("" : "+r"(block) : : "memory");
    return block;
}

static bool is_aligned(const void *block, size_t alignment) { return ((uintptr_t)block & (alignment - 1)) == 0; }

static void allocate_in_every_way(void) {
    char *block = hide(calloc(3, 5));
    check(block != NULL && is_aligned(block, 16));
    for (int i = 0; i < 15; i++) check(block[i] == 0);
    strcpy(block, "fourteen chars");
    block = hide(realloc(block, 4000));
    check(block != NULL && strcmp(block, "fourteen chars") == 0);
    free(block);
    void *aligned = NULL;
    check(posix_memalign(&aligned, 256, 10) == 0 && is_aligned(aligned, 256));
    free(aligned);
    free(hide(malloc(0)));
    free(hide(NULL));
    // More than the whole of the bootstrap heap, and sizes that wrap round: refused, and nothing else suffers.
    size_t huge = (size_t)hide((void *)SIZE_MAX);
    check(hide(malloc(huge)) == NULL);
    check(hide(malloc(huge - 20)) == NULL);
    check(hide(calloc(huge / 2, 3)) == NULL);
    check(hide(memalign(16, 1 << 20)) == NULL);
}

// The functions' first version differs between architectures.
static void *find_in_libc(const char *name) {
    void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
    const char *const versions[] = {"GLIBC_2.2.5", "GLIBC_2.17", "GLIBC_2.16", "GLIBC_2.26", "GLIBC_2.27"};
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
        void *address = dlvsym(libc, name, versions[i]);
        if (address != NULL) return address;
    }
    return NULL;
}

__attribute__((visibility("default"))) void *dlsym(void *restrict handle, const char *restrict name) {
    (void)handle;
    if (calls++ == 0) {
        allocate_in_every_way();
        kept = hide(malloc(LENGTH));
        memset(kept, 'k', LENGTH);
        exchanged = hide(malloc(LENGTH));
        memset(exchanged, 'e', LENGTH);
    }
    return find_in_libc(name);
}

int main(void) {
    if (lab_allocation_totals_read == NULL) return 65;
    struct totals before, after;
    lab_allocation_totals_read(&before);
    for (int i = 0; i < LENGTH; i++) check(kept[i] == 'k' && exchanged[i] == 'e');
    free(kept);
    exchanged = hide(realloc(exchanged, 1 << 20));
    for (int i = 0; i < LENGTH; i++) check(exchanged[i] == 'e');
    free(exchanged);
    lab_allocation_totals_read(&after);
    printf(
        "%d look-ups, %d faults, %d %d %d\n", calls, faults, (int)(after.allocations - before.allocations),
        (int)(after.bytes - before.bytes), (int)(after.frees - before.frees));
    return 0;
}
