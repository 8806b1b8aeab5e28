/**
 * Reports as documents: a plain model, {@link io.tapline.report.page.Page}, and what writes it as
 * one HTML file or its plot as one SVG file.
 *
 * <p>A document needs nothing besides: styles and plots are inside, there are no scripts, and no
 * other host is named. What people sent over the network, such as host names, is text in it and
 * never markup. Colours are never alone: areas and bars have patterns and a legend, cells of heat
 * maps their numbers. Knows nothing of the reports and of where documents go.
 */
@NullMarked
package io.tapline.report.page;

import org.jspecify.annotations.NullMarked;
