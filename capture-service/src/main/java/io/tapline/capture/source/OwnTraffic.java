package io.tapline.capture.source;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Recognises frames of the product's own connections: TCP with one of its endpoints on one side.
 * Looks at the headers where they lie; allocates nothing.
 *
 * <p>Addresses are compared as 128 bits: IPv4 as mapped IPv6, all of 127.0.0.0/8 as 127.0.0.1.
 */
final class OwnTraffic {
  private static final Logger LOG = Logger.getLogger(OwnTraffic.class);
  private static final int LINKTYPE_ETHERNET = 1;
  private static final int LINKTYPE_LINUX_SLL = 113;
  private static final int LINKTYPE_LINUX_SLL2 = 276;
  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86DD;
  private static final int TCP = 6;
  private static final int IPV6_BYTES = 40;
  private static final long MAPPED = 0xFFFF_0000_0000L;

  private record Endpoint(long high, long low, int port) {}

  private final Endpoint[] endpoints;
  private final BitSet ports = new BitSet(1 << 16);

  private OwnTraffic(List<Endpoint> endpoints) {
    this.endpoints = endpoints.toArray(Endpoint[]::new);
    endpoints.forEach(endpoint -> ports.set(endpoint.port()));
  }

  /** Of these connections, with the addresses that this machine and the peers have now. */
  static OwnTraffic of(OwnConnections own) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (InetAddress address : localAddresses()) {
      own.localPorts().forEach(port -> endpoints.add(endpoint(address, port)));
    }
    for (InetSocketAddress peer : own.peers()) {
      for (InetAddress address : addresses(peer)) {
        endpoints.add(endpoint(address, peer.getPort()));
      }
    }
    return new OwnTraffic(endpoints);
  }

  private static List<InetAddress> localAddresses() {
    try {
      return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
    } catch (SocketException e) {
      throw new UncheckedIOException("The addresses of this machine cannot be listed.", e);
    }
  }

  private static InetAddress[] addresses(InetSocketAddress peer) {
    try {
      return InetAddress.getAllByName(peer.getHostString());
    } catch (UnknownHostException e) {
      LOG.warnf(
          "%s has no address now, so connections to its port %s are captured.",
          peer.getHostString(), peer.getPort());
      return new InetAddress[0];
    }
  }

  private static Endpoint endpoint(InetAddress address, int port) {
    ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
    return octets.remaining() == 4
        ? new Endpoint(0, mapped(octets.getInt()), port)
        : new Endpoint(octets.getLong(), octets.getLong(), port);
  }

  private static long mapped(int address) {
    int known = address >>> 24 == 127 ? 0x7F00_0001 : address;
    return MAPPED | (known & 0xFFFF_FFFFL);
  }

  /** Whether the frame is of an own connection; not when it is too short to tell. */
  boolean holds(byte[] frame, int length, int linkType) {
    int ip = networkOffset(frame, length, linkType);
    if (ip < 0 || ip >= length) {
      return false;
    }
    return switch (frame[ip] >>> 4 & 0xF) {
      case 4 -> four(frame, ip, length);
      case 6 -> six(frame, ip, length);
      default -> false;
    };
  }

  private static int networkOffset(byte[] frame, int length, int linkType) {
    return switch (linkType) {
      case LINKTYPE_ETHERNET -> behind(frame, length, 12, 14);
      case LINKTYPE_LINUX_SLL -> behind(frame, length, 14, 16);
      case LINKTYPE_LINUX_SLL2 -> behind(frame, length, 0, 20);
      case UdpFrames.LINKTYPE_RAW -> 0;
      default -> -1;
    };
  }

  private static int behind(byte[] frame, int length, int typeAt, int headerBytes) {
    if (length < headerBytes) {
      return -1;
    }
    int type = unsigned16(frame, typeAt);
    return type == ETHERTYPE_IPV4 || type == ETHERTYPE_IPV6 ? headerBytes : -1;
  }

  private boolean four(byte[] frame, int ip, int length) {
    int tcp = ip + (frame[ip] & 0xF) * 4;
    if (tcp < ip + 20 || tcp + 4 > length || frame[ip + 9] != TCP) {
      return false;
    }
    boolean laterFragment = (unsigned16(frame, ip + 6) & 0x1FFF) != 0;
    return !laterFragment
        && (own(0, mapped(int32(frame, ip + 12)), unsigned16(frame, tcp))
            || own(0, mapped(int32(frame, ip + 16)), unsigned16(frame, tcp + 2)));
  }

  private boolean six(byte[] frame, int ip, int length) {
    int tcp = ip + IPV6_BYTES;
    return tcp + 4 <= length
        && frame[ip + 6] == TCP
        && (own(int64(frame, ip + 8), int64(frame, ip + 16), unsigned16(frame, tcp))
            || own(int64(frame, ip + 24), int64(frame, ip + 32), unsigned16(frame, tcp + 2)));
  }

  private boolean own(long high, long low, int port) {
    if (!ports.get(port)) {
      return false;
    }
    for (Endpoint endpoint : endpoints) {
      if (endpoint.port == port && endpoint.low == low && endpoint.high == high) {
        return true;
      }
    }
    return false;
  }

  private static int unsigned16(byte[] from, int at) {
    return (from[at] & 0xFF) << 8 | (from[at + 1] & 0xFF);
  }

  private static int int32(byte[] from, int at) {
    return unsigned16(from, at) << 16 | unsigned16(from, at + 2);
  }

  private static long int64(byte[] from, int at) {
    return (long) int32(from, at) << 32 | (int32(from, at + 4) & 0xFFFF_FFFFL);
  }
}
