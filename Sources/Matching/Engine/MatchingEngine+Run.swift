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
    _ answer: (OrderReport) -> Void
  ) {
    var next = CommandRow(commands).cursor(range)
    var rows = open(for: range.count, width)
    if rows.books.isLarge {
      rows.prefetchFirst(next)
      run(&next, &rows, isLarge: true, answer)
    } else {
      run(&next, &rows, isLarge: false, answer)
    }
    close(rows)
  }

  /// Carries out commands one after the other in the engine laid open.
  @_transparent  // An always-inlined function of this size is not inlined into every caller.
  mutating func run<Units: LedgerUnits>(
    _ next: inout CommandCursor, _ rows: inout EngineRows<Units>, isLarge: Bool,
    _ answer: (OrderReport) -> Void
  ) {
    while let command = next.take() {
      rows.prefetch(next, isLarge: isLarge)
      if let report = execute(command, &rows) {
        answer(report)
      } else {
        close(rows)
        answer(executeWithCare(command.command, Units.self))
        rows = open(for: Self.block, Units.self)
      }
    }
  }

  /// Carries out one command.
  @inline(__always)
  mutating func runOne<Units: LedgerUnits>(
    _ command: OrderCommand, _ width: Units.Type
  ) -> OrderReport {
    var rows = open(for: 1, width)
    let report = CommandRef.with(command) { execute($0, &rows) }
    close(rows)
    return report ?? executeWithCare(command, width)
  }

  /// The same with wallets of 64 bits: in the engine as it was laid open for a command before, if it was.
  @inline(__always)
  mutating func runOne(_ command: OrderCommand) -> OrderReport {
    if laidOpen.isEmpty || !books.hasRoom(for: 1, beside: laidOpen.rows.value.books) {
      laidOpen.keep(open(for: 1, Int64.self))
    }
    let rows = laidOpen.rows
    rows.value.events.restart()
    let report = CommandRef.with(command) { execute($0, &rows.value) }
    close(rows.value)
    return report ?? executeWithCare(command, Int64.self)
  }

  /// Lays the engine open for so many commands.
  @inline(__always)
  mutating func open<Units: LedgerUnits>(
    for commands: Int, _ width: Units.Type
  ) -> EngineRows<Units> {
    laidOpen.drop()
    return EngineRows(
      books: books.open(for: commands), markets: markets.row, wallets: Units.rows(of: wallets),
      assetCount: wallets.assetCount,
      accountBytes: UInt(wallets.assetCount &* MemoryLayout<WalletRow<Units>>.stride),
      seen: seen.row, recent: recent.ring, events: events.pen)
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
  @_transparent  // An always-inlined function of this size is not inlined into every caller.
  mutating func execute<Units: LedgerUnits>(
    _ command: some CommandReading, _ rows: inout EngineRows<Units>
  ) -> OrderReport? {
    guard let seen = rows.seen.find(Int(truncatingIfNeeded: command.id &>> 6)) else { return nil }
    let others = seen.value
    let marked = others | 1 &<< (command.id & 63)
    if marked == others { return nil }
    // Marked before it is known whether it will be done: kept for later, it would be in the way.
    seen.value = marked
    rows.forget()
    if let report = carryOut(command, &rows) { return report }
    rows.unmarkSeen(command.id)
    return nil
  }

  /// Carries out a command that is marked as seen, if nothing is wrong with it; else does nothing and
  /// returns nil.
  @_transparent  // As `execute` is.
  mutating func carryOut<Units: LedgerUnits>(
    _ command: some CommandReading, _ rows: inout EngineRows<Units>
  ) -> OrderReport? {
    if command.isPlainPlacement { return placePlain(command, &rows) }
    return command.isCancel ? cancel(command, &rows) : carryOutRare(command, &rows)
  }

  /// The same for what comes now and then.
  @inline(never)
  mutating func carryOutRare<Units: LedgerUnits>(
    _ command: some CommandReading, _ rows: inout EngineRows<Units>
  ) -> OrderReport? {
    command.isAmendment ? amend(command, &rows) : placeRare(command, &rows)
  }
}
