// See CodeRules.h. Everything may be called from a signal handler.
#if defined(__x86_64__)

#define _GNU_SOURCE
#include "CodeRules.h"
#include "CodeScan_x86_64.h"
#include "Memory.h"

/// The code around an address; bytes that cannot be read are 0.
struct code {
    enum { BEFORE = 16, AFTER = 16 } range;
    uint8_t bytes[BEFORE + AFTER];
};

static void read_code(struct code *code, uintptr_t address, uintptr_t start, uintptr_t end) {
    __builtin_memset(code->bytes, 0, sizeof(code->bytes));
    uintptr_t from = address - start < BEFORE ? start : address - BEFORE;
    uintptr_t to = end - address < AFTER ? end : address + AFTER;
    lab_memory_copy(code->bytes + BEFORE - (address - from), from, to - from);
}

static bool stands(const uint8_t *code, const char *bytes, int size) {
    for (int i = 0; i < size; i++) {
        if (code[i] != (uint8_t)bytes[i]) {
            return false;
        }
    }
    return true;
}

#define STANDS(code, bytes) stands(code, bytes, (int)sizeof(bytes) - 1)

#define PUSH_RBP "\x55"
#define MOVE_RSP_TO_RBP "\x48\x89\xe5"
// A function that keeps an async context below its frame pointer starts like this.
#define PUSH_R14 "\x41\x56"
#define ADDRESS_OF_FRAME "\x48\x8d\x6c\x24\x08"

/// Sets CFA = register + offset, with the frame pointer saved `saved_at` below the CFA, or not saved at all.
static void set_frame(struct lab_rule *rule, int cfa_register, int offset, int saved_at) {
    rule->kind = LAB_RULE_OFFSET;
    rule->cfa_register = (uint8_t)cfa_register;
    rule->cfa_offset = offset;
    _Static_assert(LAB_SAVED_COUNT == 6 && LAB_FRAME_POINTER == 6, "the frame pointer comes first");
    rule->saved[0] = saved_at == 0 ? LAB_SAVED_NOT : (int16_t)(-saved_at / 8);
    for (int i = 1; i < LAB_SAVED_COUNT; i++) {
        // Pushed or not: only in the frame's first instructions is it known.
        rule->saved[i] = cfa_register == LAB_STACK_POINTER ? LAB_SAVED_NOT : LAB_SAVED_LOST;
    }
}

/// How much the instruction that ends at `end` makes the stack larger, for arguments of a call to come; 0 where it does not.
static int stack_made_larger_before(const uint8_t *end) {
    if (STANDS(end - 4, "\x48\x83\xec")) {
        return end[-1] < 0x80 ? end[-1] : 0;
    }
    if (STANDS(end - 7, "\x48\x81\xec")) {
        return end[-4] | end[-3] << 8 | end[-2] << 16;
    }
    return 0;
}

#define CLEAR_ASYNC_BIT "\x48\x0f\xba\xf5\x3c"

/// LLVM's unwind information of async functions forgets that the stack was enlarged before all else, that the context was pushed,
/// that the frame pointer was set before the stack is enlarged again, and that it was popped.
static bool is_async_boundary(const uint8_t *here, struct lab_rule *rule) {
    static const uint8_t sizes_before[] = {0, 3, 8};
    for (int i = 0; i < 3; i++) {
        const uint8_t *start = here - sizes_before[i];
        if (!STANDS(start, PUSH_RBP PUSH_R14 ADDRESS_OF_FRAME)) {
            continue;
        }
        int larger = stack_made_larger_before(start);
        if (i == 0) {
            set_frame(rule, LAB_STACK_POINTER, 8 + larger, 0);
        } else if (i == 1) {
            set_frame(rule, LAB_STACK_POINTER, 24 + larger, 16 + larger);
        } else {
            set_frame(rule, LAB_FRAME_POINTER, 16 + larger, 16 + larger);
        }
        return true;
    }
    if (STANDS(here, CLEAR_ASYNC_BIT) && here[-1] == 0x5d) {
        set_frame(rule, LAB_STACK_POINTER, 8, 0);
        return true;
    }
    return false;
}

bool lab_code_correction(uintptr_t address, const struct lab_found_module *module, struct lab_rule *rule) {
    struct code code;
    read_code(&code, address, module->code_start, module->code_end);
    *rule = (struct lab_rule){0};
    return is_async_boundary(code.bytes + BEFORE, rule);
}

void lab_code_rule(
    uintptr_t address, bool is_return_address, const struct lab_found_module *module, struct lab_rule *rule) {
    *rule = (struct lab_rule){.guessed = 1};
    struct code code;
    read_code(&code, address, module->code_start, module->code_end);
    const uint8_t *here = code.bytes + BEFORE;
    if (is_return_address) {
        set_frame(rule, LAB_FRAME_POINTER, 16, 16);
    } else if (here[-1] == 0x55 && (STANDS(here, MOVE_RSP_TO_RBP) || STANDS(here, PUSH_R14 ADDRESS_OF_FRAME))) {
        set_frame(rule, LAB_STACK_POINTER, 16, 16);
    } else if (!is_async_boundary(here, rule)) {
        struct lab_code_scan scan = lab_code_scan(address, module);
        if (scan.is_frameless) {
            set_frame(rule, LAB_STACK_POINTER, scan.depth + 8, 0);
        } else {
            set_frame(rule, LAB_FRAME_POINTER, 16, 16);
        }
    }
}

bool lab_code_follows_call(uintptr_t address) {
    enum { LONGEST_CALL = 7 };
    uint8_t bytes[LONGEST_CALL];
    if (address < LONGEST_CALL
        || lab_memory_copy(bytes, address - LONGEST_CALL, LONGEST_CALL) != LONGEST_CALL) {
        return false;
    }
    const uint8_t *end = bytes + LONGEST_CALL;
    if (end[-5] == 0xe8) {
        return true;
    }
    for (int size = 2; size <= LONGEST_CALL; size++) {
        const uint8_t *call = end - size;
        if (call[0] != 0xff || (call[1] & 0x38) != 0x10) {
            continue;
        }
        int mode = call[1] >> 6;
        int operand = call[1] & 7;
        bool has_index = mode != 3 && operand == 4;
        int displacement = mode == 1 ? 1 : mode == 2 ? 4 : 0;
        if (mode == 0 && (operand == 5 || (has_index && size >= 3 && (call[2] & 7) == 5))) {
            displacement = 4;
        }
        if (size == 2 + (has_index ? 1 : 0) + displacement) {
            return true;
        }
    }
    return false;
}

#endif
