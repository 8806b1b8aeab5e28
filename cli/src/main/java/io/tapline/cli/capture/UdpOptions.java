package io.tapline.cli.capture;

import io.tapline.capture.v1.UdpSource;
import io.tapline.cli.encoding.ReadAs;
import io.tapline.cli.encoding.ReadAsConverter;
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
              + " nothing that is read, so that they are logged as packets (default: flow exports"
              + " and log lines, each datagram as its first bytes say).")
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

  @Option(
      names = "--group",
      paramLabel = "ADDRESS@INTERFACE",
      description =
          "Multicast group to join on an interface, for example 239.1.2.3@eth0: only its datagrams"
              + " are received.")
  @Nullable String group;

  boolean given() {
    return port != null;
  }

  /** Whether any of these options was given. */
  boolean asked() {
    return given() || as != null || !zone.isEmpty() || !address.isEmpty() || group != null;
  }

  int port() {
    return port == null ? 0 : port;
  }

  void check(CommandLine line) {
    if (!given() && asked()) {
      throw new ParameterException(
          line, "--as, --zone, --address and --group belong to --udp PORT.");
    }
    if (group != null && group.indexOf('@') < 1) {
      throw new ParameterException(
          line, "--group wants ADDRESS@INTERFACE, not '%s'.".formatted(group));
    }
  }

  UdpSource source() {
    UdpSource.Builder source =
        UdpSource.newBuilder()
            .setAddress(address)
            .setPort(port())
            .setEncoding(Encoding.newBuilder().setKind(readAs().kind()).setTimeZone(zone));
    if (group != null) {
      int at = group.indexOf('@');
      source.setMulticastGroup(group.substring(0, at));
      source.setMulticastInterface(group.substring(at + 1));
    }
    return source.build();
  }

  /** How the datagrams are read. */
  String remark(UdpSource made) {
    return "UDP port %d: datagrams are read as %s%s."
        .formatted(made.getPort(), ReadAs.of(made.getEncoding().getKind()).description(), reason());
  }

  private String reason() {
    return as == null ? ", each as its first bytes say (--as otherwise)" : "";
  }

  private ReadAs readAs() {
    return as == null ? ReadAs.DATAGRAMS : as;
  }
}
