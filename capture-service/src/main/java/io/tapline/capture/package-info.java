/**
 * One sensor: frames come from sources, are spooled on disk and delivered to the connection log.
 *
 * <p>Every frame accepted is delivered once; every frame not accepted is counted and delivered as a
 * loss. {@link io.tapline.capture.Capture} puts the engines together; the classes that touch the
 * framework are named {@code *Endpoint}, {@code *Lifecycle}, {@code *Config}, {@code *Messages},
 * {@code CaptureMetrics} and {@code CaptureHealth}.
 */
@NullMarked
package io.tapline.capture;

import org.jspecify.annotations.NullMarked;
