package io.tapline.wire.capture;

/** The capture file formats that are read and written. */
public enum CaptureFormat {
  /** The classic format of libpcap and its variants, either byte order. */
  PCAP,
  /** The block format (draft-ietf-opsawg-pcapng). */
  PCAPNG
}
