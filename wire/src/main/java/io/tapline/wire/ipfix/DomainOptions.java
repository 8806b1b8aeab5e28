package io.tapline.wire.ipfix;

import io.tapline.wire.exporter.StateReader;
import io.tapline.wire.exporter.StateWriter;
import io.tapline.wire.flow.FlowRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an exporter told in records of options about a domain. */
final class DomainOptions {
  private static final int MAXIMUM = 1 << 20;
  private static final long NOT_REPORTED = 0;

  private final Map<Long, Long> samplers = new LinkedHashMap<>();
  private final Map<Long, String> applications = new LinkedHashMap<>();

  /** Of the whole domain; {@link #NOT_REPORTED} until an exporter says it. */
  private long interval = NOT_REPORTED;

  /** Records of which nothing said how they were sampled, while no options did, either. */
  private long unsaid;

  private long unsaidSinceNanos;

  /** When the exporter began, milliseconds since the epoch; 0 = not told. */
  long bootMillis;

  /**
   * 1 of so many packets was looked at by this sampler.
   *
   * @param sampler 0 = the record names none
   * @param nowNanos when it was received
   * @return {@link FlowRecord#UNKNOWN} when the record names a sampler that nothing described
   */
  long interval(long sampler, long nowNanos) {
    long known = sampler == 0 || samplers.isEmpty() ? NOT_REPORTED : ofSampler(sampler);
    if (known != NOT_REPORTED || interval != NOT_REPORTED) {
      return known != NOT_REPORTED ? known : interval;
    }
    return sampler == 0 ? unsaid(nowNanos) : FlowRecord.UNKNOWN;
  }

  /** Most exporters do not sample, and never say so. */
  private long unsaid(long nowNanos) {
    if (unsaid++ == 0) {
      unsaidSinceNanos = nowNanos;
    }
    return 1;
  }

  /** When the first of the records came that {@link #takeSampled} counts. */
  long sampledSinceNanos() {
    return unsaidSinceNanos;
  }

  /**
   * How many records were counted as they are although packets of the domain are sampled, as
   * options say by now: once, and 0 until they do.
   */
  long takeSampled() {
    if (interval == NOT_REPORTED) {
      return 0;
    }
    long taken = interval > 1 ? unsaid : 0;
    unsaid = 0;
    return taken;
  }

  private long ofSampler(long sampler) {
    return samplers.getOrDefault(sampler, NOT_REPORTED);
  }

  String application(long number) {
    return number == 0 || applications.isEmpty() ? "" : applications.getOrDefault(number, "");
  }

  void wholeDomain(long newInterval) {
    interval = newInterval;
  }

  /** Whether there was room. */
  boolean sampler(long number, long newInterval, int maximum) {
    if (!samplers.containsKey(number) && samplers.size() >= maximum) {
      return false;
    }
    samplers.put(number, newInterval);
    return true;
  }

  /** Whether there was room. */
  boolean application(long number, String name, int maximum) {
    if (!applications.containsKey(number) && applications.size() >= maximum) {
      return false;
    }
    applications.put(number, name);
    return true;
  }

  void save(StateWriter state) {
    state.int64(interval);
    state.int64(bootMillis);
    state.int64(unsaid);
    state.int64(unsaidSinceNanos);
    state.int32(samplers.size());
    samplers.forEach(
        (number, each) -> {
          state.int64(number);
          state.int64(each);
        });
    state.int32(applications.size());
    applications.forEach(
        (number, name) -> {
          state.int64(number);
          state.bytes(name.getBytes(StandardCharsets.UTF_8));
        });
  }

  void restore(StateReader state) {
    interval = state.int64();
    bootMillis = state.int64();
    if (state.version() >= StateReader.LATE_SAMPLING) {
      unsaid = state.int64();
      unsaidSinceNanos = state.int64();
    }
    int samplerCount = state.count(MAXIMUM);
    for (int i = 0; i < samplerCount; i++) {
      samplers.put(state.int64(), state.int64());
    }
    int applicationCount = state.count(MAXIMUM);
    for (int i = 0; i < applicationCount; i++) {
      applications.put(state.int64(), new String(state.bytes(), StandardCharsets.UTF_8));
    }
  }
}
