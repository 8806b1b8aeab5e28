package io.tapline.capture.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What the kernel dropped before sockets of one port since this was made: the last column of {@code
 * /proc/net/udp} and {@code udp6}. Nothing where the files are missing.
 */
final class UdpDrops {
  private static final List<Path> FILES =
      List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

  private final String port;
  private long seen;

  UdpDrops(int port) {
    this.port = String.format(Locale.ROOT, ":%04X", port);
    this.seen = total();
  }

  long sinceLastTime() {
    long now = total();
    long since = Math.max(now - seen, 0);
    seen = now;
    return since;
  }

  private long total() {
    return FILES.stream().mapToLong(this::drops).sum();
  }

  private long drops(Path file) {
    try {
      return Files.readAllLines(file).stream().skip(1).mapToLong(this::drops).sum();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Columns: slot, local address:port, remote, state, queues ..., drops. */
  long drops(String line) {
    String[] columns = line.strip().split("\\s+", -1);
    return columns.length > 2 && columns[1].endsWith(port)
        ? Long.parseLong(columns[columns.length - 1])
        : 0;
  }
}
