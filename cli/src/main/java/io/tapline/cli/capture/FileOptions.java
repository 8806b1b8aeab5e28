package io.tapline.cli.capture;

import io.tapline.capture.v1.FileCompression;
import io.tapline.capture.v1.FileFormat;
import io.tapline.capture.v1.Handler;
import io.tapline.cli.time.Times;
import io.tapline.cli.time.WidthConverter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a handler's files are written, compressed and deleted. */
final class FileOptions {
  @Option(
      names = "--file-format",
      paramLabel = "pcap|pcapng",
      defaultValue = "pcap",
      description = "pcapng holds several link types in one file (default ${DEFAULT-VALUE}).")
  Format format;

  @Option(
      names = "--compress",
      paramLabel = "none|zstd",
      defaultValue = "none",
      description = "What is done to a file once it is closed (default ${DEFAULT-VALUE}).")
  Compression compression;

  @Option(
      names = "--rotate-frames",
      paramLabel = "N",
      defaultValue = "0",
      description = "A new file after so many frames (default: never).")
  long rotateFrames;

  @Option(
      names = "--keep-for",
      paramLabel = "WIDTH",
      converter = WidthConverter.class,
      description = "Delete files that were closed this long ago (default: never).")
  @Nullable Duration keepFor;

  @Option(
      names = "--keep-bytes",
      paramLabel = "BYTES",
      defaultValue = "0",
      description = "Delete the oldest while all files have more bytes (default: never).")
  long keepBytes;

  /** Words of FileFormat. */
  enum Format {
    PCAP,
    PCAPNG
  }

  /** Words of FileCompression. */
  enum Compression {
    NONE,
    ZSTD
  }

  void set(Handler.Builder handler) {
    handler
        .setFileFormat(FileFormat.valueOf("FILE_FORMAT_" + format.name()))
        .setCompression(FileCompression.valueOf("FILE_COMPRESSION_" + compression.name()))
        .setRotateFrames(rotateFrames)
        .setKeepBytes(keepBytes);
    if (keepFor != null) {
      handler.setKeepFor(Times.duration(keepFor));
    }
  }
}
