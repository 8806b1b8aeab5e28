/**
 * The report service: named questions to the connection log, detections that turn its aggregates
 * into events, and the web console.
 *
 * <p>It owns no data. Whatever it says follows from the connection log (flowlog) and the event
 * store; both are reached over gRPC, also in the all-in-one. This package holds what the features
 * share: configuration, {@link io.tapline.report.Reason} (where a refusal of its own gets its
 * code), the way to wait for another service.
 */
@NullMarked
package io.tapline.report;

import org.jspecify.annotations.NullMarked;
