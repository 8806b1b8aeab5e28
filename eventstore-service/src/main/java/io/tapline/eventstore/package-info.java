/**
 * The event store: keeps IDEA messages whole, and decides about each, once and in the transaction
 * that stores it, whether people should look at it.
 *
 * <p>Life of an event: {@code idea} parses the message strictly and turns it into columns; {@code
 * event} locks the threshold rows of its keys, asks {@code threshold} for the decision and writes
 * event, decisions and windows in one transaction; {@code search} finds it again; {@code schema}
 * owns the tables. A refusal gets its code in {@link io.tapline.eventstore.Reason}.
 *
 * <p>Instants have microseconds, as PostgreSQL's {@code timestamptz} has; finer digits stay in the
 * message's own text only.
 */
@NullMarked
package io.tapline.eventstore;

import org.jspecify.annotations.NullMarked;
