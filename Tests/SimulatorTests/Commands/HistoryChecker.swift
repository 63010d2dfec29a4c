import JSONText

/// Reads a history of transactions over lists as a checker would, and says what is wrong with it.
///
/// It knows the documented form and nothing of order books: what a read holds must have been appended by
/// an operation that did not fail and began before the read ended, and a read must hold what was
/// appended by operations that ended before it began.
struct HistoryChecker {
  struct Event {
    let index: Int
    let type: String
    let process: Int
    let time: Int
    let slot: Int
    let steps: [Step]
  }

  struct Step {
    let isAppend: Bool
    let list: String
    /// What was appended, or read; nil while it is not known.
    let elements: [Int]?
  }

  let events: [Event]
  /// The beginning of every operation, by the index of its end.
  private(set) var beginnings: [Int: Int] = [:]
  /// What is wrong with the form.
  private(set) var problems: [String] = []

  init(_ text: String) throws {
    let tree = try JSONParser.parse(Array(text.utf8))
    var events: [Event] = []
    var malformed: [String] = []
    for element in tree.elements ?? [] {
      if let event = Self.event(element) {
        events.append(event)
      } else {
        malformed.append("operation \(events.count) is malformed")
      }
    }
    self.events = events
    problems = tree.elements == nil ? ["no array"] : malformed
    checkForm()
  }

  private static func event(_ node: JSONNode) -> Event? {
    let keys = ["index", "type", "f", "value", "process", "time", "slot"]
    guard let members = node.members, members.map(\.key) == keys, node["f"]?.stringValue == "txn",
      let index = node["index"]?.intValue, let type = node["type"]?.stringValue,
      ["invoke", "ok", "fail", "info"].contains(type), let process = node["process"]?.intValue,
      let time = node["time"]?.intValue, let slot = node["slot"]?.intValue,
      let value = node["value"]?.elements
    else { return nil }
    let steps = value.compactMap(step)
    guard steps.count == value.count else { return nil }
    return Event(index: index, type: type, process: process, time: time, slot: slot, steps: steps)
  }

  private static func step(_ node: JSONNode) -> Step? {
    guard let parts = node.elements, parts.count == 3, let list = parts[1].stringValue else {
      return nil
    }
    switch parts[0].stringValue {
    case "append": return parts[2].intValue.map { Step(isAppend: true, list: list, elements: [$0]) }
    case "r":
      guard let elements = parts[2].elements else {
        return parts[2].isNull ? Step(isAppend: false, list: list, elements: nil) : nil
      }
      let numbers = elements.compactMap(\.intValue)
      guard numbers.count == elements.count else { return nil }
      return Step(isAppend: false, list: list, elements: numbers)
    default: return nil
    }
  }

  private mutating func checkForm() {
    var open: [Int: Event] = [:]
    var ended: Set<Int> = []
    var time = 0
    for (number, event) in events.enumerated() {
      if event.index != number { problems.append("index \(event.index) at place \(number)") }
      if event.time < time { problems.append("\(number): time goes back") }
      time = event.time
      if ended.contains(event.process) { problems.append("\(number): a process that had ended") }
      if event.type == "invoke" {
        if open.updateValue(event, forKey: event.process) != nil {
          problems.append("\(number): a second beginning")
        }
        let isKnown = event.steps.contains { !$0.isAppend && $0.elements != nil }
        if isKnown { problems.append("\(number): something was read before it began") }
      } else if let beginning = open.removeValue(forKey: event.process) {
        if beginning.slot != event.slot { problems.append("\(number): the end of another slot") }
        beginnings[number] = beginning.index
        if event.type == "info" { ended.insert(event.process) }
      } else {
        problems.append("\(number): an end without beginning")
      }
    }
  }

  private struct Append {
    let element: Int
    let event: Event
  }

  /// What no venue can have done that takes operations one after the other.
  func anomalies() -> [String] {
    var appends: [String: [Append]] = [:]
    for event in events where event.type != "invoke" {
      for step in event.steps where step.isAppend {
        for element in step.elements ?? [] {
          appends[step.list, default: []].append(Append(element: element, event: event))
        }
      }
    }
    var found: [String] = []
    for event in events where event.type == "ok" {
      let begin = beginnings[event.index] ?? event.index
      for step in event.steps where !step.isAppend {
        let read = step.elements ?? []
        let known = appends[step.list] ?? []
        for element in read where !known.contains(where: { $0.element == element }) {
          found.append("\(event.index): \(step.list) \(element) comes from nowhere")
        }
        for append in known where append.event.index != event.index {
          let isRead = read.contains(append.element)
          let writer = append.event
          if isRead, writer.type == "fail" {
            found.append("\(event.index): \(step.list) \(append.element) failed")
          } else if isRead, (beginnings[writer.index] ?? writer.index) > event.index {
            found.append("\(event.index): \(step.list) \(append.element) came later")
          } else if !isRead, writer.type == "ok", writer.index < begin {
            found.append("\(event.index): \(step.list) \(append.element) is missed")
          }
        }
      }
    }
    return found
  }
}
