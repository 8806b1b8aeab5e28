/**
 * What a handler does to frames before it writes them: transforms by name with parameters, applied
 * in order to a copy, so that no other handler, spool or stream sees it.
 *
 * <p>{@code identity}; {@code truncate} (bytes); {@code bpf} (filter); {@code sample} (one_in);
 * {@code strip-payload}; {@code de-tunnel}; {@code anonymize} (key). A transform that cannot do its
 * work on a frame drops that frame for that handler, and is counted by its name: no frame is
 * written that a failed transform should have changed.
 */
@NullMarked
package io.tapline.capture.transform;

import org.jspecify.annotations.NullMarked;
