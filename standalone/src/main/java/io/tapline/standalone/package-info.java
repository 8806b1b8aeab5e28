/**
 * The all-in-one: four services in one process on an embedded PostgreSQL. It configures and starts;
 * every answer comes from a service.
 *
 * <p>Start order: ports (checked), data directory (locked), PostgreSQL, Quarkus with the services.
 * Stop order is the reverse: PostgreSQL goes last, so that the services can write their last
 * checkpoint.
 */
@NullMarked
package io.tapline.standalone;

import org.jspecify.annotations.NullMarked;
