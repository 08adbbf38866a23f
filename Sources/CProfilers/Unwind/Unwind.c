// See Unwind.h, which says what may be called from a signal handler.
#define _GNU_SOURCE
#include "Unwind.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "../include/CProfilers.h"
#include "AsyncFunctions.h"
#include "CodeRules.h"
#include "LibunwindRules.h"
#include "Machine.h"
#include "Memory.h"
#include "Modules.h"
#include "RuleCache.h"
#include "UnwindTable.h"

enum {
    /// Frames that are walked before a stack counts as one without an end.
    WALK_LIMIT = 65536,
};

/// A walk from the interrupted instruction to the oldest frame.
struct walk {
    struct lab_registers registers;
    struct lab_memory memory;
    const struct lab_stack_bounds *bounds;
    /// Which modules are loaded, for the cache of rules; 0 where that is changing.
    uint64_t epoch;
    /// Whether the program counter is where the thread goes on, not where a call returns to.
    bool is_exact;
    /// Whether the gate was found closed.
    bool met_fork;
};

static bool enter_gate(struct walk *walk) {
    bool is_open = lab_gate_enter();
    walk->met_fork = walk->met_fork || !is_open;
    return is_open;
}

// MARK: The thread's memory

static bool is_on_stack(const struct walk *walk, uintptr_t address) {
    return walk->bounds != NULL && address >= walk->bounds->low && address < walk->bounds->high;
}

/// Lets the stack above the stack pointer be read in place, once it is certain that it is there: a stack pointer that
/// has run over the end of its stack points nowhere.
static void follow_stack(struct walk *walk) {
    uintptr_t stack_pointer = walk->registers.value[LAB_STACK_POINTER];
    walk->memory.direct_low = 0;
    walk->memory.direct_high = 0;
    if (!is_on_stack(walk, stack_pointer)) {
        return;
    }
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    uint64_t word;
    if (is_on_stack(walk, here) && here < stack_pointer) {
        // The handler runs below, so that everything between is there, and what lies in the red zone.
        walk->memory.direct_low = stack_pointer - LAB_RED_ZONE;
    } else if (lab_memory_copy(&word, stack_pointer & ~7ul, sizeof(word)) == sizeof(word)) {
        walk->memory.direct_low = stack_pointer & ~7ul;
    } else {
        return;
    }
    walk->memory.direct_high = walk->bounds->high & ~7ul;
}

// MARK: Learning rules

static bool is_signal_return(uintptr_t address) {
    uint8_t code[LAB_SIGNAL_CODE_SIZE];
    return lab_memory_copy(code, address, sizeof(code)) == sizeof(code) && lab_is_signal_return(code);
}

static bool find_entry(const struct lab_found_module *module, uintptr_t address, struct lab_unwind_entry *entry) {
    return module->unwind_table.header != 0 && lab_unwind_table_search(&module->unwind_table, address, entry);
}

/// What a rule is kept under. The last byte of a `ret` may come right before a landing pad, and has a rule of its own.
static uint64_t key_of(const struct walk *walk, uintptr_t address, bool is_exact) {
    const uintptr_t returns = 1ul << 61;
    return lab_rule_key(is_exact ? address : address ^ returns, walk->epoch);
}

/// The rule of the instruction that `address` lies in. Only inside the gate.
static void learn_rule(uintptr_t address, bool is_exact, struct lab_rule *rule) {
    *rule = (struct lab_rule){.kind = LAB_RULE_UNKNOWN};
    uintptr_t target = is_exact ? address : address + 1;
    // Before anything else: unwind information of this code is often absent or wrong.
    if (is_signal_return(target)) {
        rule->kind = LAB_RULE_SIGNAL;
        return;
    }
    struct lab_found_module module;
    if (!lab_modules_find(address, &module)) {
        return;
    }
    bool is_landing = !is_exact && !lab_code_follows_call(target);
    if (is_landing) {
        address = target;
        is_exact = true;
    }
    struct lab_unwind_entry entry;
    if (is_exact && lab_code_correction(address, &module, rule)) {
        rule->is_landing = is_landing;
        rule->async_state = lab_async_state(module.module, address);
        return;
    }
    if (!find_entry(&module, address, &entry)
        || !lab_libunwind_rule(address, &module.unwind_table, entry.function, entry.information, rule)) {
        lab_code_rule(target, !is_exact, &module, rule);
    }
    rule->is_landing = is_landing;
    rule->async_state = lab_async_state(module.module, address);
}

static bool find_rule(struct walk *walk, uintptr_t address, bool is_exact, struct lab_rule *rule) {
    uint64_t key = key_of(walk, address, is_exact);
    union lab_packed_rule packed;
    if (walk->epoch != 0 && lab_rule_lookup(key, &packed)) {
        *rule = packed.rule;
        return true;
    }
    if (!enter_gate(walk)) {
        return false;
    }
    learn_rule(address, is_exact, &packed.rule);
    lab_gate_leave();
    // What is in no module yet may be in one soon.
    if (walk->epoch != 0 && packed.rule.kind != LAB_RULE_UNKNOWN) {
        lab_rule_store(key, &packed);
    }
    *rule = packed.rule;
    return true;
}

// MARK: Following rules

enum outcome { CALLER_FOUND, NO_CALLER, UNREADABLE };

static bool is_known(const struct lab_registers *registers, int number) {
    return (registers->known >> number & 1) != 0;
}

static enum outcome follow_signal(struct walk *walk) {
    // `ret` has taken the address of the returning code: the context is next.
    uintptr_t context = walk->registers.value[LAB_STACK_POINTER];
    struct lab_registers interrupted = {.known = (1u << LAB_REGISTER_COUNT) - 1};
    for (int number = 0; number < LAB_REGISTER_COUNT; number++) {
        if (!lab_memory_read_word(
                &walk->memory, lab_context_register_address(context, number), &interrupted.value[number])) {
            return UNREADABLE;
        }
    }
    walk->registers = interrupted;
    walk->is_exact = true;
    follow_stack(walk);
    return CALLER_FOUND;
}

static enum outcome step_by_libunwind(struct walk *walk, uintptr_t address) {
    if (!enter_gate(walk)) {
        return UNREADABLE;
    }
    struct lab_found_module module;
    struct lab_unwind_entry entry;
    bool stepped = lab_modules_find(address, &module) && find_entry(&module, address, &entry)
        && lab_libunwind_step(
            &walk->registers, address, &walk->memory, &module.unwind_table, entry.function, entry.information);
    lab_gate_leave();
    walk->is_exact = false;
    return stepped ? CALLER_FOUND : UNREADABLE;
}

static bool restore(
    struct walk *walk, const struct lab_rule *rule, int index, uint64_t cfa, uint64_t base, uint64_t *value) {
    if (rule->saved[index] == LAB_SAVED_LOST) {
        return false;
    }
    bool is_beside = (rule->saved_beside_register >> index & 1) != 0;
    // The largest offset stands for none; see saved_place().
    int64_t words = is_beside && rule->saved[index] == INT16_MAX ? 0 : rule->saved[index];
    return lab_memory_read_word(&walk->memory, (is_beside ? base : cfa) + (uint64_t)(words * 8), value);
}

static bool find_cfa(struct walk *walk, const struct lab_rule *rule, uint64_t *cfa) {
    if (!is_known(&walk->registers, rule->cfa_register)) {
        return false;
    }
    *cfa = walk->registers.value[rule->cfa_register] + (uint64_t)(int64_t)rule->cfa_offset;
    if (rule->kind == LAB_RULE_LOADED) {
        if (!lab_memory_read_word(&walk->memory, *cfa, cfa)) {
            return false;
        }
        *cfa += (uint64_t)(int64_t)rule->second_offset;
    }
    // A caller's frame is always above: a chain that goes down is no stack, and one that goes round has no end.
    return *cfa > walk->registers.value[LAB_STACK_POINTER] && (*cfa & 7) == 0;
}

static enum outcome follow_rule(struct walk *walk, const struct lab_rule *rule) {
    struct lab_registers *registers = &walk->registers;
    uint64_t base = registers->value[rule->cfa_register];
    uint64_t cfa;
    uint64_t return_address;
    if (!find_cfa(walk, rule, &cfa) || !lab_memory_read_word(&walk->memory, cfa - 8, &return_address)) {
        return UNREADABLE;
    }
    uint32_t known = 1u << LAB_STACK_POINTER | 1u << LAB_PROGRAM_COUNTER;
    for (int i = 0; i < LAB_SAVED_COUNT; i++) {
        int number = lab_saved_registers[i];
        if (rule->saved[i] == LAB_SAVED_NOT) {
            known |= registers->known & 1u << number;
        } else if (restore(walk, rule, i, cfa, base, &registers->value[number])) {
            known |= 1u << number;
        }
    }
    registers->value[LAB_STACK_POINTER] = cfa;
    registers->value[LAB_PROGRAM_COUNTER] = return_address;
    registers->known = known;
    walk->is_exact = false;
    return CALLER_FOUND;
}

/// Whether what a guessed rule found can be a return address. An address that has a rule was looked at before.
static bool is_plausible(struct walk *walk, uintptr_t return_address) {
    union lab_packed_rule packed;
    if (walk->epoch != 0 && lab_rule_lookup(key_of(walk, return_address - 1, false), &packed)) {
        return true;
    }
    if (!enter_gate(walk)) {
        return false;
    }
    struct lab_found_module module;
    bool is_code = lab_modules_find(return_address - 1, &module) && lab_code_follows_call(return_address);
    lab_gate_leave();
    return is_code || is_signal_return(return_address);
}

/// Goes to the caller of the frame whose instruction `address` lies in.
static enum outcome go_to_caller(struct walk *walk, uintptr_t address, const struct lab_rule *rule) {
    switch (rule->kind) {
    case LAB_RULE_OFFSET:
    case LAB_RULE_LOADED: {
        enum outcome outcome = follow_rule(walk, rule);
        if (outcome == CALLER_FOUND && walk->registers.value[LAB_PROGRAM_COUNTER] == 0) {
            return NO_CALLER;
        }
        if (outcome == CALLER_FOUND && rule->guessed
            && !is_plausible(walk, walk->registers.value[LAB_PROGRAM_COUNTER])) {
            return UNREADABLE;
        }
        return outcome;
    }
    case LAB_RULE_END:
        return NO_CALLER;
    case LAB_RULE_SIGNAL:
        return follow_signal(walk);
    case LAB_RULE_STEP:
        return step_by_libunwind(walk, address);
    default:
        return UNREADABLE;
    }
}

// MARK: Writing frames

/// Frames as they come: the first ones stay, of the others the latest, in a ring.
struct frames {
    uint64_t *values;
    uint32_t capacity;
    uint32_t first_count;
    uint64_t total;
};

static void write_frame(struct frames *frames, uint64_t value) {
    if (frames->total < frames->capacity) {
        frames->values[frames->total] = value;
    } else if (frames->first_count < frames->capacity) {
        uint32_t ring = frames->capacity - frames->first_count;
        frames->values[frames->first_count + (frames->total - frames->first_count) % ring] = value;
    }
    frames->total++;
}

static void reverse(uint64_t *values, uint32_t count) {
    for (uint32_t i = 0; i < count / 2; i++) {
        uint64_t value = values[i];
        values[i] = values[count - 1 - i];
        values[count - 1 - i] = value;
    }
}

/// Puts the ring in order, its oldest frame last, and a marker where frames are left out.
static void finish(struct frames *frames, struct lab_unwound_stack *stack) {
    stack->truncated = frames->total > frames->capacity;
    if (!stack->truncated) {
        stack->count = (uint32_t)frames->total;
        return;
    }
    stack->count = frames->capacity;
    uint32_t ring = frames->capacity - frames->first_count;
    if (ring == 0) {
        return;
    }
    uint64_t *start = frames->values + frames->first_count;
    uint32_t turn = (uint32_t)((frames->total - frames->first_count) % ring);
    reverse(start, turn);
    reverse(start + turn, ring - turn);
    reverse(start, ring);
    start[0] = LAB_FRAME_TRUNCATED;
}

// MARK: Async callers

/// Where on the stack an async function keeps its context: below the saved frame pointer.
static uintptr_t place_of_context(const struct walk *walk, const struct lab_rule *rule) {
    if (rule->cfa_register == LAB_FRAME_POINTER) {
        return walk->registers.value[LAB_FRAME_POINTER] - 8;
    }
    // The frame was just given back, and is still there below the stack pointer; or the context was just pushed.
    uintptr_t stack_pointer = walk->registers.value[LAB_STACK_POINTER];
    return rule->cfa_offset == 8 ? stack_pointer - 16 : stack_pointer;
}

/// The async context of the function that the walk stands in.
static bool find_context(struct walk *walk, const struct lab_rule *rule, uint64_t *context) {
    switch (rule->async_state) {
    case LAB_ASYNC_IN_REGISTER:
    case LAB_ASYNC_BEHIND_REGISTER:
        if (!is_known(&walk->registers, LAB_ASYNC_CONTEXT)) {
            return false;
        }
        *context = walk->registers.value[LAB_ASYNC_CONTEXT];
        break;
    case LAB_ASYNC_ON_STACK:
    case LAB_ASYNC_BEHIND_STACK:
        if (!lab_memory_read_word(&walk->memory, place_of_context(walk, rule), context)) {
            return false;
        }
        break;
    default:
        return false;
    }
    bool is_behind =
        rule->async_state == LAB_ASYNC_BEHIND_REGISTER || rule->async_state == LAB_ASYNC_BEHIND_STACK;
    return !is_behind || lab_memory_read_word(&walk->memory, *context, context);
}

/// Whether an async function, or one of the runtime's, starts at `address`.
static bool can_resume_at(struct walk *walk, uintptr_t address) {
    const uintptr_t resumes = 1ul << 62;
    uint64_t key = lab_rule_key(address ^ resumes, walk->epoch);
    union lab_packed_rule packed;
    if (walk->epoch != 0 && lab_rule_lookup(key, &packed)) {
        return packed.rule.kind == LAB_RULE_RESUME;
    }
    if (!enter_gate(walk)) {
        return false;
    }
    struct lab_found_module module;
    bool can = lab_modules_find(address, &module) && lab_async_can_resume_at(module.module, address);
    lab_gate_leave();
    if (can && walk->epoch != 0) {
        packed.rule = (struct lab_rule){.kind = LAB_RULE_RESUME};
        lab_rule_store(key, &packed);
    }
    return can;
}

/// Writes the functions that wait for the one whose context this is, up to the task's root. A context holds its parent,
/// then where that one resumes. Returns false where the chain breaks off.
static bool write_async_callers(struct walk *walk, uint64_t context, struct frames *frames) {
    uint64_t visited = 0;
    for (uint64_t length = 1; frames->total < WALK_LIMIT; length++) {
        uint64_t parent;
        uint64_t resume;
        if ((context & 7) != 0 || !lab_memory_read_word(&walk->memory, context, &parent)
            || !lab_memory_read_word(&walk->memory, context + 8, &resume) || !can_resume_at(walk, resume)) {
            return false;
        }
        write_frame(frames, resume);
        if (parent == 0) {
            return true;
        }
        // A chain that comes back to where it was at a power of two goes round.
        if (parent == visited) {
            return false;
        }
        if ((length & (length - 1)) == 0) {
            visited = context;
        }
        context = parent;
    }
    return false;
}

// MARK: Unwinding

static void begin(struct walk *walk, const ucontext_t *context, const struct lab_stack_bounds *bounds) {
    for (int number = 0; number < LAB_REGISTER_COUNT; number++) {
        walk->registers.value[number] = lab_context_register(context, number);
    }
    walk->registers.known = (1u << LAB_REGISTER_COUNT) - 1;
    lab_memory_initialize(&walk->memory);
    walk->bounds = bounds;
    walk->epoch = lab_modules_epoch();
    walk->is_exact = true;
    walk->met_fork = false;
    follow_stack(walk);
}

struct lab_unwound_stack lab_unwind(
    const ucontext_t *context, const struct lab_stack_bounds *bounds, uint64_t *values, uint32_t capacity) {
    struct lab_unwound_stack stack = {0};
    struct frames frames = {.values = values, .capacity = capacity, .first_count = capacity / 2};
    struct walk walk;
    begin(&walk, context, bounds);
    enum outcome outcome = CALLER_FOUND;
    bool is_async = false;
    while (outcome == CALLER_FOUND && frames.total < WALK_LIMIT) {
        uint64_t program_counter = walk.registers.value[LAB_PROGRAM_COUNTER];
        uintptr_t address = walk.is_exact ? program_counter : program_counter - 1;
        struct lab_rule rule;
        if (!find_rule(&walk, address, walk.is_exact, &rule)) {
            rule = (struct lab_rule){.kind = LAB_RULE_UNKNOWN};
        }
        // Where a thread is, it is, in generated code too; what a rule takes for a caller in no module is none.
        bool is_nowhere = rule.kind == LAB_RULE_UNKNOWN && !walk.is_exact;
        if (program_counter < LAB_FRAME_MARKER_LIMIT || is_nowhere) {
            outcome = UNREADABLE;
            break;
        }
        if (rule.is_landing) {
            walk.is_exact = true;
            address = program_counter;
        }
        // A signal handler was not called from where it returns to, so that address stands for itself.
        write_frame(&frames, rule.kind == LAB_RULE_SIGNAL ? program_counter : address);
        if (rule.async_state != LAB_ASYNC_NONE) {
            // Below are the executor's frames, which called nobody.
            uint64_t context;
            is_async = true;
            outcome = find_context(&walk, &rule, &context) && write_async_callers(&walk, context, &frames) ? NO_CALLER
                                                                                                           : UNREADABLE;
            break;
        }
        outcome = go_to_caller(&walk, address, &rule);
    }
    stack.unreadable = outcome == UNREADABLE;
    stack.cut_by_fork = stack.unreadable && walk.met_fork;
    if (stack.unreadable) {
        write_frame(&frames, is_async ? LAB_FRAME_ASYNC_UNREADABLE : LAB_FRAME_UNREADABLE);
    } else if (outcome == CALLER_FOUND) {
        write_frame(&frames, LAB_FRAME_TRUNCATED);
    }
    finish(&frames, &stack);
    stack.truncated = stack.truncated || outcome == CALLER_FOUND;
    return stack;
}

void lab_unwind_refresh(void) {
    lab_modules_refresh();
}

int lab_unwind_prepare(char *message, size_t message_size) {
    lab_memory_prepare();
    int error = lab_libunwind_prepare(message, message_size);
    if (error != 0) {
        return error;
    }
    error = lab_rule_cache_prepare();
    if (error == 0) {
        error = lab_modules_refresh();
    }
    if (error != 0) {
        snprintf(message, message_size, "there is no memory for the unwinder: %s", strerror(error));
        return error;
    }
    // Functions of libc are bound when they are first called; the loader must not be entered from a handler. In the child of a fork
    // they are bound already, and it may not live longer than this takes.
    static _Atomic bool is_bound;
    if (atomic_exchange(&is_bound, true)) {
        return 0;
    }
    ucontext_t context;
    struct lab_stack_bounds bounds;
    uint64_t frames[64];
    if (getcontext(&context) == 0 && lab_stack_bounds_of_this_thread(&bounds)) {
        lab_unwind(&context, &bounds, frames, 64);
    }
    return 0;
}
