package io.tapline.report.page;

/** The first plot of a page as one SVG file. */
public final class SvgDocument {
  private SvgDocument() {}

  /** In ASCII. */
  public static String of(Page page) {
    Markup svg = new Markup();
    PlotSvg.write(page.firstPlot(), svg, "p0", Style.PLOT);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg + "\n";
  }
}
