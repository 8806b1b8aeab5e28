package io.tapline.cli.capture;

import io.tapline.capture.v1.UdpSource;
import io.tapline.cli.encoding.ReadAs;
import io.tapline.cli.encoding.ReadAsConverter;
import io.tapline.cli.encoding.WellKnownPorts;
import io.tapline.type.v1.Encoding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a UDP port receives. */
final class UdpOptions {
  @Option(names = "--udp", paramLabel = "PORT", description = "UDP port to receive on.")
  @Nullable Integer port;

  @Option(
      names = "--as",
      paramLabel = "netflow|syslog|packets",
      converter = ReadAsConverter.class,
      description =
          "What datagrams carry: flow exports (NetFlow, IPFIX, sFlow), firewall log lines, or"
              + " nothing that is read (default: by the port; 2055, 4739, 6343, 9995, 9996 are"
              + " netflow, 514 is syslog, others are packets).")
  @Nullable ReadAs as;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "",
      description =
          "Time zone of log lines that name none, for example Europe/Prague (default UTC).")
  String zone;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = "",
      description = "Address to receive datagrams on (default: loopback).")
  String address;

  boolean given() {
    return port != null;
  }

  int port() {
    return port == null ? 0 : port;
  }

  void check(CommandLine line) {
    if (!given() && (as != null || !zone.isEmpty() || !address.isEmpty())) {
      throw new ParameterException(line, "--as, --zone and --address belong to --udp PORT.");
    }
  }

  UdpSource source() {
    return UdpSource.newBuilder()
        .setAddress(address)
        .setPort(port())
        .setEncoding(Encoding.newBuilder().setKind(readAs().kind()).setTimeZone(zone))
        .build();
  }

  /** How the datagrams are read, and why if nobody said. */
  String remark(UdpSource made) {
    return "UDP port %d: datagrams are read as %s%s."
        .formatted(made.getPort(), ReadAs.of(made.getEncoding().getKind()).description(), reason());
  }

  private String reason() {
    if (as != null) {
      return "";
    }
    String reason = WellKnownPorts.reason(port());
    return reason.isEmpty()
        ? ", since the port tells nothing (--as netflow or --as syslog reads what they carry)"
        : ", since " + reason + " (--as says otherwise)";
  }

  private ReadAs readAs() {
    return as == null ? WellKnownPorts.readAs(port()) : as;
  }
}
