internal import Platform
public import PostgreSQL
public import Simulation

/// Does to the server of a run what its configuration asks for, at the slots that it names.
///
/// A fault begins when its slot is sent, on a thread of its own, so that it meets whatever is under
/// way. One follows the other. All lanes share it.
public final class ServerFaultInjector: Sendable {
  private let faults: [ServerFault]
  private let settings: ConnectionSettings
  private let server: PrivateServer
  private let state: Monitor<State>
  /// Held by the fault that is being done, with the connection by which others are ended. It is kept,
  /// because to open one may take longer than the lane needs until the next fault.
  private let turn: Monitor<LaneConnection>

  private struct State {
    var tallies: [ServerFaultTally] = []
    var unfinished = 0
    /// Slots that were met; one that is sent again brings nothing more.
    var slotsMet: Set<UInt64> = []
  }

  /// Prepares the faults of a run on the server that the settings lead to; nil when there are none.
  public init?(
    _ configuration: Configuration, settings: ConnectionSettings, stateDirectory: String
  ) {
    guard let faults = configuration.faults?.server, !faults.isEmpty else { return nil }
    self.faults = faults
    self.settings = settings
    server = PrivateServer.inStateDirectory(stateDirectory)
    turn = Monitor(
      LaneConnection(settings, answerTimeoutMilliseconds: Self.answerTimeout) { _ in })
    var kinds: [ServerFault.Action] = []
    for fault in faults where !kinds.contains(fault.action) { kinds.append(fault.action) }
    state = Monitor(State(tallies: kinds.map { ServerFaultTally($0) }))
  }

  /// Checks that all of it may be done to this server.
  ///
  /// - Throws: `RunError` when the server would have to be stopped and is not the private one.
  public func requirePermission() throws(RunError) {
    guard let fault = faults.first(where: \.action.needsPrivateServer) else { return }
    var isPrivate = false
    do throws(PostgreSQLError) {
      var connection = try Connection.open(settings)
      isPrivate = try server.serves(&connection)
    } catch {
      // Who may not ask does not own the server; one out of reach is reported by the venue.
      if error.kind != .server { return }
    }
    guard !isPrivate else { return }
    throw RunError(
      .venueMismatch,
      "faults.server: \(fault.action.rawValue) is for the private server of 'simulator db start' alone, "
        + "and this run uses another one; there, only kill_connection is possible")
  }

  /// Begins what is to be done when this slot is sent.
  ///
  /// - Parameter backend: the server process at the other end of the connection.
  func meet(_ slot: ActionSlot, _ backend: LaneConnection.Backend?) {
    let met = faults.filter { $0.meets(slot.sequence) }
    guard !met.isEmpty, state.withLock({ $0.slotsMet.insert(slot.sequence).inserted })
    else { return }
    for fault in met {
      state.withLock { $0.unfinished += 1 }
      do {
        _ = try OSThread { self.perform(fault, backend) }
      } catch {
        note(fault, problem: "\(error)")
      }
    }
  }

  /// Waits until everything that was begun is done; gives how often what was done.
  public func finish() -> [ServerFaultTally] {
    let longest = faults.map(\.freezeMilliseconds).reduce(0, max)
    let end = SystemClock().now().nanoseconds + Int64(longest + 300_000) * 1_000_000
    return state.wait(until: Instant(nanoseconds: end)) { $0.unfinished == 0 ? $0.tallies : nil }
      ?? state.withLock { $0.tallies }
  }

  private func perform(_ fault: ServerFault, _ backend: LaneConnection.Backend?) {
    let problem: String? = turn.withLock { control in
      do {
        switch fault.action {
        case .killConnection: try Self.end(backend, by: control)
        case .restart: try server.restart()
        case .killServer:
          try server.kill()
          try server.start()
        case .freeze: try server.freeze(milliseconds: fault.freezeMilliseconds)
        }
        return nil
      } catch {
        return "\(error)"
      }
    }
    note(fault, problem: problem)
  }

  /// Milliseconds that the server may take to end a connection.
  private static let answerTimeout: Int64 = 5_000

  private static func end(
    _ backend: LaneConnection.Backend?, by control: LaneConnection
  ) throws(PostgreSQLError) {
    let isEnded = try control.persistently { (connection) throws(PostgreSQLError) in
      var parameters = Parameters()
      parameters.append(backend?.process ?? 0)
      parameters.append(backend?.startedAt)
      let rows = try connection.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
          + "WHERE pid = $1::integer AND backend_start = $2::timestamptz",
        parameters, name: "kill connection")
      return rows.count == 1 && rows.flag(0, 0) == true
    }
    guard isEnded else { throw PostgreSQLError(.server, "the connection had ended already") }
  }

  private func note(_ fault: ServerFault, problem: String?) {
    state.withLock { state in
      state.unfinished -= 1
      guard let place = state.tallies.firstIndex(where: { $0.action == fault.action }) else {
        return
      }
      if let problem {
        state.tallies[place].failed += 1
        state.tallies[place].problem = problem
      } else {
        state.tallies[place].injected += 1
      }
    }
  }
}
