import DatabaseTestSupport
import JSONText
import Platform
import PostgresVenue
import Testing

/// Runs that break their own server on request.
@Suite(.serialized) struct ChaosTests {
  static let everything = """
    {"server": [
      {"do": "restart", "at_slot": 40},
      {"do": "kill_server", "at_slot": 90},
      {"do": "freeze", "at_slot": 130, "for_ms": 400},
      {"do": "kill_connection", "every_slots": 25}
    ]}
    """

  @Test(arguments: [[], ["--lanes", "2"], ["--batch", "8"]])
  func `a run survives whatever it does to its server`(words: [String]) throws {
    let server = try TestServer()
    defer { try? server.server.stop() }
    let place = try BookPlace(on: server)
    try place.write(Self.everything, as: "faults.json")
    let answer = try place.execute(
      place.runWords(
        "chaos", ["--faults", "faults.json", "--state-dir", server.stateDirectory] + words))
    #expect(answer.end == .exited(0), "\(answer.error)")
    let summary = try answer.json()
    try place.expectSound(summary, run: "chaos")
    let faults = try #require(summary["server_faults"]?.elements)
    let counts = faults.map { fault in
      [fault["injected"], fault["failed"]].map { $0?.uint64Value ?? 0 }
    }
    #expect(
      faults.map { $0["do"]?.stringValue } == [
        "restart", "kill_server", "freeze", "kill_connection",
      ])
    #expect(counts.prefix(3) == [[1, 0], [1, 0], [1, 0]], "\(faults)")
    // A connection may have ended together with the server.
    #expect(counts[3].reduce(0, +) == 7, "\(faults)")
    #expect(counts[3][0] > 0)
  }

  @Test func `connections can be killed on any server`() throws {
    let place = try BookPlace()
    place.trades = 100
    try place.write(
      #"{"server": [{"do": "kill_connection", "every_slots": 60}]}"#, as: "faults.json")
    let words = place.runWords("kills", ["--faults", "faults.json"])
    let answer = try place.execute(words.filter { $0 != "--json" && $0 != "--quiet" })
    #expect(answer.end == .exited(0), "\(answer.error)")
    // One that the kill before it had ended already is told as not done.
    let allDone = answer.output.contains("Faults     9 kill_connection at the server")
    let oneEndedBefore =
      answer.output.contains("Faults     8 kill_connection at the server")
      && answer.output.contains("Not done   1 kill_connection")
    #expect(allDone || oneEndedBefore, "\(answer.output)")
    try place.expectDatabaseSound()
  }

  @Test func `a server of somebody else is left alone`() throws {
    let place = try BookPlace()
    let before = try place.schema.row("SELECT pg_postmaster_start_time()")
    for action in ["restart", "kill_server", "freeze"] {
      let time = action == "freeze" ? #", "for_ms": 10"# : ""
      try place.write(
        #"{"server": [{"do": "\#(action)", "at_slot": 1\#(time)}]}"#, as: "faults.json")
      let words = place.runWords("others-\(action)", ["--faults", "faults.json"])
      let answer = try place.execute(words)
      #expect(answer.end == .exited(65))
      #expect(
        answer.error.contains(
          "faults.server: \(action) is for the private server of 'simulator db start' alone"),
        "\(answer.error)")
    }
    #expect(try place.schema.row("SELECT pg_postmaster_start_time()") == before)
  }

  @Test(
    arguments: [
      ("[", "faults.json:1:2: "), ("[]", "faults.json: is a list; it must be an object"),
      (#"{"server": [{"do": "burn", "at_slot": 1}]}"#, "server[0].do: is \"burn\""),
      (#"{"server": [{"do": "restart"}]}"#, "server[0]: does not say when; give at_slot or"),
    ])
  func `a file of faults that is wrong is explained`(text: String, message: String) throws {
    let place = try BookPlace()
    try place.write(text, as: "faults.json")
    let answer = try place.execute(place.runWords("wrong", ["--faults", "faults.json"]))
    #expect(answer.end == .exited(65))
    #expect(answer.error.contains(message), "\(answer.error)")
    let missing = try place.execute(place.runWords("wrong", ["--faults", "missing.json"]))
    #expect(missing.end == .exited(65))
    #expect(missing.error.contains("missing.json"), "\(missing.error)")
  }
}
