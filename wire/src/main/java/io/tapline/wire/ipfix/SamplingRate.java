package io.tapline.wire.ipfix;

/** The sampling that a record tells, be it a flow's or one of options. */
final class SamplingRate {
  private SamplingRate() {}

  /** 1 of so many packets; 0 = not told. */
  static long of(RecordValues values) {
    long ofSampler = values.get(Slot.SAMPLER_INTERVAL);
    long interval = ofSampler != 0 ? ofSampler : values.get(Slot.SAMPLING_INTERVAL);
    return interval != 0 ? interval : selector(values);
  }

  /** RFC 5477: so many packets taken, then so many skipped; or a size of a population. */
  private static long selector(RecordValues values) {
    long taken = values.get(Slot.SAMPLED_PACKETS);
    long size = values.get(Slot.SAMPLE_SIZE);
    if (taken > 0) {
      return Math.max(1, (taken + values.get(Slot.SKIPPED_PACKETS) + taken / 2) / taken);
    }
    if (size > 0) {
      return Math.max(1, (values.get(Slot.SAMPLE_POPULATION) + size / 2) / size);
    }
    return probability(Double.longBitsToDouble(values.get(Slot.SAMPLE_PROBABILITY)));
  }

  private static long probability(double share) {
    return share > 0 && share <= 1 ? Math.round(1 / share) : 0;
  }
}
