package io.tapline.report.page;

import java.util.List;

/** A page as one HTML file, which is well-formed XML as well. */
public final class HtmlDocument {
  /** Whatever a document holds by mistake, it loads nothing and runs nothing. */
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private final Page page;
  private final Markup out = new Markup();
  private int plots;

  private HtmlDocument(Page page) {
    this.page = page;
  }

  /** In ASCII. */
  public static String of(Page page) {
    return new HtmlDocument(page).write();
  }

  private String write() {
    out.raw("<!DOCTYPE html>\n").open("html", "lang", "en");
    head();
    out.open("body").open("header").element("h1", page.title());
    facts();
    out.close().open("main");
    page.sections().forEach(this::section);
    coverage();
    return out.close().close().close() + "\n";
  }

  private void head() {
    out.open("head")
        .empty("meta", "charset", "utf-8")
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
        .empty("meta", "name", "color-scheme", "content", "light dark")
        .element("title", page.title())
        .open("style")
        .raw("\n" + Style.PLOT + Style.PAGE)
        .close()
        .close();
  }

  private void facts() {
    out.open("dl");
    page.facts().forEach(fact -> out.element("dt", fact.name()).element("dd", fact.text()));
    out.close();
  }

  private void section(Page.Section section) {
    out.open("section");
    section.plots().forEach(this::figure);
    table(section.table());
    section.notes().forEach(note -> out.element("p", note, "class", "note"));
    out.close();
  }

  private void figure(Plot plot) {
    out.open("figure");
    scroll(plot.title());
    PlotSvg.write(plot, out, "p" + plots++, "");
    out.close().close();
  }

  /** What is wider than the screen moves below it, also by keys. */
  private void scroll(String label) {
    out.open("div", "class", "scroll", "role", "region", "tabindex", 0, "aria-label", label);
  }

  private void table(Table table) {
    scroll(table.caption());
    out.open("table").element("caption", table.caption()).open("thead").open("tr");
    for (Table.Column column : table.columns()) {
      out.element("th", column.name(), "scope", "col", "class", style(column));
    }
    out.close().close().open("tbody");
    table.rows().forEach(row -> row(table, row));
    out.close();
    if (!table.sums().isEmpty()) {
      out.open("tfoot");
      table.sums().forEach(row -> row(table, row));
      out.close();
    }
    out.close().close();
  }

  private void row(Table table, List<String> cells) {
    out.open("tr");
    for (int i = 0; i < cells.size(); i++) {
      cell(table.columns().get(i), i < table.keys(), cells.get(i));
    }
    out.close();
  }

  private void cell(Table.Column column, boolean key, String text) {
    if (key) {
      out.element("th", text, "scope", "row", "class", style(column));
    } else if (column.kind() == Table.Kind.FILTER && !text.isEmpty()) {
      out.open("td", "class", style(column)).element("code", text).close();
    } else {
      out.element("td", text, "class", style(column));
    }
  }

  private static String style(Table.Column column) {
    return switch (column.kind()) {
      case TEXT -> "text";
      case NUMBER -> "number";
      case TIME -> "time";
      case FILTER -> "filter";
    };
  }

  private void coverage() {
    boolean complete = page.coverage().complete();
    out.open("section", "class", complete ? "coverage" : "coverage incomplete")
        .element("h2", complete ? "Complete" : "Not complete")
        .open("ul");
    page.coverage().sentences().forEach(sentence -> out.element("li", sentence));
    out.close().close();
  }
}
