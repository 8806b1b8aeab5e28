package io.tapline.flowlog.store;

import java.util.List;

/** Where the bytes of segments are. For any number of threads. */
public interface SegmentStore {
  /** Takes bytes as they arrive, one segment at a time. */
  interface Receiver {
    void receive(SegmentRef segment, byte[] content);
  }

  /**
   * Fetches; a segment that is not there any more is left out. Blocks until all have been received
   * or that is not wanted any more.
   *
   * @throws io.tapline.rpc.Refusal STORE_UNAVAILABLE, or what the caller's check says
   */
  void fetch(List<SegmentRef> segments, Receiver receiver, StillWanted wanted);
}
