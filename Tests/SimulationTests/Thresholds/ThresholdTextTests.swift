import Domain
import JSONText
import Testing

@testable import Simulation

@Suite("Thresholds: text") struct ThresholdTextTests {
  @Test(
    "what is written, and how it is written back",
    arguments: [
      ("response.p99 < 50ms", "response.p99 < 50ms"),
      ("response.p99<50ms", "response.p99 < 50ms"),
      ("  service.p50   <=  1.5 us ", "service.p50 <= 1.5us"),
      ("lag.max < 2m", "lag.max < 120s"),
      ("lag.mean != 0", "lag.mean != 0s"),
      ("lag.p99.99 >= 999999ns", "lag.p99.99 >= 999.999us"),
      ("response.p99.9 < 0.5ns", "response.p99.9 < 0.5ns"),
      ("response.p100 < 1h", "response.p100 < 3600s"),
      ("response.p5 < 1h", "response.p5 < 3600s"),
      ("slots.failed rate < 0.1%", "slots.failed rate < 0.1%"),
      ("slots.failed.rate < 0.001", "slots.failed rate < 0.1%"),
      ("failed rate < 0.5 %", "slots.failed rate < 0.5%"),
      ("matches.rate > 95%", "matches rate > 95%"),
      ("matches rate > 200%", "matches rate > 200%"),
      ("retries rate <= 1", "retries rate <= 100%"),
      ("dropped == 0", "slots.dropped == 0"),
      ("unknown == 0", "slots.unknown == 0"),
      ("slots_per_second > 1000", "slots_per_second > 1000"),
      ("matches_per_second > 12.5/s", "matches_per_second > 12.5"),
    ])
  func roundTrip(text: String, canonical: String) throws {
    let threshold = try Threshold(parsing: text)
    #expect(threshold.text == canonical)
    #expect(try Threshold(parsing: canonical) == threshold)
  }

  @Test("phase, abort and grace")
  func ends() throws {
    let full = try Threshold(parsing: "response.p99 < 50ms in stage 2, abort after 10s")
    #expect(full.phase == "stage 2")
    #expect(full.abortsOnFail)
    #expect(full.graceNanoseconds == 10_000_000_000)
    #expect(full.text == "response.p99 < 50ms in stage 2")
    let plain = try Threshold(parsing: "dropped == 0 abort")
    #expect(plain.phase == nil && plain.abortsOnFail && plain.graceNanoseconds == 0)
  }

  @Test("every metric that is listed can be read by its name")
  func known() throws {
    for metric in ThresholdMetric.known {
      #expect(ThresholdMetric(name: metric.name) == metric, "\(metric.name)")
    }
    #expect(ThresholdMetric.known.count == 3 * 8 + 11 + 7 + 11)
  }

  @Test(
    "names of no metric",
    arguments: [
      "", "p99", "response", "response.", "response.p", "response.p0", "response.p100.1",
      "response.p99.99999", "response.p-1", "response.p1e1", "response.median", "slots",
      "slots.failed.p99", "attempts rate", "finished_per_second", "slots.attempts", "rate",
    ])
  func unknown(name: String) { #expect(ThresholdMetric(name: name) == nil) }

  @Test("the object's form says the same as the text's")
  func objectForm() throws {
    let configuration = try read(
      """
      {"thresholds": [
        {"metric": "response.p99", "below": "50ms", "phase": "main", "abort_on_fail": true,
         "grace": "10s"},
        "response.p99 < 50ms in main, abort after 10s",
        {"metric": "slots.failed rate", "at_most": 0.001},
        {"metric": "slots_per_second", "at_least": 1000}, {"metric": "dropped", "equals": "0"}
      ]}
      """)
    let thresholds = configuration.thresholds
    #expect(thresholds.count == 5)
    #expect(thresholds[0] == thresholds[1])
    #expect(thresholds[2].text == "slots.failed rate <= 0.1%")
    let again = try read(String(decoding: written(configuration), as: UTF8.self))
    #expect(again == configuration)
  }

  @Test("options replace the list of the file, and name themselves where they are wrong")
  func overrides() throws {
    let file = #"{"thresholds": ["dropped == 0"]}"#
    let option = { (text: String) in
      ConfigurationOverride(
        path: ["thresholds"], value: JSONNode(.array([JSONNode(.string(text))])),
        place: "--threshold")
    }
    let configuration = try read(file, overrides: [option("lag.p99 < 1ms")])
    #expect(configuration.thresholds.map(\.text) == ["lag.p99 < 1ms"])
    #expect(
      problems(file, overrides: [option("lag.p99 < 1")])
        == "--threshold: thresholds[0]: compares lag.p99 with \"1\"; it must be a duration with "
        + "its unit: ns, us, ms, s, m or h, for example 50ms")
  }
}
