/**
 * The reports of Fwctl::Report over lines of packet filters: seven families, each as a summary (how
 * often, first and last time) and as groups of records, and the records themselves.
 *
 * <p>A line is read into a {@link io.tapline.report.fwctl.Packet}, held against start and end, the
 * filters and the threshold's window, and handed to one collector. Texts are made only where a
 * filter, a new group or a list needs them. Lines are taken in the order of their files, which are
 * expected to be in time order. A summary keeps one entry per group and the window one per kept
 * packet of the last two and a half thresholds; groups and records are kept whole, at most {@link
 * io.tapline.report.fwctl.RecordGroups#MOST_RECORDS}. No file is opened here: callers hand in
 * streams.
 */
@NullMarked
package io.tapline.report.fwctl;

import org.jspecify.annotations.NullMarked;
