// See JournalModules.h.
#define _GNU_SOURCE
#include "JournalModules.h"

#include <elf.h>
#include <limits.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "Journal.h"
#include "SamplerState.h"

// How many modules the loader has ever added, as of the last visit, and how many were there then.
static unsigned long long modules_added;

struct visit {
    bool is_first;
    bool is_current;
    unsigned long long added;
    uint64_t time;
    char executable[PATH_MAX];
};

static size_t padded(size_t size) { return (size + 3) & ~(size_t)3; }

// The build id in a module's notes, or null.
static const uint8_t *build_id(const struct dl_phdr_info *module, uint32_t *size) {
    for (int index = 0; index < module->dlpi_phnum; index++) {
        const ElfW(Phdr) *segment = &module->dlpi_phdr[index];
        if (segment->p_type != PT_NOTE) continue;
        const uint8_t *place = (const uint8_t *)(module->dlpi_addr + segment->p_vaddr);
        const uint8_t *end = place + segment->p_memsz;
        while ((size_t)(end - place) >= sizeof(ElfW(Nhdr))) {
            const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)place;
            const uint8_t *name = place + sizeof *note;
            size_t room = (size_t)(end - name);
            if (note->n_namesz > room || padded(note->n_namesz) + (size_t)note->n_descsz > room) break;
            const uint8_t *value = name + padded(note->n_namesz);
            if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && memcmp(name, "GNU", 4) == 0) {
                *size = note->n_descsz;
                return value;
            }
            if (padded(note->n_namesz) + padded(note->n_descsz) > room) break;
            place = value + padded(note->n_descsz);
        }
    }
    *size = 0;
    return NULL;
}

static const char *path_of(const struct dl_phdr_info *module, const struct visit *visit) {
    // The loader gives the program itself no name, and the vDSO that of a file which does not exist.
    if (visit->is_first) return visit->executable;
    uintptr_t vdso = (uintptr_t)getauxval(AT_SYSINFO_EHDR);
    for (int index = 0; index < module->dlpi_phnum; index++) {
        const ElfW(Phdr) *segment = &module->dlpi_phdr[index];
        if (segment->p_type != PT_LOAD) continue;
        uintptr_t start = module->dlpi_addr + segment->p_vaddr;
        if (vdso != 0 && vdso >= start && vdso < start + segment->p_memsz) return "[vdso]";
    }
    return module->dlpi_name;
}

static void write_module(const struct dl_phdr_info *module, const struct visit *visit) {
    uint32_t id_size;
    const uint8_t *id = build_id(module, &id_size);
    const char *path = path_of(module, visit);
    for (int index = 0; index < module->dlpi_phnum; index++) {
        const ElfW(Phdr) *segment = &module->dlpi_phdr[index];
        if (segment->p_type != PT_LOAD || (segment->p_flags & PF_X) == 0) continue;
        uint64_t start = module->dlpi_addr + segment->p_vaddr;
        lab_journal_begin(LAB_JOURNAL_MODULE);
        lab_journal_put_u64(start);
        lab_journal_put_u64(start + segment->p_memsz);
        lab_journal_put_u64(segment->p_offset);
        lab_journal_put_u64(visit->time);
        lab_journal_put_text(path, strlen(path));
        lab_journal_put_text((const char *)id, id_size);
        lab_journal_finish();
    }
}

// Called under the loader's lock.
static int visit_module(struct dl_phdr_info *module, size_t size, void *context) {
    (void)size;
    struct visit *visit = context;
    visit->added = module->dlpi_adds;
    if (visit->is_first && visit->added == modules_added) {
        visit->is_current = true;
        return 1;
    }
    write_module(module, visit);
    visit->is_first = false;
    return 0;
}

void lab_journal_reset_modules(void) { modules_added = 0; }

void lab_journal_write_modules(void) {
    struct visit visit = {.is_first = true, .time = lab_time(CLOCK_MONOTONIC)};
    ssize_t size = readlink("/proc/self/exe", visit.executable, sizeof visit.executable - 1);
    visit.executable[size > 0 ? size : 0] = 0;
    dl_iterate_phdr(visit_module, &visit);
    if (!visit.is_current) modules_added = visit.added;
}
