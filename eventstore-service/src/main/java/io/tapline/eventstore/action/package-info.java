/**
 * What people do about events: acknowledge, comment, close and reopen.
 *
 * <p>Promises: an action, the state that it leads to and the change that watchers see are one
 * transaction; actions on one event come one after the other; none is changed afterwards; one that
 * is repeated with its request id is recorded once. Limits: length of a comment, of a name and of a
 * request id. Called by the command line and any gRPC client.
 */
@NullMarked
package io.tapline.eventstore.action;

import org.jspecify.annotations.NullMarked;
