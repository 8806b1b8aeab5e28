/**
 * The reporter: what abuse groups are told, and when.
 *
 * <pre>
 * ReportSchedule   which window [start, end) is next
 * ReportEvents     the group's events that were inserted in it, or relapsed by the clock in it
 * WindowReview     source by source: of the group's networks? kept out by a filter? told before?
 * Aggregation      class -> source -> first and last time, counts, details
 * ReportMaker      label, subject, text, files; one summary, and one report for each source
 * ReportStore      report, files, result, filter hits, windows told and state: one transaction,
 *                  in which {@link io.tapline.eventstore.reporter.ReportDelivery} sends
 * </pre>
 *
 * <p>Promises: an event is in exactly one window of a group, whatever fails or is down meanwhile;
 * one replica at a time works on a group; report and state become durable together. Limits: at most
 * {@code tapline.eventstore.reporter.windows-per-look} windows of a group and severity at a look,
 * so that catching up holds nobody up; memory is bounded by the group's different sources and
 * {@code max_attachment_bytes}. Windows go by the clock of the database: one that was set back by
 * more than {@code tapline.eventstore.reporter.settle} can hide events.
 */
@NullMarked
package io.tapline.eventstore.reporter;

import org.jspecify.annotations.NullMarked;
