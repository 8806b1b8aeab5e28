package io.tapline.report.fwctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lines as records, and reports over them. */
final class Sample {
  /** Noon of 1 January 2000. */
  static final Instant FILE_TIME = Instant.parse("2000-01-01T12:00:00Z");

  private Sample() {}

  static List<FirewallRecord> records(String lines) {
    List<FirewallRecord> records = new ArrayList<>();
    read(lines, Networks.NONE, packet -> records.add(packet.record()));
    return records;
  }

  /** Hands records on as packets. */
  static void replay(List<FirewallRecord> records, Consumer<Packet> sink) {
    StringBuilder lines = new StringBuilder();
    records.forEach(packet -> lines.append(packet.line()).append('\n'));
    read(lines.toString(), Networks.NONE, sink);
  }

  static FirewallLines read(String lines, Networks networks, Consumer<Packet> sink) {
    FirewallLines reader = new FirewallLines(0, ZoneOffset.UTC, FILE_TIME, networks, sink);
    try {
      reader.read(new ByteArrayInputStream(lines.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return reader;
  }
}
