package io.tapline.report.page;

/** Plots as SVG. */
final class PlotSvg {
  private PlotSvg() {}

  /**
   * @param id of the plot, unique in its document
   * @param style to be written inside; empty where the document has it
   */
  static void write(Plot plot, Markup out, String id, String style) {
    Svg svg = new Svg(out, id, style);
    switch (plot) {
      case Plot.Bars bars -> new BarsSvg(bars, out, svg).write();
      case Plot.Areas areas -> new AreasSvg(areas, out, svg).write();
      case Plot.Heat heat -> new HeatSvg(heat, out, svg).write();
    }
  }
}
