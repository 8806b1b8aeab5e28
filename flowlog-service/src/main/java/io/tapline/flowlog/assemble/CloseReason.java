package io.tapline.flowlog.assemble;

/** Why a row of the connection log is closed; the ordinal is what segments store. */
public enum CloseReason {
  /** Not closed yet. */
  OPEN,
  /** FIN both ways or RST, then quiet. */
  TCP_CLOSED,
  IDLE_TIMEOUT,
  ACTIVE_TIMEOUT,
  /** A new SYN with the same addresses and ports came after the end. */
  REUSED,
  /** The table was full and this connection was idle for longest. */
  EVICTED,
  SOURCE_ENDED
}
