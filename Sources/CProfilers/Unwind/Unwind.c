// See Unwind.h.
#include "Unwind.h"
