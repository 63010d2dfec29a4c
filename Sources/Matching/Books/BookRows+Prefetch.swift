extension BookRows {
  /// So many resting orders, and what belongs to them, are more than the nearer caches hold.
  @inline(__always)
  var isLarge: Bool { count >= 32_768 }

  /// Brings near the orders that commands name, whose buckets have been asked for; and in large
  /// books what stands beside them, and where new orders will rest.
  @inline(__always)
  func prefetch(_ commands: CommandRow, _ range: Range<Int>) {
    commands.forEach(range) { orders.prefetch(Int(index[$0.target])) }
    if isLarge { prefetchFurther(commands, range) }
  }

  /// Which kind of command comes cannot be foreseen: cancels are found first, without a branch, and
  /// each kind is then looked after by itself.
  @inline(never)
  private func prefetchFurther(_ commands: CommandRow, _ range: Range<Int>) {
    var cancels = 0
    var placements = 0
    var position = range.lowerBound
    commands.forEach(range) {
      // The room has one place more than a block has commands.
      ahead[cancels] = Int32(truncatingIfNeeded: position)
      ahead[Self.block &+ placements] = Int32(truncatingIfNeeded: position)
      cancels &+= Int($0.flags & 1)
      placements &+= Int(~$0.flags & 1)
      position &+= 1
    }
    for place in 0..<cancels {
      let slot = Int(index[commands.ref(Int(ahead[place])).target])
      links.prefetch(slot)
      guard let order = orders.find(slot) else { continue }
      levels.prefetch(order.value.level.position)
      orders.prefetch(order.value.previous.position)
      orders.prefetch(order.value.next.position)
    }
    for place in 0..<placements {
      let command = commands.ref(Int(ahead[Self.block &+ place]))
      index.prefetch(command.id)
      guard let ladder = ladders.find(command.ladder) else { continue }
      let key = UInt64(bitPattern: ladder.value.signed(command.ticks)) &+ ladder.value.levelKey
      levels.prefetch(Int(places[key]))
    }
    for place in 0..<placements {
      let command = commands.ref(Int(ahead[Self.block &+ place]))
      guard let ladder = ladders.find(command.ladder) else { continue }
      let key = UInt64(bitPattern: ladder.value.signed(command.ticks)) &+ ladder.value.levelKey
      guard let level = levels.find(Int(places[key])) else { continue }
      orders.prefetch(level.value.last.position)
    }
  }

  /// For how many commands memory is asked for at once.
  static var block: Int { 32 }
}
