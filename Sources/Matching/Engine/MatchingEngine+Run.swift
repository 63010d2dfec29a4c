internal import Domain

extension MatchingEngine {
  /// For how many commands the storage is laid open at a time.
  static var block: Int { 256 }

  // What a command passes through is inlined into one loop, with all storage at hand: commands and
  // reports have so many parts that handing them from function to function costs more than what the
  // functions do. What is rare leaves the loop by one branch and comes back with the answer.

  /// Carries out commands one after the other and gives each answer to `answer`.
  @inline(__always)
  mutating func run<Units: LedgerUnits>(
    _ commands: Span<OrderCommand>, _ range: Range<Int>, _ width: Units.Type,
    _ answer: (Int, OrderReport) -> Void
  ) {
    let words = CommandRow(commands)
    var rows = open(for: range.count, width)
    var place = range.lowerBound
    let isLarge = rows.books.isLarge
    if isLarge { rows.prefetchFirst(words, range) }
    while place < range.upperBound {
      rows.prefetch(words, behind: place, before: range.upperBound, isLarge: isLarge)
      if let report = execute(words.ref(place), &rows) {
        answer(place, report)
      } else {
        close(rows)
        answer(place, executeWithCare(commands[place], width))
        rows = open(for: range.upperBound &- place, width)
      }
      place &+= 1
    }
    close(rows)
  }

  /// Carries out one command.
  @inline(__always)
  mutating func runOne<Units: LedgerUnits>(
    _ command: OrderCommand, _ width: Units.Type
  ) -> OrderReport {
    var rows = open(for: 1, width)
    let report = execute(command.words, &rows)
    close(rows)
    return report ?? executeWithCare(command, width)
  }

  /// Lays the engine open for so many commands.
  @inline(__always)
  mutating func open<Units: LedgerUnits>(
    for commands: Int, _ width: Units.Type
  ) -> EngineRows<Units> {
    EngineRows(
      books: books.open(for: commands), markets: markets.row, wallets: Units.rows(of: wallets),
      assetCount: wallets.assetCount, seen: seen.row, recent: recent.ring, events: events.pen)
  }

  /// Takes back what was laid open.
  @inline(__always)
  mutating func close<Units: LedgerUnits>(_ rows: EngineRows<Units>) {
    books.close(rows.books)
    events.take(rows.events)
    recent.take(rows.recent)
  }

  /// Carries out a command if it is one of those that come all the time and nothing is wrong with
  /// it; else does nothing and returns nil.
  @inline(__always)
  private mutating func execute<Units: LedgerUnits>(
    _ command: some CommandReading, _ rows: inout EngineRows<Units>
  ) -> OrderReport? {
    let word = command.id &>> 6
    guard word < UInt64(truncatingIfNeeded: rows.seen.count), rows.events.hasRoom(Self.eventsAhead)
    else { return nil }
    let seen = rows.seen.ref(Int(truncatingIfNeeded: word))
    guard seen.value &>> (command.id & 63) & 1 == 0 else { return nil }
    if command.isPlainPlacement {
      let position = command.ladder
      // An account beyond the last has no wallet either.
      guard let (ladder, opposite) = rows.books.ladders.findPair(position),
        ladder.value.admits(ticks: command.ticks, lots: command.lots),
        let cost = Units.cost(
          ladder, (rows.markets, position &>> 1), ticks: command.ticks, lots: command.lots),
        let wallet = rows.wallets.find(rows.wallet(command.account, ladder.value.paidAsset)),
        cost <= wallet.value.available
      else { return nil }
      return place(command, position, cost, wallet, ladder, opposite, &rows)
    }
    return command.isCancel ? cancel(command, &rows) : nil
  }

  /// How many events a command may cause, fills aside.
  static var eventsAhead: Int { 4 }
}
