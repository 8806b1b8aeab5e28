package io.tapline.report.page;

/** Cells with their numbers, the darker the more. */
final class HeatSvg {
  private static final double LEFT = 176;
  private static final double TOP = 116;
  private static final double CELL = 78;
  private static final double ROW = 32;
  private static final int LEVELS = 5;

  /** Of labels, which lean. */
  private static final double LABEL = 156;

  private final Plot.Heat plot;
  private final Markup out;
  private final Svg svg;
  private final double most;

  HeatSvg(Plot.Heat plot, Markup out, Svg svg) {
    this.plot = plot;
    this.out = out;
    this.svg = svg;
    this.most =
        plot.values().stream()
            .flatMap(row -> row.stream())
            .mapToDouble(Long::doubleValue)
            .max()
            .orElse(0);
  }

  void write() {
    double width = LEFT + plot.columns().size() * CELL + 90;
    svg.begin(plot, width, TOP + plot.rows().size() * ROW + 4, width * 0.8);
    for (int i = 0; i < plot.columns().size(); i++) {
      columnLabel(plot.columns().get(i), LEFT + (i + 0.4) * CELL);
    }
    for (int i = 0; i < plot.rows().size(); i++) {
      row(i, TOP + i * ROW);
    }
    out.close();
  }

  private void row(int row, double top) {
    svg.text(Svg.cut(plot.rows().get(row), LEFT - 8), LEFT - 8, top + 20, "label end");
    for (int column = 0; column < plot.columns().size(); column++) {
      cell(row, column, top);
    }
  }

  private void columnLabel(String label, double x) {
    out.element(
        "text",
        Svg.cut(label, LABEL),
        "transform",
        Svg.path("translate(", x, " ", TOP - 6, ") rotate(-40)"),
        "class",
        "label");
  }

  private void cell(int row, int column, double top) {
    long value = plot.values().get(row).get(column);
    String text = plot.unit().text(value);
    double left = LEFT + column * CELL;
    out.open("g")
        .element("title", plot.rows().get(row) + ", " + plot.columns().get(column) + ": " + text)
        .empty(
            "rect",
            "x",
            left,
            "y",
            top,
            "width",
            CELL - 2,
            "height",
            ROW - 2,
            "class",
            "cell h" + level(value),
            "data-value",
            value);
    if (value > 0) {
      svg.text(text, left + CELL / 2 - 1, top + 20, "label middle");
    }
    out.close();
  }

  /** By the root of its share, so that small ones differ, too. */
  private int level(long value) {
    if (value <= 0) {
      return 0;
    }
    return (int) Math.clamp(Math.ceil(Math.sqrt(value / most) * LEVELS), 1, LEVELS);
  }
}
