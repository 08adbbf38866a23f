// The single-step oracle: the processor traps after each instruction, and the trap's handler unwinds.
//
// The truth is a record of its own: a call that was executed adds a frame, a stack pointer that has passed a
// return address takes it away. It knows nothing of unwind information, prologues or frame pointers. Frames below the
// start of the program are those that glibc's backtrace found there. Where a thrown exception lands, its unwinder puts in the
// place of a return address, and that is where the frame goes on.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <execinfo.h>
#include <inttypes.h>
#include <libunwind-x86_64.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <ucontext.h>

#include "../../Sources/CProfilers/Unwind/Unwind.h"
#include "include/AsyncTruth.h"
#include "include/Forbidden.h"
#include "include/Stepping.h"

enum {
    FRAME_LIMIT = 4096,
    MODULE_LIMIT = 32,
    WRONG_LIMIT = 12,
    TRAP_FLAG = 0x100,
};

struct call {
    /// Where the return address lies.
    uintptr_t slot;
    uintptr_t return_address;
};

struct module_count {
    const char *path;
    uint64_t instructions;
    uint64_t exact;
};

struct wrong {
    bool is_marked;
    uint64_t pc;
    uint64_t times;
    uint32_t expected_count;
    uint32_t count;
    uint64_t expected[8];
    uint64_t found[8];
};

static struct call calls[FRAME_LIMIT];
static uint32_t call_count;
static void *base[FRAME_LIMIT];
static int base_count;

/// A landing pad that was taken from the stack into a register and is jumped to next; 0 otherwise.
static uintptr_t landing;

static uintptr_t previous_pc;
static uintptr_t previous_stack_pointer;
static volatile bool is_stepping;
static bool compares;
static bool has_async_functions;
static struct lab_stack_bounds bounds;

static struct stepping_result result;
static struct module_count modules[MODULE_LIMIT];
static int module_count;
static struct wrong wrongs[WRONG_LIMIT];
static int wrong_count;

static uint64_t expected[FRAME_LIMIT];
static uint64_t found[FRAME_LIMIT];

// MARK: The truth

/// How long the call at `code` is, or 0 where it is none.
static int call_length(const uint8_t *code) {
    int prefixes = 0;
    while (code[prefixes] == 0xf2 || code[prefixes] == 0x3e || code[prefixes] == 0x67 || code[prefixes] == 0x66
           || (code[prefixes] & 0xf0) == 0x40) {
        prefixes++;
    }
    code += prefixes;
    if (code[0] == 0xe8) {
        return prefixes + 5;
    }
    if (code[0] != 0xff || (code[1] & 0x38) != 0x10) {
        return 0;
    }
    int mode = code[1] >> 6;
    int operand = code[1] & 7;
    int length = prefixes + 2;
    if (mode != 3 && operand == 4) {
        length += mode == 0 && (code[2] & 7) == 5 ? 5 : 1;
    }
    if (mode == 0 && operand == 5) {
        length += 4;
    }
    return length + (mode == 1 ? 1 : mode == 2 ? 4 : 0);
}

static void record_step(uintptr_t pc, uintptr_t stack_pointer) {
    landing = 0;
    while (call_count > 0 && stack_pointer > calls[call_count - 1].slot) {
        call_count--;
        uintptr_t present = *(const uintptr_t *)calls[call_count].slot;
        bool is_jump = *(const uint8_t *)previous_pc == 0x59 && memcmp((const void *)pc, "\xff\xe1", 2) == 0;
        landing = is_jump && present != calls[call_count].return_address ? present : 0;
    }
    int length = call_length((const uint8_t *)previous_pc);
    if (length != 0 && stack_pointer == previous_stack_pointer - 8
        && *(const uintptr_t *)stack_pointer == previous_pc + (uintptr_t)length) {
        calls[call_count++] = (struct call){.slot = stack_pointer, .return_address = previous_pc + (uintptr_t)length};
    }
    previous_pc = pc;
    previous_stack_pointer = stack_pointer;
}

static uint32_t write_truth(uintptr_t pc) {
    uint32_t count = 0;
    expected[count++] = pc;
    if (landing != 0) {
        expected[count++] = landing;
    }
    for (uint32_t i = call_count; i > 0; i--) {
        uintptr_t present = *(const uintptr_t *)calls[i - 1].slot;
        expected[count++] = present == calls[i - 1].return_address ? present - 1 : present;
    }
    for (int i = 0; i < base_count; i++) {
        expected[count++] = (uintptr_t)base[i] - 1;
    }
    return count;
}

// MARK: Peers

static bool frame_pointers_are_right(const ucontext_t *context, uint32_t expected_count) {
    uintptr_t frame = (uintptr_t)context->uc_mcontext.gregs[REG_RBP];
    uintptr_t stack_pointer = (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
    // The frames of the program itself: those below it are libc's, whose frames have no pointers.
    for (uint32_t i = 1; i < expected_count - (uint32_t)base_count; i++) {
        if (frame < stack_pointer || frame >= bounds.high - 16 || (frame & 7) != 0
            || ((const uintptr_t *)frame)[1] - 1 != expected[i]) {
            return false;
        }
        frame = *(const uintptr_t *)frame;
    }
    return true;
}

static struct {
    int (*init_local2)(unw_cursor_t *, ucontext_t *, int);
    int (*step)(unw_cursor_t *);
    int (*get_reg)(unw_cursor_t *, int, unw_word_t *);
} libunwind;

static bool libunwind_is_right(ucontext_t *context, uint32_t expected_count) {
    unw_cursor_t cursor;
    if (libunwind.init_local2(&cursor, context, UNW_INIT_SIGNAL_FRAME) < 0) {
        return false;
    }
    for (uint32_t i = 1; i < expected_count; i++) {
        unw_word_t pc;
        if (libunwind.step(&cursor) <= 0 || libunwind.get_reg(&cursor, UNW_REG_IP, &pc) < 0 || pc - 1 != expected[i]) {
            return false;
        }
    }
    return true;
}

// MARK: Counting

/// The module of an address. Asked of the loader once a page: it takes longer than everything else here.
static struct module_count *module_of(uintptr_t pc) {
    static struct {
        uintptr_t page;
        struct module_count *module;
    } known[1024];
    uintptr_t page = pc >> 12;
    if (known[page % 1024].page == page) {
        return known[page % 1024].module;
    }
    Dl_info info;
    const char *path = dladdr((void *)pc, &info) != 0 ? info.dli_fname : "?";
    int i = 0;
    while (i < module_count && strcmp(modules[i].path, path) != 0) {
        i++;
    }
    if (i == MODULE_LIMIT) {
        return &modules[0];
    }
    if (i == module_count) {
        modules[module_count++].path = path;
    }
    known[page % 1024].page = page;
    known[page % 1024].module = &modules[i];
    return &modules[i];
}

static void count_in_module(uintptr_t pc, bool is_right) {
    struct module_count *module = module_of(pc);
    module->instructions++;
    module->exact += is_right;
}

static void keep_wrong(bool is_marked, uint32_t expected_count, uint32_t count) {
    for (int i = 0; i < wrong_count; i++) {
        if (wrongs[i].pc == expected[0]) {
            wrongs[i].times++;
            return;
        }
    }
    if (wrong_count == WRONG_LIMIT) {
        return;
    }
    struct wrong *wrong = &wrongs[wrong_count++];
    *wrong = (struct wrong){
        .is_marked = is_marked, .pc = expected[0], .times = 1, .expected_count = expected_count, .count = count};
    memcpy(wrong->expected, expected, sizeof(wrong->expected));
    memcpy(wrong->found, found, sizeof(wrong->found));
}

static void trapped(int signal, siginfo_t *information, void *argument) {
    (void)signal, (void)information;
    ucontext_t *context = argument;
    uintptr_t pc = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
    record_step(pc, (uintptr_t)context->uc_mcontext.gregs[REG_RSP]);
    if (!is_stepping) {
        context->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
        return;
    }
    uint32_t expected_count = write_truth(pc);
    is_unwinding = true;
    struct lab_unwound_stack stack = lab_unwind(context, &bounds, found, FRAME_LIMIT);
    is_unwinding = false;
    bool is_right = stack.count == expected_count && !stack.unreadable
        && memcmp(found, expected, expected_count * sizeof(expected[0])) == 0;
    result.instructions++;
    enum async_verdict verdict =
        has_async_functions ? async_judge(found, stack.count, expected, expected_count) : NOT_ASYNC;
    if (verdict != NOT_ASYNC) {
        is_right = verdict != ASYNC_WRONG;
        result.async++;
        result.async_marked += verdict == ASYNC_MARKED;
    }
    result.exact += is_right;
    result.exact_by_frame_pointers += frame_pointers_are_right(context, expected_count);
    if (compares) {
        result.exact_by_libunwind += libunwind_is_right(context, expected_count);
    }
    count_in_module(pc, is_right);
    if (!is_right || verdict == ASYNC_MARKED) {
        keep_wrong(verdict == ASYNC_MARKED, expected_count, stack.count);
    }
}

// MARK: Running

__attribute__((always_inline)) static inline void set_trap_flag(void) {
    __asm__ volatile("pushfq; orq $0x100, (%%rsp); popfq; nop; nop" ::: "memory", "cc");
}

__attribute__((noinline)) static void run(void (*program)(void)) {
    base_count = backtrace(base, FRAME_LIMIT) - 1;
    // This function is the first frame that the record knows, where it stands at each moment.
    memmove(base, base + 1, (size_t)base_count * sizeof(base[0]));
    call_count = 0;
    // The first trap comes after the instruction that follows popf, which is no call.
    previous_pc = (uintptr_t)"\x90\x90\x90\x90\x90\x90\x90\x90";
    is_stepping = true;
    set_trap_flag();
    program();
    is_stepping = false;
    __asm__ volatile("nop; nop" ::: "memory");
}

static const char *name_of(uint64_t address) {
    Dl_info info;
    const char *name = async_name_of(address);
    if (name != NULL) {
        return name;
    }
    if (address < 4096 || dladdr((void *)address, &info) == 0) {
        return "?";
    }
    return info.dli_sname != NULL ? info.dli_sname : info.dli_fname;
}

static void print_result(void) {
    for (int i = 0; i < module_count; i++) {
        printf("module %" PRIu64 " %" PRIu64 " %s\n", modules[i].instructions, modules[i].exact, modules[i].path);
    }
    for (int i = 0; i < wrong_count; i++) {
        const struct wrong *wrong = &wrongs[i];
        Dl_info info = {0};
        dladdr((void *)wrong->pc, &info);
        printf(
            "%s %#" PRIx64 " (%s+%#" PRIx64 ") %" PRIu64 " times: %u frames, not %u\n",
            wrong->is_marked ? "marked" : "wrong", wrong->pc,
            info.dli_fname, wrong->pc - (uint64_t)info.dli_fbase, wrong->times, wrong->count, wrong->expected_count);
        for (int frame = 0; frame < 8; frame++) {
            printf(
                "    %#" PRIx64 " %s, not %#" PRIx64 " %s\n", wrong->found[frame], name_of(wrong->found[frame]),
                wrong->expected[frame], name_of(wrong->expected[frame]));
        }
    }
}

struct stepping_result step_through(void (*program)(void), bool compares_with_libunwind, bool is_async) {
    has_async_functions = is_async;
    memset(&result, 0, sizeof(result));
    for (int i = 0; i < module_count; i++) {
        modules[i].instructions = 0;
        modules[i].exact = 0;
    }
    wrong_count = 0;
    compares = false;
    if (compares_with_libunwind) {
        void *library = dlopen("libunwind.so.8", RTLD_NOW | RTLD_LOCAL);
        if (library != NULL) {
            *(void **)&libunwind.init_local2 = dlsym(library, "_ULx86_64_init_local2");
            *(void **)&libunwind.step = dlsym(library, "_ULx86_64_step");
            *(void **)&libunwind.get_reg = dlsym(library, "_ULx86_64_get_reg");
            compares = libunwind.init_local2 != NULL && libunwind.step != NULL && libunwind.get_reg != NULL;
        }
    }
    lab_stack_bounds_of_this_thread(&bounds);
    lab_unwind_refresh();
    struct sigaction action = {.sa_sigaction = trapped, .sa_flags = SA_SIGINFO};
    struct sigaction former;
    sigaction(SIGTRAP, &action, &former);
    run(program);
    sigaction(SIGTRAP, &former, NULL);
    print_result();
    return result;
}
