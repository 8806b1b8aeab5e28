package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * SSDP by its search, its notification with a sub-type {@code ssdp:}, and the answer to a search
 * with the target and the unique name (UPnP Device Architecture 2.0, sections 1.2 and 1.3).
 */
final class SsdpIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("ssdp");
  private static final byte[] SEARCH = Ascii.bytes("M-SEARCH * HTTP/1.1\r\n");
  private static final byte[] NOTIFY = Ascii.bytes("NOTIFY * HTTP/1.1\r\n");
  private static final byte[] ANSWER = Ascii.bytes("HTTP/1.1 200 OK\r\n");
  private static final byte[] SUB_TYPE = Ascii.bytes("\nnts:");
  private static final byte[] SSDP = Ascii.bytes("ssdp:");
  private static final byte[] TARGET = Ascii.bytes("\nst:");
  private static final byte[] UNIQUE_NAME = Ascii.bytes("\nusn:");

  @Override
  public boolean mayBegin(int first) {
    return first == SEARCH[0] || first == NOTIFY[0] || first == ANSWER[0];
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (payload.isTcp()) {
      return false;
    }
    if (payload.startsWith(NOTIFY)) {
      int subType = payload.indexOfIgnoringCase(SUB_TYPE, 0);
      return subType >= 0 && payload.indexOfIgnoringCase(SSDP, subType) >= 0;
    }
    return payload.startsWith(SEARCH)
        || (payload.startsWith(ANSWER)
            && payload.indexOfIgnoringCase(TARGET, 0) >= 0
            && payload.indexOfIgnoringCase(UNIQUE_NAME, 0) >= 0);
  }
}
