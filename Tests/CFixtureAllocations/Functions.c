// One case a function: what it counts when it succeeds, and that it counts nothing when it fails.
#define _GNU_SOURCE
#include "CFixtureAllocations.h"
#include "Window.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

static bool is_aligned(const void *block, size_t alignment) { return ((uintptr_t)block & (alignment - 1)) == 0; }

static bool is_zero(const unsigned char *block, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (block[i] != 0) return false;
    }
    return true;
}

static void malloc_and_free(void) {
    struct totals start = read_totals();
    void *empty = opaque(malloc(0));
    void *small = opaque(malloc(1));
    void *large = opaque(malloc(1000));
    void *mapped = opaque(malloc(10 << 20));
    free(empty);
    free(small);
    free(large);
    free(mapped);
    free(opaque(NULL));
    print_totals(since(start));
}

static void calloc_zeroes(void) {
    struct totals start = read_totals();
    unsigned char *block = opaque(calloc(3, 7));
    require(is_zero(block, 21), "calloc's block is not zero");
    free(block);
    print_totals(since(start));
}

static void realloc_in_its_forms(void) {
    struct totals start = read_totals();
    char *block = opaque(realloc(NULL, 10));
    memcpy(block, "ninechars", 10);
    block = opaque(realloc(block, 20));
    block = opaque(realloc(block, 100000));
    block = opaque(realloc(block, hidden(12)));
    require(strcmp(block, "ninechars") == 0, "realloc lost the contents");
    print_totals(since(start));

    start = read_totals();
    require(opaque(realloc(block, 0)) == NULL, "realloc to 0 is expected to free");
    print_totals(since(start));
}

static void reallocarray_in_its_forms(void) {
    struct totals start = read_totals();
    void *block = opaque(reallocarray(NULL, 4, 8));
    block = opaque(reallocarray(block, 8, 8));
    free(block);
    print_totals(since(start));
}

static void aligned_functions(void) {
    size_t page = 4096;
    struct totals start = read_totals();
    void *posix = NULL;
    require(posix_memalign(&posix, 64, 100) == 0 && is_aligned(posix, 64), "posix_memalign");
    void *c11 = opaque(aligned_alloc(128, 256));
    require(c11 != NULL && is_aligned(c11, 128), "aligned_alloc");
    void *old = opaque(memalign(32, 33));
    require(old != NULL && is_aligned(old, 32), "memalign");
    void *whole_page = opaque(valloc(5));
    require(whole_page != NULL && is_aligned(whole_page, page), "valloc");
    void *rounded = opaque(pvalloc(6));
    require(rounded != NULL && is_aligned(rounded, page), "pvalloc");
    free(posix);
    free(c11);
    free(old);
    free(whole_page);
    free(rounded);
    print_totals(since(start));
}

static void require_out_of_memory(void *block, const char *what) {
    require(block == NULL && errno == ENOMEM, what);
    errno = 0;
}

static void failures(void) {
    size_t huge = hidden(SIZE_MAX), half = hidden(SIZE_MAX / 2);
    char *kept = opaque(malloc(8));
    strcpy(kept, "kept");
    struct totals start = read_totals();
    errno = 0;
    require_out_of_memory(opaque(malloc(huge)), "malloc");
    require_out_of_memory(opaque(calloc(half, 3)), "calloc that overflows");
    require_out_of_memory(opaque(calloc(half, 1)), "calloc");
    require_out_of_memory(opaque(realloc(kept, huge)), "realloc");
    require_out_of_memory(opaque(realloc(NULL, huge)), "realloc of nothing");
    require_out_of_memory(opaque(reallocarray(kept, half, 3)), "reallocarray that overflows");
    require_out_of_memory(opaque(reallocarray(kept, half, 1)), "reallocarray");
    require_out_of_memory(opaque(aligned_alloc(64, half)), "aligned_alloc");
    require_out_of_memory(opaque(memalign(64, half)), "memalign");
    require_out_of_memory(opaque(valloc(half)), "valloc");
    require_out_of_memory(opaque(pvalloc(half)), "pvalloc");
    void *result = kept;
    require(posix_memalign(&result, hidden(3), 8) == EINVAL, "posix_memalign with a wrong alignment");
    require(posix_memalign(&result, 64, half) == ENOMEM, "posix_memalign");
    require(result == kept, "posix_memalign changed the result");
    print_totals(since(start));
    require(strcmp(kept, "kept") == 0, "a failed realloc changed the block");
    free(kept);
}

static void inside_libc(void) {
    struct totals start = read_totals();
    free(opaque(strdup("hello")));
    print_totals(since(start));
}

static void errno_is_kept(void) {
    errno = EDOM;
    void *block = opaque(malloc(100));
    free(block);
    require(errno == EDOM, "a successful malloc or free changed errno");
    print_totals((struct totals){0});
}

int run_functions_case(const char *name) {
    const struct {
        const char *name;
        void (*run)(void);
    } cases[] = {
        {"malloc", malloc_and_free},     {"calloc", calloc_zeroes},
        {"realloc", realloc_in_its_forms}, {"reallocarray", reallocarray_in_its_forms},
        {"aligned", aligned_functions},  {"failures", failures},
        {"libc", inside_libc},           {"errno", errno_is_kept},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (strcmp(cases[i].name, name) != 0) continue;
        cases[i].run();
        return 0;
    }
    return FIXTURE_UNKNOWN_CASE;
}
