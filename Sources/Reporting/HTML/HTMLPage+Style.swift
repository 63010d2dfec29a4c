extension HTMLPage {
  /// Light and dark by the reader's setting, one column on a narrow screen, plain on paper.
  static let style = """
    :root {
      --paper: #ffffff; --ink: #1b2330; --faint: #5b6675; --line: #d9dfe7; --panel: #f5f7fa;
      --good: #0a7a4b; --warning: #9a5b00; --bad: #b42318;
      --c1: #2563c9; --c2: #c2620a; --c3: #b42318; --c4: #0a7a4b; --c5: #7a4bc2; --c6: #5b6675;
      --band: rgba(91, 102, 117, 0.12);
    }
    @media (prefers-color-scheme: dark) {
      :root:not(.paper) {
        --paper: #12171f; --ink: #e6eaf0; --faint: #9aa6b5; --line: #2e3947; --panel: #1a212c;
        --good: #4cc38a; --warning: #f0b429; --bad: #ff8073;
        --c1: #6ea8ff; --c2: #ffab5e; --c3: #ff8073; --c4: #4cc38a; --c5: #b794f6; --c6: #9aa6b5;
        --band: rgba(154, 166, 181, 0.14);
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 72rem; background: var(--paper);
      color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
    }
    h1 { font-size: 1.6rem; margin: 0; overflow-wrap: anywhere; }
    h2 { font-size: 1.2rem; margin: 2.2rem 0 0.6rem; border-bottom: 1px solid var(--line); }
    h3 { font-size: 1rem; margin: 0; }
    p { margin: 0.3rem 0; }
    .verdict { font-size: 1.15rem; font-weight: 600; margin: 0.2rem 0 0.6rem; }
    .good { color: var(--good); } .warning { color: var(--warning); } .bad { color: var(--bad); }
    td.good, td.warning, td.bad { font-weight: 600; }
    .note, figcaption p, footer { color: var(--faint); font-size: 0.9rem; }
    .note.box { border: 1px solid var(--warning); padding: 0.5rem 0.8rem; border-radius: 6px; }
    .tiles {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0.6rem;
      margin: 1rem 0;
    }
    .tiles div { background: var(--panel); border: 1px solid var(--line); border-radius: 6px;
      padding: 0.5rem 0.8rem; }
    .tiles b { display: block; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
    .tiles span { color: var(--faint); font-size: 0.85rem; }
    .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr));
      gap: 1.2rem; }
    figure { margin: 0; min-width: 0; break-inside: avoid; }
    .canvas { position: relative; height: 19rem; }
    .scroll { overflow-x: auto; max-height: 32rem; overflow-y: auto; }
    table { border-collapse: collapse; width: 100%; font-size: 0.9rem;
      font-variant-numeric: tabular-nums; }
    caption { text-align: left; color: var(--faint); padding: 0.2rem 0; }
    th, td { padding: 0.25rem 0.6rem; text-align: left; border-bottom: 1px solid var(--line);
      vertical-align: top; }
    th { color: var(--faint); font-weight: 600; position: sticky; top: 0; background: var(--paper); }
    th.n, td.n { text-align: right; white-space: nowrap; }
    dl { display: grid; gap: 0.2rem 1rem; margin: 0; }
    dl div { display: grid; grid-template-columns: 11rem 1fr; gap: 1rem; }
    dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
    details > summary { cursor: pointer; color: var(--faint); font-size: 0.9rem; }
    pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px;
      padding: 0.8rem; overflow-x: auto; font-size: 0.85rem; max-height: 40rem; }
    @media (max-width: 40rem) {
      body { padding: 1rem 0.7rem 3rem; }
      dl div { grid-template-columns: 1fr; gap: 0; }
      .canvas { height: 15rem; }
    }
    @media print {
      html { font-size: 11px; }
      body { max-width: none; padding: 0; font-size: 11px; }
      th, td { padding: 0.15rem 0.3rem; }
      th.n, td.n { white-space: normal; }
      .scroll, pre { max-height: none; overflow: visible; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; }
      th { position: static; }
      details:not([open]) { display: none; }
      .charts { grid-template-columns: 1fr 1fr; }
      .canvas { height: auto; }
      canvas { width: 100% !important; height: auto !important; }
      h2, h3 { break-after: avoid; }
    }
    """
}
