package io.tapline.capture.handler;

import io.tapline.capture.transform.TransformTotals;
import java.util.List;

/**
 * Counters of a handler since it was added or the sensor started.
 *
 * @param frames frames written
 * @param bytes captured bytes written
 * @param failedFrames frames not written because a write failed
 * @param failure the last failure in one sentence
 * @param currentFile relative to the handlers' directory; empty when there is none
 * @param currentStartNanos when it began, nanoseconds since the epoch
 * @param filesWritten files begun
 * @param transforms counters of its transforms in their order
 * @param currentBytesPerSecond over the last {@link DataRate#WINDOW_SECONDS} seconds or since the
 *     beginning
 * @param totalBytesPerSecond since the beginning, whatever files were rotated since
 * @param deletedFiles files that retention deleted
 * @param deletedBytes bytes of these
 * @param keptFiles files there are, the current one included
 */
public record HandlerTotals(
    long frames,
    long bytes,
    long failedFrames,
    String failure,
    String currentFile,
    long currentStartNanos,
    long filesWritten,
    List<TransformTotals> transforms,
    double currentBytesPerSecond,
    double totalBytesPerSecond,
    long deletedFiles,
    long deletedBytes,
    long keptFiles) {}
