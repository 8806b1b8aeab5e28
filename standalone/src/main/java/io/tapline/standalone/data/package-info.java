/**
 * The data directory: where everything lies that must survive a restart, who holds it, and which
 * version wrote it.
 *
 * <p>Promises: one Tapline at a time (an operating-system lock, so a SIGKILL frees it); a directory
 * of a newer layout or of another PostgreSQL major is refused before anything in it is touched.
 * Called by {@code serve}.
 */
@NullMarked
package io.tapline.standalone.data;

import org.jspecify.annotations.NullMarked;
