// The modules that are loaded, as an immutable snapshot that signal handlers can read.
//
// The loader tells what is loaded only under its locks, which a signal handler can never take. So the list is taken
// outside of handlers and published through one pointer. What was loaded since is found through `_dl_find_object`,
// which glibc made (since 2.35) for unwinders: it takes no lock and is true as soon as a module's code can run.
#ifndef LAB_MODULES_H
#define LAB_MODULES_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

enum {
    LAB_MODULE_SEGMENT_LIMIT = 4,
    LAB_BUILD_ID_LIMIT = 32,
    /// Every so many-th entry of a search table is kept in the snapshot.
    LAB_INDEX_STRIDE = 32,
};

/// A piece of code that is mapped.
struct lab_code_segment {
    uintptr_t start;
    uintptr_t end;
    uint64_t file_offset;
};

/// Where a module's unwind information is searched: the sorted table of .eh_frame_hdr.
struct lab_unwind_table {
    /// The section, which offsets in the table count from; 0 where a module has none.
    uintptr_t header;
    /// The first pair of function start and entry.
    uintptr_t entries;
    uint32_t count;
    /// The start of every `LAB_INDEX_STRIDE`-th function, or NULL.
    const int32_t *index;
};

struct lab_async_functions;

/// A module. It never changes and is never freed: handlers and the sampler may keep it.
struct lab_module {
    const struct lab_module *earlier;
    /// Counts the modules that were ever seen, from 1.
    uint32_t sequence;
    uint32_t segment_count;
    struct lab_code_segment segments[LAB_MODULE_SEGMENT_LIMIT];
    /// What is added to an address of the file to make it one of memory.
    uintptr_t bias;
    const char *path;
    uint8_t build_id[LAB_BUILD_ID_LIMIT];
    uint32_t build_id_size;
    struct lab_unwind_table unwind_table;
    /// The module's async functions, or NULL; see AsyncFunctions.h.
    const struct lab_async_functions *async_functions;
};

/// Takes another snapshot where modules have come or gone since the last; not for signal handlers. Returns 0 or an
/// `errno` value. Where another thread is at it, that one is told to look again.
int lab_modules_refresh(void);

/// Brackets what may unmap a module: rules are neither used nor kept meanwhile. Not for signal handlers.
void lab_modules_begin_unloading(void);
void lab_modules_end_unloading(void);

/// Whether a snapshot was ever taken: before, unloading concerns nobody.
static inline bool lab_modules_are_watched(void) {
    extern _Atomic bool lab_modules_watched;
    return atomic_load_explicit(&lab_modules_watched, memory_order_relaxed);
}

/// Counts the modules that were ever seen. A sampler that has visited as many knows all.
uint32_t lab_modules_seen(void);

/// Calls `visit` for every module that was ever seen beyond the first `known`, the latest first. May be called from anywhere.
void lab_modules_visit(uint32_t known, void (*visit)(const struct lab_module *module, void *argument), void *argument);

/// What is known of an address; for signal handlers too.
struct lab_found_module {
    /// NULL where the module is not in the snapshot yet.
    const struct lab_module *module;
    uintptr_t code_start;
    uintptr_t code_end;
    struct lab_unwind_table unwind_table;
};

/// Finds the module whose code `address` is in. Only between `lab_gate_enter` and `lab_gate_leave`.
bool lab_modules_find(uintptr_t address, struct lab_found_module *found);

/// Stands for which modules are loaded: what was learned under one epoch says nothing under another. 0 while a
/// module is being unloaded, when nothing that was learned can be trusted. For signal handlers too.
uint64_t lab_modules_epoch(void);

/// Handlers that read a snapshot, or are inside libunwind, are counted, so that a snapshot is freed and the process forks
/// while there are none. Returns false while the process forks: there is no waiting in a handler, since the thread that forks may
/// itself wait for a lock that the interrupted thread holds.
bool lab_gate_enter(void);
void lab_gate_leave(void);

#pragma GCC visibility pop

#endif
