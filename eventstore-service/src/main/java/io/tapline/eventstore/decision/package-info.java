/**
 * Calls about decisions: why an event was reported or kept back, the thresholding primitives, and
 * the rules.
 *
 * <p>Promises: every decision about every source stays readable as long as its event. Called over
 * gRPC by the command line, the console and clients that threshold themselves.
 */
@NullMarked
package io.tapline.eventstore.decision;

import org.jspecify.annotations.NullMarked;
