// See LibunwindRules.h, which says what may be called from a signal handler.
//
// To learn a rule, libunwind steps once over a frame whose registers are not numbers but names: register i is the value i × 2^52 +
// salt, and what lies in memory at such a value is a name again. Where the caller's registers come out as, says how to find
// them with any values. Twice, with different salts: where both agree, nothing depended on the values themselves.
#define _GNU_SOURCE
#include "LibunwindRules.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>

#include "Machine.h"

#if LAB_MACHINE_IS_SUPPORTED

#include <libunwind-x86_64.h>

static unw_addr_space_t space;

static struct {
    unw_addr_space_t (*create_addr_space)(unw_accessors_t *, int);
    int (*set_caching_policy)(unw_addr_space_t, unw_caching_policy_t);
    int (*init_remote)(unw_cursor_t *, unw_addr_space_t, void *);
    int (*step)(unw_cursor_t *);
    int (*get_reg)(unw_cursor_t *, int, unw_word_t *);
    int (*get_save_loc)(unw_cursor_t *, int, unw_save_loc_t *);
    int (*search_unwind_table)(
        unw_addr_space_t, unw_word_t, unw_dyn_info_t *, unw_proc_info_t *, int, void *);
} libunwind;

// MARK: Names for values

enum {
    NAME_SHIFT = 52,
    /// Names of registers start here, far from any address.
    REGISTER_NAMES = 0x100,
    /// Names of words in memory.
    WORD_NAMES = 0x200,
    WORD_LIMIT = 4,
};

/// A value that is told by name: name + offset.
struct named_value {
    /// A register's number, or `REGISTER_COUNT` + the number of a word in memory.
    int name;
    int64_t offset;
};

/// What one stepping of libunwind works on.
struct question {
    uintptr_t address;
    const struct lab_unwind_table *table;
    /// The one entry that libunwind finds when it searches.
    _Alignas(8) int32_t entry[2];
    bool is_covered;
    /// The frame's values, or NULL where they are names.
    const struct lab_registers *values;
    uint64_t salt;
    /// The words of memory that were asked for, by where they lie.
    struct named_value words[WORD_LIMIT];
    int word_count;
    /// The thread's memory, where values are known.
    struct lab_memory *stack;
    struct lab_memory *module;
};

static uint64_t value_of_name(const struct question *question, int name) {
    uint64_t number = name < LAB_REGISTER_COUNT ? (uint64_t)(REGISTER_NAMES + name)
                                                : (uint64_t)(WORD_NAMES + name - LAB_REGISTER_COUNT);
    return (number << NAME_SHIFT) + question->salt * (uint64_t)(name + 1);
}

static bool named_value(const struct question *question, uint64_t value, struct named_value *result) {
    const int64_t offset_limit = 1 << 28;
    uint64_t number = (value + (1ull << (NAME_SHIFT - 1))) >> NAME_SHIFT;
    if (number >= REGISTER_NAMES && number < REGISTER_NAMES + LAB_REGISTER_COUNT) {
        result->name = (int)(number - REGISTER_NAMES);
    } else if (number >= WORD_NAMES && number < WORD_NAMES + (uint64_t)question->word_count) {
        result->name = (int)(number - WORD_NAMES) + LAB_REGISTER_COUNT;
    } else {
        return false;
    }
    result->offset = (int64_t)(value - value_of_name(question, result->name));
    return result->offset < offset_limit && result->offset > -offset_limit;
}

static bool name_word(struct question *question, uint64_t address, uint64_t *value) {
    struct named_value place;
    if (!named_value(question, address, &place)) {
        return false;
    }
    int word = 0;
    while (word < question->word_count
           && (question->words[word].name != place.name || question->words[word].offset != place.offset)) {
        word++;
    }
    if (word == WORD_LIMIT) {
        return false;
    }
    if (word == question->word_count) {
        question->words[word] = place;
        question->word_count++;
    }
    *value = value_of_name(question, LAB_REGISTER_COUNT + word);
    return true;
}

// MARK: What libunwind calls

static int find_proc_info(unw_addr_space_t asked, unw_word_t ip, unw_proc_info_t *info, int needed, void *argument) {
    struct question *question = argument;
    unw_dyn_info_t table = {
        .start_ip = 0,
        .end_ip = UINT64_MAX,
        .format = UNW_INFO_FORMAT_REMOTE_TABLE,
        .u.rti = {
            .segbase = question->table->header,
            .table_len = 1,
            .table_data = (unw_word_t)question->entry,
        },
    };
    int result = libunwind.search_unwind_table(asked, ip, &table, info, needed, argument);
    question->is_covered = result >= 0;
    return result;
}

static void put_unwind_info(unw_addr_space_t asked, unw_proc_info_t *info, void *argument) {
    (void)asked, (void)info, (void)argument;
}

static int no_dynamic_info(unw_addr_space_t asked, unw_word_t *address, void *argument) {
    (void)asked, (void)address, (void)argument;
    return -UNW_ENOINFO;
}

static int access_mem(unw_addr_space_t asked, unw_word_t address, unw_word_t *value, int writes, void *argument) {
    (void)asked;
    struct question *question = argument;
    if (writes) {
        return -UNW_EINVAL;
    }
    if (address == (unw_word_t)question->entry) {
        *value = *(const unw_word_t *)question->entry;
        return 0;
    }
    if (question->values != NULL) {
        return lab_memory_read_word(question->stack, address, value) ? 0 : -UNW_EINVAL;
    }
    if (address >> (NAME_SHIFT - 4) != 0) {
        return name_word(question, address, value) ? 0 : -UNW_EINVAL;
    }
    return lab_memory_read_word(question->module, address, value) ? 0 : -UNW_EINVAL;
}

static int access_reg(unw_addr_space_t asked, unw_regnum_t number, unw_word_t *value, int writes, void *argument) {
    (void)asked;
    struct question *question = argument;
    if (writes || number < 0 || number >= LAB_REGISTER_COUNT) {
        return -UNW_EBADREG;
    }
    if (number == LAB_PROGRAM_COUNTER) {
        *value = question->address;
    } else if (question->values == NULL) {
        *value = value_of_name(question, number);
    } else if (question->values->known >> number & 1) {
        *value = question->values->value[number];
    } else {
        return -UNW_EBADREG;
    }
    return 0;
}

static int no_fpreg(unw_addr_space_t asked, unw_regnum_t number, unw_fpreg_t *value, int writes, void *argument) {
    (void)asked, (void)number, (void)value, (void)writes, (void)argument;
    return -UNW_EBADREG;
}

static int no_resume(unw_addr_space_t asked, unw_cursor_t *cursor, void *argument) {
    (void)asked, (void)cursor, (void)argument;
    return -UNW_EINVAL;
}

static int no_name(
    unw_addr_space_t asked, unw_word_t address, char *name, size_t size, unw_word_t *offset, void *argument) {
    (void)asked, (void)address, (void)name, (void)size, (void)offset, (void)argument;
    return -UNW_ENOINFO;
}

// MARK: Rules

static bool saved_place(
    const struct question *question, unw_cursor_t *cursor, int number, const struct named_value *cfa, int index,
    struct lab_rule *rule) {
    unw_save_loc_t place;
    if (libunwind.get_save_loc(cursor, number, &place) < 0 || place.type == UNW_SLT_NONE) {
        rule->saved[index] = LAB_SAVED_LOST;
        return true;
    }
    if (place.type == UNW_SLT_REG) {
        rule->saved[index] = LAB_SAVED_NOT;
        return (int)place.u.regnum == number;
    }
    struct named_value at;
    if (!named_value(question, place.u.addr, &at)) {
        return false;
    }
    int64_t distance = at.offset - cfa->offset;
    if (at.name != cfa->name) {
        if (at.name != rule->cfa_register) {
            return false;
        }
        rule->saved_beside_register |= (uint8_t)(1 << index);
        distance = at.offset;
        // A place at the register itself cannot be told from "not saved".
        if (distance == 0) {
            distance = 8 * INT16_MAX;
        }
    }
    if (distance % 8 != 0 || distance / 8 > INT16_MAX || distance / 8 <= LAB_SAVED_LOST || distance == 0) {
        return false;
    }
    rule->saved[index] = (int16_t)(distance / 8);
    return true;
}

/// Steps over named values and reads the rule off. False where the step does not fit into a rule.
static bool read_rule(struct question *question, struct lab_rule *rule) {
    unw_cursor_t cursor;
    if (libunwind.init_remote(&cursor, space, question) < 0) {
        return false;
    }
    int step = libunwind.step(&cursor);
    if (!question->is_covered) {
        return false;
    }
    if (step == 0) {
        rule->kind = LAB_RULE_END;
        return true;
    }
    unw_word_t value;
    struct named_value cfa;
    if (step < 0 || libunwind.get_reg(&cursor, LAB_STACK_POINTER, &value) < 0
        || !named_value(question, value, &cfa)) {
        return false;
    }
    if (cfa.name < LAB_REGISTER_COUNT) {
        rule->kind = LAB_RULE_OFFSET;
        rule->cfa_register = (uint8_t)cfa.name;
        rule->cfa_offset = (int32_t)cfa.offset;
    } else {
        struct named_value word = question->words[cfa.name - LAB_REGISTER_COUNT];
        if (word.name >= LAB_REGISTER_COUNT) {
            return false;
        }
        rule->kind = LAB_RULE_LOADED;
        rule->cfa_register = (uint8_t)word.name;
        rule->cfa_offset = (int32_t)word.offset;
        rule->second_offset = (int32_t)cfa.offset;
    }
    unw_save_loc_t place;
    struct named_value at;
    if (libunwind.get_save_loc(&cursor, LAB_PROGRAM_COUNTER, &place) < 0 || place.type != UNW_SLT_MEMORY
        || !named_value(question, place.u.addr, &at) || at.name != cfa.name || at.offset != cfa.offset - 8) {
        return false;
    }
    for (int i = 0; i < LAB_SAVED_COUNT; i++) {
        if (!saved_place(question, &cursor, lab_saved_registers[i], &cfa, i, rule)) {
            return false;
        }
    }
    return true;
}

static void ask_about(
    struct question *question, uintptr_t address, const struct lab_unwind_table *table, int32_t function,
    int32_t information) {
    question->address = address;
    question->table = table;
    question->entry[0] = function;
    question->entry[1] = information;
    question->is_covered = false;
    question->values = NULL;
    question->salt = 0;
    question->word_count = 0;
    question->stack = NULL;
    question->module = NULL;
}

bool lab_libunwind_rule(
    uintptr_t address, const struct lab_unwind_table *table, int32_t function, int32_t information,
    struct lab_rule *rule) {
    struct lab_memory module;
    lab_memory_initialize(&module);
    struct question question;
    const uint64_t salts[2] = {0x10, 0x27b9a8};
    union {
        struct lab_rule rule;
        uint64_t words[3];
    } answers[2] = {0};
    bool fits = true;
    for (int i = 0; i < 2 && fits; i++) {
        ask_about(&question, address, table, function, information);
        question.salt = salts[i];
        question.module = &module;
        fits = read_rule(&question, &answers[i].rule);
    }
    if (!question.is_covered) {
        return false;
    }
    fits = fits && answers[0].words[0] == answers[1].words[0] && answers[0].words[1] == answers[1].words[1]
        && answers[0].words[2] == answers[1].words[2];
    if (fits) {
        *rule = answers[0].rule;
    } else {
        *rule = (struct lab_rule){.kind = LAB_RULE_STEP};
    }
    return true;
}

bool lab_libunwind_step(
    struct lab_registers *registers, uintptr_t address, struct lab_memory *memory,
    const struct lab_unwind_table *table, int32_t function, int32_t information) {
    struct question question;
    ask_about(&question, address, table, function, information);
    question.values = registers;
    question.stack = memory;
    unw_cursor_t cursor;
    if (libunwind.init_remote(&cursor, space, &question) < 0 || libunwind.step(&cursor) <= 0 || !question.is_covered) {
        return false;
    }
    struct lab_registers caller = {.known = 0};
    static const uint8_t wanted[] = {LAB_STACK_POINTER, LAB_PROGRAM_COUNTER};
    for (int i = 0; i < LAB_SAVED_COUNT + 2; i++) {
        int number = i < LAB_SAVED_COUNT ? lab_saved_registers[i] : wanted[i - LAB_SAVED_COUNT];
        unw_word_t value;
        if (libunwind.get_reg(&cursor, number, &value) >= 0) {
            caller.value[number] = value;
            caller.known |= 1u << number;
        }
    }
    uint32_t needed = 1u << LAB_STACK_POINTER | 1u << LAB_PROGRAM_COUNTER;
    if ((caller.known & needed) != needed) {
        return false;
    }
    *registers = caller;
    return true;
}

// MARK: Loading

int lab_libunwind_prepare(char *message, size_t message_size) {
    if (space != NULL) {
        return 0;
    }
    // Everything is bound now: a handler must not enter the loader. Local: the program's names stay its own.
    void *library = dlopen(LAB_LIBUNWIND_NAME, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        snprintf(
            message, message_size, "%s cannot be loaded (%s): install Debian's libunwind8, or the like",
            LAB_LIBUNWIND_NAME, dlerror());
        return ENOENT;
    }
    struct {
        const char *name;
        void *function;
    } symbols[] = {
        {LAB_LIBUNWIND_SYMBOL("create_addr_space"), &libunwind.create_addr_space},
        {LAB_LIBUNWIND_SYMBOL("set_caching_policy"), &libunwind.set_caching_policy},
        {LAB_LIBUNWIND_SYMBOL("init_remote"), &libunwind.init_remote},
        {LAB_LIBUNWIND_SYMBOL("step"), &libunwind.step},
        {LAB_LIBUNWIND_SYMBOL("get_reg"), &libunwind.get_reg},
        {LAB_LIBUNWIND_SYMBOL("get_save_loc"), &libunwind.get_save_loc},
        {LAB_LIBUNWIND_SYMBOL("dwarf_search_unwind_table"), &libunwind.search_unwind_table},
    };
    for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
        void *function = dlsym(library, symbols[i].name);
        if (function == NULL) {
            snprintf(
                message, message_size, "%s has no %s: version 1.3 or newer is needed", LAB_LIBUNWIND_NAME,
                symbols[i].name);
            return ENOSYS;
        }
        *(void **)symbols[i].function = function;
    }
    static unw_accessors_t accessors = {
        .find_proc_info = find_proc_info,
        .put_unwind_info = put_unwind_info,
        .get_dyn_info_list_addr = no_dynamic_info,
        .access_mem = access_mem,
        .access_reg = access_reg,
        .access_fpreg = no_fpreg,
        .resume = no_resume,
        .get_proc_name = no_name,
    };
    unw_addr_space_t created = libunwind.create_addr_space(&accessors, 0);
    if (created == NULL) {
        snprintf(message, message_size, "libunwind has no memory for an address space");
        return ENOMEM;
    }
    // Rules are cached here, so that libunwind need not: its caches take locks and do not know when modules go.
    libunwind.set_caching_policy(created, UNW_CACHE_NONE);
    space = created;
    return 0;
}

#else

int lab_libunwind_prepare(char *message, size_t message_size) {
    snprintf(message, message_size, "stacks cannot be unwound on %s yet, only on x86-64", LAB_MACHINE_NAME);
    return ENOTSUP;
}

bool lab_libunwind_rule(
    uintptr_t address, const struct lab_unwind_table *table, int32_t function, int32_t information,
    struct lab_rule *rule) {
    (void)address, (void)table, (void)function, (void)information, (void)rule;
    return false;
}

bool lab_libunwind_step(
    struct lab_registers *registers, uintptr_t address, struct lab_memory *memory,
    const struct lab_unwind_table *table, int32_t function, int32_t information) {
    (void)registers, (void)address, (void)memory, (void)table, (void)function, (void)information;
    return false;
}

#endif
