internal import Domain

extension MatchingEngine {
  /// How many commands are looked through before they are carried out.
  static var block: Int { 16 }

  /// Asks for the memory that commands will need, for all of them at once: it comes while the first
  /// are carried out, instead of one piece after the other.
  ///
  /// What a command names itself comes first, then what that leads to. All of it is a hint; commands
  /// that will be refused cost a glance at a wrong place.
  @inline(never)
  func prefetch(_ commands: Span<OrderCommand>, _ range: Range<Int>) {
    for place in range {
      index.prefetchBucket(commands[place].subject)
      wallets.prefetch(account: commands[place].account.value)
    }
    // Placements look at an order that is not theirs: cheaper than foreseeing which kind comes.
    for place in range { index.prefetchFirst(commands[place].subject, in: books.orders) }
  }
}

extension OrderCommand {
  /// The sequence of the order that it is about.
  @inline(__always)
  fileprivate var subject: UInt64 {
    // 0 for a placement, all bits for the others; computed, lest it become a branch.
    let isOther = 0 &- UInt64((kind.rawValue &+ 1) &>> 1)
    return id.sequence ^ ((id.sequence ^ target.sequence) & isOther)
  }
}
