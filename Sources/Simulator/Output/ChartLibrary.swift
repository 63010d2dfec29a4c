import Platform

/// The library that draws the charts of HTML reports: Chart.js 3, as Debian packages it.
enum ChartLibrary {
  /// The variable that names the file, where it is elsewhere.
  static let variable = "SIMULATOR_CHART_JS"

  private static let places = [
    "/usr/share/javascript/chart.js/chart.min.js",
    "/usr/share/nodejs/chart.js/dist/chart.min.js",
  ]

  /// What to say where there is no library.
  static let absence =
    "Chart.js was not found, so the report has tables and no charts; install libjs-chart.js, or "
    + "name its file in \(variable)"

  /// The source text; nil when it is nowhere.
  ///
  /// - Throws: `CommandFailure` when the variable names a file that cannot be used.
  static func source() throws(CommandFailure) -> String? {
    if let path = ProcessEnvironment.value(of: variable), !path.isEmpty {
      return try read(path)
    }
    guard let path = places.first(where: { FileSystem.isRegularFile($0) }) else { return nil }
    return try read(path)
  }

  private static func read(_ path: String) throws(CommandFailure) -> String {
    do {
      let text = String(decoding: try File.read(path: path), as: UTF8.self)
      // It is put into the page as it is, so it must not end the script around it.
      guard text.contains("Chart"), !text.lowercased().contains("</script") else {
        throw CommandFailure(.badData, "\(path) is not Chart.js; name its file in \(variable)")
      }
      return text
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.badData, "\(error); name the file of Chart.js in \(variable)")
    }
  }
}
