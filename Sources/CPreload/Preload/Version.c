// Which interface the loaded library has. May be called from anywhere; calls nothing.
#include "CPreload.h"

#include "LabAttributes.h"

LAB_EXPORT uint32_t lab_preload_version(void) { return LAB_PRELOAD_VERSION; }
