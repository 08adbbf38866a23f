// Stands before libc's allocation functions and the loader's list of modules, for this program and for all its libraries.
//
// Both take locks that the interrupted thread may hold. The unwinder calls neither; here it would not survive it.
#define _GNU_SOURCE
#include "include/Forbidden.h"

#include <dlfcn.h>
#include <link.h>
#include <stddef.h>
#include <stdlib.h>

volatile bool is_unwinding;

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);

static void refuse_in_handler(void) {
    if (is_unwinding) {
        abort();
    }
}

__attribute__((visibility("default"))) void *malloc(size_t size) {
    refuse_in_handler();
    return __libc_malloc(size);
}

__attribute__((visibility("default"))) void *calloc(size_t count, size_t size) {
    refuse_in_handler();
    return __libc_calloc(count, size);
}

__attribute__((visibility("default"))) void *realloc(void *block, size_t size) {
    refuse_in_handler();
    return __libc_realloc(block, size);
}

__attribute__((visibility("default"))) void free(void *block) {
    refuse_in_handler();
    __libc_free(block);
}

__attribute__((visibility("default"))) int dl_iterate_phdr(
    int (*visit)(struct dl_phdr_info *, size_t, void *), void *argument) {
    static int (*next)(int (*)(struct dl_phdr_info *, size_t, void *), void *);
    refuse_in_handler();
    if (next == NULL) {
        *(void **)&next = dlsym(RTLD_NEXT, "dl_iterate_phdr");
    }
    return next(visit, argument);
}
