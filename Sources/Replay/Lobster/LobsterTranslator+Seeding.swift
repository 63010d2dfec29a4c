import Domain

extension LobsterTranslator where V: ~Copyable {
  /// Lets rest what rested before the first message: the first row of the order-book file, which is
  /// the book after that message, with the message undone.
  mutating func seed(from row: borrowing LobsterBookReader, before message: LobsterMessage) {
    sender.time = message.time
    isSeeded = true
    for side in Side.allCases {
      var levels = row.levels(side)
      if message.side == side { Self.undo(message, in: &levels, side, last: row.lastVisible(side)) }
      for level in levels where level.size > 0 {
        addBackground(side, at: level.price, size: level.size)
      }
    }
  }

  private static func undo(
    _ message: LobsterMessage, in levels: inout [BookLevel], _ side: Side, last: Int64?
  ) {
    let change: Int64
    switch message.kind {
    case .submission: change = -message.size
    case .partialCancel, .deletion, .execution: change = message.size
    case .hiddenExecution, .cross, .halt: return
    }
    if let place = levels.firstIndex(where: { $0.price == message.price }) {
      levels[place].size += change
    } else if change > 0 {
      levels.append(BookLevel(price: message.price, size: change))
    }
  }
}
