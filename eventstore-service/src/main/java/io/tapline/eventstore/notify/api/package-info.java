/**
 * Channels and notices over gRPC.
 *
 * <p>Promises: a secret is taken and never returned; what a channel sends to is validated before it
 * is stored. Limits: entries of a page. Called by the command line and any gRPC client.
 */
@NullMarked
package io.tapline.eventstore.notify.api;

import org.jspecify.annotations.NullMarked;
