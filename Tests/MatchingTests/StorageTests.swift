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
