package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Servers that speak first in lines: SMTP, FTP, POP3, IMAP, NNTP (RFC 5321, 959, 1939, 9051, 3977).
 */
final class GreetingIdentifier implements ProtocolIdentifier {
  private static final Identification SMTP = Identification.ofService("smtp");
  private static final Identification FTP = Identification.unnamed(FtpChannels.SERVICE);
  private static final Identification POP3 = Identification.ofService("pop3");
  private static final Identification IMAP = Identification.ofService("imap");
  private static final Identification NNTP = Identification.ofService("nntp");

  private static final byte[] READY = Ascii.bytes("220");
  private static final byte[] POSTING = Ascii.bytes("200 ");
  private static final byte[] NO_POSTING = Ascii.bytes("201 ");
  private static final byte[] NNTP_NAME = Ascii.bytes("nntp");
  private static final byte[] OK = Ascii.bytes("+OK");
  private static final byte[] UNTAGGED_OK = Ascii.bytes("* OK");
  private static final byte[] POP_NAME = Ascii.bytes("pop");
  private static final byte[] IMAP_NAME = Ascii.bytes("imap");
  private static final byte[] SMTP_NAME = Ascii.bytes("smtp");
  private static final byte[] FTP_NAME = Ascii.bytes("ftp");
  private static final byte[][] GREETINGS = Ascii.allBytes("EHLO ", "HELO ", "ehlo ", "helo ");

  @Override
  public boolean mayBegin(int first) {
    return switch (first) {
      case '2', '+', '*', 'E', 'H', 'e', 'h' -> true;
      default -> false;
    };
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return switch (payload.u8(0)) {
      case '2' -> ready(payload);
      case '+' -> says(payload, OK, POP_NAME, 110) ? POP3 : null;
      case '*' -> says(payload, UNTAGGED_OK, IMAP_NAME, 143) ? IMAP : null;
      case 'E', 'H', 'e', 'h' -> Ascii.startsWithAny(payload, GREETINGS) ? SMTP : null;
      default -> null;
    };
  }

  private static @Nullable Identification ready(Payload payload) {
    if (says(payload, READY, SMTP_NAME, 25) || says(payload, READY, SMTP_NAME, 587)) {
      return SMTP;
    }
    if (says(payload, READY, FTP_NAME, 21)) {
      return FTP;
    }
    boolean news =
        says(payload, POSTING, NNTP_NAME, 119) || says(payload, NO_POSTING, NNTP_NAME, 119);
    return news ? NNTP : null;
  }

  /** Begins as expected, and names the service or stands on its port. */
  private static boolean says(Payload payload, byte[] begin, byte[] name, int port) {
    return payload.startsWith(begin)
        && (payload.onPort(port) || payload.indexOfIgnoringCase(name, begin.length) >= 0);
  }
}
