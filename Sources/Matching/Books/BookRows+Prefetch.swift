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
    static let near = 4
  }

  // All of it is a hint. Which kind of command comes cannot be foreseen, so every stage does for each
  // command what either kind needs; where there is nothing to read, the first element is.

  /// First stage: where the index tells about the order that a command names, and about its own id.
  @inline(__always)
  func prefetchIndex(_ command: CommandRef) {
    index.prefetch(command.target)
    index.prefetch(command.id)
  }

  /// Second stage: the order that a command names and its link, and the level where it would rest.
  @inline(__always)
  func prefetchOrder(_ command: CommandRef) {
    let slot = Int(index[command.target])
    orders.prefetch(slot)
    links.prefetch(slot)
    levels.prefetch(level(for: command))
  }

  /// Third stage: that order's level and neighbours, and the last order of that level.
  @inline(__always)
  func prefetchNeighbours(_ command: CommandRef) {
    let order = orders.ref(max(0, Int(index[command.target])))
    levels.prefetch(order.value.level.position)
    orders.prefetch(order.value.previous.position)
    orders.prefetch(order.value.next.position)
    let level = levels.ref(max(0, level(for: command)))
    orders.prefetch(level.value.last.position)
  }

  /// The order that a command names, where the index is near.
  @inline(__always)
  func prefetchNear(_ command: CommandRef) { orders.prefetch(Int(index[command.target])) }

  /// All stages for the first commands of a range: what `prefetch` would have asked for before.
  @inline(never)
  func prefetchFirst(_ commands: CommandRow, _ range: Range<Int>) {
    commands.forEach(range.prefix(Ahead.index)) { prefetchIndex($0) }
    commands.forEach(range.prefix(Ahead.order)) { prefetchOrder($0) }
    commands.forEach(range.prefix(Ahead.neighbours)) { prefetchNeighbours($0) }
  }

  /// Each stage for one of the commands behind `place` and before `end`.
  @inline(__always)
  func prefetch(_ commands: CommandRow, behind place: Int, before end: Int) {
    prefetchIndex(commands.ref(min(place &+ Ahead.index, end &- 1)))
    prefetchOrder(commands.ref(min(place &+ Ahead.order, end &- 1)))
    prefetchNeighbours(commands.ref(min(place &+ Ahead.neighbours, end &- 1)))
  }

  /// The first level of the chain in which the level of a command's price would stand, or -1.
  @inline(__always)
  private func level(for command: CommandRef) -> Int {
    guard let ladder = ladders.find(command.ladder) else { return -1 }
    let rank = ladder.value.signed(command.ticks)
    return Int(places[UInt64(bitPattern: rank) &+ ladder.value.levelKey])
  }
}
