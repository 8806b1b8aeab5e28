package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.StateReader;

/** The two protocols with templates: how they differ is said where it matters. */
public enum Dialect {
  /** RFC 3954. */
  NETFLOW_9,
  /** RFC 7011. */
  IPFIX;

  static Dialect restored(StateReader state) {
    return state.bool() ? IPFIX : NETFLOW_9;
  }
}
