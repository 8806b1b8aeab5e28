package io.tapline.report.render;

import io.tapline.report.log.Completeness;
import io.tapline.report.page.HtmlDocument;
import io.tapline.report.page.Page;
import io.tapline.report.page.SvgDocument;

/**
 * A report as a page.
 *
 * @param rows of the report
 * @param completeness of a comparison that of the interval
 */
record RenderedReport(Page page, long rows, Completeness completeness) {
  /** How a page is written. */
  enum Format {
    HTML,
    SVG
  }

  /** In ASCII. */
  String text(Format format) {
    return switch (format) {
      case HTML -> HtmlDocument.of(page);
      case SVG -> SvgDocument.of(page);
    };
  }
}
