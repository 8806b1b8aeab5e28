package io.tapline.wire.frame;

/** Which part of a fragmented datagram a frame has. */
public enum Fragment {
  /** The whole datagram. */
  NONE,
  /** The first fragment: it has the ports, and others follow. */
  FIRST,
  /** A later fragment, which has no transport header. */
  LATER
}
