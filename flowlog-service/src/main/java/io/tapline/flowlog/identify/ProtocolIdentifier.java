package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Recognises one protocol by the first bytes of a payload. Keeps no state but messages of which a
 * part came, under their connection's number.
 */
interface ProtocolIdentifier {
  /**
   * Whether a payload of this protocol may have this first byte. Asked once for each, so that only
   * those are tried on a payload that can be right.
   */
  default boolean mayBegin(int first) {
    return true;
  }

  /** What the payload tells, or null when it is not this protocol. */
  @Nullable Identification identify(Payload payload);

  /** What a later payload adds to a connection of this protocol whose host is not known yet. */
  default Identification complete(Identification known, Payload payload) {
    return known;
  }
}
