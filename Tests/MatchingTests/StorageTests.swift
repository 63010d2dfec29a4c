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
        let head = rows.index.ref(id)
        guard let (slot, order) = rows.find(id, head) else {
          Issue.record("order \(id) is not found")
          return
        }
        rows.remove(
          slot, order, rows.levels.ref(order.value.level.position), head, &books)
      } else if step < 40_000 {
        let level = rows.level(Int64(step % 7), rows.ladders.ref(0), &books)
        rows.append(id, account: 1, lots: Int64(step), wallet: 0, to: level)
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
        let level = rows.level(Int64(id % 100), rows.ladders.ref(0), &books)
        rows.append(id, account: 0, lots: 1, wallet: 0, to: level)
        books.close(rows)
      }
      for id in 0..<UInt64(10_000) {
        var rows = books.open(for: 0)
        let head = rows.index.ref(id)
        guard let (slot, order) = rows.find(id, head) else {
          Issue.record("order \(id) is not found")
          return
        }
        rows.remove(
          slot, order, rows.levels.ref(order.value.level.position), head, &books)
        books.close(rows)
      }
      records.append(books.orders.recordCount)
    }
    #expect(books.orders.count == 0 && books.levels.count == 0)
    #expect(records == [records[0], records[0], records[0]] && records[0] < 10_100)
  }

  /// Strides of all sizes, those among them that lie near the number of buckets or a part of it.
  @Test(arguments: [1_000, 10_000])
  func `no progression of keys crowds into few buckets`(_ keys: Int) {
    let table = SlotTable(keys: keys)
    let buckets = UInt64(table.byteCount / 4)
    var strides: [UInt64] = [3, 10, 1_000, 1_000_000, 0x9E37_79B9_7F4A_7C15]
    for part in 1...12 as ClosedRange<UInt64> {
      for near in -2...2 as ClosedRange<Int64> {
        strides.append(UInt64(bitPattern: Int64(buckets / part) + near))
        strides.append(UInt64(bitPattern: Int64(buckets * part) + near))
      }
    }
    for bit in 0..<40 as Range<UInt64> { strides.append(1 << bit) }
    for stride in strides where stride != 0 {
      let table = SlotTable(keys: keys)
      var lengths = [Int](repeating: 0, count: keys)
      var longest = 0
      for position in 0..<keys {
        let head = table.heads.ref(7 &+ UInt64(position) &* stride)
        lengths[position] = head.value < 0 ? 1 : lengths[Int(head.value)] + 1
        head.value = Int32(position)
        longest = max(longest, lengths[position])
      }
      #expect(longest <= 8, "stride \(stride), \(keys) keys")
    }
  }

  @Test func `a level adds up more than 64 bits hold`() {
    var books = OrderBooks(markets: 1, orderCapacity: 8)
    for id in 1...5 as ClosedRange<UInt64> {
      var rows = books.open(for: 1)
      let level = rows.level(100, rows.ladders.ref(0), &books)
      rows.append(id, account: 0, lots: .max, wallet: 0, to: level)
      books.close(rows)
      #expect(books.levels[level.slot].lots == Int128(id) * Int128(Int64.max))
    }
    for id in 1...4 as ClosedRange<UInt64> {
      var rows = books.open(for: 0)
      let head = rows.index.ref(id)
      guard let (slot, order) = rows.find(id, head) else {
        Issue.record("order \(id) is not found")
        return
      }
      let level = order.value.level
      rows.remove(slot, order, rows.levels.ref(level.position), head, &books)
      books.close(rows)
      #expect(books.levels[level].lots == Int128(5 - id) * Int128(Int64.max))
    }
  }

  @Test func `contents take room once one has to be kept`() throws {
    var engine = try RefusalTests.engine()
    var bytes = 0
    for sequence in 0..<40 as Range<UInt64> {
      var order = RepeatTests.resting(sequence)
      order.isPostOnly = sequence & 1 != 0
      #expect(engine.submit(order).status == .new)
      #expect(engine.submit(order).isRepeat)
      if sequence == 0 { bytes = engine.bookByteCount }
    }
    #expect(engine.bookByteCount == bytes)
    let amended = engine.submit(
      .amend(
        ClientOrderID(sequence: 99), account: AccountIndex(0), market: MarketIndex(0),
        target: ClientOrderID(sequence: 3), price: Price(ticks: 100), quantity: Quantity(lots: 1)))
    #expect(amended.status == .new)
    // Records are made 64 at a time.
    #expect(engine.bookByteCount == bytes + 64 * 8)
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

  @Test func `an event lies in memory as the words that the loop writes`() {
    #expect(MemoryLayout<MatchingEvent>.offset(of: \.order) == 0)
    #expect(MemoryLayout<MatchingEvent>.offset(of: \.price) == 8)
    #expect(MemoryLayout<MatchingEvent>.offset(of: \.quantity) == 16)
    #expect(MemoryLayout<MatchingEvent>.offset(of: \.maker) == 24)
    #expect(MemoryLayout<MatchingEvent>.offset(of: \.sequence) == 32)
    #expect(MemoryLayout<MatchingEvent>.offset(of: \.account) == 40)
    #expect(MemoryLayout<MatchingEvent>.offset(of: \.market) == 44)
    #expect(MemoryLayout<MatchingEvent>.offset(of: \.makerAccount) == 48)
    #expect(MemoryLayout<MatchingEvent>.offset(of: \.kind) == 52)
    #expect(MemoryLayout<MatchingEvent>.offset(of: \.side) == 53)
    #expect(MemoryLayout<MatchingEvent>.offset(of: \.cancelReason) == 54)
    #expect(MemoryLayout<MatchingEvent>.offset(of: \.refusal) == 55)
    #expect(MemoryLayout<MatchingEvent>.size == MemoryLayout<EventWords>.size)
  }

  @Test(arguments: [CancelReason.requested, .immediateOrCancel, .fillOrKill, .selfTrade])
  func `events say what the loop wrote`(_ reason: CancelReason) {
    let command = OrderCommand.limit(
      ClientOrderID(sequence: 7), account: AccountIndex(5), market: MarketIndex(3), .ask,
      price: Price(ticks: 11), quantity: Quantity(lots: 13))
    var log = EventLog()
    var pen = log.pen
    let ladders = Slab(count: 8) { Ladder(position: $0) }
    let ask = LadderRow(ladders).ref(7)
    pen.append(.accepted(command.words, ask))
    pen.append(.canceled(command.words, ask, lots: 2, reason))
    log.take(pen)
    let (accepted, canceled) = (log[0], log[1])
    #expect(accepted.kind == .accepted && accepted.side == .ask && accepted.maker == command.id)
    #expect(accepted.cancelReason == nil && accepted.refusal == nil && accepted.fill == nil)
    #expect(accepted.account == command.account && accepted.makerAccount == command.account)
    #expect(accepted.market == command.market && accepted.price == command.price)
    #expect(accepted.quantity == command.quantity && accepted.order == command.id)
    #expect(canceled.kind == .canceled && canceled.cancelReason == reason)
    #expect(canceled.side == .ask && canceled.refusal == nil && canceled.maker == command.id)
    #expect(canceled.quantity == Quantity(lots: 2) && canceled.market == command.market)
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
        target: ClientOrderID(sequence: random.next() & 1 == 0 ? 0 : random.next()))
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
          == (command.kind == .place && !command.isPostOnly && command.timeInForce != .fillOrKill
            && command.target.sequence == 0))
      var cancel = OrderCommand.cancel(
        command.id, account: command.account, market: command.market, target: command.target)
      cancel.side = command.side
      #expect(cancel.words.isPlainCancel)
      cancel.quantity = command.quantity
      #expect(cancel.words.isPlainCancel == (command.quantity == .zero))
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
