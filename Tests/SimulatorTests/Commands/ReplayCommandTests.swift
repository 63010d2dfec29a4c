import Testing

@testable import Replay
@testable import Simulator

@Suite("simulator replay: options")
struct ReplayCommandTests {
  private func options(_ words: [String]) throws -> ReplayOptions {
    try ReplayCommand.options(ArgumentParser.parse(["replay"] + words))
  }

  @Test("without options: as fast as possible, ticks of a cent")
  func defaults() throws {
    let options = try options(["flow.csv"])
    #expect(options.path == "flow.csv" && options.format == nil && options.speed == .max)
    #expect(options.tickUnits == 100 && options.symbol == "STOCK")
    #expect(options.bookPath == nil && options.conversionPath == nil && !options.skipsBad)
  }

  @Test("every option is taken")
  func all() throws {
    let options = try options([
      "-", "--format=lobster", "--orderbook=b", "--convert=c", "--skip-bad", "--summary",
      "--symbol=X", "--tick-size=0.0005", "--speed=2.5x",
    ])
    #expect(options.path == "-" && options.format == .lobster && options.symbol == "X")
    #expect(options.bookPath == "b" && options.conversionPath == "c")
    #expect(options.skipsBad && options.summarizes && options.tickUnits == 5)
    #expect(options.speed == .recorded(thousandths: 2500))
  }

  @Test(
    "the stock is read from the file's name",
    arguments: [
      ("AAPL_2012-06-21_message_10.csv", "AAPL"), ("/a_b/BRK.B_x.gz", "BRK.B"), ("x_y.csv", nil),
      ("AAPL.csv", nil), ("_x", nil), ("", nil), ("A1_x", nil), ("dir_x/flow", nil),
    ] as [(String, String?)])
  func symbols(path: String, symbol: String?) {
    #expect(ReplayCommand.symbol(of: path) == symbol)
  }

  @Test("the progress line")
  func progress() {
    let progress = ReplayProgress(
      messages: 1_234_567, byteCount: 0, elapsedNanoseconds: 2_500_000_000)
    #expect(ReplayProgressView.line(progress) == "1,234,567 messages, 493,826/s, 2 s")
  }
}
