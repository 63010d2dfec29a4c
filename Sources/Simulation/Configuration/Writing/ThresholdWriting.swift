internal import Domain
internal import JSONText

extension JSONWriter {
  /// Writes thresholds as the value of `thresholds`: each as an object.
  mutating func write(_ thresholds: [Threshold]) {
    beginArray()
    for threshold in thresholds {
      beginObject()
      member("metric", threshold.metric.name)
      member(threshold.comparison.key, threshold.metric.unit.text(threshold.limit))
      if let phase = threshold.phase { member("phase", phase) }
      if threshold.abortsOnFail {
        member("abort_on_fail", true)
        let grace = ExactDecimal(significand: Int128(threshold.graceNanoseconds), scale: 0)
        member("grace", ThresholdUnit.duration.text(grace))
      }
      endObject()
    }
    endArray()
  }
}
