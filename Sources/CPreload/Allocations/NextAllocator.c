// Finds the real allocator with dlsym(RTLD_NEXT), at the first call or in a constructor, whichever comes first.
//
// The first call is seldom the constructor's: the dynamic linker starts a preload library's constructors after those of
// the program's other libraries, and allocates with our functions before any of them. Since dlsym may allocate as well, a
// thread that is looking up is served from the bootstrap heap.
//
// May be called from any thread at any time. Calls dlsym and the bootstrap heap; takes no lock of its own.
#define _GNU_SOURCE
#include "NextAllocator.h"

#include "LabAttributes.h"
#include "BootstrapHeap.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

static LAB_THREAD_LOCAL bool looking_up;

// MARK: - While the functions are unknown, or for ever where libc lacks one

static size_t page_size(void) { return (size_t)sysconf(_SC_PAGESIZE); }

static void *bootstrap_malloc(size_t size) { return lab_bootstrap_allocate(1, size); }

static void *bootstrap_calloc(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    return lab_bootstrap_allocate(1, bytes);
}

// Only ever called for a new block: those of the bootstrap heap are moved by the interposer, and no others exist yet.
static void *bootstrap_realloc(void *block, size_t size) {
    (void)block;
    return lab_bootstrap_allocate(1, size);
}

static void bootstrap_free(void *block) { (void)block; }

static void *bootstrap_memalign(size_t alignment, size_t size) { return lab_bootstrap_allocate(alignment, size); }

static int bootstrap_posix_memalign(void **result, size_t alignment, size_t size) {
    int saved = errno;
    void *block = lab_bootstrap_allocate(alignment, size);
    errno = saved;
    if (block == NULL) return ENOMEM;
    *result = block;
    return 0;
}

static void *bootstrap_valloc(size_t size) { return lab_bootstrap_allocate(page_size(), size); }

// MARK: - Looking up

// POSIX promises that a function pointer survives the journey through `void *`; ISO C has no word for it.
#define LOOK_UP(function)                                                                        \
    do {                                                                                         \
        void *address = dlsym(RTLD_NEXT, #function);                                             \
        __typeof__(LAB_NEXT(function)) next;                                                     \
        memcpy(&next, &address, sizeof next);                                                    \
        if (next == NULL) next = bootstrap_##function;                                           \
        atomic_store_explicit(&lab_next_allocator.function, next, memory_order_relaxed);         \
    } while (0)

#define bootstrap_aligned_alloc bootstrap_memalign
#define bootstrap_pvalloc bootstrap_valloc

// False when this thread is in the middle of it: the caller is dlsym itself.
static bool look_up(void) {
    if (looking_up) return false;
    looking_up = true;
    int saved = errno;
    // free comes first: from the moment that malloc is known, blocks of the real allocator exist.
    LOOK_UP(free);
    LOOK_UP(realloc);
    LOOK_UP(malloc);
    LOOK_UP(calloc);
    LOOK_UP(posix_memalign);
    LOOK_UP(aligned_alloc);
    LOOK_UP(memalign);
    LOOK_UP(valloc);
    LOOK_UP(pvalloc);
    errno = saved;
    looking_up = false;
    return true;
}

static void *first_malloc(size_t size) {
    return look_up() ? LAB_NEXT(malloc)(size) : bootstrap_malloc(size);
}

static void *first_calloc(size_t count, size_t size) {
    return look_up() ? LAB_NEXT(calloc)(count, size) : bootstrap_calloc(count, size);
}

static void *first_realloc(void *block, size_t size) {
    return look_up() ? LAB_NEXT(realloc)(block, size) : bootstrap_realloc(block, size);
}

static void first_free(void *block) {
    if (look_up()) LAB_NEXT(free)(block);
}

static int first_posix_memalign(void **result, size_t alignment, size_t size) {
    return look_up() ? LAB_NEXT(posix_memalign)(result, alignment, size)
                     : bootstrap_posix_memalign(result, alignment, size);
}

static void *first_aligned_alloc(size_t alignment, size_t size) {
    return look_up() ? LAB_NEXT(aligned_alloc)(alignment, size) : bootstrap_aligned_alloc(alignment, size);
}

static void *first_memalign(size_t alignment, size_t size) {
    return look_up() ? LAB_NEXT(memalign)(alignment, size) : bootstrap_memalign(alignment, size);
}

static void *first_valloc(size_t size) {
    return look_up() ? LAB_NEXT(valloc)(size) : bootstrap_valloc(size);
}

static void *first_pvalloc(size_t size) {
    return look_up() ? LAB_NEXT(pvalloc)(size) : bootstrap_pvalloc(size);
}

struct lab_next_allocator lab_next_allocator = {
    .malloc = first_malloc,
    .calloc = first_calloc,
    .realloc = first_realloc,
    .free = first_free,
    .posix_memalign = first_posix_memalign,
    .aligned_alloc = first_aligned_alloc,
    .memalign = first_memalign,
    .valloc = first_valloc,
    .pvalloc = first_pvalloc,
};

// The lowest priority that is not reserved: a program that allocates nothing before main does not look up inside it.
__attribute__((constructor(101))) static void look_up_at_start(void) {
    if (LAB_NEXT(malloc) == first_malloc) look_up();
}
