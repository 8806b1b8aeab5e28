package io.tapline.wire.flow;

/** Takes what a {@link FlowDecoder} finds, in order. */
public interface FlowSink {
  /** A flow; the record is the decoder's and changes after the call. */
  void flow(FlowRecord record);

  /** Flows that an exporter sent and that never came. */
  void lost(FlowLoss loss);
}
