import Simulation

/// Makes the plans that are measured: of the built-in markets, with budgets that never run out.
struct BenchPlan {
  /// Number of generated accounts.
  var accounts = 100
  /// Slots of the plan; a multiple of the accounts.
  var slots: Int
  /// Further members of the section `scheduler`, each followed by a comma.
  var scheduler = ""
  /// Whether each outcome is saved before the next slot.
  var savesEachSlot = true
  /// Where orders go.
  var venue = "embedded"
  /// Folder of the run.
  var stateDirectory = "."

  /// The configuration as it would stand in a file.
  var text: String {
    """
    {
      "seed": 42, "state_dir": "\(stateDirectory)", "accounts": {"count": \(accounts)},
      "venue": "\(venue)",
      "scheduler": {\(scheduler) "trades_per_account": \(slots / accounts)},
      "processor": {"save_after_each_slot": \(savesEachSlot), "on_failure": "continue"},
      "budget": {"budgets": [{"amount": 1000000000}]}
    }

    """
  }

  /// The plan.
  func make() throws -> Plan {
    precondition(slots % accounts == 0, "\(slots) slots for \(accounts) accounts")
    return try Plan(Configuration.read(file: ("benchmark", Array(text.utf8))))
  }
}
