/// What was measured as 64-bit words and back, for checkpoints.
///
/// Counts are ten words; a histogram its maximum, the number of filled buckets, and per bucket its
/// number and count. Names and times of phases are the plan's and not repeated.
extension RunMeasurement {
  /// Appends all that was measured.
  func write(to writer: inout BinaryWriter) {
    let phases = phases
    writer.append(UInt64(phases.count))
    for phase in phases {
      writer.append(phase.counts)
      writer.append(phase.latency)
    }
    let operations = operations
    writer.append(UInt64(operations.count))
    for operation in operations {
      writer.append(UInt64(operation == nil ? 0 : 1))
      guard let operation else { continue }
      writer.append(operation.response)
      writer.append(operation.service)
    }
    let intervals = timeline.intervals
    writer.append(timeline.intervalNanoseconds)
    writer.append(UInt64(intervals.count))
    for interval in intervals {
      writer.append(interval.counts)
      writer.append(interval.response)
      writer.append(interval.service)
    }
    writer.append(generator.sendError)
    for word in generator.times { writer.append(word) }
    writer.append(generator.queued)
    writer.append(generator.caughtUp)
  }

  /// Reads what `write` wrote into a measurement of the same plan that has not begun.
  ///
  /// - Returns: false when the words are none of it.
  mutating func read(from reader: inout BinaryReader) -> Bool {
    var all = phases
    guard reader.word() == UInt64(all.count) else { return false }
    for place in all.indices {
      guard let counts = reader.counts(), let latency = reader.latency() else { return false }
      all[place].counts = counts
      all[place].latency = latency
    }
    phases = all
    let cellCount = operations.count
    guard reader.word() == UInt64(cellCount) else { return false }
    for place in 0..<cellCount {
      guard let isThere = reader.word() else { return false }
      guard isThere == 1 else { continue }
      guard let response = reader.histogram(), let service = reader.histogram() else {
        return false
      }
      restore(OperationMeasurement(response: response, service: service), at: place)
    }
    return readTimeline(&reader) && readGenerator(&reader)
  }

  private mutating func readTimeline(_ reader: inout BinaryReader) -> Bool {
    guard let length = reader.int64(), let count = reader.word(),
      count <= UInt64(Timeline.intervalsMax)
    else { return false }
    var intervals: [TimelineInterval] = []
    for _ in 0..<count {
      var interval = TimelineInterval()
      guard let counts = reader.counts(), let response = reader.coarseHistogram(),
        let service = reader.coarseHistogram()
      else { return false }
      interval.counts = counts
      interval.response = response
      interval.service = service
      intervals.append(interval)
    }
    guard let restored = Timeline(intervals: intervals, intervalNanoseconds: length) else {
      return false
    }
    timeline = restored
    return true
  }

  private mutating func readGenerator(_ reader: inout BinaryReader) -> Bool {
    guard let sendError = reader.histogram(), let venue = reader.int64(),
      let idle = reader.int64(), let lanes = reader.int64(), let planned = reader.int64(),
      let sent = reader.int64(), let queued = reader.word(),
      let caughtUp = reader.word()
    else { return false }
    generator.sendError = sendError
    generator.venueNanoseconds = venue
    generator.idleNanoseconds = idle
    generator.laneNanoseconds = lanes
    generator.lastPlannedNanoseconds = planned
    generator.lastSentNanoseconds = sent
    generator.queued = queued
    generator.caughtUp = caughtUp
    return true
  }
}

extension GeneratorMeasurement {
  fileprivate var times: [Int64] {
    [
      venueNanoseconds, idleNanoseconds, laneNanoseconds, lastPlannedNanoseconds,
      lastSentNanoseconds,
    ]
  }
}

extension BinaryWriter {
  fileprivate mutating func append(_ counts: SlotCounts) {
    for entry in counts.entries { append(entry.count) }
  }

  fileprivate mutating func append(_ latency: LatencyMeasurement) {
    append(latency.response)
    append(latency.service)
    append(latency.lag)
  }

  fileprivate mutating func append(_ histogram: LatencyHistogram) {
    append(histogram.nanosecondsMax)
    let counts = histogram.sparseCounts
    append(UInt64(counts.count))
    for (bucket, count) in counts {
      append(UInt64(bucket))
      append(count)
    }
  }

  fileprivate mutating func append(_ histogram: CoarseHistogram) {
    append(histogram.nanosecondsMax)
    append(UInt64(histogram.buckets.count))
    for bucket in histogram.buckets {
      append(UInt64(bucket.index))
      append(bucket.count)
    }
  }
}

extension BinaryReader {
  fileprivate mutating func counts() -> SlotCounts? {
    var words: [UInt64] = []
    for _ in 0..<SlotCounts().entries.count {
      guard let word = word() else { return nil }
      words.append(word)
    }
    return SlotCounts(words)
  }

  fileprivate mutating func latency() -> LatencyMeasurement? {
    guard let response = histogram(), let service = histogram(), let lag = histogram() else {
      return nil
    }
    var latency = LatencyMeasurement()
    latency.response = response
    latency.service = service
    latency.lag = lag
    return latency
  }

  fileprivate mutating func histogram() -> LatencyHistogram? {
    guard let longest = word(), let pairs = pairs(max: LatencyHistogram.bucketCount) else {
      return nil
    }
    return LatencyHistogram(
      sparseCounts: pairs.map { (Int(clamping: $0.0), $0.1) }, nanosecondsMax: longest)
  }

  fileprivate mutating func coarseHistogram() -> CoarseHistogram? {
    guard let longest = word(), let pairs = pairs(max: CoarseHistogram.bucketCount) else {
      return nil
    }
    return CoarseHistogram(
      buckets: pairs.map { .init(index: UInt16(clamping: $0.0), count: $0.1) },
      nanosecondsMax: longest)
  }

  private mutating func pairs(max: Int) -> [(UInt64, UInt64)]? {
    guard let count = word(), count <= UInt64(max) else { return nil }
    var pairs: [(UInt64, UInt64)] = []
    for _ in 0..<count {
      guard let first = word(), let second = word() else { return nil }
      pairs.append((first, second))
    }
    return pairs
  }
}
