import Domain
internal import JSONText
import Simulation

extension RunSummary {
  /// Writes the verdict on the measurement, phases, operations and the generator as members of the
  /// current object.
  func writeMeasurement(to json: inout JSONWriter) {
    writeProblems(to: &json)
    json.key("phases")
    json.beginArray()
    for phase in report.measurement.phases { write(phase, to: &json) }
    json.endArray()
    json.key("operations")
    json.beginArray()
    for action in SlotAction.allCases {
      for market in report.plan.markets.indices {
        let measured = report.measurement.operation(action, on: MarketIndex(market))
        guard let measured else { continue }
        write(measured, action, report.plan.markets[market].id, to: &json)
      }
    }
    json.endArray()
    writeGenerator(report.measurement.generator, to: &json)
  }

  private func writeProblems(to json: inout JSONWriter) {
    json.key("measurement")
    json.beginObject()
    let problems = report.measurementProblems
    json.member("valid", problems.isEmpty)
    json.key("problems")
    json.beginArray()
    for problem in problems {
      json.beginObject()
      json.member("name", problem.name)
      json.member("message", problem.text)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  private func write(_ phase: PhaseMeasurement, to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", phase.name)
    json.member("warm_up", phase.isWarmUp)
    json.key("start_seconds")
    json.seconds(phase.startNanoseconds)
    json.key("end_seconds")
    if let end = phase.endNanoseconds { json.seconds(end) } else { json.null() }
    for (key, count) in phase.counts.entries { json.member(key, count) }
    json.key("latency_us")
    json.latency(phase.latency)
    json.endObject()
  }

  private func write(
    _ measured: OperationMeasurement, _ action: SlotAction, _ market: String,
    to json: inout JSONWriter
  ) {
    json.beginObject()
    json.member("operation", action.name)
    json.member("market", market)
    json.key("latency_us")
    json.beginObject()
    json.key("response")
    json.figures(measured.response)
    json.key("service")
    json.figures(measured.service)
    json.endObject()
    json.endObject()
  }

  private func writeGenerator(_ generator: GeneratorMeasurement, to json: inout JSONWriter) {
    json.key("generator")
    json.beginObject()
    json.key("send_error_us")
    json.figures(generator.sendError)
    json.key("busy_percent")
    json.number(ExactDecimal(significand: Int128(generator.busyPerMille), scale: 1).description)
    json.key("lane_seconds")
    json.seconds(generator.laneNanoseconds)
    json.key("venue_seconds")
    json.seconds(generator.venueNanoseconds)
    json.key("idle_seconds")
    json.seconds(generator.idleNanoseconds)
    json.member("queued", generator.queued)
    json.member("caught_up", generator.caughtUp)
    json.endObject()
  }

  /// Writes how the thresholds stand as a member of the current object.
  func writeThresholds(to json: inout JSONWriter) {
    json.key("thresholds")
    json.beginArray()
    for result in thresholds {
      let threshold = result.threshold
      json.beginObject()
      json.member("threshold", threshold.text)
      json.member("metric", threshold.metric.name)
      json.member("comparison", threshold.comparison.rawValue)
      json.member("limit", threshold.metric.unit.text(threshold.limit))
      json.member("phase", threshold.phase)
      json.member("verdict", result.verdict.rawValue)
      json.member("measured", result.figure == nil ? nil : result.measuredText)
      json.key("measured_value")
      if let number = result.measuredNumber { json.number(number.description) } else { json.null() }
      json.endObject()
    }
    json.endArray()
  }

  /// Writes the run second by second as a member of the current object.
  func writeTimeline(to json: inout JSONWriter) {
    let timeline = report.measurement.timeline
    json.key("timeline")
    json.beginObject()
    json.key("interval_seconds")
    json.seconds(timeline.intervalNanoseconds)
    json.key("intervals")
    json.beginArray()
    for (place, interval) in timeline.intervals.enumerated() {
      json.beginObject()
      json.key("start_seconds")
      json.seconds(Int64(place) * timeline.intervalNanoseconds)
      for (key, count) in interval.counts.entries { json.member(key, count) }
      for (key, histogram) in [
        ("response_us", interval.response), ("service_us", interval.service),
      ] {
        json.key(key)
        json.beginObject()
        for (name, nanoseconds) in histogram.shortFigures {
          json.key(name)
          json.microseconds(nanoseconds)
        }
        json.endObject()
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}

extension JSONWriter {
  /// Writes response, service and lag as one object.
  mutating func latency(_ latency: LatencyMeasurement) {
    beginObject()
    for time in ThresholdLatency.allCases {
      key(time.rawValue)
      figures(latency.histogram(time))
    }
    endObject()
  }

  /// Writes the figures of a histogram, in microseconds, as one object.
  mutating func figures(_ histogram: LatencyHistogram) {
    beginObject()
    member("count", histogram.count)
    key("mean")
    microseconds(histogram.nanosecondsMean)
    for (name, nanoseconds) in histogram.figures {
      key(name)
      microseconds(nanoseconds)
    }
    endObject()
  }

  /// Writes nanoseconds as microseconds with three places.
  mutating func microseconds(_ nanoseconds: UInt64) {
    number(ExactDecimal(significand: Int128(nanoseconds), scale: 3).description)
  }

  /// Writes nanoseconds as seconds with three places, rounded down.
  mutating func seconds(_ nanoseconds: Int64) {
    number(ExactDecimal(significand: Int128(nanoseconds / 1_000_000), scale: 3).description)
  }
}
