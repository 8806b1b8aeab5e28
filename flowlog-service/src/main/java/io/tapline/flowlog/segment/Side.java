package io.tapline.flowlog.segment;

/** An end of a connection. */
public enum Side {
  CLIENT,
  SERVER
}
