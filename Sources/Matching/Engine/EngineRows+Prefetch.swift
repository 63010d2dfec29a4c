extension EngineRows {
  /// Asks for the memory that the first commands of a range will need, in large books.
  @inline(never)
  mutating func prefetchFirst(_ commands: CommandCursor) {
    BookRows.Ahead.forEach(commands, BookRows.Ahead.index) { prefetchWallets($0) }
    books.prefetchFirst(commands)
  }

  /// Asks for the memory that commands behind the one that was taken last will need.
  @inline(__always)
  mutating func prefetch(_ commands: CommandCursor, isLarge: Bool) {
    if isLarge {
      prefetchWallets(commands.ahead(BookRows.Ahead.index))
      books.prefetch(commands)
    } else {
      let command = commands.ahead(BookRows.Ahead.near)
      wallets.prefetch(bytes: UInt(UInt32(bitPattern: command.trader)) &* accountBytes)
      books.prefetchNear(command)
    }
  }

  /// The two wallets of the account that gives a command.
  @inline(__always)
  private mutating func prefetchWallets(_ command: CommandRef) {
    guard
      let (terms, _) = books.ladders.find(
        market: command.places &>> 32, side: command.flags &>> 8)
    else { return }
    wallets.prefetch(wallet(command.account, terms.value.paidAsset))
    wallets.prefetch(wallet(command.account, terms.value.receivedAsset))
  }
}
