package io.tapline.capture.handler;

import java.util.Objects;

/**
 * How a handler's files are written, compressed and deleted.
 *
 * @param format of the files
 * @param zstd whether closed files are compressed
 * @param rotateFrames a new file when one has so many frames; 0 = never by count
 * @param keepNanos files go when they were closed this long ago; 0 = never
 * @param keepBytes the oldest closed files go while all have more bytes; 0 = never
 */
public record FileRules(
    FileFormat format, boolean zstd, long rotateFrames, long keepNanos, long keepBytes) {
  /** Pcap, as it was written, kept. */
  public static final FileRules PLAIN = new FileRules(FileFormat.PCAP, false, 0, 0, 0);

  /** What an earlier version remembered lacks them. */
  public FileRules {
    format = Objects.requireNonNullElse(format, FileFormat.PCAP);
  }
}
