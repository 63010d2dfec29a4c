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
    if books.orders.count >= Self.manyOrders { prefetchFurther(commands, range) }
  }

  /// So many resting orders, and what belongs to them, are more than the nearer caches hold.
  private static var manyOrders: Int { 32_768 }

  /// Follows what `prefetch` has brought near: the neighbours and the level of orders that will be
  /// canceled, the level where orders will rest, and what belongs to the order that trades first.
  private func prefetchFurther(_ commands: Span<OrderCommand>, _ range: Range<Int>) {
    for place in range {
      let command = commands[place]
      guard UInt32(bitPattern: command.market.value) < UInt32(truncatingIfNeeded: markets.count)
      else { continue }
      let ladder = OrderBooks.ladder(command.market.position, command.side)
      if command.kind == .place {
        books.prefetchLevel(on: ladder, ranking: command.side.signed(command.price.ticks))
        let first = books.first(on: OrderBooks.opposite(ladder))
        guard first != .none else { continue }
        prefetch(closing: books.orders[first], market: command.market.position)
      } else {
        let slot = index.find(command.target, in: books.orders)
        guard slot != .none else { continue }
        let order = books.orders[slot]
        books.prefetchNeighbours(of: order)
        prefetch(closing: order, market: command.market.position)
      }
    }
  }

  /// Brings near what is written when an order trades or goes.
  @inline(__always)
  private func prefetch(closing order: OrderRecord, market: Int) {
    recent.prefetch(order.sequence)
    index.prefetchBucket(order.sequence)
    wallets.prefetch(wallets.position(order.account, markets[market].base))
    wallets.prefetch(wallets.position(order.account, markets[market].quote))
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
