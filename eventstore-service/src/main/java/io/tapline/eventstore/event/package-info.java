/**
 * Events as they are kept: inserted once, found by id.
 *
 * <p>Promises: an event, its decisions and the windows that they move become durable together or
 * not at all; the same id again stores and counts nothing. Limits: those of the idea package.
 * Called by the report service's detections, the command line and any gRPC client.
 */
@NullMarked
package io.tapline.eventstore.event;

import org.jspecify.annotations.NullMarked;
