/**
 * The reports of {@code io.tapline.report.reports} as documents of {@code io.tapline.report.page}:
 * which plot, table and sentences an answer becomes.
 *
 * <p>Called by {@link io.tapline.report.render.PageEndpoint}. Every page has one plot at least, the
 * table with its numbers, the filter that lists the connections of each row, and what the answer
 * does not cover.
 */
@NullMarked
package io.tapline.report.render;

import org.jspecify.annotations.NullMarked;
