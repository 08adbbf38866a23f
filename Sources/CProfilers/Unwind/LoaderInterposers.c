// `dlclose`, so that the unwinder knows when modules go. Not for signal handlers, like the function that it stands for.
//
// `dlopen` and `dlmopen` are left alone on purpose: the loader takes their caller's address for the object whose RUNPATH and
// namespace count, so that a function in between breaks plugins that are found through them. New modules need no announcement,
// since glibc's `_dl_find_object` knows them before their first instruction runs; see Modules.h. `dlclose` does not
// look at its caller.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>

#include "../include/LabAttributes.h"
#include "Modules.h"

LAB_EXPORT int dlclose(void *handle) {
    static _Atomic(int (*)(void *)) next;
    int (*forward)(void *) = atomic_load_explicit(&next, memory_order_relaxed);
    if (LAB_UNLIKELY(forward == NULL)) {
        forward = (int (*)(void *))dlsym(RTLD_NEXT, "dlclose");
        if (forward == NULL) {
            return -1;
        }
        atomic_store_explicit(&next, forward, memory_order_relaxed);
    }
    if (!lab_modules_are_watched()) {
        return forward(handle);
    }
    // What is going must have been seen, or its samples would lie in no module.
    lab_modules_refresh();
    lab_modules_begin_unloading();
    int result = forward(handle);
    lab_modules_refresh();
    lab_modules_end_unloading();
    return result;
}
