import JSONText

/// A stage on the command line: `[NAME=]DURATION:RATE[-RATE]`.
enum StageArgument {
  /// The stages as the configuration has them. What is malformed is handed on as text, so that it is
  /// refused in the place of the part that is wrong.
  static func list(_ texts: [String]) -> JSONNode {
    JSONNode(.array(texts.map(stage)))
  }

  private static func stage(_ text: String) -> JSONNode {
    let named = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let timed = (named.last ?? "").split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    var members = [JSONMember(key: "duration", node: string(timed.first ?? ""))]
    if named.count == 2 { members.append(JSONMember(key: "name", node: string(named[0]))) }
    if timed.count == 2 {
      let rates = timed[1].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      members.append(JSONMember(key: "rate", node: string(rates[0])))
      if rates.count == 2 { members.append(JSONMember(key: "end_rate", node: string(rates[1]))) }
    }
    return JSONNode(.object(members))
  }

  private static func string(_ text: Substring) -> JSONNode { JSONNode(.string(String(text))) }
}
