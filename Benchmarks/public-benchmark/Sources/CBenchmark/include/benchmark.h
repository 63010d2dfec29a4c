// The binary contract of the public matching-engine benchmark (flash1-dev/matching-engine-benchmark,
// api/matching_engine_api.h), written down again: the same bytes under names of our own. And a queue
// to carry reports to the thread that drains them.

#ifndef BENCHMARK_H
#define BENCHMARK_H

#include <stdint.h>
#include <stdlib.h>

/// A new order: 32 bytes.
typedef struct {
  uint64_t order;
  uint64_t sequence;
  int64_t price;
  uint32_t quantity;
  uint8_t is_sell;
  uint8_t is_immediate;
  uint8_t unused[2];
} bm_new;

/// A cancel: 16 bytes.
typedef struct {
  uint64_t order;
  uint64_t sequence;
} bm_cancel;

/// A modification: 32 bytes.
typedef struct {
  uint64_t order;
  uint64_t sequence;
  int64_t price;
  uint32_t quantity;
  uint8_t is_sell;
  uint8_t unused[3];
} bm_modify;

/// One of the three, for delivery in batches: 40 bytes. `kind` is 0, 1 or 2.
typedef struct {
  uint8_t kind;
  uint8_t unused[7];
  union {
    bm_new new_order;
    bm_cancel cancel;
    bm_modify modify;
  };
} bm_message;

enum {
  BM_ORDER_ACK = 0,
  BM_TRADE = 1,
  BM_CANCEL_ACK = 2,
  BM_MODIFY_ACK = 3,
  BM_CANCEL_REJECT = 4,
  BM_MODIFY_REJECT = 5,
};

/// A report: one cache line.
typedef struct {
  uint8_t kind;
  uint8_t side;
  uint8_t unused[6];
  uint64_t sequence;
  uint64_t order;
  int64_t price;
  uint32_t quantity;
  uint32_t unused2;
  uint64_t maker;
  uint64_t taker;
  uint64_t unused3;
} bm_report;

/// How reports travel.
typedef struct {
  void *(*create)(uint32_t capacity);
  int (*push)(void *queue, const bm_report *report);
  uint32_t (*drain)(void *queue, bm_report *out, uint32_t max);
  void (*flush)(void *queue);
  void (*destroy)(void *queue);
} bm_transport;

/// A queue from one thread to another: a ring of a power of two of places.
///
/// Invariants: the writer alone changes `written`, `published` and `read_seen`, the reader alone
/// `read`; read <= published <= written <= read + size. Places below `published` are the reader's,
/// the others the writer's. Each side's words lie in a cache line of their own.
typedef struct {
  bm_report *places;
  uint64_t mask;
  _Alignas(128) uint64_t written;
  uint64_t read_seen;
  _Alignas(128) _Atomic(uint64_t) published;
  _Alignas(128) _Atomic(uint64_t) read;
} bm_queue;

/// Reports that become visible to the reader at once.
enum { BM_GROUP = 64 };

/// Makes what was written visible to the reader.
static inline void bm_publish(void *handle) {
  bm_queue *queue = (bm_queue *)handle;
  __c11_atomic_store(&queue->published, queue->written, __ATOMIC_RELEASE);
}

/// The next place to write to; waits for the reader while the ring is full.
static inline bm_report *bm_next(void *handle) {
  bm_queue *queue = (bm_queue *)handle;
  uint64_t place = queue->written++;
  if (place - queue->read_seen > queue->mask) {
    __c11_atomic_store(&queue->published, place, __ATOMIC_RELEASE);
    do queue->read_seen = __c11_atomic_load(&queue->read, __ATOMIC_ACQUIRE);
    while (place - queue->read_seen > queue->mask);
  }
  if ((place & (BM_GROUP - 1)) == 0)
    __c11_atomic_store(&queue->published, place, __ATOMIC_RELEASE);
  return queue->places + (place & queue->mask);
}

/// Where reports go: to a queue of ours if `own` is one, else to what is behind `push`.
typedef struct {
  void *own;
  int (*push)(void *queue, const bm_report *report);
  void *sink;
} bm_outlet;

/// A report of these parts.
static inline bm_report bm_make(uint8_t kind, uint8_t side, uint64_t sequence, uint64_t order,
                                int64_t price, uint32_t quantity, uint64_t maker,
                                uint64_t taker) {
  return (bm_report){.kind = kind,
                     .side = side,
                     .sequence = sequence,
                     .order = order,
                     .price = price,
                     .quantity = quantity,
                     .maker = maker,
                     .taker = taker};
}

/// Sends a report. Each way has a making of its own, so that it is written where it will lie, part by
/// part: a copy of what has just been written in parts would have to wait for them.
static inline void bm_send(bm_outlet outlet, uint8_t kind, uint8_t side, uint64_t sequence,
                           uint64_t order, int64_t price, uint32_t quantity, uint64_t maker,
                           uint64_t taker) {
  if (outlet.own) {
    *bm_next(outlet.own) = bm_make(kind, side, sequence, order, price, quantity, maker, taker);
  } else if (outlet.push) {
    bm_report report = bm_make(kind, side, sequence, order, price, quantity, maker, taker);
    while (!outlet.push(outlet.sink, &report)) {
    }
  }
}

/// The queue as the benchmark wants it.
extern const bm_transport *bm_own_transport(void);

#endif
