/// What every account has of every asset, added up from orders and fills alone.
///
/// One such ledger follows what the simulator was told, another what the venue did. All amounts are
/// minor units.
struct AuditLedger: Sendable {
  /// One account's one asset.
  struct Entry: Hashable, Sendable {
    /// What it began with, transfers between lanes included.
    var initial: Int128 = 0
    /// What may still be used.
    var available: Int128 = 0
    /// What open orders hold.
    var locked: Int128 = 0
    /// What fills took.
    var spent: Int128 = 0
    /// What fills gave.
    var received: Int128 = 0

    mutating func add(_ other: Entry) {
      initial += other.initial
      available += other.available
      locked += other.locked
      spent += other.spent
      received += other.received
    }
  }

  private var entries: ContiguousArray<Entry>
  private let assetCount: Int
  private let recyclesProceeds: Bool
  /// Where something fell below zero first; nil when nothing did.
  private(set) var overdrawn: (account: Int, asset: Int)?

  init(accountCount: Int, assetCount: Int, recyclesProceeds: Bool) {
    self.assetCount = assetCount
    self.recyclesProceeds = recyclesProceeds
    entries = ContiguousArray(repeating: Entry(), count: accountCount * assetCount)
  }

  subscript(account: Int, asset: Int) -> Entry { entries[account * assetCount + asset] }

  /// Adds to what the account began with; less than zero takes away.
  mutating func deposit(_ account: Int, _ asset: Int, _ amount: Int128) {
    let place = account * assetCount + asset
    entries[place].initial += amount
    entries[place].available += amount
    if entries[place].available < 0 { note(account, asset) }
  }

  /// available -> locked.
  ///
  /// - Returns: false, and nothing is changed, when less is available.
  mutating func lock(_ account: Int, _ asset: Int, _ amount: Int128) -> Bool {
    let place = account * assetCount + asset
    guard entries[place].available >= amount else { return false }
    entries[place].available -= amount
    entries[place].locked += amount
    return true
  }

  /// locked -> available.
  mutating func unlock(_ account: Int, _ asset: Int, _ amount: Int128) {
    let place = account * assetCount + asset
    entries[place].available += amount
    entries[place].locked -= amount
    if entries[place].locked < 0 { note(account, asset) }
  }

  /// locked -> spent.
  mutating func spend(_ account: Int, _ asset: Int, _ amount: Int128) {
    let place = account * assetCount + asset
    entries[place].locked -= amount
    entries[place].spent += amount
    if entries[place].locked < 0 { note(account, asset) }
  }

  /// Adds proceeds.
  mutating func receive(_ account: Int, _ asset: Int, _ amount: Int128) {
    let place = account * assetCount + asset
    entries[place].received += amount
    if recyclesProceeds { entries[place].available += amount }
  }

  /// Adds what another lane's accounts have.
  mutating func merge(_ other: AuditLedger) {
    for place in entries.indices { entries[place].add(other.entries[place]) }
  }

  private mutating func note(_ account: Int, _ asset: Int) {
    if overdrawn == nil { overdrawn = (account, asset) }
  }
}
