package io.tapline.bench;

import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;

/** A sink that looks at enough of each flow that none of it can be left out. */
final class ByteSum implements FlowSink {
  private long total;

  @Override
  public void flow(FlowRecord record) {
    total += record.bytes + record.sourceLow + record.startNanos + record.destinationPort;
  }

  @Override
  public void lost(FlowLoss loss) {
    total += loss.count();
  }

  void add(long number) {
    total += number;
  }

  long total() {
    return total;
  }
}
