package io.tapline.wire.exporter;

/**
 * Whose sequence it is.
 *
 * @param protocol tells apart what must not mix, for example versions
 * @param high exporter's address, first half
 * @param low exporter's address, second half
 * @param port that the exporter sends from
 * @param domain engine, source id or sub-agent
 */
public record SequenceKey(int protocol, long high, long low, int port, long domain) {
  void save(StateWriter state) {
    state.int32(protocol);
    state.int64(high);
    state.int64(low);
    state.int32(port);
    state.int64(domain);
  }

  static SequenceKey restored(StateReader state) {
    return new SequenceKey(
        state.int32(), state.int64(), state.int64(), state.int32(), state.int64());
  }
}
