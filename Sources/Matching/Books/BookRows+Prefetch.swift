extension BookRows {
  /// So many resting orders, and what belongs to them, are more than the nearer caches hold.
  @inline(__always)
  var isLarge: Bool { count >= 16_384 }

  /// How many commands ahead memory is asked for.
  ///
  /// In large books in three stages: what a command names itself, what that leads to, and what stands
  /// beside that; each early enough that what it reads has arrived, and one command at a time, because
  /// the processor waits for no more than some twenty lines at once. In others in one.
  enum Ahead {
    static let index = 16
    static let order = 10
    static let neighbours = 5
    static let near = 3

    /// Calls `body` with so many commands that come next.
    @inline(__always)
    static func forEach(_ commands: CommandCursor, _ count: Int, _ body: (CommandRef) -> Void) {
      var (commands, left) = (commands, count)
      while left > 0, let command = commands.take() {
        body(command)
        left &-= 1
      }
    }
  }

  // All of it is a hint. Which kind of command comes cannot be foreseen, so every stage does for each
  // command what either kind needs; where there is nothing to read, the first element is.

  /// First stage: where the index tells about the order that a command names, and about its own id.
  @inline(__always)
  mutating func prefetchIndex(_ command: CommandRef) {
    index.prefetch(command.target)
    index.prefetch(command.id)
  }

  /// Second stage: the order that a command names, and the level where it would rest.
  @inline(__always)
  mutating func prefetchOrder(_ command: CommandRef) {
    orders.prefetch(OrderSlot(value: index[command.target]))
    levels.prefetch(level(for: command))
  }

  /// Third stage: that order's level and neighbours, and the last order of that level.
  @inline(__always)
  mutating func prefetchNeighbours(_ command: CommandRef) {
    let order = orders.ref(OrderSlot(value: max(0, index[command.target])))
    levels.prefetch(order.value.level.position)
    orders.prefetch(order.value.previous)
    orders.prefetch(order.value.next)
    let level = levels.ref(max(0, level(for: command)))
    orders.prefetch(level.value.last)
  }

  /// The order that a command names, where the index is near.
  @inline(__always)
  mutating func prefetchNear(_ command: CommandRef) {
    orders.prefetch(OrderSlot(value: index[command.target]))
  }

  /// All stages for the first commands of a range: what `prefetch` would have asked for before.
  @inline(never)
  mutating func prefetchFirst(_ commands: CommandCursor) {
    Ahead.forEach(commands, Ahead.index) { prefetchIndex($0) }
    Ahead.forEach(commands, Ahead.order) { prefetchOrder($0) }
    Ahead.forEach(commands, Ahead.neighbours) { prefetchNeighbours($0) }
  }

  /// Each stage for one of the commands behind the one that was taken last.
  @inline(__always)
  mutating func prefetch(_ commands: CommandCursor) {
    prefetchIndex(commands.ahead(Ahead.index))
    prefetchOrder(commands.ahead(Ahead.order))
    prefetchNeighbours(commands.ahead(Ahead.neighbours))
  }

  /// The first level of the chain in which the level of a command's price would stand, or -1.
  @inline(__always)
  private mutating func level(for command: CommandRef) -> Int {
    guard let (ladder, _) = ladders.find(market: command.places &>> 32, side: command.flags &>> 8)
    else { return -1 }
    let rank = ladder.value.signed(command.ticks)
    return Int(places[UInt64(bitPattern: rank) &+ ladder.value.levelKey])
  }
}
