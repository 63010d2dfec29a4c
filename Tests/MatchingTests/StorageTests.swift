import Domain
import Testing

@testable import Matching

/// The storage types against dictionaries and arrays, beyond the sizes they start with.
@Suite struct StorageTests {
  @Test(arguments: [1, 1 << 20, 0x9E37_79B9_7F4A_7C15])
  func `the index finds what it holds`(_ stride: UInt64) {
    let seed: UInt64 = 11
    var random = SplitMix64(seed: seed)
    var orders = OrderPool()
    var index = OrderIndex(orders: 8)
    var expected: [UInt64: OrderSlot] = [:]
    for step in 0..<50_000 {
      let id = (random.next(below: UInt64(3_000)) as UInt64) &* stride
      if let slot = expected.removeValue(forKey: id) {
        index.remove(id, slot)
        orders.release(slot)
      } else if step < 40_000 {
        let slot = orders.take()
        orders[slot].sequence = id
        if slot.position >= index.limit { index.grow(orders) }
        index.insert(id, slot)
        expected[id] = slot
      }
      if step % 997 == 0 {
        for id in 0..<UInt64(3_000) {
          let found = index.find(ClientOrderID(sequence: id &* stride), in: orders)
          #expect(found == expected[id &* stride] ?? .none, "seed \(seed), step \(step), id \(id)")
        }
      }
    }
    #expect(orders.count == expected.count)
  }

  @Test func `the pool grows and reuses`() {
    var pool = OrderPool()
    var slots: [OrderSlot] = []
    for sequence in 0..<UInt64(10_000) {
      slots.append(pool.take())
      pool[slots[slots.count - 1]].sequence = sequence
    }
    #expect(Set(slots.map(\.value)).count == 10_000)
    #expect(pool.usedCount == 10_000)
    for (sequence, slot) in slots.enumerated() {
      #expect(pool[slot].sequence == UInt64(sequence))
    }
    for slot in slots { pool.release(slot) }
    #expect(pool.count == 0 && pool.countFree() == 10_000)
    for _ in 0..<10_000 { _ = pool.take() }
    #expect(pool.usedCount == 10_000 && pool.countFree() == 0)
  }

  @Test func `wallets go on in 128 bits when deposits ask for it`() {
    var wallets = WalletTable(accountCount: 2, assetCount: 2, isNarrow: true)
    let (account, asset) = (AccountIndex(1), AssetIndex(1))
    wallets.deposit(Amount(minorUnits: Int128(Int64.max)), account, asset)
    var isNarrow = wallets.isNarrow
    #expect(isNarrow)
    let wallet1 = wallets[account, asset]
    #expect(wallet1 == Wallet(available: Amount(minorUnits: Int128(Int64.max))))
    wallets.deposit(Amount(minorUnits: 1), AccountIndex(0), asset)
    isNarrow = wallets.isNarrow
    #expect(!isNarrow)
    let wallet4 = wallets[account, asset]
    #expect(wallet4 == Wallet(available: Amount(minorUnits: Int128(Int64.max))))
    let wallet2 = wallets[AccountIndex(0), asset]
    #expect(wallet2 == Wallet(available: Amount(minorUnits: 1)))
    wallets.narrowIfPossible()
    isNarrow = wallets.isNarrow
    #expect(!isNarrow)
    wallets.deposit(Amount(minorUnits: -1), AccountIndex(0), asset)
    wallets.narrowIfPossible()
    isNarrow = wallets.isNarrow
    #expect(isNarrow)
    let wallet3 = wallets[account, asset]
    #expect(wallet3 == Wallet(available: Amount(minorUnits: Int128(Int64.max))))
    let deposited = wallets.deposited[1].minorUnits
    #expect(deposited == Int128(Int64.max))
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
