package io.tapline.capture.handler;

/**
 * What a handler does.
 *
 * @param name unique within the sensor
 * @param source live source whose frames it writes
 * @param pattern file name pattern, see {@link FilePattern}
 * @param rotateNanos a new file when so much time has passed; 0 = never by time
 * @param rotateBytes a new file before this size would be exceeded; 0 = never by size
 * @param keepFiles files kept; 0 = all
 */
public record HandlerSpec(
    String name,
    String source,
    String pattern,
    long rotateNanos,
    long rotateBytes,
    int keepFiles) {}
