/**
 * Everything that runs between the command and the services: addresses are checked, the data
 * directory is opened, PostgreSQL is started, the services get their settings, Quarkus runs, and
 * all of it stops in reverse order.
 *
 * <p>Limits: one instance per data directory; loopback addresses, unless there are tokens or the
 * operator allows others.
 */
@NullMarked
package io.tapline.standalone.serve;

import org.jspecify.annotations.NullMarked;
