/**
 * What happened to events, in the order in which readers can rely on it: stored, relapsed, acted
 * on. Written by the transactions in which it happened, by trigger or statement.
 *
 * <p>Promises: a reader that goes from position to position sees every change once, whichever
 * replica wrote it (docs/adr/023-watching-events.md). Limits: changes leave after a time and beyond
 * a number. Called by {@code watch} and {@code notify}.
 */
@NullMarked
package io.tapline.eventstore.change;

import org.jspecify.annotations.NullMarked;
