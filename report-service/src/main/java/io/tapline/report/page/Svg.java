package io.tapline.report.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What all plots have in common: the element around them, fills, legends. */
final class Svg {
  static final int LINE = 18;

  /** Glyphs of the plots' font are about this wide. */
  private static final double GLYPH = 7.2;

  private static final int SWATCH = 12;
  private static final int COLORS = 8;
  private static final List<String> HATCHES =
      List.of("", "M0 8L8 0", "M0 4H8", "M0 0L8 8", "M4 0V8", "M0 8L8 0M0 0L8 8", "M3 3H5V5H3Z");

  private final Markup out;
  private final String id;
  private final String style;

  /**
   * @param id of the plot, unique in its document
   * @param style to be written inside; empty where the document has it
   */
  Svg(Markup out, String id, String style) {
    this.out = out;
    this.id = id;
    this.style = style;
  }

  /** Begins a plot; its element has to be closed. */
  void begin(Plot plot, double width, double height, double leastWidth) {
    out.open(
            "svg",
            "xmlns",
            "http://www.w3.org/2000/svg",
            "viewBox",
            path("0 0 ", width, " ", height),
            "role",
            "img",
            "aria-labelledby",
            id + "t " + id + "d",
            "class",
            "plot",
            "style",
            path("max-width:", width * 1.35, "px;min-width:", leastWidth, "px"))
        .element("title", plot.title(), "id", id + "t")
        .element("desc", plot.description(), "id", id + "d");
    if (!style.isEmpty()) {
      out.open("style").raw("\n" + style).close();
    }
  }

  /** In the place of a plot without data. */
  void nothing() {
    text("No connections.", 0, 16, "label dim");
  }

  /** Defines fills that differ in colour and in pattern. */
  void fills(int count) {
    out.open("defs");
    for (int i = 0; i < count; i++) {
      out.open(
              "pattern",
              "id",
              id + "f" + i,
              "width",
              8,
              "height",
              8,
              "patternUnits",
              "userSpaceOnUse")
          .empty("rect", "width", 8, "height", 8, "class", "c" + i % COLORS)
          .empty("path", "d", "M0 0" + HATCHES.get(i % HATCHES.size()), "class", "hatch")
          .close();
    }
    out.close();
  }

  String fill(int index) {
    return "url(#" + id + "f" + index + ")";
  }

  void text(String text, double x, double y, String style) {
    out.element("text", text, "x", x, "y", y, "class", style);
  }

  /** One line per fill, from a height down. */
  void legend(List<String> names, double y) {
    for (int i = 0; i < names.size(); i++) {
      double top = y + i * LINE;
      out.empty(
          "rect", "x", 0, "y", top, "width", SWATCH, "height", SWATCH, "fill", fill(i), "class",
          "swatch");
      text(names.get(i), SWATCH + 6.0, top + SWATCH - 1.0, "label");
    }
  }

  /** Text and coordinates, which have one decimal whatever language the machine speaks. */
  static String path(Object... parts) {
    return Arrays.stream(parts).map(Svg::part).collect(Collectors.joining());
  }

  private static String part(Object part) {
    return part instanceof Double number
        ? String.format(Locale.ROOT, "%.1f", number)
        : part.toString();
  }

  /** As much of a text as there is room for. */
  static String cut(String text, double width) {
    int room = (int) Math.max(2, width / GLYPH);
    return text.codePointCount(0, text.length()) <= room
        ? text
        : text.substring(0, text.offsetByCodePoints(0, room - 1)) + "\u2026";
  }
}
