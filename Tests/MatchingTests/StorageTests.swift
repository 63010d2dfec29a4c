import Domain
import Testing

@testable import Matching

/// The storage types against dictionaries and arrays, beyond the sizes they start with.
@Suite struct StorageTests {
  @Test(arguments: [1, 1 << 20, 0x9E37_79B9_7F4A_7C15])
  func `orders are found by the ids that rest`(_ stride: UInt64) {
    let seed: UInt64 = 11
    var random = SplitMix64(seed: seed)
    var books = OrderBooks(markets: 1, orderCapacity: 8)
    var expected: [UInt64: Int64] = [:]
    for step in 0..<50_000 {
      let id = (random.next(below: UInt64(3_000)) as UInt64) &* stride
      var rows = books.open(for: 1)
      if expected.removeValue(forKey: id) != nil {
        let slot = rows.find(id)
        let order = rows.orders.ref(slot.position)
        rows.remove(
          slot, order, rows.levels.ref(order.value.level.position), id, &books)
      } else if step < 40_000 {
        let level = rows.level(Int64(step % 7), rows.ladders.ref(0), 0, &books)
        rows.append(id, account: 1, lots: Int64(step), hasDetail: false, to: level)
        expected[id] = Int64(step)
      }
      books.close(rows)
      if step % 997 == 0 {
        for id in 0..<UInt64(3_000) {
          let found = books.orders.find(id &* stride)
          let lots = found == .none ? nil : books.orders[found].lots
          #expect(lots == expected[id &* stride], "seed \(seed), step \(step), id \(id)")
        }
      }
    }
    #expect(books.orders.count == expected.count)
    #expect(books.orders.count + books.orders.countFree() == books.orders.recordCount)
  }

  @Test func `room for orders is reused`() {
    var books = OrderBooks(markets: 1, orderCapacity: 8)
    var records: [Int] = []
    for _ in 0..<3 {
      for id in 0..<UInt64(10_000) {
        var rows = books.open(for: 1)
        let level = rows.level(Int64(id % 100), rows.ladders.ref(0), 0, &books)
        rows.append(id, account: 0, lots: 1, hasDetail: false, to: level)
        books.close(rows)
      }
      for id in 0..<UInt64(10_000) {
        var rows = books.open(for: 0)
        let slot = rows.find(id)
        let order = rows.orders.ref(slot.position)
        rows.remove(
          slot, order, rows.levels.ref(order.value.level.position), id, &books)
        books.close(rows)
      }
      records.append(books.orders.recordCount)
    }
    #expect(books.orders.count == 0 && books.levels.count == 0)
    #expect(records == [records[0], records[0], records[0]] && records[0] < 10_100)
  }

  @Test func `a command lies in memory as the words that the loop reads`() {
    #expect(MemoryLayout<OrderCommand>.offset(of: \.id) == 0)
    #expect(MemoryLayout<OrderCommand>.offset(of: \.target) == 8)
    #expect(MemoryLayout<OrderCommand>.offset(of: \.price) == 16)
    #expect(MemoryLayout<OrderCommand>.offset(of: \.quantity) == 24)
    #expect(MemoryLayout<OrderCommand>.offset(of: \.account) == 32)
    #expect(MemoryLayout<OrderCommand>.offset(of: \.market) == 36)
    #expect(MemoryLayout<OrderCommand>.offset(of: \.kind) == 40)
    #expect(MemoryLayout<OrderCommand>.size == 48)
  }

  @Test func `the loop reads what a command says`() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<2_000 {
      let command = OrderCommand(
        kind: OrderCommand.Kind.allCases[Int(random.next(below: 3 as UInt64))],
        id: ClientOrderID(sequence: random.next()),
        account: AccountIndex(Int(random.next(below: 1 << 31 as UInt64))),
        market: MarketIndex(Int(random.next(below: 1 << 31 as UInt64))),
        side: random.next() & 1 == 0 ? .bid : .ask,
        type: random.next() & 1 == 0 ? .limit : .market,
        timeInForce: TimeInForce.allCases[Int(random.next(below: 3 as UInt64))],
        isPostOnly: random.next() & 1 == 0, price: Price(ticks: Int64(bitPattern: random.next())),
        quantity: Quantity(lots: Int64(bitPattern: random.next())),
        target: ClientOrderID(sequence: random.next()))
      let commands = [command]
      let read = CommandRow(commands.span).ref(0)
      let made = command.words
      #expect(read.id == made.id && read.target == made.target && read.ticks == made.ticks)
      #expect(read.lots == made.lots && read.places == made.places && read.flags == made.flags)
      #expect(read.market == command.market.value && read.account == command.account.value)
      #expect(read.isCancel == (command.kind == .cancel))
      #expect(read.fingerprint == command.fingerprint)
      #expect(
        read.isPlainPlacement
          == (command.kind == .place && !command.isPostOnly && command.timeInForce != .fillOrKill))
    }
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
