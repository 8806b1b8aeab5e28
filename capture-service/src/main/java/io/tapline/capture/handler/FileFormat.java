package io.tapline.capture.handler;

/** Format of a handler's files. */
public enum FileFormat {
  /** One link type a file. */
  PCAP,

  /** An interface for each link type. */
  PCAPNG
}
