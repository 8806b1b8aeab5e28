package io.tapline.flowlog.assemble;

/** Zeek's conn_state; the ordinal is what segments store. */
public enum ConnState {
  /** Not TCP. */
  NONE,
  S0,
  S1,
  SF,
  REJ,
  S2,
  S3,
  RSTO,
  RSTR,
  RSTOS0,
  RSTRH,
  SH,
  SHR,
  OTH
}
