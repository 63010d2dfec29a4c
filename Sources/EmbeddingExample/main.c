// A market, two accounts, a few orders: how a program in C uses the matching engine.
//
// Every answer is checked; the program ends with 1 and says where if one is not as it should be.

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "matching.h"

#define EXPECT(condition)                                              \
  do {                                                                 \
    if (!(condition)) {                                                \
      fprintf(stderr, "line %d: not so: %s\n", __LINE__, #condition);  \
      return 1;                                                        \
    }                                                                  \
  } while (0)

enum { DOLLAR = 0, COIN = 1, ALICE = 0, BOB = 1 };

static ob_command place(uint64_t id, uint32_t account, uint8_t side, int64_t price, int64_t lots) {
  ob_command command = {
      .id = id, .account = account, .side = side, .price = price, .quantity = lots};
  command.kind = OB_PLACE;
  return command;
}

static ob_command cancel(uint64_t id, uint32_t account, uint64_t target) {
  ob_command command = {.id = id, .target = target, .account = account};
  command.kind = OB_CANCEL;
  return command;
}

static void show(const ob_event *event) {
  static const char *const kinds[] = {"accepted", "filled", "canceled", "amended", "rejected"};
  printf("%-8s order %" PRIu64 ": %" PRId64 " lots at %" PRId64, kinds[event->kind], event->order,
         event->quantity, event->price);
  if (event->kind == OB_FILLED) printf(", against order %" PRIu64, event->maker);
  printf("\n");
}

static int refuses_what_is_wrong(ob_engine *engine) {
  ob_command wrong = place(9, ALICE, 2, 100, 1);
  EXPECT(ob_submit(engine, &wrong, 1) == OB_INVALID_ARGUMENT);
  EXPECT(ob_submit(NULL, &wrong, 1) == OB_INVALID_ARGUMENT);
  EXPECT(ob_submit(engine, NULL, 1) == OB_INVALID_ARGUMENT);
  EXPECT(ob_deposit(engine, 2, DOLLAR, 1) == OB_INVALID_ARGUMENT);
  EXPECT(ob_deposit(engine, ALICE, DOLLAR, -1) == OB_INVALID_ARGUMENT);
  EXPECT(ob_withdraw(engine, BOB, COIN, 1000000) == OB_INSUFFICIENT_BALANCE);
  ob_command poor = place(9, ALICE, OB_BID, 1000000, 1000000);
  poor.market = 4000000000u;
  EXPECT(ob_submit(engine, &poor, 1) == OB_OK);
  ob_event event;
  EXPECT(ob_events(engine, 0, &event, 1) == 1 && event.kind == OB_REJECTED && event.reason == 2);
  ob_engine *none = NULL;
  const ob_market same = {.base_asset = 0, .quote_asset = 0, .tick_size = 1, .lot_size = 1};
  const ob_settings impossible = {.markets = &same, .market_count = 1, .asset_count = 1};
  EXPECT(ob_create(&impossible, &none) == OB_INVALID_ARGUMENT && none == NULL);
  const ob_settings vast = {.account_count = 70000, .asset_count = 70000};
  EXPECT(ob_create(&vast, &none) == OB_INVALID_ARGUMENT && none == NULL);
  return 0;
}

static int trades(ob_engine *engine) {
  const ob_command commands[] = {place(1, BOB, OB_ASK, 101, 5), place(2, BOB, OB_ASK, 100, 5),
                                 place(3, ALICE, OB_BID, 101, 8), cancel(4, BOB, 1)};
  EXPECT(ob_submit(engine, commands, 4) == OB_OK);
  EXPECT(ob_event_count(engine) == 6);
  ob_event events[8];
  EXPECT(ob_events(engine, 0, events, 8) == 6);
  for (int place = 0; place < 6; place++) show(&events[place]);
  EXPECT(events[3].kind == OB_FILLED && events[3].maker == 2 && events[3].price == 100);
  EXPECT(events[4].fill == 2 && events[4].quantity == 3 && events[4].maker_account == BOB);
  EXPECT(events[5].kind == OB_CANCELED && events[5].quantity == 2 && events[5].reason == 0);
  EXPECT(ob_events(engine, 5, events, 8) == 1 && ob_events(engine, 6, events, 8) == 0);

  int64_t available, locked;
  EXPECT(ob_wallet(engine, ALICE, DOLLAR, &available, &locked) == OB_OK);
  EXPECT(available == 10000 - 5 * 100 - 3 * 101 && locked == 0);
  EXPECT(ob_wallet(engine, BOB, COIN, &available, &locked) == OB_OK);
  EXPECT(available == 100 - 8 && locked == 0);
  return 0;
}

static int shows_its_books(ob_engine *engine) {
  int64_t price;
  EXPECT(ob_best_price(engine, 0, OB_ASK, &price) == 0);
  const ob_command bids[] = {place(5, ALICE, OB_BID, 90, 1), place(6, ALICE, OB_BID, 91, 2),
                             place(7, ALICE, OB_BID, 91, 3)};
  EXPECT(ob_submit(engine, bids, 3) == OB_OK);
  EXPECT(ob_best_price(engine, 0, OB_BID, &price) == 1 && price == 91);
  EXPECT(ob_best_price(engine, 1, OB_BID, &price) == 0);
  ob_level levels[4];
  EXPECT(ob_depth(engine, 0, OB_BID, levels, 4) == 2);
  EXPECT(levels[0].price == 91 && levels[0].quantity == 5 && levels[0].order_count == 2);
  EXPECT(ob_open_order_count(engine) == 3);
  return 0;
}

int main(void) {
  const ob_market market = {.base_asset = COIN, .quote_asset = DOLLAR, .tick_size = 1, .lot_size = 1};
  const ob_settings settings = {.markets = &market, .market_count = 1, .account_count = 2,
                                .asset_count = 2, .order_capacity = 1000,
                                .self_trade_prevention = OB_CANCEL_TAKER};
  ob_engine *engine = NULL;
  EXPECT(ob_create(&settings, &engine) == OB_OK);
  EXPECT(ob_deposit(engine, ALICE, DOLLAR, 10000) == OB_OK);
  EXPECT(ob_deposit(engine, BOB, COIN, 100) == OB_OK);
  int result = trades(engine) || shows_its_books(engine) || refuses_what_is_wrong(engine);
  if (result == 0) EXPECT(ob_check(engine) == 0);
  ob_destroy(engine);
  ob_destroy(NULL);
  return result;
}
