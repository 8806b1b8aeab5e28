package io.tapline.capture.source;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tapline.capture.batch.Encoding;
import io.tapline.wire.flow.LossUnit;

/** What a live source captures. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SourceSpec.Interface.class, name = "interface"),
  @JsonSubTypes.Type(value = SourceSpec.Udp.class, name = "udp"),
  @JsonSubTypes.Type(value = SourceSpec.Tcp.class, name = "tcp")
})
public sealed interface SourceSpec {
  /** Bytes kept of a frame when the request names none. */
  int DEFAULT_SNAP_LENGTH = 65_535;

  /**
   * A network interface.
   *
   * @param device name of the interface
   * @param bpf libpcap filter; empty = every frame
   * @param snapLength bytes kept of each frame
   * @param promiscuous whether frames for other stations are wanted
   */
  record Interface(String device, String bpf, int snapLength, boolean promiscuous)
      implements SourceSpec {}

  /**
   * A UDP port.
   *
   * @param address address to bind
   * @param port 1 to 65535
   * @param encoding what the datagrams carry: packets, flow exports, firewall logs or both of these
   * @param group multicast group that is joined, whose datagrams alone are received; empty = none
   * @param groupInterface name of the interface on which it is joined
   */
  record Udp(String address, int port, Encoding encoding, String group, String groupInterface)
      implements SourceSpec {
    public Udp {
      encoding = encoding == null ? Encoding.PACKETS : encoding;
      group = group == null ? "" : group;
      groupInterface = groupInterface == null ? "" : groupInterface;
    }

    /** Without a group. */
    public static Udp port(String address, int port, Encoding encoding) {
      return new Udp(address, port, encoding, "", "");
    }
  }

  /**
   * The byte stream of a server.
   *
   * @param host address or name of the server; empty = loopback
   * @param port 1 to 65535
   */
  record Tcp(String host, int port) implements SourceSpec {

    /** For messages. */
    String server() {
      return (host.isEmpty() ? "loopback" : host) + " port " + port;
    }
  }

  /** What the source loses when it loses frames. */
  default LossUnit unit() {
    return switch (this) {
      case Interface _, Tcp _ -> LossUnit.FRAMES;
      case Udp _ -> LossUnit.DATAGRAMS;
    };
  }

  /** What the source's frames are. */
  default Encoding framesAre() {
    return switch (this) {
      case Interface _, Tcp _ -> Encoding.PACKETS;
      case Udp udp -> udp.encoding();
    };
  }
}
