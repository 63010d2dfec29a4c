import Testing

@testable import Simulator

@Suite("Exit codes")
struct ExitCodeTests {
  @Test("the numbers are a contract")
  func numbers() {
    #expect(
      ExitCode.allCases.map(\.rawValue) == [0, 1, 64, 65, 69, 70, 80, 81, 82, 99, 130, 143])
    #expect(Set(ExitCode.precedence) == Set(ExitCode.allCases))
    #expect(ExitCode.precedence.count == ExitCode.allCases.count)
  }

  @Test(
    "the first that applies of 70, 80, 130, 143, 81, 82, 99, 1",
    arguments: [
      ([], 0), ([.success], 0), ([.failedSlots, .success], 1),
      ([.failedSlots, .thresholdFailed], 99),
      ([.thresholdFailed, .measurementInvalid], 82), ([.measurementInvalid, .unknownOutcomes], 81),
      ([.unknownOutcomes, .interrupted], 130), ([.unknownOutcomes, .terminated], 143),
      ([.terminated, .integrityViolated], 80), ([.integrityViolated, .internalError], 70),
      (ExitCode.allCases, 70),
    ] as [([ExitCode], Int32)])
  func precedence(codes: [ExitCode], expected: Int32) {
    #expect(ExitCode.first(of: codes).rawValue == expected)
    #expect(ExitCode.first(of: codes.reversed()).rawValue == expected)
  }
}
