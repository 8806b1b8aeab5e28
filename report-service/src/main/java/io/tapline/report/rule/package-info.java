/**
 * The detections: what each of them asks the log and what it makes of the answer.
 *
 * <pre>
 * Detection.look -> RuleLog (aggregates, never rows) -> judged against thresholds and baseline -> Sighting
 * </pre>
 *
 * <p>A detection holds no state. What it compares with, its baseline, is asked of the log as well,
 * so the same log gives the same sightings whenever it is looked at, and nothing is to be kept over
 * restarts. The first question is about all hosts of a span; only what reaches the threshold there
 * takes more. Settings are values with their units in the name, made by {@code detect}.
 */
@NullMarked
package io.tapline.report.rule;

import org.jspecify.annotations.NullMarked;
