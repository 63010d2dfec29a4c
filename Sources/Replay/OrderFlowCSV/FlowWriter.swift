import Domain
public import Matching
public import Platform

/// Writes commands as rows of the order-flow format.
///
/// An order's client order id is the position of its row among all rows, from 0.
public final class FlowWriter {
  private let file: BufferedFile
  private let terms: FlowTerms
  private let markets: [String]
  private let accounts: [String]
  /// What the system refused first; nothing is written from there on.
  public var failure: SystemError? { file.failure }
  /// Number of rows, the header not counted.
  public private(set) var rowCount: UInt64 = 0

  /// Makes the file, or replaces what it held, and writes the terms.
  public init(path: String, terms: FlowTerms) throws(SystemError) {
    self.terms = terms
    markets = terms.markets.map { Self.field($0.id) }
    accounts = terms.accounts.map { Self.field($0) }
    file = try BufferedFile(path: path)
    for line in terms.headerLines { file.write(line) }
  }

  /// Appends one command. Its `id` must be the row's position.
  ///
  /// - Parameter time: in nanoseconds.
  public func write(_ command: OrderCommand, time: Int64) {
    file.write(decimal: time, places: 9, then: Byte.comma)
    append(markets[command.market.position])
    switch command.kind {
    case .place: appendPlacing(command)
    case .cancel: append("\(command.target.sequence),cancel,,,,,")
    case .amend:
      append("\(command.target.sequence),amend,,,")
      appendTerms(command)
    }
    file.write(accounts[command.account.position])
    file.write(byte: Byte.lineFeed)
    rowCount += 1
  }

  /// Writes what is still held back.
  public func finish() throws(SystemError) {
    try file.finish()
  }

  private func appendPlacing(_ command: OrderCommand) {
    append("\(command.id.sequence),place,\(command.side.name)")
    append(command.isPostOnly ? FlowFormat.postOnly : command.type.name)
    append(command.timeInForce.name)
    appendTerms(command)
  }

  private func appendTerms(_ command: OrderCommand) {
    let market = terms.markets[command.market.position]
    append(market.text(command.price))
    append(market.text(command.quantity))
  }

  private func append(_ field: String) {
    file.write(field)
    file.write(byte: Byte.comma)
  }

  /// A field as it stands in a line.
  private static func field(_ text: String) -> String { String(CSVLine([text]).text.dropLast()) }
}

extension FlowTerms {
  /// The lines before the first row.
  var headerLines: [String] {
    ["#\(FlowFormat.schema)\n"]
      + assets.map { line(.asset, [$0.id, String($0.decimals)]) }
      + markets.map { line(.market, fields(of: $0)) }
      + accounts.map { line(.account, [$0]) }
      + deposits.map { deposit in
        let asset = assets[deposit.asset.position]
        return line(
          .deposit,
          [
            accounts[deposit.account.position], asset.id,
            deposit.amount.text(decimals: asset.decimals),
          ])
      } + [
        line(.recycleProceeds, [String(recyclesProceeds)]),
        line(.selfTradePrevention, [selfTradePrevention.name]),
        CSVLine(FlowFormat.columns).text,
      ]
  }

  private func line(_ term: FlowFormat.Term, _ fields: [String]) -> String {
    "#" + CSVLine([term.rawValue] + fields).text
  }

  private func fields(of market: Market) -> [String] {
    let band =
      switch market.regulation {
      case .regulated(let band): band.description
      case .unregulated: FlowFormat.unregulated
      }
    return [
      market.id, assets[market.base.position].id, assets[market.quote.position].id,
      market.tickSize.description, market.lotSize.description, market.text(market.referencePrice),
      market.status.rawValue, band,
    ]
  }
}
