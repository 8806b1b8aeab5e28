package io.tapline.wire.ipfix;

import io.tapline.wire.flow.FlowRecord;
import org.jspecify.annotations.Nullable;

/** 1 of how many packets was looked at: as the record tells, its sampler, or its domain. */
final class SamplingPart implements FlowPart {
  private SamplingPart() {}

  static @Nullable FlowPart of(Presence presence) {
    return new SamplingPart();
  }

  @Override
  public void fill(RecordValues values, FlowRecord flow) {
    long told = SamplingRate.of(values);
    flow.samplingInterval =
        told > 0
            ? told
            : values.options.interval(values.get(Slot.SAMPLER), values.context.receivedNanos);
  }
}
