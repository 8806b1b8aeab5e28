package io.tapline.flowlog.identify;

import io.tapline.wire.frame.FrameView;
import io.tapline.wire.protocol.IpProtocols;
import java.util.List;

/**
 * Where an FTP session says that its data connections will be: PORT and EPRT of the client, the
 * answers to PASV and EPSV of the server (RFC 959, sections 4.1.2 and 4.2; RFC 2428). Only the port
 * is taken; the address is that of whoever says it, since nobody speaks for another one, and an
 * address in the text may be one behind a translation.
 */
final class FtpChannels {
  static final String SERVICE = "ftp";

  private static final Identification DATA = Identification.announced("ftp-data", true);
  private static final byte[] PORT = Ascii.bytes("PORT ");
  private static final byte[] EXTENDED_PORT = Ascii.bytes("EPRT ");
  private static final byte[] PASSIVE = Ascii.bytes("227 ");
  private static final byte[] EXTENDED_PASSIVE = Ascii.bytes("229 ");
  private static final int MAX_LINES = 16;
  private static final int ADDRESS_NUMBERS = 4;
  private static final int MAX_BYTE = 255;

  private final PayloadLine line;

  FtpChannels(Payload payload) {
    line = new PayloadLine(payload);
  }

  /** Adds what the payload of a session announces. */
  void read(FrameView frame, boolean fromClient, List<Announcement> into) {
    line.first();
    for (int i = 0; i < MAX_LINES; i++) {
      int port = fromClient ? ofClient() : ofServer();
      if (port >= Announcement.LEAST_PORT) {
        into.add(
            new Announcement(
                IpProtocols.TCP, frame.sourceHigh(), frame.sourceLow(), port, true, DATA));
      }
      if (!line.next()) {
        return;
      }
    }
  }

  private int ofClient() {
    if (line.begins(PORT)) {
      return sixNumbers();
    }
    return line.begins(EXTENDED_PORT) ? thirdField() : -1;
  }

  /** Some servers leave out the parentheses of the first kind. */
  private int ofServer() {
    if (line.begins(PASSIVE)) {
      return line.skipToDigit() ? sixNumbers() : -1;
    }
    return line.begins(EXTENDED_PASSIVE) && line.skipBehind('(') ? thirdField() : -1;
  }

  /** Four of the address, two of the port. */
  private int sixNumbers() {
    for (int i = 0; i < ADDRESS_NUMBERS; i++) {
      if (aByte() < 0 || !line.skipBehind(',')) {
        return -1;
      }
    }
    int high = aByte();
    int low = line.letter() == ',' && line.skipBehind(',') ? aByte() : -1;
    return high < 0 || low < 0 ? -1 : high << 8 | low;
  }

  private int aByte() {
    int number = line.number();
    return number > MAX_BYTE ? -1 : number;
  }

  /** Family, address and port, each behind the letter with which they begin. */
  private int thirdField() {
    int delimiter = line.letter();
    for (int i = 0; i < 3; i++) {
      if (!line.skipBehind(delimiter)) {
        return -1;
      }
    }
    int port = line.number();
    return line.letter() == delimiter ? port : -1;
  }
}
