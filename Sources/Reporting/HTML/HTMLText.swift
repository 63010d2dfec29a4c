/// Pieces of HTML; everything that comes from a run goes through `XMLText.escaped`.
enum HTMLText {
  /// One cell of a table.
  struct Cell {
    let text: String
    let isNumber: Bool
    let tone: Tone?

    /// A cell of words.
    init(_ text: String, _ tone: Tone? = nil) {
      self.text = text
      self.tone = tone
      isNumber = false
    }

    /// A cell that stands to the right.
    init(number text: String) {
      self.text = text
      tone = nil
      isNumber = true
    }
  }

  /// How something is to be taken.
  enum Tone: String {
    case good
    case warning
    case bad
  }

  /// A table with headings; headings over numbers stand to the right like these.
  static func table(_ headings: [String], _ rows: [[Cell]], caption: String? = nil) -> String {
    let first = rows.first ?? headings.map { Cell($0) }
    let head = zip(headings, first).map { heading, cell in
      "<th\(cell.isNumber ? " class=\"n\"" : "") scope=\"col\">\(XMLText.escaped(heading))</th>"
    }
    let body = rows.map { row in
      "<tr>" + row.map(Self.cell).joined() + "</tr>"
    }
    let title = caption.map { "<caption>\(XMLText.escaped($0))</caption>" } ?? ""
    return "<div class=\"scroll\"><table>\(title)<thead><tr>\(head.joined())</tr></thead><tbody>"
      + body.joined(separator: "\n") + "</tbody></table></div>"
  }

  /// A list of names and values.
  static func facts(_ facts: [(name: String, value: String)]) -> String {
    let rows = facts.map { fact in
      "<div><dt>\(XMLText.escaped(fact.name))</dt><dd>\(XMLText.escaped(fact.value))</dd></div>"
    }
    return "<dl>\(rows.joined(separator: "\n"))</dl>"
  }

  /// A section under a heading.
  static func section(_ heading: String, id: String, _ content: String) -> String {
    """
    <section aria-labelledby="\(id)">
    <h2 id="\(id)">\(XMLText.escaped(heading))</h2>
    \(content)
    </section>
    """
  }

  /// A chart, with its figures as a table that can be unfolded.
  static func chart(
    _ title: String, id: String, note: String, table: String, hasCharts: Bool
  ) -> String {
    let canvas =
      hasCharts
      ? """
      <div class="canvas"><canvas id="\(id)" role="img" aria-label="\(XMLText.escaped(title))">\
      </canvas></div>
      """ : ""
    return """
      <figure>
      <figcaption><h3>\(XMLText.escaped(title))</h3><p>\(XMLText.escaped(note))</p></figcaption>
      \(canvas)
      <details\(hasCharts ? "" : " open")><summary>The figures as a table</summary>
      \(table)
      </details>
      </figure>
      """
  }

  private static func cell(_ cell: Cell) -> String {
    let classes = (cell.isNumber ? ["n"] : []) + (cell.tone.map { [$0.rawValue] } ?? [])
    let attribute = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
    return "<td\(attribute)>\(XMLText.escaped(cell.text))</td>"
  }
}
