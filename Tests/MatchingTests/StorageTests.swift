import Domain
import Testing

@testable import Matching

/// The storage types against dictionaries and arrays, beyond the sizes they start with.
@Suite struct StorageTests {
  @Test(arguments: [1, 1 << 20, 0x9E37_79B9_7F4A_7C15])
  func `the index finds what it holds`(_ stride: UInt64) {
    let seed: UInt64 = 11
    var random = SplitMix64(seed: seed)
    var index = OrderIndex(bits: 3)
    var expected: [UInt64: Int32] = [:]
    for step in 0..<50_000 {
      let id = (random.next(below: UInt64(3_000)) as UInt64) &* stride
      if expected.removeValue(forKey: id) != nil {
        index.remove(ClientOrderID(sequence: id))
      } else if step < 40_000 {
        expected[id] = Int32(step)
        index.insert(ClientOrderID(sequence: id), OrderSlot(value: Int32(step)))
      }
      if step % 997 == 0 {
        for id in 0..<UInt64(3_000) {
          let found = index.find(ClientOrderID(sequence: id &* stride)).value
          #expect(found == expected[id &* stride] ?? -1, "seed \(seed), step \(step), id \(id)")
        }
      }
    }
    #expect(index.count == expected.count)
  }

  @Test func `the pool grows and reuses`() {
    var pool = OrderPool()
    var slots: [OrderSlot] = []
    for sequence in 0..<UInt64(10_000) {
      var record = OrderRecord()
      record.id = ClientOrderID(sequence: sequence)
      slots.append(pool.insert(record))
    }
    #expect(Set(slots.map(\.value)).count == 10_000)
    #expect(pool.capacity == 4 * OrderPool.recordsPerPage)
    for (sequence, slot) in slots.enumerated() {
      #expect(pool[slot].id.sequence == UInt64(sequence))
    }
    for slot in slots { pool.release(slot) }
    #expect(pool.count == 0 && pool.countFree() == pool.capacity)
    for _ in 0..<pool.capacity { _ = pool.insert(OrderRecord()) }
    #expect(pool.capacity == 4 * OrderPool.recordsPerPage && pool.countFree() == 0)
  }

  @Test(arguments: Side.allCases)
  func `a ladder keeps its levels in order`(_ side: Side) {
    let seed: UInt64 = 12
    var random = SplitMix64(seed: seed)
    var pool = OrderPool()
    var ladder = PriceLadder(side: side)
    var resting: [(price: Int64, slot: OrderSlot)] = []
    for step in 0..<20_000 {
      if random.next() % 5 < 2 && !resting.isEmpty {
        let place = Int(random.next(below: UInt64(resting.count)) as UInt64)
        ladder.remove(resting.remove(at: place).slot, from: &pool)
      } else if resting.count < 600 {
        var record = OrderRecord()
        record.price = Price(ticks: 1 + Int64(random.next(below: UInt64(500)) as UInt64))
        record.leaves = Quantity(lots: 2)
        let slot = pool.insert(record)
        ladder.append(slot, in: &pool)
        resting.append((record.price.ticks, slot))
      }
      if step % 501 != 0 { continue }
      let prices = Set(resting.map(\.price)).sorted(by: side == .bid ? { $0 > $1 } : { $0 < $1 })
      let levels = (0..<ladder.count).map { ladder.level(at: $0) }
      #expect(levels.map { $0.price(on: side).ticks } == prices, "seed \(seed), step \(step)")
      for level in levels {
        let slots = resting.filter { $0.price == level.price(on: side).ticks }.map(\.slot)
        #expect(level.first == slots.first && level.last == slots.last, "seed \(seed)")
        #expect(level.lots == Int128(2 * slots.count) && level.orderCount == slots.count)
      }
    }
  }

  @Test func `an index outside a row stops the program`() async {
    await #expect(processExitsWith: .failure) {
      let row = Slab(count: 3) { $0 }
      _ = row[3]
    }
    await #expect(processExitsWith: .failure) {
      let row = Slab(count: 3) { $0 }
      _ = row[-1]
    }
  }
}
