/**
 * The reports: service summary, top talkers, traffic over time, top groups, percentile, change.
 *
 * <p>Each is one class that asks a {@link io.tapline.report.log.ConnectionLog} one to three
 * questions. Answers are exact and carry the log's completeness. Called by {@link
 * io.tapline.report.reports.ReportEndpoint} and the console. Limits: 1,000 rows, 20 services told
 * apart, 3,000 buckets, 26,784 bins of five minutes, 10,000 groups compared.
 */
@NullMarked
package io.tapline.report.reports;

import org.jspecify.annotations.NullMarked;
