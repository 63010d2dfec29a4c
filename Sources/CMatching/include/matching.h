/// The matching engine for programs in C and whatever calls C.
///
/// An engine holds the books of its markets and the wallets of its accounts. Commands go in as arrays;
/// everything that they cause comes out as events. Money and quantities are whole numbers: prices in
/// ticks, quantities in lots, amounts in minor units. Nothing is rounded, nothing can be spent twice.
///
/// One thread at a time may use an engine; different engines do not know each other. An engine has no
/// clock and no randomness: equal calls give equal events. After warm-up no call but `ob_create`,
/// `ob_depth` and `ob_check` allocates memory.
///
/// `docs/embedding.md` walks through an example.

#ifndef MATCHING_H
#define MATCHING_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// An engine; only a pointer to it is ever seen.
typedef struct ob_engine ob_engine;

/// What became of a call.
typedef enum {
  OB_OK = 0,
  /// A pointer is null, a number names what does not exist, or a settings' part is impossible.
  /// Nothing was done.
  OB_INVALID_ARGUMENT = 1,
  /// The wallet has less available than was to be withdrawn. Nothing was done.
  OB_INSUFFICIENT_BALANCE = 2,
} ob_status;

enum { OB_BID = 0, OB_ASK = 1 };
enum { OB_PLACE = 0, OB_CANCEL = 1, OB_AMEND = 2 };
enum { OB_LIMIT = 0, OB_MARKET = 1 };
enum { OB_GOOD_TILL_CANCEL = 0, OB_IMMEDIATE_OR_CANCEL = 1, OB_FILL_OR_KILL = 2 };

/// What happens when an order meets another of the same account.
enum { OB_CANCEL_TAKER = 0, OB_CANCEL_MAKER = 1, OB_CANCEL_BOTH = 2 };

/// A market. `quantity` lots at a price of `price` ticks cost price x quantity x tick_size x lot_size
/// minor units of the quote asset, and are quantity x lot_size minor units of the base asset.
typedef struct {
  /// The asset that is traded, and the one that it is paid with; two different ones.
  uint32_t base_asset;
  uint32_t quote_asset;
  /// Minor units of the quote asset that one tick is, for one minor unit of the base asset; positive.
  int64_t tick_size;
  /// Minor units of the base asset in a lot; positive.
  int64_t lot_size;
} ob_market;

/// What an engine is made for.
typedef struct {
  /// The markets; commands name them by their position.
  const ob_market *markets;
  uint32_t market_count;
  /// Accounts and assets are named by numbers below these; their product is at most 2^32 - 1.
  uint32_t account_count;
  uint32_t asset_count;
  /// How many orders may rest before memory is asked for again; no limit.
  uint32_t order_capacity;
  /// `OB_CANCEL_TAKER`, `OB_CANCEL_MAKER` or `OB_CANCEL_BOTH`.
  uint32_t self_trade_prevention;
} ob_settings;

/// One instruction.
typedef struct {
  /// Names the command for ever, and the order that it places: 1, 2, 3 ... A command whose id was
  /// accepted before has no second effect. Memory is kept for all ids up to the highest, one bit each.
  uint64_t id;
  /// The order to cancel or amend.
  uint64_t target;
  /// Limit in ticks; of a market order the worst price that it accepts.
  int64_t price;
  /// Lots in total; of an amendment what was filled already counts.
  int64_t quantity;
  uint32_t account;
  uint32_t market;
  uint8_t kind;
  uint8_t side;
  uint8_t type;
  uint8_t time_in_force;
  /// 1: refused rather than traded at once; limit and good-till-cancel only.
  uint8_t post_only;
  uint8_t reserved[3];
} ob_command;

/// Kinds of events. Every command that is no repeat causes exactly one of `OB_ACCEPTED`,
/// `OB_AMENDED`, `OB_REJECTED` or `OB_CANCELED` first; fills and further cancels follow.
enum { OB_ACCEPTED = 0, OB_FILLED = 1, OB_CANCELED = 2, OB_AMENDED = 3, OB_REJECTED = 4 };

/// One change of state.
typedef struct {
  /// The order that it happened to; the taker of a fill; the command itself when rejected.
  uint64_t order;
  /// The resting order of a fill; else the order itself.
  uint64_t maker;
  /// The order's price in ticks; the maker's price of a fill.
  int64_t price;
  /// The order's total quantity; what was traded, or canceled. In lots.
  int64_t quantity;
  /// Of a fill: its id, which is its market above 40 bits of its sequence in it, from 1; else 0.
  uint64_t fill;
  uint32_t account;
  /// Who placed the resting order of a fill; else the account itself.
  uint32_t maker_account;
  uint32_t market;
  uint8_t kind;
  uint8_t side;
  /// Why it was canceled (0 asked for, 1 immediate-or-cancel, 2 fill-or-kill, 3 self-trade), or why it
  /// was rejected (see `docs/embedding.md`); else 255.
  uint8_t reason;
  uint8_t reserved;
} ob_event;

/// What rests at one price.
typedef struct {
  int64_t price;
  /// In lots.
  int64_t quantity;
  uint64_t order_count;
} ob_level;

/// Makes an engine with empty books and wallets and puts it into `engine`.
ob_status ob_create(const ob_settings *settings, ob_engine **engine);

/// Frees an engine. Null is allowed.
void ob_destroy(ob_engine *engine);

/// Gives an account `units` minor units, not negative, of an asset.
ob_status ob_deposit(ob_engine *engine, uint32_t account, uint32_t asset, int64_t units);

/// Takes `units` minor units, not negative, out of what an account has available of an asset.
ob_status ob_withdraw(ob_engine *engine, uint32_t account, uint32_t asset, int64_t units);

/// What an account has of an asset, in minor units: free, and set aside for its open orders. Amounts
/// beyond 64 bits are given as the greatest number there is.
ob_status ob_wallet(
    const ob_engine *engine, uint32_t account, uint32_t asset, int64_t *available, int64_t *locked);

/// Carries out commands one after the other. Their events replace those of the call before.
///
/// A command with a number that names nothing (kind, side, type, time in force) makes the whole call
/// `OB_INVALID_ARGUMENT` and none is carried out. Whatever else is wrong with a command is an event.
ob_status ob_submit(ob_engine *engine, const ob_command *commands, size_t count);

/// Number of events of the last `ob_submit`.
size_t ob_event_count(const ob_engine *engine);

/// Copies events of the last `ob_submit`, from the one at `first` on, at most `capacity`.
///
/// \returns how many were copied.
size_t ob_events(const ob_engine *engine, size_t first, ob_event *events, size_t capacity);

/// The highest bid or lowest ask of a market.
///
/// \returns 1 and puts it into `price`; 0 when no order rests there, or there is no such market.
int ob_best_price(const ob_engine *engine, uint32_t market, uint8_t side, int64_t *price);

/// Copies the best prices of one side of a market, best first, at most `capacity`.
///
/// \returns how many were copied.
size_t ob_depth(
    const ob_engine *engine, uint32_t market, uint8_t side, ob_level *levels, size_t capacity);

/// Number of orders that rest.
size_t ob_open_order_count(const ob_engine *engine);

/// Checks books, wallets and their agreement, and that no money was made or lost.
///
/// \returns how many things are wrong: 0, unless the program has destroyed memory.
size_t ob_check(const ob_engine *engine);

#ifdef __cplusplus
}
#endif

#endif
