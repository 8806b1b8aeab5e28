package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.ExportCounter;
import io.tapline.wire.exporter.ExportCounters;
import io.tapline.wire.exporter.ExportLimits;

/** What a record of options tells: samplers, names of applications, when the exporter began. */
final class OptionsRecord {
  private OptionsRecord() {}

  static void take(RecordValues values, ExportLimits limits, ExportCounters counters) {
    boolean sampling = sampling(values, limits);
    boolean application = application(values, limits);
    if (!sampling || !application) {
      counters.count(ExportCounter.REFUSED_SAMPLERS);
    }
    long boot = values.get(Slot.SYSTEM_INIT_MILLISECONDS);
    if (boot != 0) {
      values.options.bootMillis = boot;
    }
  }

  private static boolean sampling(RecordValues values, ExportLimits limits) {
    long interval = SamplingRate.of(values);
    if (interval <= 0) {
      return true;
    }
    long sampler = values.get(Slot.SAMPLER);
    if (sampler != 0) {
      return values.options.sampler(sampler, interval, limits.samplersPerDomain());
    }
    values.options.wholeDomain(interval);
    return true;
  }

  private static boolean application(RecordValues values, ExportLimits limits) {
    long number = values.get(Slot.APPLICATION);
    long name = values.get(Slot.APPLICATION_NAME);
    if (number == 0 || name == 0) {
      return true;
    }
    String text = values.texts.lowerCase(values.bytes, name);
    return values.options.application(number, text, limits.samplersPerDomain());
  }
}
