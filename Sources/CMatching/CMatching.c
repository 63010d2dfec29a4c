// The functions of matching.h are in Sources/MatchingC; this target hands its types to Swift.

#include "matching.h"

_Static_assert(sizeof(ob_command) == 48, "a command has 48 bytes");
_Static_assert(sizeof(ob_event) == 56, "an event has 56 bytes");
