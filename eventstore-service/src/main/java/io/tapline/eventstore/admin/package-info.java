/**
 * For those who run the event store: is it alive, how large is it, cleanup, indexes for searches,
 * running queries.
 *
 * <p>Promises: tables and columns are named from fixed lists; a query is listed and cancelled only
 * when it was named by its caller. Called by the admin endpoint.
 */
@NullMarked
package io.tapline.eventstore.admin;

import org.jspecify.annotations.NullMarked;
