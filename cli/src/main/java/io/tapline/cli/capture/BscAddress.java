package io.tapline.cli.capture;

import io.tapline.capture.v1.InterfaceSource;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.TcpSource;
import io.tapline.capture.v1.UdpSource;
import io.tapline.cli.yaml.YamlMap;
import io.tapline.cli.yaml.YamlValue;
import io.tapline.type.v1.Encoding;
import io.tapline.type.v1.EncodingKind;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sources that AIT's {@code conn_type} and {@code address} stand for. */
final class BscAddress {
  /** Names of sources that are made for AIT's addresses begin so. */
  static final String PREFIX = "ait.";

  /** The protocol of every frame (ETH_P_ALL); 0 means the same. */
  private static final int ALL_PROTOCOLS = 3;

  private static final int MAX_PORT = 65_535;
  private static final int DEFAULT_SNAP_LENGTH = 65_535;
  private static final String LOOPBACK = "127.0.0.1";
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9._-]");

  private BscAddress() {}

  /**
   * The source of a handler, with the name that AIT's REST routes give it too. One without a kind
   * when the file is wrong.
   */
  static Source source(YamlMap handler) {
    Optional<YamlValue> type = handler.required("conn_type");
    List<YamlValue> address = handler.required("address").map(BscAddress::pair).orElse(List.of());
    if (type.isEmpty() || address.isEmpty()) {
      return Source.getDefaultInstance();
    }
    String word = type.get().text();
    return switch (word) {
      case "udp" -> udp(address.getFirst(), address.getLast());
      case "tcp" -> tcp(address.getFirst(), address.getLast());
      case "ethernet" -> ethernet(address.getFirst(), address.getLast());
      default -> {
        type.get().wrong("is '" + word + "'; there are udp, ethernet and tcp.");
        yield Source.getDefaultInstance();
      }
    };
  }

  private static List<YamlValue> pair(YamlValue address) {
    List<YamlValue> values = address.list();
    if (values.size() == 2) {
      return values;
    }
    address.wrong("has two values: [HOST, PORT] or [INTERFACE, PROTOCOL].");
    return List.of();
  }

  private static Source udp(YamlValue host, YamlValue port) {
    String address = host.text();
    int number = port.number(1, MAX_PORT);
    if (!address.isEmpty() && !literal(address)) {
      host.wrong("is '" + address + "', not an IP address; '' is loopback.");
    }
    return udp(address, number);
  }

  /** The source of a UDP port; an empty address is loopback. */
  static Source udp(String address, int number) {
    return Source.newBuilder()
        .setName(name("udp", address, number))
        .setUdp(
            UdpSource.newBuilder()
                .setAddress(address)
                .setPort(number)
                .setEncoding(Encoding.newBuilder().setKind(EncodingKind.ENCODING_KIND_PACKETS)))
        .build();
  }

  private static Source tcp(YamlValue host, YamlValue port) {
    return tcp(host.text(), port.number(1, MAX_PORT));
  }

  /** The source of the byte stream of a server. */
  static Source tcp(String server, int number) {
    return Source.newBuilder()
        .setName(name("tcp", server, number))
        .setTcp(TcpSource.newBuilder().setHost(server).setPort(number))
        .build();
  }

  private static Source ethernet(YamlValue device, YamlValue protocol) {
    String name = device.text();
    int number = protocol.number(0, MAX_PORT);
    if (name.isEmpty()) {
      device.wrong("names no interface.");
    }
    return ethernet(name, number);
  }

  /** The source of an interface and a protocol, 0 or {@link #ALL_PROTOCOLS} for all. */
  static Source ethernet(String name, int number) {
    boolean all = number == 0 || number == ALL_PROTOCOLS;
    return Source.newBuilder()
        .setName(name("ethernet", name, number))
        .setInterface(
            InterfaceSource.newBuilder()
                .setInterface(name)
                .setBpf(all ? "" : "ether proto " + number)
                .setSnapLengthBytes(DEFAULT_SNAP_LENGTH))
        .build();
  }

  private static String name(String type, String place, int number) {
    return PREFIX + type + "." + NOT_IN_NAMES.matcher(place).replaceAll("-") + "." + number;
  }

  private static boolean literal(String address) {
    try {
      var _ = InetAddress.ofLiteral(address);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * What a source captures, with defaults in full: equal for two sources that capture the same. The
   * default instance for sources of files.
   */
  static Source settings(Source source) {
    return switch (source.getKindCase()) {
      case UDP -> Source.newBuilder().setUdp(settings(source.getUdp())).build();
      case INTERFACE -> Source.newBuilder().setInterface(settings(source.getInterface())).build();
      case TCP -> Source.newBuilder().setTcp(settings(source.getTcp())).build();
      case FILE, KIND_NOT_SET -> Source.getDefaultInstance();
    };
  }

  private static UdpSource settings(UdpSource udp) {
    UdpSource.Builder full = udp.toBuilder();
    if (udp.getAddress().isEmpty()) {
      full.setAddress(LOOPBACK);
    }
    if (udp.getEncoding().getKind() == EncodingKind.ENCODING_KIND_UNSPECIFIED) {
      full.getEncodingBuilder().setKind(EncodingKind.ENCODING_KIND_PACKETS);
    }
    return full.build();
  }

  private static TcpSource settings(TcpSource tcp) {
    return TcpSource.newBuilder()
        .setHost(tcp.getHost().isEmpty() ? LOOPBACK : tcp.getHost())
        .setPort(tcp.getPort())
        .build();
  }

  private static InterfaceSource settings(InterfaceSource device) {
    return device.getSnapLengthBytes() == 0
        ? device.toBuilder().setSnapLengthBytes(DEFAULT_SNAP_LENGTH).build()
        : device;
  }

  /** Whether two sources receive on the same UDP address and port, which only one can. */
  static boolean samePort(Source one, Source other) {
    return one.hasUdp()
        && other.hasUdp()
        && one.getUdp().getPort() == other.getUdp().getPort()
        && one.getUdp().getMulticastGroup().equals(other.getUdp().getMulticastGroup())
        && settings(one).getUdp().getAddress().equals(settings(other).getUdp().getAddress());
  }
}
