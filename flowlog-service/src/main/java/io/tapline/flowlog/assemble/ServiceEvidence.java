package io.tapline.flowlog.assemble;

/** How the service of a connection is known; the ordinal is what segments store. */
public enum ServiceEvidence {
  NONE,
  PAYLOAD,
  PORT,

  /** Another connection announced it. */
  ANNOUNCED
}
