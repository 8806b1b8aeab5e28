package io.tapline.flowlog.identify;

import io.tapline.wire.address.IpAddress;
import io.tapline.wire.protocol.IpProtocols;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the description in a SIP message says that media will be: each {@code m=} line of a profile
 * of RTP with its {@code c=} line, or that of the session; reports come to the next port, or to the
 * one of {@code a=rtcp} (RFC 8866, section 5; RFC 3605). A description that does not stand in the
 * message's own segment is not read.
 */
final class SipChannels {
  static final String SERVICE = "sip";

  private static final Identification RTP = Identification.announced("rtp", false);
  private static final Identification RTCP = Identification.announced("rtcp", false);
  private static final int MAX_PORT = 0xffff;
  private static final byte[] CONNECTION = Ascii.bytes("c=IN IP");
  private static final byte[] MEDIA = Ascii.bytes("m=");
  private static final byte[] RTCP_PORT = Ascii.bytes("a=rtcp:");
  private static final byte[] MULTIPLEXED = Ascii.bytes("a=rtcp-mux");
  private static final byte[] PROFILE = Ascii.bytes("RTP/");
  private static final byte[] SECURE_PROFILE = Ascii.bytes("UDP/TLS/RTP/");
  private static final int MAX_LINES = 200;
  private static final int MAX_MEDIA = 16;

  private final PayloadLine line;
  private @Nullable IpAddress ofSession;
  private @Nullable IpAddress ofMedia;
  private int port;
  private int reportPort;

  SipChannels(Payload payload) {
    line = new PayloadLine(payload);
  }

  /** Adds what the description in a message announces. */
  void read(List<Announcement> into) {
    ofSession = null;
    ofMedia = null;
    port = 0;
    line.first();
    for (int i = 0; i < MAX_LINES && into.size() < MAX_MEDIA; i++) {
      readLine(into);
      if (!line.next()) {
        break;
      }
    }
    end(into);
  }

  private void readLine(List<Announcement> into) {
    if (line.begins(MEDIA)) {
      end(into);
      begin();
    } else if (line.begins(CONNECTION)) {
      connection();
    } else if (port > 0 && line.begins(RTCP_PORT)) {
      reportPort = line.number();
    } else if (port > 0 && line.begins(MULTIPLEXED)) {
      reportPort = 0;
    }
  }

  /** Kind, port, possibly a number of ports, and profile. */
  private void begin() {
    ofMedia = ofSession;
    int announced = line.skipBehind(' ') ? line.number() : -1;
    boolean media =
        line.skipBehind(' ') && (line.continues(PROFILE) || line.continues(SECURE_PROFILE));
    port = media ? announced : 0;
    reportPort = port + 1;
  }

  private void connection() {
    IpAddress address = line.skipBehind(' ') ? line.address() : null;
    if (port > 0) {
      ofMedia = address;
    } else {
      ofSession = address;
    }
  }

  private void end(List<Announcement> into) {
    IpAddress address = ofMedia;
    if (port > 0 && address != null && isHost(address)) {
      add(into, address, port, RTP);
      add(into, address, reportPort, RTCP);
    }
    port = 0;
  }

  /** Silence is announced with an address of zeros. */
  private static boolean isHost(IpAddress address) {
    return address.high() != 0 || (address.low() & 0xffff_ffffL) != 0;
  }

  private static void add(
      List<Announcement> into, IpAddress address, int port, Identification identification) {
    if (port >= Announcement.LEAST_PORT && port <= MAX_PORT) {
      into.add(
          new Announcement(
              IpProtocols.UDP, address.high(), address.low(), port, false, identification));
    }
  }
}
