package io.tapline.flowlog.store;

import java.util.List;

/** Where the bytes of segments are. For any number of threads. */
public interface SegmentStore {
  /** Bytes that come at a time, at most. */
  int MAX_PIECE_BYTES = 1 << 20;

  /** Takes bytes as they arrive, one segment at a time. */
  interface Receiver {
    /**
     * Takes the next bytes of a segment. One whose last bytes do not come before another begins, or
     * the fetch ends, is not there any more.
     */
    void receive(SegmentRef segment, byte[] piece, boolean last);
  }

  /**
   * Fetches; a segment that is not there any more is left out. Blocks until all have been received
   * or that is not wanted any more.
   *
   * @throws io.tapline.rpc.Refusal STORE_UNAVAILABLE, or what the caller's check says
   */
  void fetch(List<SegmentRef> segments, Receiver receiver, StillWanted wanted);
}
