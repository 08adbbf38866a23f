// What the unwinder knows of the processor that it runs on.
#ifndef LAB_MACHINE_H
#define LAB_MACHINE_H

#if defined(__x86_64__)
#include "Machine_x86_64.h"
#else
#include "MachineUnsupported.h"
#endif

#endif
