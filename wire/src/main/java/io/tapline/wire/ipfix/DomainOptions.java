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

  /** When the exporter began, milliseconds since the epoch; 0 = not told. */
  long bootMillis;

  /**
   * 1 of so many packets was looked at by this sampler.
   *
   * @param sampler 0 = the record names none
   * @return {@link FlowRecord#UNKNOWN} when the record names a sampler that nothing described
   */
  long interval(long sampler) {
    long known = sampler == 0 || samplers.isEmpty() ? NOT_REPORTED : ofSampler(sampler);
    if (known != NOT_REPORTED || interval != NOT_REPORTED) {
      return known != NOT_REPORTED ? known : interval;
    }
    return sampler == 0 ? 1 : FlowRecord.UNKNOWN;
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
