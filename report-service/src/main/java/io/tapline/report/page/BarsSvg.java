package io.tapline.report.page;

/** Horizontal bars, each below its label and its number. */
final class BarsSvg {
  private static final double WIDTH = 480;
  private static final double ROW = 42;
  private static final double BAR = 14;

  private final Plot.Bars plot;
  private final Markup out;
  private final Svg svg;
  private final double least;
  private final double most;

  BarsSvg(Plot.Bars plot, Markup out, Svg svg) {
    this.plot = plot;
    this.out = out;
    this.svg = svg;
    this.least = Math.min(0, plot.bars().stream().mapToDouble(BarsSvg::length).min().orElse(0));
    this.most = Math.max(0, plot.bars().stream().mapToDouble(BarsSvg::length).max().orElse(0));
  }

  /** Exact for plain bars; as a double it cannot overflow. */
  private static double length(Plot.Bar bar) {
    return bar.values().stream().mapToDouble(Long::doubleValue).sum();
  }

  void write() {
    boolean parted = plot.parts().size() > 1;
    int legend = parted ? plot.parts().size() * Svg.LINE + 8 : 0;
    double rows = Math.max(1, plot.bars().size()) * ROW;
    svg.begin(plot, WIDTH, rows + legend, 0);
    svg.fills(Math.max(2, plot.parts().size())); // two for bars either way
    bars();
    if (parted) {
      svg.legend(plot.parts(), rows + 8);
    }
    out.close();
  }

  private void bars() {
    if (plot.bars().isEmpty()) {
      svg.nothing();
    }
    for (int i = 0; i < plot.bars().size(); i++) {
      bar(plot.bars().get(i), i * ROW);
      axis(i * ROW);
    }
  }

  private void bar(Plot.Bar bar, double top) {
    out.open("g").element("title", bar.label() + ": " + bar.text());
    double room = WIDTH - bar.text().length() * 7.2 - 12;
    svg.text(Svg.cut(bar.label(), room), 0, top + 14, "label");
    svg.text(bar.text(), WIDTH, top + 14, "label end");
    double all = plot.shares() ? length(bar) : most - least;
    double at = plot.shares() ? 0 : zero();
    for (int part = 0; part < bar.values().size(); part++) {
      long value = bar.values().get(part);
      double width = all == 0 ? 0 : Math.abs((double) value) / all * WIDTH;
      rect(value < 0 ? at - width : at, top + 20, width, value < 0 ? 1 : part, value);
      at += value < 0 ? 0 : width;
    }
    out.close();
  }

  private void rect(double x, double y, double width, int fill, long value) {
    out.empty(
        "rect",
        "x",
        x,
        "y",
        y,
        "width",
        width,
        "height",
        BAR,
        "fill",
        svg.fill(fill),
        "class",
        "bar",
        "data-value",
        value);
  }

  private double zero() {
    return most == least ? 0 : -least / (most - least) * WIDTH;
  }

  /** Where a bar begins, if some go either way. */
  private void axis(double top) {
    if (least < 0) {
      String path = Svg.path("M", zero(), " ", top + 18, "V", top + 36);
      out.empty("path", "d", path, "class", "axis");
    }
  }
}
