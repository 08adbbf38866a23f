// See AsyncFunctions.h. Reads the file, not the memory: the module may go while it is looked at. What is in a file is not trusted.
#define _GNU_SOURCE
#include "AsyncFunctions.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "AsyncPrologue.h"

struct async_function {
    /// Less the module's bias.
    uintptr_t start;
    uint32_t size;
    uint8_t kind;
    struct lab_async_prologue prologue;
};

struct lab_async_functions {
    size_t count;
    struct async_function functions[];
};

// MARK: The file

struct image {
    const uint8_t *bytes;
    size_t size;
    const ElfW(Shdr) *sections;
    size_t section_count;
};

static const void *piece(const struct image *image, uint64_t offset, uint64_t size) {
    return offset <= image->size && size <= image->size - offset ? image->bytes + offset : NULL;
}

static bool open_image(struct image *image, const char *path) {
    *image = (struct image){0};
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    struct stat status;
    void *bytes = MAP_FAILED;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > (off_t)sizeof(ElfW(Ehdr))) {
        bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    }
    close(file);
    if (bytes == MAP_FAILED) {
        return false;
    }
    image->bytes = bytes;
    image->size = (size_t)status.st_size;
    const ElfW(Ehdr) *header = bytes;
    if (memcmp(header->e_ident, ELFMAG, SELFMAG) == 0 && header->e_shentsize == sizeof(ElfW(Shdr))
        && header->e_shoff % _Alignof(ElfW(Shdr)) == 0) {
        image->sections = piece(image, header->e_shoff, (uint64_t)header->e_shnum * sizeof(ElfW(Shdr)));
        image->section_count = image->sections == NULL ? 0 : header->e_shnum;
    }
    return true;
}

static void close_image(struct image *image) {
    munmap((void *)image->bytes, image->size);
}

static const void *section_bytes(const struct image *image, const ElfW(Shdr) *section) {
    return section->sh_type == SHT_NOBITS ? NULL : piece(image, section->sh_offset, section->sh_size);
}

/// The file's bytes of an address, as far as `size`.
static const void *bytes_at(const struct image *image, uintptr_t address, size_t size) {
    for (size_t i = 0; i < image->section_count; i++) {
        const ElfW(Shdr) *section = &image->sections[i];
        if ((section->sh_flags & SHF_ALLOC) != 0 && section->sh_type != SHT_NOBITS && address >= section->sh_addr
            && address - section->sh_addr < section->sh_size && size <= section->sh_size - (address - section->sh_addr)) {
            return piece(image, section->sh_offset + (address - section->sh_addr), size);
        }
    }
    return NULL;
}

/// A file that was replaced since it was loaded says nothing of what runs.
static bool is_file_of(const struct image *image, const struct lab_module *module) {
    if (module->build_id_size == 0) {
        return true;
    }
    for (size_t i = 0; i < image->section_count; i++) {
        const ElfW(Shdr) *section = &image->sections[i];
        const void *bytes = section->sh_type == SHT_NOTE ? section_bytes(image, section) : NULL;
        if (bytes != NULL && memmem(bytes, section->sh_size, module->build_id, module->build_id_size) != NULL) {
            return true;
        }
    }
    return false;
}

static bool has_swift_code(const struct image *image) {
    const ElfW(Ehdr) *header = (const ElfW(Ehdr) *)image->bytes;
    if (header->e_shstrndx >= image->section_count) {
        return false;
    }
    const ElfW(Shdr) *names = &image->sections[header->e_shstrndx];
    const char *bytes = section_bytes(image, names);
    return bytes != NULL && memmem(bytes, names->sh_size, "swift5_", strlen("swift5_")) != NULL;
}

// MARK: Names

static bool ends_with(const char *name, size_t length, const char *suffix) {
    size_t size = strlen(suffix);
    return length > size && memcmp(name + length - size, suffix, size) == 0;
}

/// The kind that a mangled name tells of, or 0.
static int kind_of_name(const char *name, size_t length) {
    if (length > 4 && name[length - 1] == '_') {
        size_t digits = length - 1;
        while (digits > 0 && name[digits - 1] >= '0' && name[digits - 1] <= '9') {
            digits--;
        }
        if (digits >= 2 && digits < length - 1 && name[digits - 2] == 'T') {
            return name[digits - 1] == 'Q' ? LAB_ASYNC_AWAITED_CONTEXT
                 : name[digits - 1] == 'Y' ? LAB_ASYNC_OWN_CONTEXT
                                           : 0;
        }
    }
    bool takes_context = strncmp(name, "_Z", 2) == 0 && strstr(name, "5swift12AsyncContext") != NULL;
    return takes_context ? LAB_ASYNC_RUNTIME : 0;
}

// MARK: Collecting

struct table {
    struct lab_async_functions *functions;
    size_t capacity;
};

static void add(struct table *table, const struct image *image, uintptr_t start, uint64_t size, int kind) {
    size_t count = table->functions == NULL ? 0 : table->functions->count;
    if (count == table->capacity) {
        size_t capacity = count * 2 + 64;
        struct lab_async_functions *larger =
            realloc(table->functions, sizeof(*larger) + capacity * sizeof(struct async_function));
        if (larger == NULL) {
            return;
        }
        larger->count = count;
        table->functions = larger;
        table->capacity = capacity;
    }
    struct async_function *function = &table->functions->functions[table->functions->count++];
    *function = (struct async_function){
        .start = start, .size = size < UINT32_MAX ? (uint32_t)size : 0, .kind = (uint8_t)kind};
    const void *code = bytes_at(image, start, function->size);
    if (code != NULL && kind != LAB_ASYNC_RUNTIME) {
        function->prologue = lab_async_prologue_read(code, function->size, kind == LAB_ASYNC_AWAITED_CONTEXT);
    }
}

/// An async function is called through a record, named like it and "Tu", that points to its entry.
static uintptr_t entry_of_record(const struct image *image, const ElfW(Sym) *symbol) {
    const int32_t *offset = bytes_at(image, symbol->st_value, sizeof(*offset));
    return offset == NULL ? 0 : symbol->st_value + (uintptr_t)(intptr_t)*offset;
}

struct symbols {
    const ElfW(Sym) *symbols;
    size_t count;
    const char *names;
    size_t names_size;
};

static bool find_symbols(const struct image *image, uint32_t type, struct symbols *symbols) {
    for (size_t i = 0; i < image->section_count; i++) {
        const ElfW(Shdr) *section = &image->sections[i];
        if (section->sh_type != type || section->sh_link >= image->section_count
            || section->sh_offset % _Alignof(ElfW(Sym)) != 0) {
            continue;
        }
        const ElfW(Shdr) *names = &image->sections[section->sh_link];
        symbols->symbols = section_bytes(image, section);
        symbols->count = section->sh_size / sizeof(ElfW(Sym));
        symbols->names = section_bytes(image, names);
        symbols->names_size = names->sh_size;
        // Names must end.
        return symbols->symbols != NULL && symbols->names != NULL && symbols->names_size > 0
            && symbols->names[symbols->names_size - 1] == '\0';
    }
    return false;
}

static int by_address(const void *left, const void *right) {
    uintptr_t a = ((const ElfW(Sym) *)left)->st_value;
    uintptr_t b = ((const ElfW(Sym) *)right)->st_value;
    return a < b ? -1 : a > b;
}

/// Sizes of functions by address: a record does not tell its function's.
static ElfW(Sym) *sorted_functions(const struct symbols *symbols, size_t *count) {
    ElfW(Sym) *sorted = malloc((symbols->count + 1) * sizeof(*sorted));
    *count = 0;
    for (size_t i = 0; sorted != NULL && i < symbols->count; i++) {
        const ElfW(Sym) *symbol = &symbols->symbols[i];
        if (ELF64_ST_TYPE(symbol->st_info) == STT_FUNC && symbol->st_shndx != SHN_UNDEF && symbol->st_size > 0) {
            sorted[(*count)++] = *symbol;
        }
    }
    if (sorted != NULL) {
        qsort(sorted, *count, sizeof(*sorted), by_address);
    }
    return sorted;
}

static void collect(struct table *table, const struct image *image, const struct symbols *symbols) {
    size_t function_count;
    ElfW(Sym) *functions = sorted_functions(symbols, &function_count);
    if (functions == NULL) {
        return;
    }
    for (size_t i = 0; i < symbols->count; i++) {
        const ElfW(Sym) *symbol = &symbols->symbols[i];
        if (symbol->st_shndx == SHN_UNDEF || symbol->st_name >= symbols->names_size) {
            continue;
        }
        const char *name = symbols->names + symbol->st_name;
        size_t length = strlen(name);
        if (ELF64_ST_TYPE(symbol->st_info) == STT_FUNC) {
            int kind = kind_of_name(name, length);
            if (kind != 0 && symbol->st_size > 0) {
                add(table, image, symbol->st_value, symbol->st_size, kind);
            }
        } else if (ELF64_ST_TYPE(symbol->st_info) == STT_OBJECT && ends_with(name, length, "Tu")) {
            ElfW(Sym) entry = {.st_value = entry_of_record(image, symbol)};
            const ElfW(Sym) *function = bsearch(&entry, functions, function_count, sizeof(entry), by_address);
            if (function != NULL) {
                add(table, image, function->st_value, function->st_size, LAB_ASYNC_OWN_CONTEXT);
            }
        }
    }
    free(functions);
}

static int by_start(const void *left, const void *right) {
    uintptr_t a = ((const struct async_function *)left)->start;
    uintptr_t b = ((const struct async_function *)right)->start;
    return a < b ? -1 : a > b;
}

const struct lab_async_functions *lab_async_functions_read(const struct lab_module *module) {
    struct image image;
    if (module->path[0] != '/' || !open_image(&image, module->path)) {
        return NULL;
    }
    struct table table = {0};
    struct symbols symbols;
    if (has_swift_code(&image) && is_file_of(&image, module)
        && (find_symbols(&image, SHT_SYMTAB, &symbols) || find_symbols(&image, SHT_DYNSYM, &symbols))) {
        collect(&table, &image, &symbols);
    }
    close_image(&image);
    if (table.functions != NULL) {
        qsort(table.functions->functions, table.functions->count, sizeof(struct async_function), by_start);
    }
    return table.functions;
}

// MARK: Asking

static const struct async_function *find(const struct lab_module *module, uintptr_t address) {
    if (module == NULL || module->async_functions == NULL) {
        return NULL;
    }
    uintptr_t offset = address - module->bias;
    const struct async_function *functions = module->async_functions->functions;
    size_t low = 0;
    size_t high = module->async_functions->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (functions[middle].start <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 && offset - functions[low - 1].start < functions[low - 1].size ? &functions[low - 1] : NULL;
}

enum lab_async_state lab_async_state(const struct lab_module *module, uintptr_t address) {
    const struct async_function *function = find(module, address);
    if (function == NULL || function->kind == LAB_ASYNC_RUNTIME) {
        return LAB_ASYNC_NONE;
    }
    uintptr_t offset = address - module->bias - function->start;
    const struct lab_async_prologue *prologue = &function->prologue;
    bool is_awaited = function->kind == LAB_ASYNC_AWAITED_CONTEXT;
    if (offset == 0 || offset < prologue->saved_at) {
        return is_awaited ? LAB_ASYNC_BEHIND_REGISTER : LAB_ASYNC_IN_REGISTER;
    }
    if (prologue->saved_at == 0) {
        return LAB_ASYNC_UNKNOWN;
    }
    if (is_awaited && prologue->projected_at == 0) {
        return LAB_ASYNC_UNKNOWN;
    }
    return is_awaited && offset < prologue->projected_at ? LAB_ASYNC_BEHIND_STACK : LAB_ASYNC_ON_STACK;
}

bool lab_async_can_resume_at(const struct lab_module *module, uintptr_t address) {
    const struct async_function *function = find(module, address);
    return function != NULL && address - module->bias == function->start;
}
