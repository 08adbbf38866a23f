// What the unwinder needs of a processor, where it has not been taught it; see MachineUnsupported.h.
#if !defined(__x86_64__)

#include "AsyncPrologue.h"
#include "CodeRules.h"

void lab_code_rule(
    uintptr_t address, bool is_return_address, const struct lab_found_module *module, struct lab_rule *rule) {
    (void)address, (void)is_return_address, (void)module;
    *rule = (struct lab_rule){0};
}

bool lab_code_correction(uintptr_t address, const struct lab_found_module *module, struct lab_rule *rule) {
    (void)address, (void)module, (void)rule;
    return false;
}

bool lab_code_follows_call(uintptr_t address) {
    (void)address;
    return false;
}

struct lab_async_prologue lab_async_prologue_read(const uint8_t *code, size_t size, bool starts_with_awaited_context) {
    (void)code, (void)size, (void)starts_with_awaited_context;
    return (struct lab_async_prologue){0};
}

#endif
