import Domain
import Reporting

/// A figure as text.
enum Figure {
  /// The figure with up to three decimals, for JSON.
  static func exact(_ figure: Double) -> String {
    decimal(figure, places: 3).normalized.description
  }

  /// The figure for people: three digits or more, thousands set off.
  static func readable(_ figure: Double) -> String {
    let size = figure.magnitude
    if size >= 100 { return Shown.count(UInt64(figure.rounded())) }
    return decimal(figure, places: size >= 10 ? 1 : size >= 1 ? 2 : 3).description
  }

  private static func decimal(_ figure: Double, places: Int) -> ExactDecimal {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    return ExactDecimal(significand: Int128((figure * scale).rounded()), scale: places)
  }
}
