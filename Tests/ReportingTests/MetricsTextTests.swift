import Platform
import Testing

@testable import Reporting
@testable import Simulation

@Suite("Metrics: the text that OpenMetrics and Prometheus read")
struct MetricsTextTests {
  private func lines() throws -> [String] {
    let summary = try SampleRun.summary()
    let metrics = RunMetrics(summary.report, moment: WallTime(unixNanoseconds: 1_500_000_000))
    return metrics.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("every line is of the format, every sample belongs to the metric above it, once")
  func grammar() throws {
    var lines = try lines()
    #expect(lines.popLast() == "", "the text ends with a line end")
    #expect(lines.popLast() == "# EOF")
    var family = ""
    var kind = ""
    var families: Set<String> = []
    var samples: Set<String> = []
    for line in lines {
      if line.hasPrefix("# HELP ") {
        family = String(line.split(separator: " ")[2])
        kind = "counter"
        #expect(families.insert(family).inserted, "\(family) stands twice")
        #expect(line.hasSuffix("."), "help is a sentence: \(line)")
      } else if line.hasPrefix("# TYPE ") {
        let words = line.split(separator: " ")
        #expect(words.count == 4 && words[2] == family, "\(line)")
        kind = String(words[3])
        #expect(["gauge", "summary"].contains(kind), "\(line)")
        #expect(!family.hasSuffix("_total"))
      } else {
        let sample = try #require(MetricSample(line), "\(line)")
        #expect(samples.insert(sample.identity).inserted, "\(line) stands twice")
        let names = kind == "summary" ? [family, "\(family)_sum", "\(family)_count"] : [family]
        #expect(names.contains(sample.name), "\(line) under \(family)")
        #expect((kind == "counter") == family.hasSuffix("_total"), "\(family)")
      }
    }
    #expect(families.count >= 20)
  }

  @Test("what the figures are")
  func values() throws {
    let samples = try lines().compactMap(MetricSample.init)
    let value = { (identity: String) in samples.first { $0.identity == identity }?.value }
    #expect(value(#"simulator_slots{state="completed"}"#) == "90")
    #expect(value(#"simulator_failures_total{reason="insufficientBudget"}"#) == "3")
    #expect(value("simulator_run_active") == "0")
    #expect(value("simulator_updated_timestamp_seconds") == "1.5")
    #expect(value(#"simulator_lag_seconds{phase="main",quantile="0.5"}"#) == "0.0000001")
    #expect(value(#"simulator_lag_seconds_count{phase="main"}"#) == "90")
    #expect(value(#"simulator_lag_seconds_sum{phase="main"}"#) == "0.000009")
    #expect(value(#"simulator_threshold_kept{threshold="slots.dropped == 0"}"#) == "1")
    #expect(value(#"simulator_threshold_kept{threshold="lag.p99 < 50ns"}"#) == "0")
  }

  @Test("quotes, backslashes and line ends in labels")
  func escaping() {
    #expect(MetricsText.escaped("a\"b\\c\nd") == #"a\"b\\c\nd"#)
    var text = MetricsText()
    text.begin("x", .gauge, "An X.")
    text.sample("x", [("l", "}\",{\n")], "1")
    let line = text.text.split(separator: "\n").last.map(String.init) ?? ""
    #expect(MetricSample(line)?.labels == ["l": "}\",{\n"])
  }
}

/// A sample as the formats define it, read by hand.
private struct MetricSample {
  let name: String
  var labels: [String: String] = [:]
  let value: String
  let identity: String

  init?(_ line: String) {
    let start = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard !start.isEmpty, start.first?.isNumber == false else { return nil }
    name = String(start)
    var rest = line[start.endIndex...]
    if rest.first == "{" {
      rest.removeFirst()
      while rest.first != "}" {
        guard let label = Self.label(&rest), labels[label.name] == nil else { return nil }
        labels[label.name] = label.value
        if rest.first == "," { rest.removeFirst() }
      }
      rest.removeFirst()
    }
    guard rest.first == " " else { return nil }
    identity = String(line[..<rest.startIndex])
    value = String(rest.dropFirst())
    guard value == "NaN" || Double(value) != nil else { return nil }
  }

  private static func label(_ rest: inout Substring) -> (name: String, value: String)? {
    let name = rest.prefix { $0.isLetter || $0 == "_" }
    rest = rest[name.endIndex...]
    guard !name.isEmpty, rest.hasPrefix("=\"") else { return nil }
    rest = rest.dropFirst(2)
    var value = ""
    while let character = rest.popFirst() {
      switch character {
      case "\"": return (String(name), value)
      case "\\":
        switch rest.popFirst() {
        case "n": value += "\n"
        case "\\": value += "\\"
        case "\"": value += "\""
        default: return nil
        }
      default: value.append(character)
      }
    }
    return nil
  }
}
