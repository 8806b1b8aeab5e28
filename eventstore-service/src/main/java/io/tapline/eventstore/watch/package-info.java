/**
 * Events as they come, to those who follow them (docs/adr/023-watching-events.md).
 *
 * <p>Promises: a watcher that resumes with the last token that it has processed misses nothing and
 * gets nothing twice. Limits: watchers at once; changes that are read at once for each of them, so
 * that a slow one costs no memory; how far back a token reaches. Called by the command line and any
 * gRPC client.
 */
@NullMarked
package io.tapline.eventstore.watch;

import org.jspecify.annotations.NullMarked;
