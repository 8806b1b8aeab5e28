package io.tapline.capture.frames;

import org.jspecify.annotations.Nullable;

/**
 * Which frames somebody wants.
 *
 * @param source a live source or an import
 * @param startPosition first frame; null = live from now on
 * @param bpf libpcap filter; empty = every frame
 * @param snapLength bytes of each frame at most; 0 = whole frames
 * @param finite end with the frames there are now
 */
public record FrameRequest(
    String source, @Nullable Long startPosition, String bpf, int snapLength, boolean finite) {}
