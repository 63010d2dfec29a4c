extension EngineRows {
  /// Asks for the memory that commands will need, for all of them at once: it comes while the first
  /// are carried out, instead of one piece after the other.
  ///
  /// What a command names itself comes first, then what that leads to. All of it is a hint; placements
  /// name no order and ask for one that they do not need: cheaper than foreseeing which kind comes.
  @inline(__always)
  func prefetch(_ commands: CommandRow, _ range: Range<Int>) {
    commands.forEach(range) {
      books.index.prefetch($0.target)
      wallets.prefetch(Int($0.account) &* assetCount)
    }
    books.prefetch(commands, range)
    if books.isLarge { prefetchWallets(commands, range) }
  }

  @inline(never)
  private func prefetchWallets(_ commands: CommandRow, _ range: Range<Int>) {
    commands.forEach(range) {
      guard let terms = books.ladders.find($0.ladder) else { return }
      let wallet = Int($0.account) &* assetCount
      wallets.prefetch(wallet &+ Int(terms.value.paidAsset))
      wallets.prefetch(wallet &+ Int(terms.value.receivedAsset))
      recent.prefetch($0.target)
    }
  }
}
