/// The flows by which matching engines are compared, in any language, and their known outcomes.
///
/// A name says the spacing of prices and the number of markets: `f` dense, `w` 100 ticks apart on
/// the average, `x` 10,000 ticks apart, `h` dense with a million orders resting. `FlowGenerator` says
/// how they are made; `Benchmarks/order-flows.md` describes them for other programs.
public enum CanonicalFlow: String, CaseIterable, Sendable {
  case f1, f10, w1, w10, x1, x10, h100

  /// What the flow looks like.
  public var shape: FlowShape {
    switch self {
    case .f1: FlowShape(name: rawValue, markets: 1, scale: 1)
    case .f10: FlowShape(name: rawValue, markets: 10, scale: 1)
    case .w1: FlowShape(name: rawValue, markets: 1, scale: 100)
    case .w10: FlowShape(name: rawValue, markets: 10, scale: 100)
    case .x1: FlowShape(name: rawValue, markets: 1, scale: 10_000)
    case .x10: FlowShape(name: rawValue, markets: 10, scale: 10_000)
    case .h100: FlowShape(name: rawValue, markets: 100, scale: 1)
    }
  }

  /// What every right engine makes of it.
  public var outcome: FlowOutcome {
    switch self {
    case .f1: FlowOutcome(trades: 1_479_659, lots: 25_372_196, hash: 0x47F3_CAD2_1201_132A)
    case .f10: FlowOutcome(trades: 1_479_556, lots: 25_373_497, hash: 0xB193_CC90_D4C1_BB27)
    case .w1: FlowOutcome(trades: 1_465_629, lots: 25_326_724, hash: 0xACDB_A412_98A3_7177)
    case .w10: FlowOutcome(trades: 1_465_363, lots: 25_335_172, hash: 0xDBCA_CDCA_DB31_F6C2)
    case .x1: FlowOutcome(trades: 1_465_379, lots: 25_329_055, hash: 0x5AB4_CDDA_F4BC_CB44)
    case .x10: FlowOutcome(trades: 1_463_888, lots: 25_349_902, hash: 0x3B86_71B9_649B_ED8A)
    case .h100: FlowOutcome(trades: 1_482_285, lots: 25_438_987, hash: 0xE9BD_779A_94CF_9D6B)
    }
  }
}
