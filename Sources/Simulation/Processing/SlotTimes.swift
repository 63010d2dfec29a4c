import Platform

/// When a slot was due, sent and answered.
struct SlotTimes {
  let planned: Instant
  let firstSent: Instant
  var lastSent: Instant
  var done: Instant

  init(planned: Instant, firstSent: Instant, lastSent: Instant, done: Instant) {
    self.planned = planned
    self.firstSent = firstSent
    self.lastSent = lastSent
    self.done = done
  }

  /// A slot that ended before it was sent.
  init(notSentAt planned: Instant) {
    self.init(planned: planned, firstSent: planned, lastSent: planned, done: planned)
  }
}
