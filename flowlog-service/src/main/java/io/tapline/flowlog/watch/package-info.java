/**
 * Connections as they become durable, to those who follow the log
 * (docs/adr/025-watching-connections.md).
 *
 * <p>Promises: a watcher that resumes with the last token that it has processed gets every
 * connection that ended meanwhile once, or is told how many it missed. Nothing is done for watchers
 * while there are none. Limits: watchers at once; connections that a watcher may be behind; rows
 * that are read at once for each of them. Called by the command line and any gRPC client.
 */
@NullMarked
package io.tapline.flowlog.watch;

import org.jspecify.annotations.NullMarked;
