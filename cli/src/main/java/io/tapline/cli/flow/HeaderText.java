package io.tapline.cli.flow;

import io.tapline.cli.output.Printable;
import io.tapline.wire.flowtools.FlowToolsHeader;
import io.tapline.wire.flowtools.HeaderFlag;
import io.tapline.wire.flowtools.InterfaceName;
import io.tapline.wire.flowtools.RecordVersion;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A header as flow-header prints it, but for control characters, which no terminal shall obey. Of
 * stream format 1 it tells neither the times of the capture nor the losses, though the header holds
 * them.
 */
final class HeaderText {
  /** As ctime(3). */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

  private static final List<String> METHODS =
      List.of(
          "AS",
          "Protocol Port",
          "Source Prefix",
          "Destination Prefix",
          "Prefix",
          "Destination",
          "Source Destination",
          "Full Flow",
          "ToS AS",
          "ToS Proto Port",
          "ToS Source Prefix",
          "ToS Destination Prefix",
          "ToS Prefix",
          "ToS Prefix Port");

  private final List<String> lines = new ArrayList<>();
  private final ZoneId zone;

  private HeaderText(ZoneId zone) {
    this.zone = zone;
  }

  static List<String> lines(FlowToolsHeader header, ZoneId zone) {
    HeaderText text = new HeaderText(zone);
    text.lines.add("#");
    text.capture(header);
    text.form(header);
    text.counts(header);
    text.interfaces("interface name", header.interfaceNames());
    text.interfaces("interface alias", header.interfaceAliases());
    text.lines.add("#");
    return text.lines;
  }

  private void capture(FlowToolsHeader header) {
    add("mode", header.is(HeaderFlag.STREAMING) ? "streaming" : "normal");
    if (isTranslated(header)) {
      add("translated", "yes");
    }
    add("capture hostname", header.captureHostname().filter(h -> isCapture(header)));
    header.exporterAddress().ifPresent(a -> add("exporter IP address", Ipv4.text(a)));
    if (header.streamVersion() == 3 && isCapture(header)) {
      captureTimes(header.captureStart(), header.captureEnd());
    }
  }

  /** All of format 1 are, and flow-header says so of little-endian ones only. */
  private static boolean isTranslated(FlowToolsHeader header) {
    return header.is(HeaderFlag.TRANSLATED)
        || (header.streamVersion() == 1 && header.byteOrder() == ByteOrder.LITTLE_ENDIAN);
  }

  /** Writers to pipes put their own name for a host, and know neither times nor counts. */
  private static boolean isCapture(FlowToolsHeader header) {
    return !header.is(HeaderFlag.STREAMING);
  }

  private void captureTimes(OptionalLong start, OptionalLong end) {
    start.ifPresent(seconds -> add("capture start", time(seconds)));
    end.ifPresent(seconds -> add("capture end", time(seconds)));
    if (start.isPresent() && end.isPresent()) {
      add("capture period", end.getAsLong() - start.getAsLong() + " seconds");
    }
  }

  private String time(long seconds) {
    return TIME.format(Instant.ofEpochSecond(seconds).atZone(zone));
  }

  private void form(FlowToolsHeader header) {
    RecordVersion version = header.recordVersion();
    add("compress", header.is(HeaderFlag.COMPRESS) ? "on" : "off");
    add("byte order", header.byteOrder() == ByteOrder.BIG_ENDIAN ? "big" : "little");
    add("stream version", "" + header.streamVersion());
    add("export version", "" + version.exportVersion());
    if (version.isAggregated()) {
      int method = version.aggregationMethod();
      add("export agg_version", "" + RecordVersion.AGGREGATION_VERSION);
      add("export agg_method", "%d (%s)".formatted(method, METHODS.get(method - 1)));
    }
  }

  private void counts(FlowToolsHeader header) {
    if (header.streamVersion() == 3 && isCapture(header)) {
      add("lost flows", header.flowsLost());
      add("misordered flows", header.flowsMisordered());
      add("corrupt packets", header.packetsCorrupt());
      add("sequencer resets", header.sequenceResets());
    }
    add("comments", header.comments());
    if (isCapture(header)) {
      add("capture flows", header.flowCount());
    }
  }

  private void interfaces(String name, List<InterfaceName> interfaces) {
    for (InterfaceName known : interfaces) {
      String indexes =
          known.interfaces().stream().map(String::valueOf).collect(Collectors.joining(","));
      add(name, Ipv4.text(known.exporter()) + " " + indexes + " " + known.name());
    }
  }

  private void add(String name, String value) {
    lines.add("# %-22s%s".formatted(name + ":", Printable.of(value)));
  }

  private void add(String name, Optional<String> value) {
    value.filter(text -> !text.isEmpty()).ifPresent(text -> add(name, text));
  }

  private void add(String name, OptionalLong value) {
    value.ifPresent(number -> add(name, "" + number));
  }
}
