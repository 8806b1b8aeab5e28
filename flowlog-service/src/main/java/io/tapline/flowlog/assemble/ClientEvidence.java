package io.tapline.flowlog.assemble;

/** How it is known which side is the client; the ordinal is what segments store. */
public enum ClientEvidence {
  /** SYN or SYN-ACK seen. */
  HANDSHAKE,
  /** The sender of the first frame. */
  FIRST_FRAME,
  /** The first frame came from a well-known port, so its sender is taken as the server. */
  WELL_KNOWN_PORT
}
