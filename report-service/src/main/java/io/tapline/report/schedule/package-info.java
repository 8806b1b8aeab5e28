/**
 * Reports by the clock: schedules, their runs, and where the documents go.
 *
 * <pre>
 * schedule --due--> run --leased by one replica--> document --> deliveries --> over, kept, removed
 *                    ^                                |
 *                    +--------- failed: later --------+
 * </pre>
 *
 * <p>Promises: what a schedule missed is one run, the latest; one replica at a time works on a run,
 * and its writes count only while its lease lasts; an attempt that failed is recorded and tried
 * again, up to a limit. A document is made once and each delivery is done once, unless the process
 * ends between a delivery and its record: then it is repeated under the same name or idempotency
 * key. Limits: {@code tapline.report.schedules.*}, 10 deliveries a schedule, 10 waiting runs that
 * are asked for. Called by {@link io.tapline.report.schedule.ScheduleEndpoint} and the scheduler.
 */
@NullMarked
package io.tapline.report.schedule;

import org.jspecify.annotations.NullMarked;
