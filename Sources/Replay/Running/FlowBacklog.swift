import Platform

/// Messages whose commands are not all answered yet, in their order.
struct FlowBacklog {
  /// A message that waits.
  struct Message {
    let due: Instant
    var sent: Instant
    let line: UInt64
    /// The id behind that of its last command.
    let lastCommand: UInt64
  }

  private var messages: [Message] = []
  /// Messages before this place are done.
  private var first = 0

  /// Adds a message.
  mutating func add(due: Instant, sent: Instant, line: UInt64, lastCommand: UInt64) {
    messages.append(Message(due: due, sent: sent, line: line, lastCommand: lastCommand))
  }

  /// Whether the first message is answered.
  func isAnswered(_ delivery: FlowDelivery) -> Bool {
    first < messages.count && messages[first].lastCommand <= delivery.answered
  }

  /// Takes the first message, if it is answered. One that went out with a batch was sent when that was.
  mutating func takeAnswered(_ delivery: FlowDelivery) -> Message? {
    guard isAnswered(delivery) else {
      if first * 2 >= messages.count {
        messages.removeFirst(first)
        first = 0
      }
      return nil
    }
    var message = messages[first]
    first += 1
    if let batch = delivery.batchSentAt { message.sent = max(message.sent, batch) }
    return message
  }

  /// The line of the message that a command belongs to; nil when it does not wait.
  func line(ofCommand command: UInt64) -> UInt64? {
    messages[first...].first { $0.lastCommand > command }?.line
  }
}
