/**
 * The connection log as reports and detections see it: aggregates, and what changed.
 *
 * <p>{@link io.tapline.report.log.ConnectionLog} and {@link io.tapline.report.log.LogProgress} are
 * the seams that the engines take; {@link io.tapline.report.log.ConnectionLogClient} is the gRPC
 * client behind both. Nothing is cached here.
 */
@NullMarked
package io.tapline.report.log;

import org.jspecify.annotations.NullMarked;
