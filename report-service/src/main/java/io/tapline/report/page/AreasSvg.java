package io.tapline.report.page;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.IntStream;

/** Steps along time, one on top of the other; of neighbours without room the highest is drawn. */
final class AreasSvg {
  private static final double LEFT = 92;
  private static final double TOP = 34;
  private static final double WIDTH = 640;
  private static final double HEIGHT = 220;
  private static final double RIGHT = LEFT + WIDTH;
  private static final double BOTTOM = TOP + HEIGHT;
  private static final int LEGEND_TOP = (int) BOTTOM + 34;
  private static final int MAX_STEPS = 640;
  private static final int TIME_LABELS = 4;
  private static final int HEIGHT_LABELS = 4;

  private final Plot.Areas plot;
  private final Markup out;
  private final Svg svg;

  /** Buckets that share a step. */
  private final int near;

  private final int[] drawn;
  private final double most;

  AreasSvg(Plot.Areas plot, Markup out, Svg svg) {
    this.plot = plot;
    this.out = out;
    this.svg = svg;
    this.near = Math.ceilDiv(Math.max(plot.starts().size(), 1), MAX_STEPS);
    this.drawn = drawn();
    double highest =
        IntStream.range(0, plot.starts().size()).mapToDouble(this::total).max().orElse(0);
    double mark = plot.mark() == null ? 0 : plot.mark().value();
    this.most = ceiling(Math.max(highest, mark));
  }

  private double total(int bucket) {
    return below(plot.series().size(), bucket);
  }

  /** All series below one of them. */
  private double below(int series, int bucket) {
    double sum = 0;
    for (Plot.Series each : plot.series().subList(0, series)) {
      sum += each.values()[bucket];
    }
    return sum;
  }

  /** Buckets that are drawn, each the highest of its neighbourhood. */
  private int[] drawn() {
    int count = plot.starts().size();
    return IntStream.range(0, Math.ceilDiv(count, near))
        .map(step -> highest(step * near, Math.min(count, (step + 1) * near)))
        .toArray();
  }

  private int highest(int from, int to) {
    int highest = from;
    for (int i = from + 1; i < to; i++) {
      highest = total(i) > total(highest) ? i : highest;
    }
    return highest;
  }

  /** The next of 1, 2, 3, 4, 5, 6, 8, 10, 20 and so on, so that a quarter of it is read easily. */
  private static double ceiling(double value) {
    double power = 1;
    while (power * 10 <= value) {
      power *= 10;
    }
    for (double step : new double[] {1, 2, 3, 4, 5, 6, 8}) {
      if (step * power >= value) {
        return step * power;
      }
    }
    return 10 * power;
  }

  void write() {
    int series = plot.series().size();
    svg.begin(plot, RIGHT + 4, LEGEND_TOP + series * Svg.LINE, 520);
    svg.fills(series);
    heights();
    if (plot.starts().isEmpty()) {
      svg.text("No connections.", LEFT + 8, BOTTOM - 8, "label dim");
    }
    for (int i = 0; i < series; i++) {
      area(i);
    }
    mark();
    times();
    svg.legend(
        plot.series().stream().map(each -> each.name() + ": " + each.text()).toList(), LEGEND_TOP);
    out.close();
  }

  private void heights() {
    svg.text(plot.title(), 0, 12, "label dim");
    for (int i = 0; i <= HEIGHT_LABELS; i++) {
      double value = most * i / HEIGHT_LABELS;
      out.empty("path", "d", Svg.path("M", LEFT, " ", y(value), "H", RIGHT), "class", "grid");
      if (value == Math.rint(value)) {
        svg.text(plot.unit().text((long) value), LEFT - 6, y(value) + 4, "label end dim");
      }
    }
  }

  private void area(int series) {
    Plot.Series area = plot.series().get(series);
    out.open(
            "path",
            "d",
            steps(series),
            "fill",
            svg.fill(series),
            "class",
            "area",
            "data-value",
            IntStream.range(0, area.values().length).mapToLong(i -> area.values()[i]).sum())
        .element("title", area.name() + ": " + area.text())
        .close();
  }

  /** Along the upper edge and back along the lower one. */
  private String steps(int series) {
    StringBuilder path = new StringBuilder();
    for (int step = 0; step < drawn.length; step++) {
      point(path, step, below(series + 1, drawn[step]));
    }
    for (int step = drawn.length - 1; step >= 0; step--) {
      double y = y(below(series, drawn[step]));
      path.append(Svg.path("L", x(step + 1), " ", y, "H", x(step)));
    }
    return path.append(path.isEmpty() ? "M0 0" : "Z").toString();
  }

  private void point(StringBuilder path, int step, double value) {
    path.append(path.isEmpty() ? 'M' : 'L');
    path.append(Svg.path(x(step), " ", y(value), "H", x(step + 1)));
  }

  private double x(int step) {
    return LEFT + WIDTH * step / Math.max(1, drawn.length);
  }

  private double y(double value) {
    return BOTTOM - value / most * HEIGHT;
  }

  private void mark() {
    Plot.Mark mark = plot.mark();
    if (mark != null) {
      double y = y((double) mark.value());
      out.empty("path", "d", Svg.path("M", LEFT, " ", y, "H", RIGHT), "class", "mark");
      svg.text(mark.label() + ": " + plot.unit().text(mark.value()), RIGHT, y - 5, "label end");
    }
  }

  private void times() {
    int labels = Math.min(TIME_LABELS, drawn.length);
    for (int i = 0; i < labels; i++) {
      int step = i * drawn.length / labels;
      String time = format().format(plot.starts().get(step * near).atZone(plot.zone()));
      out.empty("path", "d", Svg.path("M", x(step), " ", BOTTOM, "v5"), "class", "axis");
      svg.text(time, x(step), BOTTOM + 18, "label dim");
    }
  }

  private DateTimeFormatter format() {
    Duration all = Duration.between(plot.starts().getFirst(), plot.starts().getLast());
    String pattern =
        all.toDays() > 60 ? "uuuu-MM-dd" : all.toHours() >= 20 ? "MM-dd HH:mm" : "HH:mm:ss";
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }
}
