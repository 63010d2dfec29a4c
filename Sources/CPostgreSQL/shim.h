// The C library libpq as a module, and the macros of it that Swift cannot read.
#ifndef CPOSTGRESQL_SHIM_H
#define CPOSTGRESQL_SHIM_H

#include <libpq-fe.h>

/// Which field of an error is asked for.
static const int simulator_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int simulator_diag_message_primary = PG_DIAG_MESSAGE_PRIMARY;

#endif
