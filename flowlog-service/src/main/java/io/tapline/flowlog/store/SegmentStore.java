package io.tapline.flowlog.store;

import java.util.List;

/** Where the bytes of segments are. For any number of threads. */
public interface SegmentStore {
  /** Takes bytes as they arrive, one segment at a time. */
  interface Receiver {
    void receive(SegmentRef segment, byte[] content);
  }

  /**
   * Fetches; a segment that is not there any more is left out. Blocks until all have been received.
   *
   * @throws io.tapline.flowlog.FlowlogException STORE_UNAVAILABLE
   */
  void fetch(List<SegmentRef> segments, Receiver receiver);
}
