package io.tapline.cli.pcap;

import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.capture.PcapWriter.Precision;
import io.tapline.wire.time.Strftime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes packets into files named after the time of their first packet. Two segments of one name
 * are told apart by a number: {@code a.pcap}, {@code a-2.pcap}; none replaces another.
 */
final class Segments implements AutoCloseable {
  private static final int HEADER_BYTES = 24;
  private static final int PACKET_HEADER_BYTES = 16;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /**
   * How files are written.
   *
   * @param precision unit of times
   * @param dryRun whether nothing is written
   * @param overwrite whether files that were there before are replaced
   */
  record Writing(Precision precision, boolean dryRun, boolean overwrite) {}

  private final String format;
  private final SegmentLimits limits;
  private final Writing writing;
  private final PcapFiles inputs;
  private final PrintWriter out;
  private final Set<Path> taken = new HashSet<>();
  private @Nullable Path file;
  private @Nullable PacketOutput output;
  private int linkType;
  private long startNanos;
  private long lastNanos;
  private long bytes;
  private long packets;

  /**
   * @param format name with conversions of strftime, in UTC
   * @param inputs which are never replaced
   * @param out where each segment is reported
   */
  Segments(
      String format, SegmentLimits limits, Writing writing, PcapFiles inputs, PrintWriter out) {
    this.format = format;
    this.limits = limits;
    this.writing = writing;
    this.inputs = inputs;
    this.out = out;
  }

  void write(CaptureReader packet) throws IOException {
    if (file != null && isOther(packet)) {
      end();
    }
    if (file == null) {
      begin(packet);
    }
    if (output != null) {
      output.write(packet);
    }
    lastNanos = Math.max(lastNanos, packet.timeNanos());
    bytes += PACKET_HEADER_BYTES + packet.capturedLength();
    packets++;
    if (limits.isFull(bytes, packets)) {
      end();
    }
  }

  @Override
  public void close() throws IOException {
    end();
  }

  private boolean isOther(CaptureReader packet) {
    boolean fits = output == null ? packet.linkType() == linkType : output.takes(packet.linkType());
    return !fits || limits.isOtherSlot(startNanos, packet.timeNanos());
  }

  private void begin(CaptureReader packet) throws IOException {
    startNanos = limits.startNanos(packet.timeNanos());
    lastNanos = packet.timeNanos();
    linkType = packet.linkType();
    bytes = HEADER_BYTES;
    packets = 0;
    Path name = free(Path.of(Strftime.format(format, Instant.ofEpochSecond(0, startNanos))));
    if (!writing.dryRun()) {
      if (writing.overwrite()) {
        Files.deleteIfExists(name);
      }
      output = PacketOutput.open(name, linkType, writing.precision());
    }
    file = name;
  }

  private Path free(Path wanted) throws IOException {
    Path name = wanted;
    for (int number = 2; !taken.add(name); number++) {
      name = numbered(wanted, number);
    }
    if (inputs.contains(name)) {
      throw new IOException(name + " is one of the files that are read.");
    }
    if (Files.exists(name) && !writing.overwrite()) {
      throw new FileAlreadyExistsException(name.toString());
    }
    return name;
  }

  private static Path numbered(Path wanted, int number) {
    String name = String.valueOf(wanted.getFileName());
    int dot = name.lastIndexOf('.');
    int end = dot <= 0 ? name.length() : dot;
    return wanted.resolveSibling(name.substring(0, end) + "-" + number + name.substring(end));
  }

  private void end() throws IOException {
    if (file == null) {
      return;
    }
    PacketOutput full = output;
    output = null;
    if (full != null) {
      full.close();
    }
    out.printf(
        "%s %d bytes, %d packets, %d seconds to %s.%n",
        writing.dryRun() ? "Would write" : "Wrote", bytes, packets, seconds(), file);
    file = null;
  }

  /** Rounded up. */
  private long seconds() {
    return Math.ceilDiv(lastNanos - startNanos, NANOS_PER_SECOND);
  }
}
