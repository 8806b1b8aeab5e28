/**
 * The reports: service summary, top talkers, traffic over time, top groups, percentile, change,
 * matrix, long connections, quality.
 *
 * <p>Each is one class that asks a {@link io.tapline.report.log.ConnectionLog} one to a few
 * questions. Answers are exact and carry the log's completeness. Called by {@link
 * io.tapline.report.reports.ReportEndpoint}, the console and {@code io.tapline.report.render}.
 * Limits: 1,000 rows, 20 services told apart, 3,000 buckets, 26,784 bins of five minutes, 10,000
 * groups compared, 25 rows and columns of a matrix, 100 groups of a quality.
 */
@NullMarked
package io.tapline.report.reports;

import org.jspecify.annotations.NullMarked;
