import Domain
import Testing

@Suite struct ValueTests {
  @Test func codesAndNamesAreStableAndDistinct() {
    #expect(RefusalReason.allCases.map(\.rawValue).sorted() == Array(1...13))
    #expect(Set(RefusalReason.allCases.map(\.name)).count == 13)
    #expect(Set(RefusalReason.allCases.map(\.text)).count == 13)
    #expect(OrderStatus.allCases.filter(\.isOpen) == [.new, .partiallyFilled])
    #expect(Set(OrderStatus.allCases.map(\.name)).count == OrderStatus.allCases.count)
    #expect(Side.bid.opposite == .ask && Side.ask.opposite == .bid)
  }

  @Test func clientOrderIDsNameRunAndSlot() {
    let id = ClientOrderID(sequence: 17)
    #expect(id.text(runID: "20260131-235959-a1b2c3") == "20260131-235959-a1b2c3-17")
    #expect(id < ClientOrderID(sequence: 18))
  }

  @Test func amountsThatOverflowTrap() async {
    await #expect(processExitsWith: .failure) {
      let one = Amount(minorUnits: Int128(CommandLine.argc))
      precondition(Amount(minorUnits: Int128.max) + one > .zero)
    }
    await #expect(processExitsWith: .failure) {
      let one = Quantity(lots: Int64(CommandLine.argc))
      precondition(Quantity(lots: Int64.max) + one > .zero)
    }
  }
}
