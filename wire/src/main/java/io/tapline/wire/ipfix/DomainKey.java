package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;

/** An observation domain (IPFIX) or source id (NetFlow v9) of an exporter's address. */
record DomainKey(Dialect dialect, long high, long low, long domain) {
  void save(StateWriter state) {
    state.bool(dialect == Dialect.IPFIX);
    state.int64(high);
    state.int64(low);
    state.int64(domain);
  }

  static DomainKey restored(StateReader state) {
    return new DomainKey(Dialect.restored(state), state.int64(), state.int64(), state.int64());
  }
}
