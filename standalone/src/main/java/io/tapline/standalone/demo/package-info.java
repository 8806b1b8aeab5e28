/**
 * The first minute with Tapline: imports a bundled capture of real programs, runs the detections
 * over it, and prints what came out, with the commands that ask for the same.
 *
 * <p>Promises: a second start imports nothing twice and says so; a failure is a sentence and leaves
 * the rest running. Called by {@code serve}; talks to the services over gRPC like every other
 * client.
 */
@NullMarked
package io.tapline.standalone.demo;

import org.jspecify.annotations.NullMarked;
