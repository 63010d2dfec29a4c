extension EngineRows {
  /// Asks for the memory that the first commands of a range will need, in large books.
  @inline(never)
  func prefetchFirst(_ commands: CommandRow, _ range: Range<Int>) {
    commands.forEach(range.prefix(BookRows.Ahead.index)) { prefetchWallets($0) }
    books.prefetchFirst(commands, range)
  }

  /// Asks for the memory that commands behind `place` and before `end` will need.
  @inline(__always)
  func prefetch(_ commands: CommandRow, behind place: Int, before end: Int, isLarge: Bool) {
    if isLarge {
      prefetchWallets(commands.ref(min(place &+ BookRows.Ahead.index, end &- 1)))
      books.prefetch(commands, behind: place, before: end)
    } else {
      let command = commands.ref(min(place &+ BookRows.Ahead.near, end &- 1))
      wallets.prefetch(wallet(command.account, 0))
      books.prefetchNear(command)
    }
  }

  /// The two wallets of the account that gives a command.
  @inline(__always)
  private func prefetchWallets(_ command: CommandRef) {
    guard let terms = books.ladders.find(command.ladder) else { return }
    wallets.prefetch(wallet(command.account, terms.value.paidAsset))
    wallets.prefetch(wallet(command.account, terms.value.receivedAsset))
  }
}
