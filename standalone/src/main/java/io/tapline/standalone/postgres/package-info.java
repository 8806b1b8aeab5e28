/**
 * The embedded PostgreSQL: unpacked once per version into the user's cache, run as a process of its
 * own on a free loopback port with durable settings, stopped last.
 *
 * <p>It listens on 127.0.0.1 only, opens no Unix socket, and asks for a random password (SCRAM)
 * that lies in the data directory, readable by its owner alone. A postmaster that outlived a killed
 * Tapline is found by its pid file, recognised by its executable and working directory, and stopped
 * before the new one starts. Called by {@code serve}.
 */
@NullMarked
package io.tapline.standalone.postgres;

import org.jspecify.annotations.NullMarked;
