import JSONText

/// A page of HTML that opens without a network: style, script, data and the chart library are part of
/// it, and its policy forbids to load anything.
struct HTMLPage {
  let title: String
  let body: String
  /// What the charts are drawn from.
  let data: String
  /// The source text of Chart.js; nil leaves the charts out.
  let chartLibrary: String?

  /// The document.
  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(XMLText.escaped(title))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    \(body)
    \(scripts)
    </body>
    </html>

    """
  }

  private var scripts: String {
    guard let chartLibrary else { return "" }
    return """
      <script type="application/json" id="data">\(Self.inScript(data))</script>
      <script>
      \(chartLibrary)
      </script>
      <script>
      \(Self.script)
      </script>
      """
  }

  /// JSON that cannot end the script around it.
  private static func inScript(_ json: String) -> String {
    var safe = ""
    safe.reserveCapacity(json.utf8.count)
    for scalar in json.unicodeScalars {
      switch scalar {
      case "<": safe += "\\u003c"
      case ">": safe += "\\u003e"
      case "&": safe += "\\u0026"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
