import Domain
import Matching
import Simulation

/// Sends commands to a venue under ids that count from 0, and keeps tape and counts of what they did.
///
/// A command's id is its position in the flow, so equal flows have equal tapes, wherever they came
/// from: a plan, its export, or a conversion.
struct FlowSender<V: FlowVenue & ~Copyable>: ~Copyable {
  var venue: V
  /// What commands did.
  var counts = FlowCounts()
  /// Hash of all fills.
  var tape = TapeHash()
  /// What the last command made happen.
  private(set) var events: [VenueEvent] = []
  /// The id of the next command.
  private(set) var nextSequence: UInt64 = 0
  /// Writes down what is sent, with the time of the message under way.
  var recorder: FlowWriter?
  /// When the message under way was recorded, in nanoseconds.
  var time: Int64 = 0

  init(venue: consuming V, recorder: FlowWriter?) {
    self.venue = venue
    self.recorder = recorder
    events.reserveCapacity(256)
  }

  /// Sends a command under the next id.
  @inline(__always)
  mutating func send(_ command: OrderCommand) -> VenueAnswer {
    var command = command
    command.id = ClientOrderID(sequence: nextSequence)
    nextSequence += 1
    if recorder != nil { recorder?.write(command, time: time) }
    if !events.isEmpty { events.removeAll(keepingCapacity: true) }
    let answer = venue.submit(command, into: &events)
    counts.add(command.kind, answer)
    if !events.isEmpty { bookFills() }
    return answer
  }

  /// Counts a command that is refused before it is sent; it uses up its id.
  mutating func refuse(_ command: OrderCommand, _ reason: RefusalReason) {
    if recorder != nil { recorder?.write(command, time: time) }
    nextSequence += 1
    if !events.isEmpty { events.removeAll(keepingCapacity: true) }
    counts.add(command.kind, .refused(reason))
  }

  /// Ends with the venue: what it did not take is counted so.
  mutating func finish() -> OutsideFlowResult? { venue.finish(&counts, &tape) }

  private mutating func bookFills() {
    for event in events {
      guard case .fill(let fill) = event else { continue }
      tape.add(fill)
      counts.fills += 1
    }
  }
}
