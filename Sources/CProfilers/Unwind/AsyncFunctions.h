#ifndef LAB_ASYNC_FUNCTIONS_H
#define LAB_ASYNC_FUNCTIONS_H
#include "Modules.h"
static inline const struct lab_async_functions *lab_async_functions_read(const struct lab_module *module) {
    (void)module;
    return NULL;
}
#endif
