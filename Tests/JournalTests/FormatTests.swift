import Domain
import Platform
import Testing

@testable import Journal

@Suite struct FormatTests {
  @Test func recordsReadBack() {
    let seed: UInt64 = 11
    var random = SplitMix64(seed: seed)
    for round in 0..<2000 {
      let fill = SampleJournal.fill(&random)
      let index = UInt32(random.next() >> 40)
      let line = fill.encoded(index: index)
      #expect(FillRecord(decoding: line) == fill, "seed \(seed), round \(round)")
      #expect(FillRecord.index(in: line) == index && line.kind == 2)
      var outcome = SampleJournal.outcome(&random, slot: random.next() >> 17, fillCount: 9)
      outcome.flags = UInt8(truncatingIfNeeded: random.next())
      outcome.fillCount = index
      #expect(
        OutcomeRecord(decoding: outcome.encoded) == outcome, "seed \(seed), round \(round)")
      #expect(outcome.encoded.kind == 1)
    }
  }

  @Test func countsAndTimesSaturate() {
    let outcome = OutcomeRecord(
      slot: 1, frontier: 2, state: 1, attempts: 1 << 24, sentDelayNanoseconds: 1 << 56,
      serviceTimeNanoseconds: .max)
    let read = OutcomeRecord(decoding: outcome.encoded)
    #expect(read.attempts == 0xFF_FFFF)
    #expect(read.sentDelayNanoseconds == 0xFF_FFFF_FFFF_FFFF)
    #expect(read.serviceTimeNanoseconds == 0xFF_FFFF_FFFF)
    #expect(read.flags == 0 && read.fillCount == 0)
  }

  @Test func theBytesAreWhereTheDocumentSays() throws {
    let directory = try TemporaryDirectory()
    var writer = try JournalWriter.create(path: directory("j"), header: SampleJournal.header)
    try writer.append(
      FillRecord(
        id: 0xA7A6_A5A4_A3A2_A1A0, sequence: 0x14_1312_1110, market: 0x0706,
        makerSlot: 0x2726_2524_2322_2120, takerSlot: 0x3736_3534_3332_3130,
        priceTicks: 0x4746_4544_4342_4140, quantityLots: -2, makerAccount: 0x5352_5150,
        takerAccount: -3, takerSide: 1, flags: 0x41))
    try writer.append(
      OutcomeRecord(
        slot: 0x1514_1312_1110, frontier: 0x2524_2322_2120, state: 0x16, reason: 0x17,
        orderStatus: 0x26, decision: 0x27, flags: 0x77, attempts: 0x070605, fillCount: 1,
        cumulativeLots: 0x3736_3534_3332_3130, canceledLots: -1,
        plannedAtNanoseconds: 0x5756_5554_5352_5150, sentDelayNanoseconds: 0x76_7574_7372_7170,
        serviceTimeNanoseconds: 0x84_8382_8180))
    try writer.close()
    let bytes = try File.read(path: directory("j"))
    #expect(bytes.count == 192)
    #expect(
      hex(bytes[..<60]) == "4f42534a 524e4c0a 01000000 40000000 88776655 44332211 "
        + "15cd853d fe9c9717 ffeeddcc bbaa9988 77665544 33221100 00000000 00000000 00000000")
    #expect(
      hex(bytes[68..<128]) == "02830607 10111213 14000000 20212223 24252627 30313233 34353637 "
        + "40414243 44454647 feffffff ffffffff 50515253 fdffffff a0a1a2a3 a4a5a6a7")
    #expect(
      hex(bytes[132...]) == "01050607 10111213 14151617 20212223 24252627 30313233 34353637 "
        + "ffffffff ffffffff 50515253 54555657 70717273 74757677 80818283 84010000")
  }

  @Test func derivedIDsPackMarketAndSequence() {
    #expect(FillRecord.derivedID(market: 3, sequence: 5) == 3 << 40 + 5)
  }

  @Test func valuesWithoutRoomTrap() async {
    await #expect(processExitsWith: .failure) {
      expectingTrap {
        _ = OutcomeRecord(slot: 1 << 48, frontier: 0, state: 1).encoded
      }
    }
    await #expect(processExitsWith: .failure) {
      expectingTrap {
        _ = OutcomeRecord(slot: 0, frontier: 0, state: 1, fillCount: 1 << 24).encoded
      }
    }
    await #expect(processExitsWith: .failure) {
      expectingTrap {
        var random = SplitMix64(seed: 1)
        var fill = SampleJournal.fill(&random)
        fill.sequence = 1 << 40
        _ = fill.encoded(index: 0)
      }
    }
  }
}

/// Bytes as hexadecimal digits in groups of four bytes.
private func hex(_ bytes: ArraySlice<UInt8>) -> String {
  let digits = Array("0123456789abcdef")
  var text = ""
  for (place, byte) in bytes.enumerated() {
    if place > 0 && place % 4 == 0 { text += " " }
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return text
}
