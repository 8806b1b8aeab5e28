package io.tapline.report.page;

/** The styles of documents: light or dark as the reader's screen is, light on paper. */
final class Style {
  /** Of plots. */
  static final String PLOT =
      """
      :root {
        --paper: #fff; --ink: #1b1f24; --dim: #57606a; --line: #d5dae0;
        --c0: #3b6fb6; --c1: #c26a1b; --c2: #3d8b4f; --c3: #a84a8c;
        --c4: #7a5fc0; --c5: #8a7a1a; --c6: #2b8c96; --c7: #6b7280;
      }
      @media screen and (prefers-color-scheme: dark) {
        :root {
          --paper: #14181d; --ink: #e6e9ed; --dim: #9aa4b0; --line: #343b44;
          --c0: #6ea1e8; --c1: #e69a55; --c2: #6cbd80; --c3: #d884c0;
          --c4: #a995ec; --c5: #c3b24e; --c6: #5fc0ca; --c7: #a0a8b5;
        }
      }
      .plot {
        display: block; width: 100%; height: auto; background: var(--paper);
        font: 13px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
      }
      .label { fill: var(--ink); }
      .dim { fill: var(--dim); }
      .end { text-anchor: end; }
      .middle { text-anchor: middle; }
      .hatch { stroke: var(--paper); stroke-width: 1.6; fill: none; }
      .area { stroke: var(--paper); stroke-width: .6; }
      .bar, .swatch { stroke: var(--ink); stroke-width: .4; }
      .grid { stroke: var(--line); fill: none; }
      .axis { stroke: var(--ink); fill: none; }
      .mark { stroke: var(--ink); stroke-width: 1.6; stroke-dasharray: 7 4; fill: none; }
      .cell { fill: var(--c0); stroke: var(--line); }
      .h0 { fill-opacity: 0; }
      .h1 { fill-opacity: .1; }
      .h2 { fill-opacity: .2; }
      .h3 { fill-opacity: .32; }
      .h4 { fill-opacity: .44; }
      .h5 { fill-opacity: .58; }
      .c0 { fill: var(--c0); }
      .c1 { fill: var(--c1); }
      .c2 { fill: var(--c2); }
      .c3 { fill: var(--c3); }
      .c4 { fill: var(--c4); }
      .c5 { fill: var(--c5); }
      .c6 { fill: var(--c6); }
      .c7 { fill: var(--c7); }
      """;

  /** Of pages, besides. */
  static final String PAGE =
      """
      :root { color-scheme: light dark; }
      * { box-sizing: border-box; }
      body {
        margin: 0 auto; max-width: 72rem; padding: 1rem;
        background: var(--paper); color: var(--ink);
        font: 16px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
      }
      h1 { font-size: 1.5rem; line-height: 1.2; margin: .2rem 0 .8rem; overflow-wrap: anywhere; }
      h2 { font-size: 1.1rem; margin: .6rem 0 .3rem; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; }
      dt { color: var(--dim); }
      dd { margin: 0; overflow-wrap: anywhere; }
      figure { margin: 1.2rem 0; }
      .scroll { overflow-x: auto; }
      .scroll:focus-visible { outline: 2px solid var(--c0); outline-offset: 2px; }
      table {
        border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem;
      }
      caption { text-align: left; color: var(--dim); padding: 0 0 .4rem; }
      th, td {
        padding: .28rem .9rem .28rem 0; text-align: left; vertical-align: top;
        border-bottom: 1px solid var(--line);
      }
      thead th { border-bottom: 2px solid var(--ink); white-space: nowrap; }
      tbody th { font-weight: 600; overflow-wrap: break-word; max-width: 20rem; }
      .number { text-align: right; white-space: nowrap; }
      .time { white-space: nowrap; }
      tfoot th, tfoot td { border-bottom: 0; border-top: 1px solid var(--ink); font-weight: 600; }
      td.filter { min-width: 15rem; }
      code { font: .82rem ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
      .note { color: var(--dim); font-size: .9rem; margin: .5rem 0; overflow-wrap: anywhere; }
      .coverage {
        margin-top: 2rem; padding: .2rem 1rem .6rem; overflow-wrap: anywhere;
        border: 1px solid var(--line); border-left: 4px solid var(--c2);
      }
      .incomplete { border-left: 8px double var(--c1); }
      .coverage ul { margin: 0; padding-left: 1.2rem; }
      @media screen and (max-width: 40rem) {
        table { font-size: .8rem; }
        tbody th { max-width: 11rem; }
        td.filter { min-width: 11rem; }
      }
      @page { margin: 14mm; }
      @media print {
        * { print-color-adjust: exact; }
        body { padding: 0; max-width: none; font-size: 10pt; }
        .scroll { overflow: visible; }
        .plot { min-width: 0 !important; }
        thead { display: table-header-group; }
        tr, figure, .coverage { break-inside: avoid; }
        table { font-size: 7.5pt; }
        th, td { padding-right: .4rem; }
        thead th { white-space: normal; overflow-wrap: anywhere; }
        td.filter { min-width: 0; }
        code { font-size: 6.5pt; }
      }
      """;

  private Style() {}
}
