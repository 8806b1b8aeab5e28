/**
 * The tables of the event store, in the PostgreSQL schema {@code eventstore}.
 *
 * <p>Promises: on start the schema is brought up to date before anything uses it, with a history of
 * its own, so that services which share a database do not meet; a database that a newer version has
 * migrated is refused untouched. Called by the lifecycle.
 */
@NullMarked
package io.tapline.eventstore.schema;

import org.jspecify.annotations.NullMarked;
