package io.tapline.flowlog.assemble;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

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
  OTH;

  private static final Map<String, ConnState> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Enum::name, state -> state));

  /** NONE when it is not one of these names. */
  static ConnState ofName(String name) {
    return BY_NAME.getOrDefault(name, NONE);
  }
}
