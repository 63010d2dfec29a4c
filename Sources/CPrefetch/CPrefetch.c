// The functions stand in the header, so that they become single instructions where they are called.

#include "CPrefetch.h"
