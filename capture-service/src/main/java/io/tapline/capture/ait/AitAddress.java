package io.tapline.capture.ait;

import io.tapline.capture.Reason;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.source.SourceSpec;
import io.tapline.rpc.Refusal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What AIT captures from.
 *
 * @param connectionType {@code udp}, {@code ethernet} or {@code tcp}
 * @param location host or interface; empty = loopback
 * @param port port, or number of the protocol on an interface: 0 = all
 */
record AitAddress(String connectionType, String location, int port) {
  static final String UDP = "udp";
  static final String ETHERNET = "ethernet";
  static final String TCP = "tcp";

  /** Names of sources that this interface makes begin so. */
  static final String SOURCE_PREFIX = "ait.";

  private static final Set<String> TYPES = Set.of(UDP, ETHERNET, TCP);
  private static final int ALL_PROTOCOLS = 3;
  private static final int MAX_PORT = 65_535;
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9._-]");

  /**
   * @throws Refusal INVALID_SOURCE
   */
  static AitAddress of(String connectionType, String location, String port) {
    if (!TYPES.contains(connectionType)) {
      throw invalid(
          "conn_type", "A conn_type is udp, ethernet or tcp, not '" + connectionType + "'.");
    }
    return new AitAddress(connectionType, location, number(port));
  }

  private static int number(String port) {
    try {
      int number = Integer.decode(port.strip());
      if (number >= 0 && number <= MAX_PORT) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw invalid("port", "A port is a number from 0 to 65535, not '" + port + "'.");
  }

  static AitAddress of(SourceSpec spec) {
    return switch (spec) {
      case SourceSpec.Udp udp -> new AitAddress(UDP, udp.address(), udp.port());
      case SourceSpec.Tcp tcp -> new AitAddress(TCP, tcp.host(), tcp.port());
      case SourceSpec.Interface device ->
          new AitAddress(ETHERNET, device.device(), protocol(device.bpf()));
    };
  }

  private static int protocol(String bpf) {
    return bpf.matches("ether proto \\d{1,5}") ? Integer.parseInt(bpf.substring(12)) : 0;
  }

  SourceSpec spec() {
    return switch (connectionType) {
      case UDP -> SourceSpec.Udp.port(location, requirePort(), Encoding.PACKETS);
      case TCP -> new SourceSpec.Tcp(location, requirePort());
      default -> device();
    };
  }

  private int requirePort() {
    if (port == 0) {
      throw invalid("port", "A port of " + connectionType + " is 1 to 65535.");
    }
    return port;
  }

  private SourceSpec device() {
    boolean all = port == 0 || port == ALL_PROTOCOLS;
    return new SourceSpec.Interface(
        location, all ? "" : "ether proto " + port, SourceSpec.DEFAULT_SNAP_LENGTH, false);
  }

  /** The name of the source that is made for it. */
  String sourceName() {
    String place = NOT_IN_NAMES.matcher(location).replaceAll("-");
    return SOURCE_PREFIX + connectionType + "." + place + "." + port;
  }

  /** As JSON. */
  List<Object> list() {
    return List.of(location, port);
  }

  /** As Python writes the list, which AIT's answers are keyed by. */
  @Override
  public String toString() {
    return "['" + location + "', " + port + "]";
  }

  private static Refusal invalid(String field, String sentence) {
    return Refusal.ofField(Reason.INVALID_SOURCE, field, sentence);
  }
}
